"""Files in and out: sealed as they arrive, given out only to those who may see a case of theirs."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from sbt.api.answers import written
from sbt.api.callers import Bearer, BearerOrPublic, caller_of
from sbt.api.documents import FileDocument
from sbt.api.problems import Field, Problem, absent, invalid, problem, refusal, say
from sbt.cases.queries.evidence import original_in_reach
from sbt.cases.queries.files import file_in_sight
from sbt.evidence import store
from sbt.evidence.actions import add_file
from sbt.evidence.serving import attachment, picture
from sbt.intake.checks import Checker
from sbt.intake.draft import add_upload, new_draft
from sbt.people.acting import reading
from sbt.protection.readings import ORIGINAL, note
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from sbt.api.callers import Caller
    from sbt.evidence.models import File
    from sbt.evidence.upload import SealedUpload
    from sbt.people.acting import Acting

router = Router(tags=["files"])
LONGEST_NAME = 200
UPLOAD = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}
PICTURE = {"responses": {200: {"description": "The picture", "content": {"image/jpeg": {}}}}}
MOST_DIGITS = 10_000
BYTES = {"responses": {200: {"description": "The bytes", "content": {"application/octet-stream": {}}}}}


@router.post("", auth=BearerOrPublic(), response={201: FileDocument}, openapi_extra=UPLOAD, operation_id="uploadFile")
def upload(request: HttpRequest) -> HttpResponse:
    """Take in one file: for an officer as a file of his institution, for a citizen under a handle good for one day."""
    caller, file = caller_of(request), _only_file(request)
    name = _name(file.name or "")

    def change(act: Acting) -> FileDocument | Refused:
        return _of_public(act, caller, file, name) if caller.public else _of_institution(act, caller, file, name)

    return written(request, caller, change, content=_digest(file, name), explained=_explained)


@router.get("/{id_}", auth=Bearer(), openapi_extra=BYTES, operation_id="readFile")
def read(request: HttpRequest, id_: str) -> HttpResponseBase:
    """Give the bytes of a file of a case in sight, or of one's own institution.

    409 while it is in quarantine or when it was refused; 403 where only its pages are for the posting.
    """
    caller = caller_of(request)
    with reading(caller.actor):
        file, title = _in_sight(caller, id_)
        sealed = not original_in_reach(file, caller.actor, caller.law.book.commons, on=caller.today)
    if sealed:
        raise problem(403, "original_sealed")
    with reading(caller.actor):
        ref = file.case_links.order_by("id").values_list("case__ref", flat=True).first() or ""
    note(caller.actor, ref, [ORIGINAL], law=caller.law, now=caller.now)
    return attachment(file, f"{title}{PurePath(file.name).suffix}")


@router.get("/{id_}/pages/{int:number}", auth=Bearer(), openapi_extra=PICTURE, operation_id="readPage")
def read_page(request: HttpRequest, id_: str, number: int) -> HttpResponseBase:
    """Give a page of a file in sight as a picture that carries nothing beside itself."""
    caller = caller_of(request)
    with reading(caller.actor):
        file, _title = _in_sight(caller, id_)
        row = file.pages.filter(number=number).first() if number < MOST_DIGITS else None
    if row is None:
        raise absent()
    return picture(row)


def _in_sight(caller: Caller, id_: str) -> tuple[File, str]:
    """Find an open file that the caller sees."""
    try:
        wanted = uuid.UUID(id_)
    except ValueError:
        raise absent() from None
    found = file_in_sight(wanted, caller.actor, caller.law.book.commons)
    if found is None or not store.path_of(str(wanted)).exists():
        raise absent()
    if not found[0].open:
        raise problem(409, "file_not_open", state=found[0].state)
    return found


def _of_institution(act: Acting, caller: Caller, file: SealedUpload, name: str) -> FileDocument | Refused:
    taken = act.settle(add_file(name, file.chunks(), institution=caller.actor.institution, on=caller.today))
    if isinstance(taken, Refused):
        return taken
    return FileDocument(
        id=str(taken.id),
        name=taken.name,
        kind=taken.kind,
        media_type=taken.media_type,
        size=taken.size,
        sha256=taken.sha256,
    )


def _of_public(act: Acting, caller: Caller, file: SealedUpload, name: str) -> FileDocument | Refused:
    draft = new_draft(caller.now)
    taken = act.settle(add_upload(draft, name, file.chunks()))
    if isinstance(taken, Refused):
        return taken
    return FileDocument(
        id=draft.cookie,
        name=taken.name,
        kind=taken.kind,
        media_type=taken.media_type,
        size=taken.size,
        sha256=taken.sha256,
    )


def _only_file(request: HttpRequest) -> SealedUpload:
    files = [file for name in request.FILES for file in request.FILES.getlist(name)]
    strange = sorted((set(request.FILES) | set(request.POST)) - {"file"})
    if strange:
        raise invalid(tuple(Field(f"/{name[:80]}", "unknown_field", say("unknown_field")) for name in strange))
    if len(files) != 1:
        raise invalid((Field("/file", "file_missing", say("file_missing")),))
    return cast("SealedUpload", files[0])


def _name(given: str) -> str:
    name = Checker().text(given[-LONGEST_NAME:], limit=LONGEST_NAME)
    return "".join(letter for letter in name if letter.isprintable())


def _digest(file: SealedUpload, name: str) -> bytes:
    digest = hashlib.sha256(name.encode())
    for piece in file.chunks():
        digest.update(piece)
    return digest.digest()


def _explained(refused: Refused) -> Problem:
    problem = refusal(refused, at="")
    fields = tuple(Field("/file", field.code, field.detail) for field in problem.fields)
    problem.fields = fields
    return problem
