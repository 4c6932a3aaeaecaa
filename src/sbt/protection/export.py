"""What this installation holds of one person, for whom the law lets him have it; what is left out is named with its reason."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

from sbt.cases.actions.accused import ACCUSED_STEPS
from sbt.cases.models import Case, Content
from sbt.people.acting import reading
from sbt.people.actor import JOBS
from sbt.protection.models import Reading
from sbt.register.models import Asn, Subject
from sbt.rules.identity import Nip, check_nip
from sbt.rules.sight import INSTANSI, event_shown

if TYPE_CHECKING:
    from datetime import date

    from sbt.rulebook.law import Law

OWN_WORDS = tuple(f"{step}." for step in ACCUSED_STEPS)
"""How texts are named that the accused wrote himself."""
FORM = 2
"""The form of the export, so that readers of older ones know."""


def export_of(key: str, law: Law, *, on: date) -> dict[str, Any] | None:
    """Gather what is kept of the person with this NIP, or named by this id of a subject; None where nobody is meant.

    A case is in it from its release on, and of it no more than the accused's agency may know.
    """
    with reading(JOBS):
        subjects, asn = _meant(key)
        if asn is None and not subjects:
            return None
        cases = list(Case.objects.filter(subject__in=subjects, released=True).select_related("subject").order_by("ref"))
        known = [_case(case, law) for case in cases]
        seen = Reading.objects.filter(ref__in=[case.ref for case in cases]).order_by("on")
        readings = list(seen.values("on", "institution", "purpose").distinct())
    return {
        "form": FORM,
        "made_on": on.isoformat(),
        "person": {"nip": asn.nip if asn else subjects[0].nip, "name": asn.name if asn else subjects[0].shown_name},
        "register": _register(asn),
        "cases": known,
        "readings": [
            {"on": one["on"].isoformat(), "institution": one["institution"], "purpose": one["purpose"]}
            for one in readings
        ],
        "withheld": [
            {"what": one.label.id, "why": one.why.id, "basis": law.cite(one.warrant.basis)}
            for one in law.protection.withheld
        ],
    }


def _meant(key: str) -> tuple[list[Subject], Asn | None]:
    read = check_nip(key)
    if isinstance(read, Nip):
        return list(Subject.objects.filter(nip=read.digits)), Asn.objects.filter(nip=read.digits).first()
    try:
        return list(Subject.objects.filter(id=uuid.UUID(key))), None
    except ValueError:
        return [], None


def _register(asn: Asn | None) -> dict[str, str]:
    if asn is None:
        return {}
    names = ("nip", "name", "instansi", "unit", "post", "job_level", "employment", "standing")
    return {name: str(getattr(asn, name)) for name in names}


def _case(case: Case, law: Law) -> dict[str, Any]:
    own = law.book.law_for({"process": case.process, "matrix": case.matrix, "discipline": case.discipline})
    subject, stage = case.subject, own.process.stage(case.stage)
    events = [one for one in case.events.order_by("seq") if event_shown(one.step, own, INSTANSI)]
    steps = [(one, own.process.step(one.step)) for one in events]
    return {
        "ref": case.ref,
        "named_as": {"name": subject.name, "unit": subject.unit, "post": subject.post, "instansi": case.instansi},
        "act": {"from": case.act_from.isoformat(), "to": case.act_to.isoformat(), "form": case.form},
        "stage": stage.label.id,
        "since": case.entered_on.isoformat(),
        "category": case.category,
        "level": case.level,
        "sanction": case.sanction,
        "events": [
            {
                "on": one.happened_on.isoformat(),
                "institution": one.institution,
                "what": step.said.id or step.label.id if step else one.kind,
            }
            for one, step in steps
            if one.kind not in ("opened", "confirmed")
        ],
        "replies": _replies(case),
        "copies": case.file_links.filter(from_report=False, released_to__contains=[case.instansi]).count(),
        "decisions": [
            {
                "number": one.number,
                "dated_on": one.dated_on.isoformat(),
                "institution": one.institution,
                "signer": one.signer,
                "sanction": one.sanction,
            }
            for one in case.decisions.order_by("dated_on", "number")
        ],
        "letters": [
            {"number": one.letter.number, "dated_on": one.letter.dated_on.isoformat(), "from": one.letter.sender}
            for one in case.letter_links.select_related("letter").order_by("id")
            if case.instansi in (one.letter.addressee, one.letter.sender)
        ],
    }


def _replies(case: Case) -> list[dict[str, str]]:
    """Give what he said himself, in his own words."""
    said = Content.objects.filter(case=case, name__regex="^(" + "|".join(map(re.escape, OWN_WORDS)) + ")")
    return [{"what": one.name.partition(".")[2], "text": one.text} for one in said.order_by("name", "id")]
