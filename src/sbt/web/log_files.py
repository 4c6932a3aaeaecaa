"""Serves the public log as it lies: immutable tiles and bundles, and the checkpoint, which nobody may keep for long.

The same folder can be served by any web server without us.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from sbt.ledger.founding import Places
from sbt.ledger.publishing import CHECKPOINT, KEYS, POLICY
from sbt.tlog.tiles import TileFault, parse_path
from sbt.web.guard import PUBLIC, guard

SHORT = "public, max-age=2"
LONG = "public, max-age=31536000, immutable"
TEXT = "text/plain; charset=utf-8"


@guard(PUBLIC)
def log_file(request: HttpRequest, log_name: str) -> HttpResponse:
    """The file of the log of this name; nothing else of the folder."""
    mutable = log_name in {CHECKPOINT, POLICY, KEYS}
    try:
        path = log_name if mutable else parse_path(log_name).path
        data = (Places(settings.SBT_DATA).public / path).read_bytes()
    except (TileFault, FileNotFoundError):
        return HttpResponseNotFound(content_type=TEXT, headers={"Cache-Control": "no-store"})
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    headers = {
        "Cache-Control": SHORT if mutable else LONG,
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Content-Length": str(len(data)),
    }
    body = b"" if request.method == "HEAD" else data
    return HttpResponse(body, content_type=TEXT if mutable else "application/octet-stream", headers=headers)
