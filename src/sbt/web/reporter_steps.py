"""Completing a report, withdrawing it and contesting its outcome, by the holder of its receipt."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sbt.cases.actions import take_reporter_step
from sbt.cases.queries.asked import COMPLETE, CONTEST, WITHDRAW
from sbt.cases.queries.status import report_of
from sbt.evidence.kinds import MOST
from sbt.intake.receipt import well_formed
from sbt.people.acting import acting
from sbt.people.actor import PUBLIC as PUBLIC_ACTOR
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused
from sbt.web.forms.receipt import ReporterStepForm
from sbt.web.guard import PUBLIC, guard
from sbt.web.lending import lent
from sbt.web.more_evidence import keep_files
from sbt.web.receipt import STATUS_COOKIE, show
from sbt.web.refusals import file_refusal_words
from sbt.web.wording import refusal

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MISSING: dict[str, "_StrPromise | str"] = {
    COMPLETE: gettext_lazy("Tulis apa yang Anda lengkapi"),
    WITHDRAW: "",
    CONTEST: gettext_lazy("Tulis alasan sanggahan Anda"),
}
"""What is said when the text is empty; nothing where it may be."""
NUMBERS = frozenset(str(number) for number in range(1, 1000))
NONE = -1
"""The number of no case: nothing is open there."""


@guard(PUBLIC)
@require_POST
def complete(request: HttpRequest) -> HttpResponseBase:
    """Add what was asked for."""
    return _take(request, COMPLETE)


@guard(PUBLIC)
@require_POST
def withdraw(request: HttpRequest) -> HttpResponseBase:
    """Take the report back, as long as it is not registered."""
    return _take(request, WITHDRAW)


@guard(PUBLIC)
@require_POST
def contest(request: HttpRequest) -> HttpResponseBase:
    """Object to how the case ended."""
    return _take(request, CONTEST)


def _take(request: HttpRequest, step: str) -> HttpResponseBase:
    receipt = lent(request, STATUS_COOKIE)
    if not well_formed(receipt):
        return HttpResponseRedirect(reverse("status"))
    given = request.POST.get("case", "")
    number = int(given) if given in NUMBERS else NONE
    form = ReporterStepForm(request.POST, missing=MISSING[step])
    place, typed = f"{step}-{number}", {(step, number): str(form.typed("text"))}
    if not form.is_valid():
        faults = [(f"f-{place}", words) for _field, words in form.faults]
        return show(request, receipt, faults, typed=typed)
    now = clock.now()
    with acting(PUBLIC_ACTOR, now=now) as act:
        report = report_of(receipt)
        if report is None:
            return HttpResponseRedirect(reverse("status"))
        files, unfit = keep_files(request.FILES.getlist("files")[:MOST], now)
        text, book = form.cleaned_data["text"], law().book
        outcome: int | Refused = next(iter(unfit.values()), 0)
        if not unfit:
            outcome = take_reporter_step(
                report, step, text, files, number=number, book=book, actor=PUBLIC_ACTOR, now=now
            )
        act.settle(outcome)
    if unfit:
        faults = [(f"f-{place}-files", f"{name}: {file_refusal_words(why)}") for name, why in unfit.items()]
        return show(request, receipt, faults, typed=typed)
    if isinstance(outcome, Refused):
        return show(
            request, receipt, [(f"f-{place}" if outcome.kind == "facts" else "", refusal(outcome))], typed=typed
        )
    return HttpResponseRedirect(f"{reverse('status')}?diterima={step}")
