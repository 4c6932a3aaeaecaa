"""The forms of what the accused may hand in against a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sbt.cases.actions.accused import APPEAL, OBJECT, SUE
from sbt.web.formats import label
from sbt.web.forms.accused import RemedyForm

if TYPE_CHECKING:
    from django.http import HttpRequest

    from sbt.cases.queries.accused import AccusedView

ADDRESSES = {OBJECT: "accused_objection", APPEAL: "accused_appeal", SUE: "accused_court"}


def form_of(view: AccusedView, step: str, request: HttpRequest | None = None) -> RemedyForm:
    """Make the form of a remedy, filled with what was posted."""
    known = view.law.process.step(step)
    field = known.fact("court") if known else None
    courts = [(option.code, label(option.label)) for option in field.options] if field else []
    return RemedyForm(request.POST if request else None, step=step, courts=courts)


def sections(view: AccusedView, given: tuple[str, RemedyForm] | None) -> list[dict[str, Any]]:
    """List the remedies that are open to him now, each with its form."""
    listed = []
    for step, address in ADDRESSES.items():
        known = view.law.process.step(step)
        if known is None or step not in view.steps:
            continue
        form = given[1] if given and given[0] == step else form_of(view, step)
        listed.append(
            {
                "id": step,
                "title": label(known.label),
                "hint": label(known.hint),
                "address": reverse(address),
                "form": form,
                "reason": label(known.facts[-2].label),
                "courts": form.fields["court"].choices if "court" in form.fields else [],  # type: ignore[attr-defined]
            }
        )
    return listed
