"""Leaves something of the sealing to try: a question behind a receipt, an attestation, a request that waits for custodians."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sbt.cases import projection
from sbt.cases.actions.openings import ask_to_open, attest
from sbt.cases.actions.questions import ask_reporter
from sbt.cases.models import Case
from sbt.cases.queries.status import report_of
from sbt.demo.cast import Part
from sbt.demo.custodians import ITERATIONS, PASSPHRASE, folder
from sbt.people.acting import acting, reading
from sbt.people.actor import JOBS, actor_for
from sbt.people.models import Posting
from sbt.rules.outcome import Refused
from sbt.sealing import hpke, keyfile
from sbt.sealing.keys import holds
from sbt.sealing.opening import OpeningInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sbt.rulebook.law import Law
    from sbt.rules.authority import Actor

EXAMINER = "pengkaji"
QUESTION = "Pada jam berapa kejadiannya, dan apakah ada orang lain yang melihatnya?"
MOST_TRIED = 20
"""Cases among which one is looked for that may be asked about."""


def show_seals(actors: Mapping[Part, Actor], receipts: Iterable[str], law: Law, now: datetime) -> None:
    """Ask behind every shown receipt, ask for one identity, and let a custodian attest for it."""
    for receipt in receipts:
        with reading(JOBS):
            report = report_of(receipt)
            case = Case.objects.filter(report_links__report=report).order_by("ref").first()
            asker = actors.get(Part(case.office, EXAMINER)) if case else None
            if report is None or case is None or asker is None:
                continue
            state = projection.state_of(case)
        case_law = law.book.law_for(state.pins)
        with acting(asker, now=now) as act:
            act.settle(ask_reporter(case.ref, report, QUESTION, state=state, law=case_law, actor=asker, now=now))
    asked = _asked_about(actors, law, now)
    custodian = _custodian(law)
    if asked and custodian is not None:
        with acting(custodian, now=now) as act:
            act.settle(attest(asked, next(iter(law.custody.attestations)), law=law, actor=custodian, now=now))


def _asked_about(actors: Mapping[Part, Actor], law: Law, now: datetime) -> str:
    """Ask for the identity behind the newest confidential report that an examiner with an account may ask about."""
    offices = [part.institution for part in actors if part.role == EXAMINER]
    named = Case.objects.filter(report_links__report__identity="rahasia", final=False, office__in=offices)
    session = keyfile.lock(hpke.new_private(), PASSPHRASE, iterations=ITERATIONS)
    with reading(JOBS):
        tried = list(named.order_by("-received_on", "ref")[:MOST_TRIED])
    for case in tried:
        with reading(JOBS):
            asker, state = actors[Part(case.office, EXAMINER)], projection.state_of(case)
            report = case.report_links.select_related("report").order_by("id")[0].report
        given = OpeningInput(
            reason="klarifikasi",
            basis="Perbawaslu 7/2022",
            explanation="Pelapor tidak menjawab dua pertanyaan lewat halaman status.",
            session=session.public,
        )
        case_law = law.book.law_for(state.pins)
        with acting(asker, now=now) as act:
            asked = act.settle(
                ask_to_open(case.ref, report, given, state=state, case_law=case_law, law=law, actor=asker, now=now)
            )
        if not isinstance(asked, Refused):
            (folder() / "sesi-pemohon.json").write_text(json.dumps(session.written()), encoding="utf-8")
            return str(report.id)
    return ""


def _custodian(law: Law) -> Actor | None:
    """Give the first custodian of the first office."""
    office = next(iter(law.custody.offices), None)
    if office is None:
        return None
    postings = Posting.objects.filter(institution=office.institution).select_related("officer")
    found = (actor_for(one, law.book.commons) for one in postings.order_by("officer__email"))
    return next((actor for actor in found if holds(actor, law)), None)
