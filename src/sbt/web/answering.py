"""The answer of a reporter to a question that his receipt opened."""

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from sbt.cases.actions.questions import ANSWERED, answer_question
from sbt.cases.queries.status import report_of
from sbt.intake.receipt import well_formed
from sbt.people.acting import acting
from sbt.people.actor import PUBLIC as PUBLIC_ACTOR
from sbt.project import clock
from sbt.rules.outcome import Refused
from sbt.web.forms.reporter import AnswerForm
from sbt.web.guard import PUBLIC, guard
from sbt.web.lending import lent
from sbt.web.receipt import STATUS_COOKIE, show
from sbt.web.wording import refusal


@guard(PUBLIC)
@require_POST
def answer(request: HttpRequest) -> HttpResponseBase:
    """Take the answer; the question is opened with the receipt and kept with it."""
    receipt = lent(request, STATUS_COOKIE)
    if not well_formed(receipt):
        return HttpResponseRedirect(reverse("status"))
    form = AnswerForm(request.POST)
    place = f"f-answer-{request.POST.get('question', '')[:36]}"
    if not form.is_valid():
        return show(request, receipt, [(place, words) for _field, words in form.faults])
    now, typed = clock.now(), form.cleaned_data
    with acting(PUBLIC_ACTOR, now=now) as act:
        report = report_of(receipt)
        if report is None:
            return HttpResponseRedirect(reverse("status"))
        done = act.settle(answer_question(report, receipt, typed["question"], typed["text"], now=now))
    if isinstance(done, Refused):
        return show(request, receipt, [(place, refusal(done))])
    return HttpResponseRedirect(f"{reverse('status')}?diterima={ANSWERED}")
