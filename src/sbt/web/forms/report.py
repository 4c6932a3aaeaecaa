"""The five steps of a report as forms: what is asked, what is refused, and in which words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, cast

import orjson
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sbt.intake.identity import read_sealed
from sbt.rules.identity import NIK_LENGTH, NIP_LENGTH, NumberFault, check_number
from sbt.rules.period import Period
from sbt.sealing.envelope import LARGEST
from sbt.web.forms.base import (
    CHOOSE,
    DayField,
    OneOf,
    PageForm,
    PartsField,
    Ticked,
    WrittenField,
    is_blank,
    read_day,
    read_month,
)

ABOUT_DAYS = 3
LONGEST_PERIOD = 366
MOST_PEOPLE = 20
MOST_LINKS = 20
PRECISIONS = ("day", "about", "month", "between")
_DECEMBER = 12
_SHORTEST_PHONE, _LONGEST_PHONE = 8, 15


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be chosen, read from the law of the day: pairs of code and words."""

    forms: Sequence[tuple[str, str, str]]
    provinces: Sequence[tuple[str, str]]
    regencies: Sequence[tuple[str, str]] = ()
    elections: Sequence[tuple[str, str]] = ()


class WhatForm(PageForm):
    """Step 1: the act, its time, the province, the story."""

    form = OneOf(missing=gettext_lazy("Pilih bentuk tindakan yang paling dekat"))
    precision = OneOf(missing=gettext_lazy("Pilih seberapa pasti tanggalnya"), required=False)
    act = PartsField()
    act_to = PartsField()
    known = DayField()
    province = OneOf(missing=gettext_lazy("Pilih provinsi tempat kejadian"))
    place = WrittenField(limit=300)
    story = WrittenField(
        limit=10_000,
        lines=True,
        missing=gettext_lazy("Ceritakan kejadiannya paling sedikit satu kalimat"),
        short=(20, gettext_lazy("Ceritakan kejadiannya paling sedikit satu kalimat")),
    )

    def __init__(self, *args: Any, offered: Offered, today: date, **named: Any) -> None:
        super().__init__(*args, **named)
        self.today = today
        _offer(self, "form", [(code, words) for code, words, _hint in offered.forms])
        _offer(self, "precision", [(code, code) for code in PRECISIONS])
        _offer(self, "province", offered.provinces)

    def clean(self) -> dict[str, Any]:
        """Make the period of the act and compare the dates with each other and with today."""
        cleaned = self.cleaned_data
        try:
            cleaned["period"] = self._period(cleaned.get("precision") or "day", cleaned["act"], cleaned["act_to"])
        except ValidationError as fault:
            self.add_error("act", fault)
        known, period = cleaned.get("known"), cleaned.get("period")
        if known and known > self.today:
            self.add_error("known", _("Tanggal Anda mengetahuinya tidak boleh lebih dari hari ini"))
        elif known and period and known < period.first:
            self.add_error(
                "known",
                _("Tanggal Anda mengetahuinya tidak boleh lebih awal dari kejadiannya"),
            )
        return cleaned

    def _period(self, precision: str, act: Mapping[str, str], act_to: Mapping[str, str]) -> Period:
        if is_blank(act):
            raise ValidationError(_("Isi tanggal kejadian, tidak boleh lebih dari hari ini"))
        if precision == "month":
            return self._month(act)
        first = read_day(act)
        if first > self.today:
            raise ValidationError(_("Tanggal kejadian tidak boleh lebih dari hari ini"))
        if precision == "about":
            around = timedelta(days=ABOUT_DAYS)
            return Period(first - around, min(first + around, self.today), "about")
        if precision == "day":
            return Period(first, first)
        last = None if is_blank(act_to) else read_day(act_to)
        if last is None or not first <= last <= self.today:
            raise ValidationError(_("Isi juga tanggal akhirnya, antara tanggal awal dan hari ini"))
        if (last - first).days > LONGEST_PERIOD:
            raise ValidationError(_("Rentang tanggal paling panjang satu tahun. Buat laporan lain untuk selebihnya."))
        return Period(first, last, "between")

    def _month(self, parts: Mapping[str, str]) -> Period:
        month, year = read_month(parts)
        first = date(year, month, 1)
        if first > self.today:
            raise ValidationError(_("Bulan kejadian tidak boleh lebih dari bulan ini"))
        after = date(year + month // _DECEMBER, month % _DECEMBER + 1, 1)
        return Period(first, min(after - timedelta(days=1), self.today), "month")


class WhereForm(PageForm):
    """Step 1, second page: the regency, and the election where more than one fits."""

    regency = OneOf(missing=gettext_lazy("Pilih kabupaten atau kota, atau pilih bahwa Anda tidak tahu"))
    election = OneOf(missing=CHOOSE)

    def __init__(self, *args: Any, offered: Offered, **named: Any) -> None:
        super().__init__(*args, **named)
        self._elections = dict(offered.elections)
        _offer(self, "regency", [*offered.regencies, ("-", "-")])
        if len(offered.elections) > 1:
            _offer(self, "election", [*offered.elections, ("-", "-")])
        else:
            del self.fields["election"]

    def election_words(self, code: str) -> str:
        """Name an election that was offered."""
        return self._elections[code]


class PersonForm(PageForm):
    """Step 2: one person, as far as known."""

    name = WrittenField(limit=160)
    post = WrittenField(limit=200)
    office = WrittenField(limit=200)
    unit = WrittenField(limit=200)
    account = WrittenField(limit=300)
    number = WrittenField(limit=60)

    def clean_number(self) -> str:
        """Judge the structure of a NIP or NIK and name the digits that cannot be right."""
        typed: str = self.cleaned_data["number"]
        if not typed:
            return ""
        found = check_number(typed)
        if isinstance(found, NumberFault):
            raise ValidationError(number_fault_words(found))
        return found.digits

    def clean(self) -> dict[str, Any]:
        """Ask for enough to look for the person."""
        cleaned = self.cleaned_data
        found = cleaned.get("name") or cleaned.get("number") or cleaned.get("account")
        if not self.errors and not found and not (cleaned.get("post") and cleaned.get("office")):
            self.add_error(
                "name",
                _("Isi nama, NIP, tautan akun, atau jabatan beserta instansinya"),
            )
        return cleaned

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all was typed."""
        return not any(str(self.typed(name)).strip() for name in self.fields)


def number_fault_words(fault: NumberFault) -> str:
    """Say which digits of a NIP or NIK cannot be right."""
    known = {"first": fault.first, "last": fault.last, "found": fault.found}
    if fault.code == "length":
        return _("NIP terdiri atas %(nip)s angka dan NIK %(nik)s angka; yang Anda isi %(found)s angka.") % {
            "nip": NIP_LENGTH,
            "nik": NIK_LENGTH,
            "found": fault.found,
        }
    if fault.code == "not_a_digit":
        return _("Karakter ke-%(first)s (%(found)s) bukan angka. NIP dan NIK hanya terdiri atas angka.") % known
    if fault.code == "birth_date":
        return _("Angka ke-%(first)s sampai ke-%(last)s (%(found)s) bukan tanggal lahir yang mungkin.") % known
    if fault.code == "start_year":
        return _("Angka ke-%(first)s sampai ke-%(last)s (%(found)s) bukan tahun pengangkatan yang mungkin.") % known
    if fault.code == "sex":
        return _("Angka ke-%(first)s (%(found)s) harus 1 atau 2.") % known
    if fault.code == "region":
        return _("Angka ke-%(first)s sampai ke-%(last)s (%(found)s) bukan kode wilayah yang mungkin.") % known
    return _("Angka ke-%(first)s sampai ke-%(last)s (%(found)s) bukan nomor urut yang mungkin.") % known


class ProofForm(PageForm):
    """Step 3: links and witnesses; files go their own way."""

    targets: ClassVar[Mapping[str, str]] = {"files": "f-files"}
    links = WrittenField(limit=10_000, lines=True)
    witnesses = WrittenField(limit=4000, lines=True)

    def clean_links(self) -> list[str]:
        """Give one address a line; a line that is no address is named."""
        lines = [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]
        if len(lines) > MOST_LINKS:
            raise ValidationError(_("Paling banyak %(most)s tautan.") % {"most": MOST_LINKS})
        for place, line in enumerate(lines, start=1):
            if not _is_address(line):
                raise ValidationError(
                    _("Baris %(place)s bukan tautan. Tulis alamat lengkapnya, misalnya https://contoh.id/unggahan.")
                    % {"place": place}
                )
        return lines


class YouForm(PageForm):
    """Step 4: the choice of identity, and what registration of a named report needs: sealed already, or as typed."""

    targets: ClassVar[Mapping[str, str]] = {"identity": "f-identity"}
    identity = OneOf(missing=gettext_lazy("Pilih Anonim, Rahasia, atau Terbuka"))
    sealed = forms.CharField(required=False, max_length=LARGEST)
    name = WrittenField(limit=160)
    address = WrittenField(limit=400, lines=True)
    phone = WrittenField(limit=40)
    email = WrittenField(limit=254)
    signature = Ticked(missing="", required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        _offer(self, "identity", [(choice, "") for choice in ("anonim", "rahasia", "terbuka")])

    def clean(self) -> dict[str, Any]:
        """Ask a named reporter for what the law asks; forget what an anonymous one typed there, or one who is sealed."""
        cleaned = self.cleaned_data
        cleaned["reporter"] = None
        if cleaned.get("sealed") and cleaned.get("identity") != "anonim":
            self._read_sealed(cleaned)
        if cleaned.get("identity") == "anonim" or cleaned["reporter"]:
            for name in ("name", "address", "phone", "email"):
                cleaned[name] = ""
                self.errors.pop(name, None)
            return cleaned
        if not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Isi nama sesuai identitas, atau pilih Anonim"))
        if not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", _("Isi alamat tempat tinggal Anda"))
        phone, email = cleaned.get("phone", ""), cleaned.get("email", "")
        if phone and not _is_phone(phone):
            self.add_error(
                "phone",
                _("Nomor telepon terdiri atas 8 sampai 15 angka, misalnya 0812 3456 7890"),
            )
        if email:
            self._check_email(email)
        if not phone and not email and not {"phone", "email"} & set(self.errors):
            self.add_error(
                "phone",
                _("Isi nomor telepon atau email, supaya Bawaslu dapat menghubungi Anda"),
            )
        if not cleaned.get("signature"):
            self.add_error("signature", _("Centang pernyataan pengganti tanda tangan"))
        return cleaned

    def _read_sealed(self, cleaned: dict[str, Any]) -> None:
        try:
            reporter = read_sealed(orjson.loads(cleaned["sealed"]))
        except orjson.JSONDecodeError:
            reporter = None
        if reporter is None:
            self.add_error("identity", _("Segel identitas tidak terbaca. Isi ulang nama dan kontak Anda."))
        elif reporter.choice == cleaned.get("identity"):
            cleaned["reporter"] = reporter

    def _check_email(self, email: str) -> None:
        try:
            validate_email(email)
        except ValidationError:
            self.add_error("email", _("Alamat email tidak lengkap. Contoh: nama@contoh.id"))


class SendForm(PageForm):
    """Step 5: the statement of truth."""

    truthful = Ticked(missing=gettext_lazy("Centang pernyataan bahwa keterangan ini benar"))


def _offer(form: forms.Form, name: str, pairs: Sequence[tuple[str, str]]) -> None:
    cast("forms.ChoiceField", form.fields[name]).choices = list(pairs)


def _is_address(line: str) -> bool:
    scheme, mark, rest = line.partition("://")
    if not mark:
        scheme, rest = "https", line
    host = rest.split("/")[0].split("?")[0]
    return scheme.lower() in {"http", "https"} and "." in host.strip(".") and not any(c.isspace() for c in line)


def _is_phone(text: str) -> bool:
    digits = "".join(letter for letter in text if letter.isdigit())
    rest = text.strip("+ ").translate(str.maketrans("", "", "0123456789 -.()"))
    return not rest and _SHORTEST_PHONE <= len(digits) <= _LONGEST_PHONE
