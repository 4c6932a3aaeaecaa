"""Who is meant by a name: found when misspelled, with titles or in part, with a score and what agreed."""

from __future__ import annotations

import psycopg
import pytest

from sbt.register.names import name_key
from sbt.register.queries import by_nip, candidates

PEOPLE = (
    ("197805122003121001", "Drs. Wirasena Adisakara, M.Si.", "pemda-32.01", "Dinas Pendidikan", "Kepala bidang"),
    ("198203042009012002", "Anindya Bayuaji", "pemda-32.01", "Puskesmas", "Perawat"),
    ("198203042009012003", "Anindya Bayuaji", "pemda-32.02", "Dinas Sosial", "Pengelola data"),
    ("198511112010011004", "Muhammad Ranggala Lokananta", "pemda-32.02", "Inspektorat", "Auditor"),
    ("197001012000121005", "Baskoro", "pemda-32.03", "Sekretariat Daerah", "Kepala bagian"),
)


@pytest.fixture
def register(as_migrator: psycopg.Connection) -> None:
    with as_migrator.cursor() as cursor:
        cursor.executemany(
            "insert into register_asn (nip, name, instansi, unit, post, name_key, job_level, employment, standing)"
            " values (%s, %s, %s, %s, %s, %s, 'pelaksana', 'pns', 'active')",
            [(*person, name_key(person[1])) for person in PEOPLE],
        )


def numbers(**said: str) -> list[str]:
    return [candidate.asn.nip for candidate in candidates(**said)]


@pytest.mark.parametrize(
    ("said", "nip"),
    [
        ("Wirasena Adisakara", PEOPLE[0][0]),
        ("wirasena adisakra", PEOPLE[0][0]),
        ("Dr. H. WIRASENA ADISAKARA, S.H.", PEOPLE[0][0]),
        ("Wirasena", PEOPLE[0][0]),
        ("Anindia Bayuadji", PEOPLE[1][0]),
        ("M. Ranggala Lokananta", PEOPLE[3][0]),
        ("Moch. Ranggala", PEOPLE[3][0]),
        ("Baskoro", PEOPLE[4][0]),
        ("Baskara", PEOPLE[4][0]),
    ],
)
def test_a_name_is_found_however_it_is_written(register: None, said: str, nip: str) -> None:
    assert nip in numbers(name=said)


def test_what_else_is_known_of_the_person_decides_between_namesakes(register: None) -> None:
    first, second = candidates(name="Anindya Bayuaji", unit="dinas sosial", post="Pengelola")
    assert first.asn.nip == PEOPLE[2][0]
    assert first.matched == ("name", "unit", "post")
    assert (first.score, second.score) == (85, 70)


def test_those_of_the_instansi_come_first_and_others_only_when_it_has_none(register: None) -> None:
    found = candidates(name="Anindya Bayuaji", instansi="pemda-32.02")
    assert [(one.asn.nip, one.score, one.matched) for one in found] == [(PEOPLE[2][0], 85, ("name", "instansi"))]
    moved = candidates(name="Wirasena Adisakara", instansi="pemda-32.02")
    assert [(one.asn.nip, one.matched) for one in moved] == [(PEOPLE[0][0], ("name",))]


@pytest.mark.parametrize("said", ["", "x", "Zz", "Qwxz Vvkk", "'; drop table", "%%%", "\u202e\u200b"])
def test_a_name_that_says_nothing_finds_nobody(register: None, said: str) -> None:
    assert numbers(name=said) == []


def test_the_list_is_no_longer_than_asked_for(register: None) -> None:
    assert len(candidates(name="Anindya Bayuaji", limit=1)) == 1


def test_a_number_finds_its_holder_or_nobody(register: None) -> None:
    found = by_nip(PEOPLE[3][0])
    assert found is not None
    assert found.name == PEOPLE[3][1]
    assert by_nip("197001012000121099") is None


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Drs. H. Budi Santoso, M.Si.", "budi santoso"),
        ("Soeharto Djojo Tjokro", "suharto jojo cokro"),
        ("Moh. Ma'ruf", "muhammad maruf"),
        ("Siti-Nur  Aisyah/Ais", "siti nur aisyah ais"),
        ("José Ximenes", "jose ximenes"),
    ],
)
def test_one_spelling_for_the_ways_a_name_is_written(written: str, key: str) -> None:
    assert name_key(written) == key
