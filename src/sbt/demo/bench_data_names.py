"""Invented civil servants in the variety of real Indonesian names, for measuring only. Nobody is meant.

Names are strung together from many parts with the frequencies of life: a few parts are in every tenth name, most are rare.
"""

# ruff: noqa: SIM905 (long rows of words read better so)
from __future__ import annotations

from itertools import accumulate, product
from random import Random

PASSWORD = "hanya-untuk-bench-2024"  # noqa: S105 (of invented officers, in a database of invented cases)
_COMMON = (
    "muhammad siti nur sri abdul ahmad dewi agus eka dwi tri rina ratna yuli endang wahyu hendra rizki ika indah fitri"
    " budi eko bambang joko yusuf ibrahim ismail hasan ali umar fatimah aisyah khadijah nurul putri putra dian lestari"
    " wulan ayu made wayan ketut nyoman kadek komang andi daeng baso maria yohanes petrus paulus agustina kristina"
    " elisabeth martha yosef anton rudi hadi adi ari arif asep dede cecep ujang iwan deni dadang tatang euis neng"
    " rahmat hidayat firman fajar ilham imam khairul saiful syamsul zainal amir anwar azis bahar djamal effendi faisal"
    " guntur hamzah irwan jaya kamal lukman mansur nasir oki pandu qomar rahman sofyan taufik usman wawan yanto zulkifli"
).split()
_STEMS = (
    "su har war mul sut kus yul hen rik ag sup sur sud sug suk sum sun sus kar mar mur nar pur rah sar tar was wid yat"
    " har her her dar dam gun hand har ism jum kas kart lis man mis mud nin nov okt prih rat rus sam sis sit sol suc suh"
    " sul supr sut tin tit tug ulf um win wir yos zul bud cah des elf ern fah far fer gal gan her ind irm jul khus lil mah"
).split()
_ENDINGS = (
    "yanto yono wati ningsih tini dianto madi yati yani anto ono adi ini iyah iyanti ianto ijan imin isno itasari"
    " anti ayati andi andri ardi arsih artini asih asri astuti awan iyem iyono juki kanto kini listyo manto mini"
    " naningsih nawan nata naya nita rini riyadi riyanto rohim sari setyo siana sih tono toro utami widodo wanto yadi yana"
).split()
_FAMILY_STEMS = (
    "sim sir nas lub har pas tam man pan sia hut nai sit sih tob gul sar kab pur gin tar bar ket seb sem bru sur mun"
    " man ran war mok lum tum kal wow lat pel sal mat rum wang yos kam ndo nga bol leu dhar suar ast put lal baj dat raj"
    " mal sut bag teng wan enc anang gus bah lap patt dae ten tan kar soe san leim sah toi lek nen non mak das fer per"
).split()
_FAMILY_ENDINGS = (
    "anjuntak egar ution is ahap aribu bunan urung jaitan jaitan agalung abarat epu ombing ing eang ban eng oring"
    " ukan umbu ibu atta arubun upu erissa ahena itulessy iary iwang iwutang ondow ontu ampuk angi akan ombuni okodompit"
    " unrang umara abba alawa ihawa awina udana ayasa adnyana ika arta upadana agunawan opati ungkasa adikusumah asasmita"
    " anagara akusuma awinata aatmaja adireja asudirja amihardja oprawiro odiharjo osumarto okusumo onegoro odipuro"
).split()
_TITLES_BEFORE = ("Drs. ", "Dra. ", "Ir. ", "Dr. ", "H. ", "Hj. ", "dr. ")
_TITLES_AFTER = (
    ", S.Pd.",
    ", S.E.",
    ", S.H.",
    ", S.Sos.",
    ", M.Si.",
    ", S.Kep.",
    ", M.Pd.",
    ", S.T.",
    ", A.Md.",
    ", S.Ag.",
)
UNITS = (
    "Dinas Pendidikan", "Dinas Kesehatan", "Dinas Pekerjaan Umum", "Dinas Perhubungan", "Dinas Sosial", "Inspektorat",
    "Dinas Pertanian", "Sekretariat Daerah", "Satuan Polisi Pamong Praja", "Badan Kesatuan Bangsa dan Politik",
)  # fmt: skip
POSTS = (
    ("Guru ahli pertama", "fungsional", 34), ("Guru ahli muda", "fungsional", 16), ("Perawat", "fungsional", 12),
    ("Pengadministrasi umum", "pelaksana", 20), ("Pengelola data", "pelaksana", 8), ("Kepala seksi", "pengawas", 5),
    ("Kepala bidang", "administrator", 3), ("Camat", "kepala_wilayah", 1), ("Kepala dinas", "jpt_pratama", 1),
)  # fmt: skip


class NameMaker:
    """Strings names together; the same seed gives the same names."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)  # noqa: S311 (invented data)
        made = [stem + ending for stem, ending in product(dict.fromkeys(_STEMS), _ENDINGS)]
        families = [stem + ending for stem, ending in product(dict.fromkeys(_FAMILY_STEMS), _FAMILY_ENDINGS)]
        self._chance.shuffle(made)
        self._chance.shuffle(families)
        self._given = [part.capitalize() for part in (*_COMMON, *made)]
        self._families = [part.capitalize() for part in families]
        self._given_weights = _falling(len(self._given))
        self._family_weights = _falling(len(self._families))

    def names(self, count: int) -> list[str]:
        """Give so many names, one to four parts each, some with titles."""
        chance, size = self._chance, count * 2
        given = iter(chance.choices(self._given, cum_weights=self._given_weights, k=size * 2))
        families = iter(chance.choices(self._families, cum_weights=self._family_weights, k=size))
        made = []
        for shape in chance.choices(range(5), (14, 38, 22, 22, 4), k=count):
            match shape:
                case 0:
                    name = next(given)
                case 1:
                    name = f"{next(given)} {next(given)}"
                case 2:
                    name = f"{next(given)} {next(given)} {next(given)}"
                case 3:
                    name = f"{next(given)} {next(families)}"
                case _:
                    name = f"{next(given)} {next(given)} {next(families)}"
            made.append(self._titled(name))
        return made

    def _titled(self, name: str) -> str:
        chance = self._chance.random()
        if chance < 0.08:  # noqa: PLR2004 (every twelfth)
            name = self._chance.choice(_TITLES_BEFORE) + name
        if chance > 0.6:  # noqa: PLR2004 (two of five)
            name += self._chance.choice(_TITLES_AFTER)
        return name


def _falling(count: int) -> list[float]:
    """Cumulated weights by rank, as names are spread in life: steep at first, then a long tail."""
    return list(accumulate(1 / (rank + 12) ** 0.9 for rank in range(count)))
