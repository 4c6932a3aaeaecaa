"""For officers: what the accused was told and what he answered, and the code that is handed to him."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.views.decorators.http import require_http_methods

from sbt.cases.actions.accused import issue_code, may_issue
from sbt.cases.models import AccusedCode
from sbt.cases.queries.accused import view_of
from sbt.cases.queries.sight import case_in_sight
from sbt.people.acting import acting, reading
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused
from sbt.web import errors, names, wording
from sbt.web.accused_rights import letter
from sbt.web.formats import label
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.page import page
from sbt.web.step import STATUS

ISSUES = "kode_hak_jawab"


@guard(OFFICER)
@require_http_methods(["GET", "POST"])
def accused_office(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Show the notice and the answers; a POST makes a code, shown on this answer and never again."""
    now, actor = clock.now(), request.actor
    with reading(actor):
        case = case_in_sight(ref, actor, law().book.commons)
    if case is None:
        return errors.not_found(request)
    code: str | Refused = ""
    if request.method == "POST":
        with acting(actor, now=now) as act:
            code = act.settle(issue_code(ref, book=law().book, actor=actor, now=now), action=ISSUES, ref=ref)
    with reading(actor):
        view = view_of(case, law=law(), now=now)
        issued = AccusedCode.objects.filter(case=case).order_by("-issued_on", "-id").first()
        running = AccusedCode.objects.filter(case=case, ended_on__isnull=True).first() or issued
    refused = code if isinstance(code, Refused) else None
    done = view.law.process.step(request.GET.get("tercatat", ""))
    closed = may_issue(view.state, view.law, actor, now)
    return page(
        request,
        "officer/accused.html",
        {
            "case": case,
            "person": case.subject,
            "view": view,
            "recorded": (label(done.said) or label(done.label)) if done and not code else "",
            "told_by": names.institution(view.told_by),
            "issued": running,
            "issued_by": names.institution(running.institution) if running else "",
            "code": "" if refused else code,
            "refused": wording.refusal(refused, view.law) if refused else "",
            "closed": wording.refusal(closed, view.law) if closed else "",
            "replies": [
                {
                    "title": label(one.step.said),
                    "on": one.on,
                    "texts": [(label(field.label), text) for field, text in one.texts],
                    "files": one.files,
                }
                for one in view.replies
            ],
            "letter": letter(view) if view.cleared_on else None,
        },
        status=STATUS[refused.kind] if refused else 200,
    )
