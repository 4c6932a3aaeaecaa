"""More evidence for a report that was handed in: files, a note or both, from the holder of its receipt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sbt.cases.actions.receive_report import ADD_EVIDENCE, add_evidence
from sbt.cases.queries.status import report_of
from sbt.evidence.actions import add_file
from sbt.evidence.kinds import MOST
from sbt.evidence.models import File
from sbt.intake import visitors
from sbt.intake.receipt import well_formed
from sbt.people.acting import acting
from sbt.people.actor import PUBLIC as PUBLIC_ACTOR
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.web.forms.receipt import NoteForm
from sbt.web.guard import PUBLIC, guard
from sbt.web.lending import lent
from sbt.web.receipt import STATUS_COOKIE, show
from sbt.web.refusals import file_refusal_words, too_many_files

FILES, NOTE = "f-files", "f-note"


@guard(PUBLIC)
@require_POST
def more_evidence(request: HttpRequest) -> HttpResponseBase:
    """Add files or a note to the report that the receipt opens; refused files are named, the others are kept."""
    receipt = lent(request, STATUS_COOKIE)
    if not well_formed(receipt):
        return HttpResponseRedirect(reverse("status"))
    form = NoteForm(request.POST)
    files = request.FILES.getlist("files")
    told = str(form.typed("note")).strip()
    if not form.is_valid() or not (files or told):
        missing = [] if files or told else [(FILES, _("Pilih berkas, atau tulis keterangan atau tautannya"))]
        return show(request, receipt, [*missing, *form.faults], str(form.typed("note")))
    minutes = visitors.room_for_files(request, len(files[:MOST]))
    if minutes:
        return show(request, receipt, [(FILES, too_many_files(minutes))], told)
    now = clock.now()
    faults: list[tuple[str, str]] = []
    with acting(PUBLIC_ACTOR, now=now) as act:
        report = report_of(receipt)
        if report is None:
            return HttpResponseRedirect(reverse("status"))
        taken, unfit = keep_files(files[:MOST], now)
        faults += [(FILES, f"{name}: {file_refusal_words(why)}") for name, why in unfit.items()]
        if taken or not files:
            note = form.cleaned_data["note"]
            outcome = act.settle(
                add_evidence(report, taken, note, book=law().book, actor=PUBLIC_ACTOR, now=now) or _all_closed()
            )
            if isinstance(outcome, Refused):
                taken = []
                faults.append(
                    (FILES, _("Kasusnya sudah selesai, jadi bukti tidak dapat ditambahkan. Buat laporan baru."))
                )
    if len(files) > MOST:
        faults.append(
            (FILES, _("Paling banyak %(most)s berkas sekaligus. Selebihnya tidak disimpan.") % {"most": MOST})
        )
    if faults:
        return show(request, receipt, faults, "" if taken else form.cleaned_data["note"])
    done = f"tersimpan={len(taken)}" if taken else f"diterima={ADD_EVIDENCE}"
    return HttpResponseRedirect(f"{reverse('status')}?{done}")


def keep_files(files: Sequence[UploadedFile[Any]], now: datetime) -> tuple[list[File], dict[str, Refused]]:
    """Keep the files of a reporter; those that cannot be taken are given by name with why."""
    taken: list[File] = []
    unfit: dict[str, Refused] = {}
    for file in files:
        name = file.name or "berkas"
        added = add_file(name, file.chunks(), institution="", on=local_day(now, "WIB"))
        if isinstance(added, Refused):
            unfit[name] = added
        else:
            taken.append(added)
    return taken, unfit


def _all_closed() -> Refused:
    return Refused("case_closed", "order", {})
