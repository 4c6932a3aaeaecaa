"""Forms that wait while a factor is shown: fields and files sealed with a token that only this session knows."""

from __future__ import annotations

import hashlib
import os
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from sbt.evidence import store
from sbt.people.models import HeldForm, Officer
from sbt.project import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http.request import HttpRequest as PlainRequest

HELD = "ditahan"
"""In an address: the name of the form that waited for it."""
TOKENS = "ditahan"
"""In the session: the tokens of what waits."""
KEPT_FOR = timedelta(hours=1)
MOST = 5
"""Forms of one officer that wait at once; the oldest gives way."""
LONGEST_PATH = 400
_NONCE = 12


class HeldUpload(UploadedFile):  # type: ignore[type-arg]  # generic for the type checker only
    """A file that waited; `chunks` gives its plain bytes."""

    def __init__(self, id_: str, key: bytes, name: str, size: int) -> None:
        super().__init__(file=None, name=name, size=size)
        self._id, self._key = id_, key

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Give the plain pieces in order."""
        return iter(store.read(self._id, key=self._key))

    def close(self) -> None:
        """Leave the file where it is; `forget_held` takes it away."""


def hold(request: HttpRequest, officer: Officer) -> str:
    """Keep the form of this request, and give the name under which it waits."""
    token = secrets.token_bytes(32)
    files = []
    for field, uploads in request.FILES.lists():
        for one in uploads:
            id_ = secrets.token_hex(16)
            kept = store.write(id_, one.chunks(), key=token)
            files.append({"id": id_, "field": field, "name": one.name or "", "size": kept.size})
    content = msgspec.json.encode({"post": request.POST.urlencode(), "files": files})
    nonce = os.urandom(_NONCE)
    name = _name(token)
    for old in HeldForm.objects.filter(officer=officer).order_by("-held_at")[MOST - 1 :]:
        _forget(old)
    whole = request.get_full_path()
    HeldForm.objects.create(
        id=name,
        officer=officer,
        path=whole if len(whole) <= LONGEST_PATH else request.path,
        sealed=nonce + AESGCM(token).encrypt(nonce, content, name),
        files=[one["id"] for one in files],
        held_at=clock.real_now(),
    )
    request.session[TOKENS] = {**request.session.get(TOKENS, {}), name.hex(): token.hex()}
    return name.hex()


def path_of(officer: Officer, waiting: str) -> str:
    """Give where the form belongs; nothing when it does not wait (any more) or is another's."""
    found = HeldForm.objects.filter(id=_bytes(waiting), officer=officer).first()
    return found.path if found else ""


def take_up(request: PlainRequest, officer: Officer, waiting: str) -> None:
    """Put what waited into the request, once; a form that waits no more changes nothing."""
    tokens = dict(request.session.get(TOKENS, {}))
    token = bytes.fromhex(tokens.pop(waiting, ""))
    found = HeldForm.objects.filter(id=_bytes(waiting), officer=officer).exclude(sealed=b"").first()
    if not token or found is None or not HeldForm.objects.filter(id=found.id, sealed=found.sealed).update(sealed=b""):
        return
    request.session[TOKENS] = tokens
    sealed = bytes(found.sealed)
    content = msgspec.json.decode(AESGCM(token).decrypt(sealed[:_NONCE], sealed[_NONCE:], bytes(found.id)))
    files: MultiValueDict[str, Any] = MultiValueDict()
    for one in content["files"]:
        files.appendlist(one["field"], HeldUpload(one["id"], token, one["name"], one["size"]))
    request.POST = QueryDict(content["post"])
    request._files = files  # type: ignore[attr-defined]  # noqa: SLF001 (the framework has no other way)


def forget_held(now: datetime) -> int:
    """Delete what has waited for an hour, taken up or not, with its files; give how many forms."""
    old = list(HeldForm.objects.filter(held_at__lt=now - KEPT_FOR))
    for one in old:
        _forget(one)
    return len(old)


def _forget(one: HeldForm) -> None:
    for id_ in one.files:
        store.path_of(id_).unlink(missing_ok=True)
    one.delete()


def _name(token: bytes) -> bytes:
    return hashlib.sha256(b"sbt held form\x00" + token).digest()


def _bytes(waiting: str) -> bytes:
    try:
        return bytes.fromhex(waiting)
    except ValueError:
        return b""
