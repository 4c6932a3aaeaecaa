"""Step 3 of a report: files into the sealed draft, links, witnesses."""

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sbt.evidence.kinds import LARGEST, MOST
from sbt.evidence.upload import MOST_AT_ONCE
from sbt.intake import visitors
from sbt.intake.draft import Draft, add_upload, remove_upload, save_draft
from sbt.people.acting import acting
from sbt.people.actor import PUBLIC as PUBLIC_ACTOR
from sbt.project import clock
from sbt.rules.outcome import Refused
from sbt.web import drafting
from sbt.web.forms.report import ProofForm
from sbt.web.guard import PUBLIC, guard
from sbt.web.page import page
from sbt.web.refusals import file_refusal_words, too_many_files
from sbt.web.report import ASK, FAULTY

type Refusals = list[tuple[str, str]]


@guard(PUBLIC)
@ASK
def proof(request: HttpRequest) -> HttpResponseBase:
    """Take files one by one or all at once; what is refused is named with its remedy and the rest stays."""
    now = clock.now()
    draft = drafting.find(request, now)
    if draft is None:
        return HttpResponseRedirect(reverse("report"))
    refused: Refusals = []
    if request.method == "POST":
        form = ProofForm(request.POST)
        with acting(PUBLIC_ACTOR, now=now):
            draft.answers["proof"] = form.as_typed()
            refused = _take_files(request, draft)
            if request.POST.get("remove"):
                remove_upload(draft, request.POST["remove"])
            save_draft(draft)
        if form.is_valid() and not refused:
            onward = "report_you" if request.POST.get("go") == "next" else "report_proof"
            return drafting.onward(draft, onward)
    else:
        form = ProofForm(None, initial=draft.answers.get("proof", {}))
    faults = [*([("f-files", _files_fault(refused))] if refused else []), *form.faults]
    shown = {
        "step": 3,
        "back": reverse("report_people"),
        "form": form,
        "faults": faults,
        "faulty": bool(faults),
        "files": draft.files,
        "refused": refused,
        "file_fault": _files_fault(refused) if refused else "",
        "largest": LARGEST,
        "most": MOST,
    }
    return page(request, "report/proof.html", shown, status=FAULTY if faults else 200)


def _take_files(request: HttpRequest, draft: Draft) -> Refusals:
    refused: Refusals = []
    files = request.FILES.getlist("files")
    minutes = visitors.room_for_files(request, len(files))
    if minutes:
        return [(_("Berkas"), too_many_files(minutes))]
    for file in files:
        name = file.name or "berkas"
        taken = add_upload(draft, name, file.chunks())
        if isinstance(taken, Refused):
            refused.append((name, file_refusal_words(taken)))
    if len(files) == MOST_AT_ONCE:
        refused.append(
            (_("Berkas lainnya"), _("Paling banyak %(most)s berkas. Selebihnya tidak dibaca.") % {"most": MOST})
        )
    return refused


def _files_fault(refused: Refusals) -> str:
    if len(refused) == 1:
        return f"{refused[0][0]}: {refused[0][1]}"
    return ngettext(
        "%(num)d berkas ditolak; alasannya ada di daftar berkas",
        "%(num)d berkas ditolak; alasannya ada di daftar berkas",
        len(refused),
    ) % {"num": len(refused)}
