"""Where a coordinator links an officer of his institution with that person's account at the institution's provider."""

from django import forms
from django.conf import settings
from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sbt.people.acting import acting
from sbt.people.appointing import link_subject
from sbt.people.models import Officer
from sbt.people.queries import live_postings
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.web import errors, wording
from sbt.web.forms.base import OneOf, PageForm, WrittenField
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.page import page
from sbt.web.step_up import fresh_factor

STATUS = {"power": 403, "order": 409, "guard": 409, "facts": 422, "unknown": 404}


class LinkForm(PageForm):
    """Who, at which provider, under which subject."""

    email = WrittenField(limit=254, missing=gettext_lazy("Isi email dinas petugas"))
    provider = OneOf(missing=gettext_lazy("Pilih penyedia"))
    subject = WrittenField(limit=200, missing=gettext_lazy("Isi penanda orang itu menurut penyedia"))


@guard(OFFICER)
@fresh_factor
@require_http_methods(["GET", "POST"])
def linking(request: OfficerRequest) -> HttpResponseBase:
    """Take the subject of a colleague; nobody links himself, and only the own institution's provider is offered."""
    if request.posting.role not in law().coordinators:
        return errors.forbidden(request)
    offered = [(one.id, one.name) for one in settings.SBT_PROVIDERS if one.institution == request.actor.institution]
    form = LinkForm(request.POST if request.method == "POST" else None)
    field = form.fields["provider"]
    if isinstance(field, forms.ChoiceField):
        field.choices = offered
    status = 422
    if request.method == "POST" and form.is_valid():
        with acting(request.actor, now=clock.now()) as act:
            outcome = act.settle(_linked(request, form))
        if not isinstance(outcome, Refused):
            return HttpResponseRedirect(f"{reverse('linking')}?sudah=1")
        form.add_error(outcome.fact or None, wording.refusal(outcome))
        status = STATUS[outcome.kind]
    shown = {
        "form": form,
        "faults": form.faults,
        "faulty": bool(form.faults),
        "offered": offered,
        "done": "sudah" in request.GET,
    }
    return page(request, "session/linking.html", shown, status=status if form.faults else 200)


def _linked(request: OfficerRequest, form: LinkForm) -> object:
    typed, today = form.cleaned_data, local_day(clock.now(), request.actor.zone)
    officer = Officer.objects.filter(email__iexact=typed["email"], is_active=True).first()
    if (
        officer is None
        or not live_postings(today).filter(officer=officer, institution=request.actor.institution).exists()
    ):
        return Refused("officer_unknown", "unknown", {"email": typed["email"]}, "email")
    if officer.id == request.posting.officer_id:
        return Refused("subject_of_himself", "guard", {}, "email")
    return link_subject(typed["email"], typed["provider"], typed["subject"], by_posting=request.actor.posting)
