"""Files of a case on the screen: pictures painted by the decoder; the original only with the power, as an attachment."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from sbt.cases.queries.evidence import Piece, piece_of
from sbt.evidence import scanner
from sbt.evidence.models import QUARANTINED, REFUSED, SAFE
from sbt.evidence.serving import attachment, picture
from sbt.people.acting import reading
from sbt.project import clock
from sbt.protection.readings import ORIGINAL, note
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.web import errors, wording
from sbt.web.formats import label
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.page import page

SAFE_NAME = re.compile(r"[^A-Za-z0-9._-]+")
PREPARES, FILES = "siapkan_salinan", "salinan"


def piece(request: OfficerRequest, ref: str, number: int) -> Piece | None:
    """Give the file as the posting may have it, or None: absent and not to be known are the same."""
    on = local_day(clock.now(), request.actor.zone)
    with reading(request.actor):
        return piece_of(ref, number, request.actor, law().book.commons, on=on)


@guard(OFFICER)
@require_GET
def case_file(request: OfficerRequest, ref: str, number: int) -> HttpResponseBase:
    """Show the pictures of a file and what is known of it."""
    found = piece(request, ref, number)
    if found is None:
        return errors.not_found(request)
    return page(request, "officer/file.html", {"case": found.case, "piece": found} | said_of(found))


@guard(OFFICER)
@require_GET
def case_file_page(request: OfficerRequest, ref: str, number: int, at: int) -> HttpResponseBase:
    """Give the picture of one page."""
    found = piece(request, ref, number)
    row = next((one for one in found.pages if one.number == at), None) if found else None
    return picture(row) if row is not None else errors.not_found(request)


@guard(OFFICER)
@require_GET
def case_file_original(request: OfficerRequest, ref: str, number: int) -> HttpResponseBase:
    """Hand out the bytes as they came, to whoever may have them."""
    found = piece(request, ref, number)
    if found is None:
        return errors.not_found(request)
    if not found.original:
        return errors.forbidden(request)
    note(request.actor, ref, [ORIGINAL], law=law(), now=clock.now())
    ending = found.file.name.rsplit(".", 1)[-1].lower() if "." in found.file.name else ""
    return attachment(found.file, SAFE_NAME.sub("-", f"{ref}-{number}" + (f".{ending[:5]}" if ending else "")))


def said_of(found: Piece) -> dict[str, Any]:
    """Say in words what state the file is in and what it carries."""
    file = found.file
    return {
        "title": title(found),
        "state": state_words(file.state),
        "state_kind": state_kind(file.state),
        "refused": wording.sentence(f"inspection_{file.findings[0]}", {}, None)
        if file.state == REFUSED and file.findings
        else "",
        "findings": [] if file.state == REFUSED else findings(found),
        "scanned": scanner.configured(),
        "waiting": file.state == QUARANTINED,
    }


def title(found: Piece) -> str:
    """Give what the file is called: by the step and fact that brought it, or by its number."""
    step_id, _dot, fact = found.title.partition(".")
    for process in law().book.processes:
        step = process.step(step_id)
        field = step.fact(fact) if step else None
        if field:
            return label(field.label)
    return found.title


def state_words(state: str) -> str:
    """Name a state."""
    return {
        QUARANTINED: _("Karantina"),
        SAFE: _("Aman dilihat"),
        REFUSED: _("Ditolak"),
    }.get(state, _("Tidak diperiksa"))


def state_kind(state: str) -> str:
    """Give the colour of a state."""
    return {QUARANTINED: "", SAFE: "ok", REFUSED: "danger"}.get(state, "warning")


def findings(found: Piece) -> list[str]:
    """Say what the original carries besides what it shows."""
    pages = len(found.pages)
    words = {
        "position": _("Aslinya memuat titik lokasi."),
        "metadata": _("Aslinya memuat keterangan tentang alat, waktu, atau pembuatnya."),
        "more_behind": _("Di belakang gambar masih ada isi lain."),
        "first_frame_only": _("Gambar bergerak: hanya bingkai pertama yang ditampilkan."),
        "acts": _("Aslinya memuat program atau perintah; gambar di sini tidak."),
        "attachments": _("Aslinya membawa berkas lain di dalamnya."),
        "pages_left_out": ngettext(
            "Hanya %(num)d halaman pertama yang ditampilkan.", "Hanya %(num)d halaman pertama yang ditampilkan.", pages
        )
        % {"num": pages},
    }
    return [words[code] for code in found.file.findings if code in words]
