"""Reports like those of a case, as far as the caller sees them. Found by a job; nothing here weighs for or against anybody."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sbt.api.answers import shown
from sbt.api.callers import Bearer, caller_of
from sbt.api.case_documents import reads
from sbt.api.documents import Document
from sbt.api.problems import absent
from sbt.api.steps import seen_case
from sbt.cases.queries.look_alikes import MOST, alike_to
from sbt.people.acting import reading
from sbt.protection.readings import REPORT, note_page

router = Router(tags=["cases"], auth=Bearer())
REPORTS = "laporan"
"""The group of fields that opens reports to a relation."""


class LookAlikeDocument(Document):
    """One of several reports that are alike, with the cases in sight that rest on it."""

    cases: list[str]
    received_on: date
    area: str
    accused: str
    story: str


class LookAlikesDocument(Document):
    """Reports that are alike, and in which ways; `many` counts those in sight, of which at most 30 are given."""

    kinds: list[Literal["text", "files", "person", "place"]]
    first_on: date
    last_on: date
    many: int
    reports: list[LookAlikeDocument]


class GroupsDocument(Document):
    """Every group of look-alikes to which a report of the case belongs."""

    groups: list[LookAlikesDocument]


@router.get("/{ref}/look-alikes", response={200: GroupsDocument}, operation_id="listLookAlikes")
def look_alikes(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the reports that are like those of the case. That they are alike is no reason to turn one away."""
    caller = caller_of(request)
    with reading(caller.actor):
        case = seen_case(ref, caller)
        if not reads(caller, REPORTS):
            raise absent()
        found = alike_to(case.id, actor=caller.actor, commons=caller.law.book.commons)
    for other in sorted({one for group in found for report in group.reports[:MOST] for one in report.refs}):
        note_page(caller.actor, other, [REPORT], law=caller.law, now=caller.now)
    return shown(
        GroupsDocument(
            groups=[
                LookAlikesDocument.model_validate(
                    {
                        "kinds": group.kinds,
                        "first_on": group.first_on,
                        "last_on": group.last_on,
                        "many": group.many,
                        "reports": [
                            {
                                "cases": one.refs,
                                "received_on": one.received_on,
                                "area": one.area,
                                "accused": one.accused,
                                "story": one.story,
                            }
                            for one in group.reports[:MOST]
                        ],
                    }
                )
                for group in found
            ]
        )
    )
