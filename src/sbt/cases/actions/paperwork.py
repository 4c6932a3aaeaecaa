"""Puts on file what a step brings along: its files, its letter, its decision."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sbt.cases.actions.substitute import ADDRESSEE
from sbt.cases.models import CaseFile, CaseLetter, Content, Decision
from sbt.evidence.models import File, ReleaseCopy
from sbt.letters.actions import acknowledge, record_letter
from sbt.notices.actions import tell
from sbt.people.acting import as_clerk
from sbt.people.actor import PUBLIC
from sbt.rulebook.current import law
from sbt.rules.event import FactValue, Ref, fact_from_json
from sbt.rules.outcome import Refused
from sbt.rules.sight import INSTANSI

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sbt.cases.actions.take_step import Fact
    from sbt.cases.models import Case
    from sbt.rules.authority import Actor
    from sbt.rules.process import Step

RECIPIENTS = "recipients"
"""The fact that names the offices to which files are released."""


def file_papers(case: Case, step: Step, facts: Mapping[str, Fact], *, actor: Actor, on: date) -> Refused | None:
    """File the step's papers under the case; a paper that cannot be filed refuses the step."""
    with as_clerk():
        _files(case, step, facts, from_report=_of_reporter(step, actor))
    if step.makes == "letter":
        return _letter(case, step, facts, actor, on)
    if step.makes == "acknowledgement":
        link = case.letter_links.select_related("letter").order_by("-id").first()
        if link is not None:
            acknowledge(link.letter, by=actor.institution, on=on)
    elif step.makes == "decision":
        _decision(case, actor)
    return None


def _files(case: Case, step: Step, facts: Mapping[str, Fact], *, from_report: bool) -> None:
    files = tuple(_all_files(facts))
    if not files:
        return
    last = case.file_links.count()
    recipients = facts.get(RECIPIENTS)
    named = [code for code in recipients if isinstance(code, str)] if isinstance(recipients, tuple) else []
    filed = {link.file_id: link for link in case.file_links.filter(file__in=[file for _name, file in files])}
    for link in filed.values():
        link.released_to = sorted({*link.released_to, *named})
        link.save(update_fields=["released_to"])
    opened = not named and not from_report and INSTANSI not in step.hidden_from
    rows = [
        CaseFile(
            case=case,
            file=file,
            number=last + n,
            title=_title(step, name, file),
            from_report=from_report,
            for_instansi=opened,
            released_to=named,
        )
        for n, (name, file) in enumerate(((name, file) for name, file in files if file.id not in filed), 1)
    ]
    CaseFile.objects.bulk_create(rows)


def _of_reporter(step: Step, actor: Actor) -> bool:
    """Tell whether a file comes from a reporter: by himself, or by an office that takes his step for him."""
    return actor.posting == PUBLIC.posting or step.power in law().book.commons.authority.role_powers(PUBLIC.role)


def _title(step: Step, name: str, file: File) -> str:
    """Name a file by its step and fact; a release copy neutrally, by a number that counts copies."""
    known = step.fact(name)
    if known is None or not known.source:
        return f"{step.id}.{name}"
    return f"Bukti {ReleaseCopy.objects.get(result=file).number} (salinan)"


def _all_files(facts: Mapping[str, Fact]) -> Iterator[tuple[str, File]]:
    for name, fact in facts.items():
        parts = fact if isinstance(fact, tuple) else (fact,)
        for part in parts:
            if isinstance(part, File):
                yield name, part


def _letter(case: Case, step: Step, facts: Mapping[str, Fact], actor: Actor, on: date) -> Refused | None:
    number, dated_on = facts.get("number"), facts.get("letter_date")
    if not (isinstance(number, str) and isinstance(dated_on, date)):
        return None
    substitute = law().addressee_chosen(case.subject.instansi or case.instansi, str(facts.get(ADDRESSEE, "")))
    letter = record_letter(
        kind=step.id,
        number=number,
        dated_on=dated_on,
        sender=actor.institution,
        addressee=substitute.institution if substitute else case.instansi,
        starts=str(facts.get("letter_start", "")),
    )
    if isinstance(letter, Refused):
        return letter
    CaseLetter.objects.get_or_create(case=case, letter=letter)
    if substitute:
        tell((substitute.institution,), ref=case.ref, code=step.id, on=on)
    return None


def _decision(case: Case, actor: Actor) -> None:
    """Put on file the decision that was prepared last, now that a second officer has confirmed it."""
    prepared = prepared_decision(case)
    if prepared is None:
        return
    same = Decision.objects.filter(institution=actor.institution, number=prepared.number, dated_on=prepared.dated_on)
    decision = same.filter(subject__nip=case.subject.nip).exclude(subject__nip="").first()
    decision = decision or Decision.objects.create(
        subject=case.subject,
        institution=actor.institution,
        number=prepared.number,
        dated_on=prepared.dated_on,
        signer=_text(prepared.facts.get("signer")),
        sanction=case.sanction,
    )
    decision.cases.add(case)


class Prepared(NamedTuple):
    """The decision as an officer prepared it last: by which step, with what facts."""

    step: str
    number: str
    dated_on: date
    facts: Mapping[str, FactValue]


def prepared_decision(case: Case) -> Prepared | None:
    """Give the decision that was prepared last on the case, or None."""
    row = case.events.filter(facts__has_key="decision_date").order_by("-seq").first()
    facts = {name: fact_from_json(value) for name, value in row.facts.items()} if row else {}
    number, dated_on = _text(facts.get("number")), facts.get("decision_date")
    if row is None or not isinstance(dated_on, date) or not number:
        return None
    return Prepared(row.step, number, dated_on, facts)


def _text(fact: FactValue | None) -> str:
    return Content.objects.get(id=fact.id).text if isinstance(fact, Ref) else ""
