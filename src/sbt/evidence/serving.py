"""How bytes of files leave the house: as an attachment that runs nowhere, or as a picture that we painted ourselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from sbt.evidence import store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sbt.evidence.models import File, Page

NOWHERE = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class ClosedFileError(Exception):
    """The file is in quarantine or was refused: nothing of it is served."""


def attachment(file: File, name: str) -> StreamingHttpResponse:
    """Give the bytes as they were handed in, to be saved and never shown; ClosedFileError for one that is not open."""
    if not file.open:
        raise ClosedFileError
    response = StreamingHttpResponse(store.read(str(file.id)), content_type=file.media_type, headers=NOWHERE)
    response["Content-Length"] = str(file.size)
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


def picture(page: Page) -> StreamingHttpResponse:
    """Give the picture of a page."""
    response = painted(store.read(str(page.id)))
    response["Content-Length"] = str(page.size)
    return response


def painted(pieces: Iterable[bytes]) -> StreamingHttpResponse:
    """Give a picture that our decoder painted."""
    response = StreamingHttpResponse(pieces, content_type="image/jpeg", headers=NOWHERE)
    response["Content-Disposition"] = "inline"
    return response
