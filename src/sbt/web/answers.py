"""What a draft says, read through the forms again: for the check page, and as the report that is handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sbt.intake.actions import AccusedInput, ReportInput
from sbt.intake.draft import Draft
from sbt.rulebook.current import law
from sbt.rules.identity import NIK_LENGTH
from sbt.web import law_view
from sbt.web.formats import label
from sbt.web.forms.report import PersonForm, ProofForm, WhatForm, WhereForm, YouForm

ENTRANCE = "laporan"
CHANNEL = "situs"
UNKNOWN = "-"
STEPS = ("what", "where", "people", "proof", "you")


@dataclass(frozen=True, slots=True)
class Answers:
    """The forms of a draft, each bound to what was typed."""

    what: WhatForm
    where: WhereForm
    people: list[PersonForm]
    proof: ProofForm
    you: YouForm

    @property
    def open_step(self) -> str:
        """Name the first step that is missing or faulty; nothing when the report can be sent."""
        good = {
            "what": self.what.is_valid(),
            "where": self.where.is_valid(),
            "people": bool(self.people) and all(form.is_valid() for form in self.people),
            "proof": self.proof.is_valid(),
            "you": self.you.is_valid(),
        }
        return next((step for step in STEPS if not good[step]), "")


def read(draft: Draft, today: date) -> Answers:
    """Bind each form to the draft's answers; what was never answered counts as faulty."""
    what = WhatForm(_kept(draft, "what"), offered=law_view.offered(today), today=today)
    where = WhereForm(_kept(draft, "where"), offered=offered_where(draft, what, today))
    people = [PersonForm(person) for person in people_of(draft)]
    return Answers(what, where, people, ProofForm(_kept(draft, "proof")), YouForm(_kept(draft, "you")))


def offered_where(draft: Draft, what: WhatForm, today: date) -> law_view.Offered:
    """Give the regencies of the chosen province, and the elections where more than one fits."""
    period = what.cleaned_data.get("period") if what.is_valid() else None
    return law_view.offered(today, province=province_of(draft), period=period)


def province_of(draft: Draft) -> str:
    """Give the code of the chosen province, or nothing."""
    return str(_kept(draft, "what").get("province", ""))


def people_of(draft: Draft) -> list[dict[str, Any]]:
    """Give the answers about each person."""
    kept = draft.answers.get("people", {}).get("list", [])
    return list(kept) if isinstance(kept, list) else []


def report_input(answers: Answers) -> ReportInput:
    """Make the report of answers that are complete."""
    what, where = answers.what.cleaned_data, answers.where.cleaned_data
    proof, you = answers.proof.cleaned_data, answers.you.cleaned_data
    regency = where["regency"] if where["regency"] != UNKNOWN else what["province"]
    election = where.get("election", "")
    return ReportInput(
        entrance=ENTRANCE,
        channel=CHANNEL,
        form=what["form"],
        act=what["period"],
        known_on=what["known"],
        story=what["story"],
        accused=tuple(_accused(form.cleaned_data) for form in answers.people),
        election="" if election == UNKNOWN else election,
        area=regency,
        place=what["place"],
        links=tuple(proof["links"]),
        witnesses=tuple(line.strip() for line in proof["witnesses"].splitlines() if line.strip()),
        sealed=you["reporter"],
    )


def late_since(answers: Answers, today: date) -> date | None:
    """Give the last day on which Bawaslu would have registered the report, when it has passed."""
    if not (answers.what.is_valid() and answers.where.is_valid()):
        return None
    known = answers.what.cleaned_data["known"]
    where = answers.where.cleaned_data
    until = law_view.registration_until(known, where.get("election", ""), where["regency"]) if known else None
    return until if until and until < today else None


def person_words(form: PersonForm) -> str:
    """Name a person in one line."""
    parts = [form.typed(name) for name in ("name", "post", "unit", "office")]
    return ", ".join(str(part) for part in parts if part) or str(form.typed("account") or form.typed("number"))


def _accused(cleaned: Mapping[str, str]) -> AccusedInput:
    number = cleaned["number"]
    nik = number if len(number) == NIK_LENGTH else ""
    return AccusedInput(
        name=cleaned["name"],
        named_office=cleaned["office"],
        unit=cleaned["unit"],
        post=cleaned["post"],
        nip="" if nik else number,
        nik=nik,
        account=cleaned["account"],
        instansi=law_view.institution_named(cleaned["office"]),
    )


def instansi_of(draft: Draft) -> frozenset[str]:
    """Name the instansi of the persons reported, as far as they are known: their own offices get no share of a seal."""
    forms = [PersonForm(person) for person in people_of(draft)]
    found = (law_view.institution_named(form.cleaned_data["office"]) for form in forms if form.is_valid())
    return frozenset(one for one in found if one)


def _kept(draft: Draft, step: str) -> dict[str, Any]:
    kept = draft.answers.get(step, {})
    return dict(kept)


def identity_words(identity: str) -> str:
    """Name the choice of identity."""
    choice = law().custody.choices.get(identity)
    return label(choice.label) if choice else identity
