"""Step 4 of a report, behind the page: a name is sealed in the browser, or here at once, before the draft keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from django.utils.translation import gettext as _

from sbt.intake.actions import ReporterInput
from sbt.intake.identity import seal_reporter
from sbt.people.acting import reading
from sbt.people.actor import PUBLIC
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused
from sbt.sealing.envelope import to_text
from sbt.sealing.queries import seal_to
from sbt.web.answers import instansi_of
from sbt.web.formats import label

if TYPE_CHECKING:
    from datetime import date

    from django.http import QueryDict

    from sbt.intake.draft import Draft
    from sbt.web.forms.report import YouForm

TYPED = ("name", "address", "phone", "email")


def posted(given: QueryDict, draft: Draft) -> QueryDict:
    """Give what was posted; who left all fields empty keeps the seal he made before for the same choice."""
    before = draft.answers.get("you", {})
    same = before.get("sealed") and before.get("identity") == given.get("identity")
    if not same or given.get("sealed") or any(given.get(name, "").strip() for name in TYPED):
        return given
    again = given.copy()
    again["sealed"] = str(before["sealed"])
    return again


def kept(form: YouForm, draft: Draft, today: date) -> dict[str, object] | None:
    """Give what the draft keeps of step 4: the choice and the seal, never a name. None when nothing can be sealed."""
    typed = form.cleaned_data
    choice = typed["identity"]
    if choice == "anonim":
        return {"identity": choice}
    if typed["reporter"]:
        return {"identity": choice, "sealed": typed["sealed"]}
    given = ReporterInput(choice=choice, signed=True, **{name: typed[name] for name in TYPED})
    with reading(PUBLIC):
        sealed = seal_reporter(given, instansi=instansi_of(draft), custody=law().custody, on=today)
    if isinstance(sealed, Refused):
        form.add_error(
            "identity", _("Identitas belum dapat disegel hari ini. Kirim sebagai Anonim, atau coba lagi nanti.")
        )
        return None
    return {"identity": choice, "sealed": orjson.dumps(sealed.envelope.written()).decode()}


def shown(draft: Draft, today: date) -> dict[str, Any]:
    """Describe the choices, whom a name would be sealed to, and whether one is sealed already."""
    custody = law().custody
    with reading(PUBLIC):
        to = seal_to(custody, instansi=instansi_of(draft), on=today)
    choices = [
        {"value": one.id, "label": label(one.label), "hint": _hint(label(one.text), label(one.effect))}
        | ({"opens": True} if one.sealed else {})
        for one in custody.choices.values()
        if to is not None or not one.sealed
    ]
    keys = (
        [{"key": one.key, "office": one.office, "public": to_text(one.public)} for one in to.recipients] if to else []
    )
    offices = [office for one in to.offices if (office := custody.office(one))] if to else []
    return {
        "identities": choices,
        "holders": [label(office.label) for office in offices],
        "seal": orjson.dumps({"policy": to.policy, "offices": to.offices, "keys": keys}).decode() if to else "",
        "sealed_before": draft.answers.get("you", {}).get("identity", "")
        if draft.answers.get("you", {}).get("sealed")
        else "",
    }


def _hint(text: str, effect: str) -> str:
    return _("%(text)s Menurut hukum: %(effect)s") % {"text": text, "effect": effect[:1].lower() + effect[1:]}
