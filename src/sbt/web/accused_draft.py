"""The accused's answer while he writes it: a sealed draft whose key only his browser holds, as reporters have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sbt.cases.actions.accused import REPLY, take_accused_step
from sbt.cases.queries.accused import case_of
from sbt.evidence.kinds import MOST
from sbt.evidence.upload import MOST_AT_ONCE
from sbt.intake.draft import Draft, add_upload, discard_draft, new_draft, remove_upload, save_draft
from sbt.intake.handing_in import draft_files_as_evidence
from sbt.people.acting import acting
from sbt.people.actor import ACCUSED
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.web import lending
from sbt.web.accused import show
from sbt.web.accused_door import DRAFT_COOKIE, PATH, find_draft, lend_draft, opener_in, view_in
from sbt.web.forms.accused import ReplyForm
from sbt.web.guard import PUBLIC, guard
from sbt.web.refusals import file_refusal_words
from sbt.web.wording import refusal

type Refusals = list[tuple[str, str]]


@guard(PUBLIC)
@require_POST
def reply(request: HttpRequest) -> HttpResponseBase:
    """Keep the draft with its files; hand it in where he says so and nothing is wrong."""
    if view_in(request) is None:
        return HttpResponseRedirect(reverse("accused"))
    now, sends = clock.now(), request.POST.get("go") == "send"
    form = ReplyForm(request.POST, draft=not sends)
    draft = find_draft(request, now) or new_draft(now)
    with acting(ACCUSED, now=now):
        draft.answers["reply"] = form.as_typed()
        refused = _take_files(request, draft)
        if request.POST.get("remove"):
            remove_upload(draft, request.POST["remove"])
        save_draft(draft)
    failed = ""
    if form.is_valid() and not refused:
        if not sends:
            return lend_draft(HttpResponseRedirect(f"{reverse('accused')}?diterima=draf#reply"), draft)
        failed = _hand_in(request, draft, form.cleaned_data, now)
        if not failed:
            done = HttpResponseRedirect(f"{reverse('accused')}?diterima={REPLY}")
            lending.take_back(done, DRAFT_COOKIE, path=PATH)
            return done
    request.COOKIES[lending.name_of(DRAFT_COOKIE)] = draft.cookie
    return lend_draft(show(request, reply=form, refused=refused, failed=failed), draft)


def _take_files(request: HttpRequest, draft: Draft) -> Refusals:
    refused: Refusals = []
    files = request.FILES.getlist("files")
    for file in files:
        name = file.name or "berkas"
        taken = add_upload(draft, name, file.chunks())
        if isinstance(taken, Refused):
            refused.append((name, f"{name}: {file_refusal_words(taken)}"))
    if len(files) == MOST_AT_ONCE:
        refused.append(("", _("Paling banyak %(most)s berkas. Selebihnya tidak dibaca.") % {"most": MOST}))
    return refused


def _hand_in(request: HttpRequest, draft: Draft, typed: Mapping[str, Any], now: datetime) -> str:
    """Make the draft an answer on the case; give what was refused in words, empty when it is done."""
    opener = opener_in(request)
    with acting(ACCUSED, now=now) as act:
        case = case_of(opener) if opener else None
        if case is None:
            return _("Kode ini tidak berlaku lagi. Minta kode baru kepada kantor yang mengundang Anda.")
        files = draft_files_as_evidence(draft, on=local_day(now, ACCUSED.zone))
        texts = {"statement": typed["statement"], "witnesses": typed["witnesses"]}
        done = act.settle(take_accused_step(case, REPLY, texts, files, book=law().book, now=now))
        if not isinstance(done, Refused):
            discard_draft(draft)
    return refusal(done) if isinstance(done, Refused) else ""
