"""Serves our few style sheets, scripts and fonts from memory, compressed, under names that change with the content.

No folder of collected files: the table is made when the process starts.
"""

from __future__ import annotations

import hashlib
import mimetypes
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import Storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase

PACKED_ALREADY = {".woff2", ".png", ".jpg", ".webp", ".gz"}
FOREVER = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"
GZIP_WINDOW = 31


@dataclass(frozen=True, kw_only=True)
class StaticFile:
    """One file as it is sent."""

    body: bytes
    packed: bytes
    kind: str
    hashed: str


@cache
def table() -> dict[str, StaticFile]:
    """Every static file by its own name."""
    found: dict[str, StaticFile] = {}
    for finder in get_finders():
        for name, storage in finder.list([".*", "*.py"]):
            if name not in found:
                with storage.open(name) as source:
                    found[name] = static_file(name, source.read())
    return found


@cache
def by_address() -> dict[str, StaticFile]:
    """Every static file by its hashed name."""
    return {file.hashed: file for file in table().values()}


def static_file(name: str, body: bytes) -> StaticFile:
    """The file with its compressed form and its hashed name."""
    path = PurePosixPath(name)
    digest = hashlib.sha256(body).hexdigest()[:12]
    packed = b""
    if path.suffix not in PACKED_ALREADY:
        packer = zlib.compressobj(9, zlib.DEFLATED, GZIP_WINDOW)
        packed = packer.compress(body) + packer.flush()
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind in {"application/javascript", "application/json"}:
        kind += "; charset=utf-8"
    return StaticFile(
        body=body, packed=packed, kind=kind, hashed=str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))
    )


class HashedNames(Storage):
    """Gives `static()` the address of a file under its hashed name; stores nothing."""

    def url(self, name: str | None) -> str:
        """The address; KeyError for a file that does not exist, so that a test finds it."""
        return f"{settings.STATIC_URL}{table()[name or ''].hashed}"


class StaticMiddleware:
    """Answers /static/ before anything else does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The file, or what the rest of the product says."""
        if request.path.startswith(settings.STATIC_URL):
            return answer(request, request.path.removeprefix(settings.STATIC_URL))
        return self.get_response(request)


def answer(request: HttpRequest, name: str) -> HttpResponse:
    """The named file: for a year under its hashed name, for an hour under its own (a font named by a style sheet)."""
    file = by_address().get(name)
    lasting = FOREVER if file else AN_HOUR
    file = file or table().get(name)
    if file is None:
        return HttpResponse(status=404)
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    headers: dict[str, Any] = {
        "Cache-Control": lasting,
        "Content-Type": file.kind,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    body = file.body
    if file.packed:
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            body, headers["Content-Encoding"] = file.packed, "gzip"
    headers["Content-Length"] = str(len(body))
    return HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)
