"""Invents civil servants: names put together by chance, numbers of the right structure that nobody can have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sbt.demo.script import read_plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from sbt.rulebook.law import Law
    from sbt.rulebook.reference import DemoOverlay

FAR_OFF = 900
"""Sequence numbers of real NIP stay far below; every invented one lies above."""
BORN_FROM, BORN_UNTIL = date(1967, 1, 1), date(1996, 12, 31)
ELDERS = frozenset({"jpt_madya", "jpt_pratama", "administrator"})
DEGREES = ("", "", "", "", ", S.Sos.", ", S.E.", ", S.Pd.", ", S.H.", ", M.Si.", ", S.IP.", ", S.Kom.")
HEAD = "kepala_wilayah"
TOP = "jpt_madya"


@dataclass(frozen=True, slots=True)
class Invented:
    """A civil servant who does not exist."""

    nip: str
    name: str
    plain_name: str
    """Without degrees, as others call him."""
    sex: str
    instansi: str
    unit: str
    post: str
    job_level: str
    employment: str


class NoOverlayError(LookupError):
    """lapisan demo belum diterbitkan; jalankan: sbt publish-law dengan SBT_MODE=demo"""

    def __str__(self) -> str:
        return str(self.__doc__)


def overlay_of(law: Law) -> DemoOverlay:
    """Give the demo overlay of the law; raises NoOverlayError where it was not published."""
    if law.demo is None:
        raise NoOverlayError
    return law.demo


class Inventor:
    """Invents people one by one; the same law and the same chance give the same people."""

    def __init__(self, law: Law, chance: Random) -> None:
        self._law, self._chance, self._overlay = law, chance, overlay_of(law)
        self._numbers: set[str] = set()
        self._names: set[str] = {account.name for account in self._overlay.accounts}
        self.people: list[Invented] = []

    def person(self, instansi: str, job_level: str, *, pns: bool = False) -> Invented:
        """Invent somebody of the agency and level; with `pns` never a contract or probationary one."""
        chance = self._chance
        sex = chance.choice("12")
        plain = self.name(sex)
        post, unit = self._post(instansi, job_level)
        employment = (
            "pns"
            if pns or job_level in ELDERS or job_level == HEAD
            else chance.choices(("pns", "pppk", "cpns"), (88, 10, 2))[0]
        )
        person = Invented(
            nip=self._number(sex, job_level, employment),
            name=plain + (chance.choice(DEGREES) if job_level != "pelaksana" else ""),
            plain_name=plain,
            sex=sex,
            instansi=instansi,
            unit=unit,
            post=post,
            job_level=job_level,
            employment=employment,
        )
        self.people.append(person)
        return person

    def name(self, sex: str) -> str:
        """Put together a name that nobody here has yet."""
        first = self._overlay.first_male if sex == "1" else self._overlay.first_female
        while (name := f"{self._chance.choice(first)} {self._chance.choice(self._overlay.last)}") in self._names:
            continue
        self._names.add(name)
        return name

    def _post(self, instansi: str, job_level: str) -> tuple[str, str]:
        raw, chance = read_plan().raw, self._chance
        known = self._law.institution(instansi)
        kind = self._law.kind_of(instansi)
        if known is None or kind is None:
            raise LookupError(instansi)
        if not known.area:
            national = raw["national"]
            return chance.choice(national["posts"][job_level]), chance.choice(national["units"])
        posts: Sequence[str] = raw["province_posts"].get(job_level) or [
            post.title for post in self._overlay.posts if post.job_level == job_level
        ]
        post = chance.choice(posts)
        return post, chance.choice(raw["units"].get(post) or raw["units"]["default"])

    def _number(self, sex: str, job_level: str, employment: str) -> str:
        chance = self._chance
        while True:
            span = (BORN_UNTIL - BORN_FROM).days
            born = BORN_FROM + timedelta(days=chance.randrange(span // 3 if job_level in ELDERS else span))
            year = min(2023, born.year + chance.randrange(22, 30))
            month = chance.randrange(1, 13)
            if employment == "pppk":
                year, month = chance.choice((2021, 2022, 2023)), 21
            elif employment == "cpns":
                year = 2024
            number = f"{born:%Y%m%d}{year}{month:02}{sex}{FAR_OFF + chance.randrange(1, 100):03}"
            if number not in self._numbers:
                self._numbers.add(number)
                return number
