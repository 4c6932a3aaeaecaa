"""Bad input of the report: each class has a clear answer in words, and nothing raises."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sbt.rules.period import Period
from sbt.web.forms.report import Offered, PersonForm, ProofForm, WhatForm, YouForm

TODAY = date(2024, 12, 4)
OFFERED = Offered(forms=[("social_media", "Unggahan", "")], provinces=[("32", "Jawa Barat")])
GOOD = {
    "form": "social_media",
    "precision": "day",
    "act_day": "20",
    "act_month": "11",
    "act_year": "2024",
    "known_day": "21",
    "known_month": "November",
    "known_year": "2024",
    "province": "32",
    "place": "",
    "story": "Camat mengajak warga memilih satu pasangan calon.",
}


def what(**changed: str) -> WhatForm:
    return WhatForm(GOOD | changed, offered=OFFERED, today=TODAY)


@pytest.fixture(autouse=True)
def indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


def test_a_good_answer_is_a_period() -> None:
    form = what()
    assert form.is_valid(), form.errors
    assert form.cleaned_data["period"] == Period(date(2024, 11, 20), date(2024, 11, 20))
    assert form.cleaned_data["known"] == date(2024, 11, 21)


@pytest.mark.parametrize(
    ("changed", "period"),
    [
        ({"precision": "about"}, Period(date(2024, 11, 17), date(2024, 11, 23), "about")),
        ({"precision": "about", "act_day": "3", "act_month": "12", "known_day": ""}, None),
        ({"precision": "month", "act_day": ""}, Period(date(2024, 11, 1), date(2024, 11, 30), "month")),
        (
            {"precision": "between", "act_to_day": "2", "act_to_month": "12", "act_to_year": "2024"},
            Period(date(2024, 11, 20), date(2024, 12, 2), "between"),
        ),
    ],
)
def test_less_certain_dates(changed: dict[str, str], period: Period | None) -> None:
    form = what(**changed)
    if period is None:
        assert not form.is_valid()
        assert form.error("known")
    else:
        assert form.is_valid(), form.errors
        assert form.cleaned_data["period"] == period


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"act_day": "31"}, "act", "Tanggal 31 tidak ada pada bulan 11 tahun 2024"),
        ({"act_month": "13"}, "act", "bulan"),
        ({"act_year": "24"}, "act", "empat angka"),
        ({"act_day": "٢٠"}, "act", "angka 1 sampai 31"),
        ({"act_day": "5", "act_month": "12"}, "act", "lebih dari hari ini"),
        ({"act_day": "", "act_month": "", "act_year": ""}, "act", "Isi tanggal kejadian"),
        ({"precision": "between"}, "act", "tanggal akhirnya"),
        ({"known_day": "19"}, "known", "lebih awal"),
        ({"known_day": "5", "known_month": "12"}, "known", "lebih dari hari ini"),
        ({"form": "lain"}, "form", "Pilih bentuk"),
        ({"province": ""}, "province", "Pilih provinsi"),
        ({"story": "  "}, "story", "satu kalimat"),
        ({"story": "pendek"}, "story", "satu kalimat"),
        ({"story": "x" * 10_001}, "story", "paling banyak 10000"),
        ({"story": "Camat mengajak\x07 warga memilih calon"}, "story", "Karakter ke-15"),
        ({"story": "Camat mengajak \u202ewarga memilih"}, "story", "pembalik arah"),
        ({"place": "satu\ndua"}, "place", "satu baris"),
    ],
)
def test_a_fault_names_its_remedy_and_keeps_what_was_typed(changed: dict[str, str], field: str, words: str) -> None:
    form = what(**changed)
    assert not form.is_valid()
    assert words in form.error(field)
    assert (f"f-{field}", form.error(field)) in form.faults
    kept = form.as_typed()
    assert all(kept[name] == value for name, value in (GOOD | changed).items())


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("19851332 201001 1 001", "Angka ke-1 sampai ke-8"),
        ("19850201 200201 1 001", "Angka ke-9 sampai ke-12"),
        ("19850201 201001 3 001", "Angka ke-15 (3)"),
        ("19850201 201001 1 01", "yang Anda isi 17 angka"),
        ("1985020120100110O1", "Karakter ke-17 (O)"),
        ("3201013902850001", "Angka ke-7 sampai ke-12"),
    ],
)
def test_a_wrong_number_names_its_digits(typed: str, words: str) -> None:
    form = PersonForm({"number": typed})
    assert words in form.error("number")


def test_somebody_must_be_findable() -> None:
    assert PersonForm({"unit": "Dinas"}).error("name")
    assert PersonForm({"post": "Camat", "office": "Pemkab"}).is_valid()
    assert PersonForm({"account": "https://contoh.id/akun"}).is_valid()
    assert PersonForm({}).is_empty


def test_links_one_a_line() -> None:
    form = ProofForm({"links": "https://contoh.id/a\n\nwww.contoh.id/b", "witnesses": ""})
    assert form.is_valid()
    assert form.cleaned_data["links"] == ["https://contoh.id/a", "www.contoh.id/b"]
    assert "Baris 2" in ProofForm({"links": "https://contoh.id/a\njavascript:alert(1)"}).error("links")
    assert "20 tautan" in ProofForm({"links": "\n".join(["https://contoh.id"] * 21)}).error("links")


def test_named_needs_what_registration_needs() -> None:
    form = YouForm({"identity": "terbuka"})
    assert {"name", "address", "phone", "signature"} <= set(form.errors)
    named = {"identity": "terbuka", "name": "Sari", "address": "Jl. Satu", "phone": "0812 3456 789", "signature": "1"}
    assert YouForm(named).is_valid()
    assert YouForm(named | {"phone": "12"}).error("phone")
    assert YouForm(named | {"email": "bukan"}).error("email")


def test_an_anonymous_reporter_leaves_no_name() -> None:
    form = YouForm({"identity": "anonim", "name": "x" * 900, "phone": "rahasia"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == form.cleaned_data["phone"] == ""


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), st.text(max_size=60)))
def test_no_text_breaks_the_form(changed: dict[str, str]) -> None:
    form = what(**changed)
    assert form.is_valid() == (not form.faults)
    sent = QueryDict(mutable=True)
    sent.update(changed)
    PersonForm(sent).is_valid()
    ProofForm(sent).is_valid()
    YouForm(sent).is_valid()
