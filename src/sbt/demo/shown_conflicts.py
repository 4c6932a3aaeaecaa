"""Shows in the demo how conflicts of interest and a cleared name look: by the same acts that pages and API call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.cases.actions import StepInput, take_step
from sbt.cases.actions.accused import ALLEGATION, issue_code
from sbt.cases.models import Case, CaseEvent
from sbt.demo.acts import RefusedInDemoError
from sbt.people.acting import acting, reading
from sbt.people.actor import JOBS
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sbt.cases.actions import Fact
    from sbt.rulebook.law import Law
    from sbt.rules.authority import Actor

HEAD, STUDIES, CLERK = "pimpinan", "pengkaji", "pic"
SIGNS = "rekomendasi.terbitkan"
CLEARED = "selesai_tidak_terbukti"


def show_conflicts(actors: Iterable[Actor], law: Law, now: datetime) -> tuple[str, str]:
    """Let a case wait at the national agency, and clear one name by a letter; give its number, and a code for the other."""
    seats = list(actors)
    return _waiting(seats, law, now), _cleared(seats, law, now)


def _waiting(seats: list[Actor], law: Law, now: datetime) -> str:
    """Let the only person in charge of an agency declare an interest of his own; the case then lies on the agency's desk."""
    clerks = {one.institution: one for one in seats if one.role == CLERK}
    with reading(JOBS):
        case = Case.objects.filter(stage="tindak_lanjut", instansi__in=clerks, released=True).order_by("ref").first()
    if case is None:
        return ""
    facts: dict[str, Fact] = {"conflict": "kerabat", "reason": "Terlapor sepupu saya; saya mohon diganti."}
    _take(case, "nyatakan_benturan", facts, clerks[case.instansi], law, now)
    return case.ref


def _cleared(seats: list[Actor], law: Law, now: datetime) -> str:
    """Sign the letter of somebody whom the examination cleared, and let the office that invited him give him a code."""
    offices = {one.institution: one for one in seats if one.role in (STUDIES, CLERK)}
    powers, today = law.book.commons.authority, local_day(now, "WIB")
    place = law.book.commons.place({})
    head = next((one for one in seats if one.role == HEAD and powers.may(one, SIGNS, today, place).allowed), None)
    with reading(JOBS):
        told = CaseEvent.objects.filter(
            facts__has_key=ALLEGATION, institution__in=offices, case__stage=CLEARED
        ).exclude(case__subject__nip="")
        event = told.select_related("case__subject").order_by("case__ref", "seq").first()
    if event is None or head is None:
        return ""
    case = event.case
    facts: dict[str, Fact] = {
        "number": f"PEM-1/{today.year}",
        "letter_date": today,
        "signer": "Kepala bidang pengawasan",
    }
    _take(case, "terbitkan_pemulihan", facts, head, law, now)
    with acting(offices[event.institution], now=now) as act:
        code = act.settle(issue_code(case.ref, book=law.book, actor=offices[event.institution], now=now))
    if isinstance(code, Refused):
        raise RefusedInDemoError(case.ref, code)
    return f"{code}, NIP {case.subject.nip}"


def _take(case: Case, step: str, facts: dict[str, Fact], actor: Actor, law: Law, now: datetime) -> None:
    with acting(actor, now=now) as act:
        given = StepInput(step=step, facts=facts)
        done = act.settle(take_step(case.ref, given, book=law.book, actor=actor, now=now))
    if isinstance(done, Refused):
        raise RefusedInDemoError(case.ref, done)
