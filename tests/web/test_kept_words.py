"""Words that are kept between requests: each part on which they hang changes them, and none reaches another reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from markupsafe import Markup

from sbt.cases.models import Case
from sbt.rulebook import current
from sbt.rulebook.current import law
from sbt.rules.book import CaseLaw
from sbt.rules.case import CaseState
from sbt.rules.mark import Label
from sbt.rules.outcome import Refused
from sbt.web import inbox, offers, wording
from sbt.web.case_moves import Closed
from sbt.web.drawn import drawn
from sbt.web.formats import speaking

pytestmark = [pytest.mark.django_db(transaction=True)]

SignIn = Callable[..., Client]
LINE = inbox.Line(
    ref="NET-2024-ABCDEF", form="Unggahan", name="Sekar Ayu", place="Dinas A", assigned="Petugas satu", stage="Kajian",
    days=4, certain=True,
)  # fmt: skip
OTHERS: dict[str, Any] = {
    "ref": "NET-2024-BCDEFG", "form": "Kampanye", "name": "", "place": "", "assigned": "", "stage": "Verifikasi",
    "days": -1, "certain": False,
}  # fmt: skip


def _line(line: inbox.Line) -> Markup:
    return drawn(line, "officer/inbox_line.html")


def test_a_line_is_drawn_anew_when_any_part_of_it_changes() -> None:
    assert set(OTHERS) == set(LINE._fields)
    drawn = {str(_line(LINE._replace(**{name: other}))) for name, other in OTHERS.items()}
    assert len(drawn | {str(_line(LINE))}) == len(OTHERS) + 1


def test_a_line_is_drawn_in_each_language() -> None:
    texts = []
    for spoken in ("id", "en", "id"):
        with translation.override(spoken), speaking():
            texts.append(str(_line(LINE)))
    assert "4 days left" in texts[1]
    assert texts[0] == texts[2] != texts[1]


def test_what_is_filled_into_a_line_is_escaped() -> None:
    drawn = _line(LINE._replace(name="<b>Ayu</b>", assigned="<i>", stage="a & b"))
    assert "&lt;b&gt;Ayu&lt;/b&gt;" in drawn
    assert "&lt;i&gt;" in drawn
    assert "a &amp; b" in drawn


def test_a_page_speaks_the_language_of_its_reader_alone(sign_in: SignIn, reported: Callable[..., list[Case]]) -> None:
    ref = reported()[0].ref
    client = sign_in("bkn", "verifikator")
    for address, words in (("/tugas", ("Tugas saya", "My tasks")), (f"/kasus/{ref}", ("Linimasa", "Timeline"))):
        for spoken in (0, 1, 0):
            page = client.get(address, headers={"accept-language": ("id", "en")[spoken]}).content.decode()
            assert (words[spoken] in page, words[1 - spoken] in page) == (True, False)


@pytest.fixture
def case_law() -> CaseLaw:
    book = law().book
    return CaseLaw(
        process=book.processes[0], matrix=book.matrices[0], discipline=book.disciplines[0], commons=book.commons
    )


@pytest.fixture
def renamed() -> Iterator[Callable[[], None]]:
    """Put a law in force that calls an institution by another name."""
    held = law()

    def rename() -> None:
        known = dict(held.book.commons.institutions)
        known["bkn"] = replace(known["bkn"], short="Nama Baru", name=Label("Nama Baru", "New Name"))
        commons = replace(held.book.commons, institutions=known, digest="9" * 64)
        current._Held.law = replace(held, book=replace(held.book, commons=commons), digest="9" * 64)

    yield rename
    current.forget()


def test_a_refusal_is_said_anew_for_another_code_param_fact_language_and_law(
    case_law: CaseLaw, renamed: Callable[[], None]
) -> None:
    step = case_law.process.steps[0].id
    first = Refused("power_held_by_other", "power", {"holders": "bkn", "step": step})
    said = [
        wording.refusal(first, case_law),
        wording.refusal(replace(first, params={"holders": "bawaslu", "step": step}), case_law),
        wording.refusal(replace(first, code="mark_missing", params={"mark": "x", "step": step}), case_law),
        wording.refusal(first, None),
    ]
    with translation.override("en"):
        said.append(wording.refusal(first, case_law))
    renamed()
    said.append(wording.refusal(first, case_law))
    assert "Nama Baru" in said[-1]
    assert "Nama Baru" not in said[0]
    assert len({said[0], said[1], said[2], said[4], said[5]}) == 5


def test_a_step_that_is_closed_is_drawn_anew_when_any_part_of_it_changes() -> None:
    first = Closed(label="Menyetujui", reason="Belum", basis="PP 94/2021", certain=True)
    others: dict[str, Any] = {"label": "Menolak", "reason": "Bukan wewenang", "basis": "", "certain": False}
    assert set(others) == {one.name for one in fields(Closed)}
    texts = [drawn(replace(first, **{name: other}), "officer/move_closed.html") for name, other in others.items()]
    assert len({str(text) for text in (*texts, drawn(first, "officer/move_closed.html"))}) == len(others) + 1


def test_sanctions_are_listed_anew_for_another_row_employment_day_and_language(case_law: CaseLaw) -> None:
    first_row, other_row = list(
        {row.level: row.id for row in case_law.matrix.rows if row.category == "discipline"}.values()
    )[:2]

    def listed(row: str, employment: str, today: date) -> tuple[offers.Offer, ...]:
        state = CaseState(values={"row": row, "employment": employment})
        return offers.sanctions(offers.Setting(case=None, state=state, law=case_law, today=today))  # type: ignore[arg-type]

    day = date(2024, 12, 4)
    first = listed(first_row, "pns", day)
    assert listed(other_row, "pns", day) != first
    assert listed(first_row, "pppk", day) != first
    assert listed("", "pns", day) != first
    with translation.override("en"):
        assert listed(first_row, "pns", day) != first
    assert listed(first_row, "pns", day) is first
    assert listed(first_row, "pns", date(2019, 1, 1)) is not first
