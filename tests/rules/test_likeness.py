"""Texts that are nearly the same are found whatever was changed in them; different texts about one thing are not."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbt.rules.likeness import ALIKE, bursts, like_texts, likeness, shingles

COPY = (
    "Pada tanggal 20 November 2024 sekitar pukul 09.00 saya melihat Kepala Dinas Perhubungan mengumpulkan para pegawai di"
    " aula kantor lalu membagikan kaus bergambar salah satu pasangan calon dan meminta semua yang hadir memilihnya pada"
    " hari pemungutan suara. Mohon segera diperiksa karena hal ini sangat merugikan warga yang ingin pemilihan jujur."
)


def test_a_copied_text_is_found_with_other_dates_capitals_marks_and_some_other_words() -> None:
    changed = COPY.upper().replace("20", "21").replace(".", "!").replace("SALAH SATU", "sebuah")
    assert likeness(shingles(COPY), shingles(changed)) >= ALIKE
    assert like_texts({"a": COPY, "b": changed, "c": COPY + " Terima kasih."}, least=3) == [frozenset("abc")]


@pytest.mark.parametrize("seed", range(10))
def test_thirty_copies_of_which_each_has_other_words_here_and_there_are_one_group(seed: int) -> None:
    chance = random.Random(seed)
    texts = {}
    for n in range(30):
        words = COPY.split()
        for at in chance.sample(range(len(words)), 3):
            words[at] = f"kata{chance.choice('abcdefghij')}"
        texts[str(n)] = " ".join(words)
    assert like_texts(texts, least=3) == [frozenset(texts)]


def test_texts_that_share_a_subject_and_no_sentences_are_not_alike() -> None:
    texts = {
        "a": "Kepala Dinas Perhubungan hadir dalam kampanye terbuka di lapangan dan naik ke panggung bersama calon.",
        "b": "Di lapangan kemarin saya lihat kepala dinas perhubungan berfoto mengangkat jari dengan tim salah satu calon.",
        "c": "Pejabat perhubungan itu mengajak pegawainya datang ke kampanye memakai mobil kantor pada jam kerja.",
    }
    assert not like_texts(texts, least=2)


def test_short_texts_are_alike_only_when_they_say_the_same() -> None:
    assert like_texts({"a": "Tidak netral!", "b": "tidak NETRAL", "c": "Tidak netral sama sekali"}, least=2) == [
        frozenset("ab")
    ]
    assert not like_texts({"a": "", "b": " ", "c": "…"}, least=2)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 40), max_size=30))
def test_a_burst_is_every_stretch_of_days_that_is_full_enough(days: dict[str, int]) -> None:
    begin = date(2024, 11, 1)
    found = bursts({name: begin + timedelta(days=day) for name, day in days.items()}, within=7, least=5)
    expected = {
        name
        for start in range(-6, 41)
        if len(full := [name for name, day in days.items() if start <= day < start + 7]) >= 5
        for name in full
    }
    assert found == expected
