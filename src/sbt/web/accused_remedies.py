"""What the accused hands in against a decision: objection, appeal, word of a court action; each with a receipt."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sbt.cases.actions.accused import APPEAL, OBJECT, SUE, take_accused_step
from sbt.cases.queries.accused import case_of
from sbt.evidence.kinds import MOST
from sbt.people.acting import acting
from sbt.people.actor import ACCUSED
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused
from sbt.web import accused, errors
from sbt.web.accused_door import opener_in, view_in
from sbt.web.accused_forms import form_of
from sbt.web.formats import label
from sbt.web.guard import PUBLIC, guard
from sbt.web.more_evidence import keep_files
from sbt.web.page import page
from sbt.web.refusals import file_refusal_words
from sbt.web.wording import refusal


def _remedy(step: str) -> Callable[[HttpRequest], HttpResponseBase]:
    def take(request: HttpRequest) -> HttpResponseBase:
        view = view_in(request)
        if view is None:
            return HttpResponseRedirect(reverse("accused"))
        form = form_of(view, step, request)
        if not form.is_valid():
            return accused.show(request, remedy=(step, form))
        failed = _handed_in(request, step, {name: str(value) for name, value in form.cleaned_data.items()})
        if failed:
            return accused.show(request, remedy=(step, form), failed=failed)
        return HttpResponseRedirect(f"{reverse('accused')}?diterima={step}#sent")

    return take


objection = guard(PUBLIC)(require_POST(_remedy(OBJECT)))
appeal = guard(PUBLIC)(require_POST(_remedy(APPEAL)))
court = guard(PUBLIC)(require_POST(_remedy(SUE)))


@guard(PUBLIC)
@require_GET
def receipt(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show the receipt of one thing that he handed in."""
    view = view_in(request)
    found = next((one for one in view.replies if one.number == number), None) if view else None
    if view is None or found is None:
        return errors.not_found(request)
    return page(
        request,
        "public/accused_receipt.html",
        {"case": view.case, "person": view.case.subject, "title": label(found.step.said), "sent": found},
    )


@guard(PUBLIC)
@require_GET
def letter_text(request: HttpRequest) -> HttpResponseBase:
    """Give exactly the text that was signed, so that its SHA-256 can be computed anew."""
    view = view_in(request)
    if view is None or view.signed is None:
        return errors.not_found(request)
    response = HttpResponse(view.signed.text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="surat-pemulihan-{view.case.ref}.txt"'
    response["Cache-Control"] = "no-store"
    return response


def _handed_in(request: HttpRequest, step: str, texts: dict[str, str]) -> str:
    """Take the step with the files that came along; give what was refused in words, empty when it is done."""
    opener, now = opener_in(request), clock.now()
    with acting(ACCUSED, now=now) as act:
        case = case_of(opener) if opener else None
        if case is None:
            return _("Kode ini tidak berlaku lagi. Minta kode baru kepada kantor yang mengundang Anda.")
        files, unfit = keep_files(request.FILES.getlist("files")[:MOST], now)
        done = next(iter(unfit.values()), None) or take_accused_step(case, step, texts, files, book=law().book, now=now)
        act.settle(done)
    if unfit:
        name, why = next(iter(unfit.items()))
        return f"{name}: {file_refusal_words(why)}"
    return refusal(done) if isinstance(done, Refused) else ""
