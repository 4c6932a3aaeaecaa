"""Words for requests for public information: acts, answers, grounds with their articles, and how one stands."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sbt.information.models import Act, Request
from sbt.rulebook.current import law
from sbt.rules import information as rule
from sbt.web import law_view, names
from sbt.web.formats import label, language


def act_words(act: str) -> str:
    """Name what was done."""
    return {
        rule.EXTENDED: _("Waktu menjawab diperpanjang"),
        rule.TESTED: _("Uji konsekuensi dicatat"),
        rule.APPROVED: _("Uji konsekuensi disetujui"),
        rule.RETURNED: _("Uji konsekuensi dikembalikan"),
        rule.ANSWERED: _("Dijawab"),
        rule.OBJECTED: _("Pemohon berkeberatan"),
        rule.DECIDED: _("Keberatan diputus atasan PPID"),
        rule.DISPUTED: _("Sengketa di Komisi Informasi"),
    }[act]


def door_words(act: str) -> str:
    """Name what the button does."""
    return {
        rule.EXTENDED: _("Perpanjang waktu menjawab"),
        rule.TESTED: _("Catat uji konsekuensi"),
        rule.APPROVED: _("Setujui uji konsekuensi"),
        rule.RETURNED: _("Kembalikan uji konsekuensi"),
        rule.ANSWERED: _("Jawab permintaan"),
        rule.DECIDED: _("Putus keberatan"),
        rule.DISPUTED: _("Catat sengketa"),
    }[act]


def outcome_words(outcome: str) -> str:
    """Name an answer, a decision or the state of a dispute; nothing for none."""
    return {
        rule.GRANTED: _("Dikabulkan"),
        rule.PARTLY: _("Dikabulkan sebagian"),
        rule.REFUSED: _("Ditolak"),
        rule.NOT_HELD: _("Informasi tidak dikuasai"),
        rule.UPHELD: _("Jawaban dikuatkan"),
        rule.CHANGED: _("Jawaban diubah"),
        rule.REGISTERED: _("Terdaftar"),
        rule.SETTLED: _("Diputus"),
    }.get(outcome, "")


def outcomes_of(act: str) -> list[tuple[str, str]]:
    """Offer what an act can come to."""
    offered = {rule.ANSWERED: rule.OUTCOMES, rule.DECIDED: rule.DECISIONS, rule.DISPUTED: rule.DISPUTES}
    return [(one, outcome_words(one)) for one in offered.get(act, ())]


def ground(id_: str) -> dict[str, Any]:
    """Give a ground with its article: an exemption, or the reason of an objection."""
    known = law().information.exemptions.get(id_) or law().information.objections.get(id_)
    if known is None:
        return {"id": id_, "label": id_, "basis": "", "certain": False}
    cited = law().cite(known.warrant.basis, language())
    return {"id": id_, "label": label(known.label), "basis": cited, "certain": known.warrant.certain}


def act_line(act: Act) -> dict[str, Any]:
    """Say one act."""
    return {
        "act": act.act,
        "title": act_words(act.act),
        "on": act.on,
        "outcome": outcome_words(act.outcome),
        "grounds": [ground(one) for one in act.grounds],
        "text": act.text,
        "due_on": act.due_on,
        "by": act.officer.name if act.officer else "",
    }


def standing(request: Request, acts: Iterable[Act], today: date) -> dict[str, Any]:
    """Say how a request stands, and whether its limit has passed."""
    rows = list(acts)
    last = next((one for one in reversed(rows) if one.act not in (rule.TESTED, rule.APPROVED, rule.RETURNED)), None)
    objected = any(one.act == rule.OBJECTED for one in rows)
    due = next((one.due_on for one in rows if one.act == rule.OBJECTED), None) if objected else request.due_on
    words = _("Menunggu jawaban") if last is None else act_words(last.act)
    if last is not None and last.outcome:
        words = f"{words}: {outcome_words(last.outcome)}"
    open_ = request.closed_on is None
    return {"words": words, "open": open_, "due_on": due, "late": bool(open_ and due and today > due)}


def limits() -> list[dict[str, Any]]:
    """List the limits of the road with their articles, in its order."""
    found = [
        law().terms[law().information.terms[part]]
        for part in ("answer", "extension", "objection", "decision", "dispute")
    ]
    return [
        {
            "label": label(one.label),
            "amount": law_view.amount_words(one),
            "from": label(one.starts_from),
            "basis": law().cite(one.warrant.basis, language()),
            "certain": one.warrant.certain and one.unit_verified,
        }
        for one in found
    ]


def bodies() -> list[dict[str, Any]]:
    """Offer the public bodies that serve requests here."""
    return [
        {"value": one.institution, "label": names.institution_full(one.institution)} for one in law().information.bodies
    ]
