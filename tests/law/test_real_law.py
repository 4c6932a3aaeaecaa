"""The law of this repository is sound, complete where it must be, and read fast."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from sbt.rulebook.check import check_law
from sbt.rulebook.draw import draw_process
from sbt.rulebook.law import Law
from sbt.rulebook.reader import make_law, read_law, stored_version
from sbt.rulebook.texts import gather
from sbt.rules.period import Period

LAW = Path(__file__).resolve().parents[2] / "law"


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law(LAW)


def test_the_real_law_has_no_fault() -> None:
    assert [str(fault) for fault in check_law(LAW)] == []


def test_every_report_since_the_first_matrix_finds_its_three_texts(law: Law) -> None:
    for received, act in (
        (date(2023, 11, 20), date(2023, 11, 6)),
        (date(2024, 10, 10), date(2024, 10, 1)),
        (date(2026, 11, 1), date(2021, 8, 30)),
    ):
        pins = law.book.pins_for(received=received, act=act)
        case_law = law.book.law_for(pins)
        assert case_law.process.received.covers(received)
        assert case_law.matrix.acts.covers(act)
        assert case_law.discipline.acts.covers(act)


def test_every_regency_has_its_government_and_its_office(law: Law) -> None:
    assert len(law.provinces) == 38
    assert len(law.regencies) == 514
    for code, regency in law.regencies.items():
        place = law.book.commons.place({"office": law.office_of(code), "instansi": f"pemda-{code}"})
        assert place.office, code
        assert place.province, code
        assert place.kanreg, code
        if regency.province != "31":
            assert place.instansi_kind == regency.kind, code
            assert law.ppk_of(place.instansi) is not None


def test_areas_of_the_demo_are_only_there_with_the_overlay(law: Law) -> None:
    with_overlay = read_law(LAW, overlay=LAW / "demo")
    invented = set(with_overlay.regencies) - set(law.regencies)
    assert invented
    assert all(with_overlay.regencies[code].demo for code in invented)
    assert all(with_overlay.office_of(code) for code in invented)
    assert law.demo is None
    assert sum(len(law.regencies_of(province)) for province in law.provinces) == 514
    assert {one.code for province in law.provinces for one in with_overlay.regencies_of(province)} == invented
    assert len(law.accused_offices()) > 514
    assert all(with_overlay.offers(one.area) for one in with_overlay.accused_offices())
    assert with_overlay.demo is not None
    assert all(with_overlay.institution(account.institution) for account in with_overlay.demo.accounts)


def test_the_same_texts_have_the_same_digests_and_other_texts_others(law: Law) -> None:
    assert read_law(LAW).digest == law.digest
    assert read_law(LAW, overlay=LAW / "demo").digest != law.digest
    assert len(law.book.by_digest) == len({*law.book.by_digest})


def test_what_was_published_reads_back_as_the_same_law(law: Law) -> None:
    versions = [stored_version(one.kind, one.rule_id, one.text, one.digest) for one in gather(LAW).versions]
    again, faults = make_law(versions)
    assert faults == []
    assert again == law


def test_reading_what_was_published_is_fast() -> None:
    versions = gather(LAW, LAW / "demo").versions
    before = time.process_time()
    make_law([stored_version(one.kind, one.rule_id, one.text, one.digest) for one in versions])
    assert time.process_time() - before < 1


def test_citations_are_printed_for_readers(law: Law) -> None:
    assert law.cite("pp-94-2021#Pasal 26 ayat (2)") == "PP 94/2021 Pasal 26 ayat (2)"
    assert law.cite("pp-94-2021#Pasal 26 ayat (2)", "en").endswith("Article 26 paragraph (2)")
    assert law.cite(["sbt", "sbt"]) == "aturan produk SBT"
    assert law.cite("tidak-ada#Pasal 1") == "tidak-ada#Pasal 1"


def test_the_letter_goes_elsewhere_when_the_ppk_has_an_interest(law: Law) -> None:
    ppk, other = law.addressee_of("pemda-32.01"), law.addressee_of("pemda-32.01", conflict=True)
    assert ppk is not None
    assert other is not None
    assert (ppk.institution, ppk.title.id, ppk.rule) == ("pemda-32.01", "Bupati Bogor", "")
    assert (other.institution, other.title.id) == ("pemprov-32", "Gubernur Jawa Barat")
    assert other.rule
    assert other.choice == "gubernur"
    for instansi, choice, expected in (
        ("pemda-32.01", "gubernur", "pemprov-32"),
        ("pemprov-32", "mendagri", "kemendagri"),
        ("pemda-32.01", "mendagri", "kemendagri"),
    ):
        chosen = law.addressee_chosen(instansi, choice)
        assert chosen is not None
        assert chosen.institution == expected
    assert law.addressee_chosen("pemda-32.01", "ppk") is None
    assert law.addressee_chosen("kemenkeu", "gubernur") is None


def test_what_a_reporter_may_learn_of_the_criminal_track_is_said_by_a_step_of_every_regime(law: Law) -> None:
    opened = {row.item for row in law.disclosure.rows if (row.reader, row.track) == ("pelapor", "pidana")}
    for process in law.book.processes:
        assert (
            {step.discloses for step in process.steps if step.public.id}
            >= opened
            == {
                "penyerahan_pidana",
                "putusan_pengadilan",
            }
        )


def test_what_has_no_disclosure_row_is_closed(law: Law) -> None:
    closed = law.disclosure.row("pelapor", "netralitas", "identitas_terlapor")
    assert closed is None or closed.when == "never"
    assert law.disclosure.row("publik", "disiplin", "isi_keputusan") is None


@pytest.mark.parametrize("number", [0, 1])
def test_every_regime_can_be_drawn(law: Law, number: int) -> None:
    process = law.book.processes[number]
    drawn = draw_process(process)
    assert drawn.startswith("stateDiagram-v2")
    for stage in process.stages:
        assert f" as {stage.id}" in drawn


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 1, 15), "pemilu2024"),
        (date(2024, 2, 20), "pemilu2024"),
        (date(2024, 6, 1), "pilkada2024"),
        (date(2024, 9, 24), "pilkada2024"),
        (date(2024, 10, 1), "pilkada2024"),
        (date(2025, 4, 1), "psu2025"),
        (date(2026, 6, 1), ""),
    ],
)
def test_an_act_belongs_to_the_election_voted_next(law: Law, day: date, expected: str) -> None:
    found = law.book.commons.election_of(Period(day, day), "32.01")
    assert (found.id if found else "") == expected
