"""What the page of a case shows to one posting, part by part. Reads only what the file of the case gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from sbt.cases.look_alikes import KINDS
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.identity import masked
from sbt.rules.matrix import certain as one_category
from sbt.rules.period import Period
from sbt.web import case_events, case_head, names, offers, wording
from sbt.web.case_moves import moves_of
from sbt.web.evidence import state_kind, state_words
from sbt.web.formats import day, label
from sbt.web.likeness_words import said_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sbt.cases.queries.decisions import DecisionView
    from sbt.cases.queries.file import CaseFileView, FileEvent
    from sbt.cases.queries.file_rows import CaseRow, FileRow
    from sbt.rules.authority import Actor


def context(view: CaseFileView, actor: Actor, now: datetime) -> dict[str, Any]:
    """Give everything that the page of the case shows."""
    case, state = view.case, view.state
    clocks = case_head.running(view, now)
    stage = view.law.process.stage(state.stage)
    first = case_head.headline(clocks, view)
    return {
        "case": case,
        "view": view,
        "names": names,
        "title": names.form(case.form),
        "stage": label(stage.label),
        "final": stage.final,
        "no_term": label(stage.no_term),
        "outcome": label(view.law.process.statuses[stage.published])
        if stage.final and stage.published in view.law.process.statuses
        else "",
        "grade": grade(view),
        "accused_of": names.institution(case.instansi) if case.instansi else "",
        "election": names.election(case.election) if case.election else "",
        "clocks": clocks,
        "clock": first,
        "conflicts": case_head.conflicts(view),
        "holder": case_head.holders(view),
        "assigned": view.case.colleague,
        "stations": case_head.stations(view, now),
        "station": stage.station,
        "moves": moves_of(view),
        "happened": period(case),
        "place": law().area_name(case.area) if case.area else "",
        "person": person(view),
        "files": files(view),
        "entries": case_events.entries(view),
        "ballot": ballot(view, actor, local_day(now, actor.zone)),
        "reports": reports(view),
        "alike": alike(view),
        "decisions": [decision(one, view) for one in view.decisions],
    } | classification(view, local_day(now, actor.zone))


def period(case: CaseRow) -> Period:
    """Give the time of the act as exactly as it is known."""
    precision = "month" if case.act_precision == "month" else "between" if case.act_from != case.act_to else "day"
    return Period(case.act_from, case.act_to, "month" if precision == "month" else "between")


def grade(view: CaseFileView) -> str:
    """Say the category and level, as far as the study has fixed them."""
    case = view.case
    if not case.category:
        return ""
    if not case.level:
        return names.category(case.category)
    return _("%(category)s, tingkat %(level)s") % {
        "category": names.category(case.category),
        "level": names.level(case.level).lower(),
    }


def person(view: CaseFileView) -> dict[str, Any]:
    """Describe the accused as far as the posting may see him."""
    subject = view.case.subject
    return {
        "name": subject.shown_name,
        "known": bool(subject.name),
        "confirmed": subject.confirmed,
        "nip": view.nip,
        "masked": view.nip != subject.nip,
        "nip_masked": masked(subject.nip),
        "post": subject.post,
        "unit": subject.unit,
        "named_office": "" if subject.confirmed else view.named_office,
        "instansi": names.institution_full(view.case.instansi) if view.case.instansi else "",
        "job_level": names.job_level(subject.job_level),
        "employment": names.employment(subject.employment),
    }


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of the case with what it is called here."""

    link: FileRow
    title: str

    @property
    def state(self) -> str:
        """Name the state in which looking into it left it."""
        return state_words(self.link.state)

    @property
    def state_kind(self) -> str:
        """Give the colour of the state."""
        return state_kind(self.link.state)


def files(view: CaseFileView) -> list[Filed]:
    """List the files that the posting may open."""
    return [Filed(link, _file_title(link, view)) for link in view.files]


def _file_title(link: FileRow, view: CaseFileView) -> str:
    step_id, _dot, fact = link.title.partition(".")
    step = view.law.process.step(step_id)
    field = step.fact(fact) if step else None
    return label(field.label) if field else link.title


def classification(view: CaseFileView, today: date) -> dict[str, Any]:
    """Give the row chosen, the rows that fit, and what may be imposed."""
    setting = offers.Setting(case=view.case, state=view.state, law=view.law, today=today)
    row = view.law.row_of(view.state)
    found = [] if view.sight == "instansi" else list(offers.fittings(setting))
    fitting = [one for one in found if one.fit in ("fits", "possible")]
    return {
        "row": row,
        "row_words": names.row(row) if row else "",
        "row_basis": wording.cited(row.warrant.basis) if row else "",
        "fitting": [
            {
                "words": names.row(one.row),
                "why": offers.fit_words(one),
                "group": offers.fit_group(one),
                "level": names.level(one.row.level),
                "basis": wording.cited(one.row.warrant.basis),
                "certain": one.row.warrant.certain,
            }
            for one in fitting
        ],
        "one_category": one_category(found) if fitting else True,
        "sanctions": offers.sanctions(setting) if row else [],
        "dimensions": _listed("dimensions", view),
        "effects": _listed("effects", view),
        "matrix": label(view.law.matrix.label),
        "discipline": label(view.law.discipline.label),
    }


def _listed(source: str, view: CaseFileView) -> str:
    value = view.state.values.get({"dimensions": "dimension", "effects": "effect"}[source], "")
    codes = value.strip("()").replace("'", "").replace(" ", "").split(",") if value else []
    return ", ".join(names.of_source(source, code, view.law) for code in codes if code)


def ballot(view: CaseFileView, actor: Actor, today: date) -> dict[str, Any] | None:
    """Set the votes side by side, one's own last; None where no vote is held."""
    process, state = view.law.process, view.state
    step = next((one for one in process.steps if one.kind == "vote" and process.open_in(one, state.stage)), None)
    if step is None or view.sight == "instansi":
        return None
    voters = view.law.commons.authority.holders(step.power, today, view.law.place_of(state))
    field = step.fact("vote")
    cast = {
        event.event.institution: event
        for event in view.events
        if event.event.step == step.id and event.seq > state.stage_entry - 1
    }
    columns = []
    for voter in sorted(voters, key=lambda one: one == actor.institution):
        event = cast.get(voter) if voter in state.votes else None
        said = (
            [one.words for one in case_events.stated(event, view) if one.long or one.code == "reason"] if event else []
        )
        columns.append(
            {
                "institution": names.institution(voter),
                "voted": voter in state.votes,
                "answer": names.answer(field, state.votes.get(voter, ""), view.law),
                "reason": " ".join(said),
                "when": day(event.event.happened_on) if event else "",
                "own": voter == actor.institution,
            }
        )
    mine = next((move for move in view.moves if move.step.id == step.id), None)
    return {
        "step": step,
        "columns": columns,
        "cast": len(state.votes),
        "voters": len(voters),
        "open": mine is not None and mine.open,
        "certain": step.warrant.certain,
        "note": step.warrant.note,
        "linked": [one.ref for one in view.linked if one.stage == state.stage],
    }


def decision(found: DecisionView, view: CaseFileView) -> dict[str, Any]:
    """Say who decided, in what capacity, and who recorded and confirmed it."""
    recorded = found.recorded
    field = recorded.step.fact("capacity") if recorded and recorded.step else None
    capacity = str(recorded.event.facts.get("capacity", "")) if recorded else ""
    return {
        "made": found.decision,
        "capacity": names.answer(field, capacity, view.law) if capacity else "",
        "institution": names.institution_full(found.decision.institution),
        "sanction": names.of_source("sanctions", found.decision.sanction, view.law),
        "recorded": _who(recorded),
        "confirmed": _who(found.confirmed),
        "also": found.decision.also,
    }


def _who(event: FileEvent | None) -> str:
    if event is None:
        return ""
    return ", ".join(part for part in (event.officer, names.institution(event.event.institution)) if part)


def alike(view: CaseFileView) -> list[str]:
    """Say in which ways a report of the case is like others; empty for whoever sees no reports."""
    kinds = {kind for report in view.reports for kind in report.alike}
    return [said_of(kind) for kind in KINDS if kind in kinds]


def reports(view: CaseFileView) -> list[dict[str, Any]]:
    """Describe what the case rests on; a reporter's name only where the sight allows it."""
    channels = {"web": _("situs ini"), "api": _("sistem lain"), "petugas": _("dicatat petugas")}
    return [
        {
            "received": report.received_on,
            "channel": channels.get(report.channel, report.channel),
            "institution": names.institution(report.institution) if report.institution else "",
            "anonymous": report.identity == "anonim" and not report.institution,
            "statement": report.statement,
            "reporter": report.reporter,
            "known": report.known_on,
        }
        for report in view.reports
    ]
