"""A report while it is written: sealed with a key that only the reporter's cookie holds, readable for 24 hours."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from sbt.evidence import store
from sbt.evidence.actions import TooLargeError, capped
from sbt.evidence.kinds import LARGEST, MOST, fault_of, kind_of
from sbt.intake.models import Draft as DraftRow
from sbt.intake.models import DraftFile as DraftFileRow
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

COOKIE = "sbt_draf"
LIFE = timedelta(hours=24)
type Answers = dict[str, object]


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file of the draft."""

    id: str
    name: str
    size: int
    kind: str
    media_type: str
    sha256: str


@dataclass(slots=True)
class Draft:
    """What has been answered so far. `cookie` is the only key to it."""

    cookie: str
    opened_at: datetime
    answers: dict[str, Answers] = field(default_factory=dict)
    files: list[DraftFile] = field(default_factory=list)

    @property
    def key(self) -> bytes:
        """Give the key that the cookie holds."""
        return _key(self.cookie)


def new_draft(now: datetime) -> Draft:
    """Begin a draft; nothing is stored before its first answer."""
    return Draft(base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("="), now)


def open_draft(cookie: str | None, *, now: datetime) -> Draft | None:
    """Open the draft of a cookie; None when there is none, it is too old, or the cookie is not a key."""
    if not cookie:
        return None
    try:
        key = _key(cookie)
    except (binascii.Error, ValueError):
        return None
    row = DraftRow.objects.filter(id=_name(key)).first()
    if row is None:
        return None
    sealed = bytes(row.sealed)
    try:
        body = orjson.loads(AESGCM(key).decrypt(sealed[:12], sealed[12:], row.id.encode()))
    except InvalidTag:
        return None
    opened_at = datetime.fromisoformat(body["opened_at"])
    if now - opened_at > LIFE:
        return None
    return Draft(cookie, opened_at, body["answers"], [DraftFile(**part) for part in body["files"]])


def save_draft(draft: Draft) -> None:
    """Store the draft, sealed."""
    nonce, id_ = os.urandom(12), _name(draft.key)
    body = {
        "opened_at": draft.opened_at.isoformat(),
        "answers": draft.answers,
        "files": [
            {"id": f.id, "name": f.name, "size": f.size, "kind": f.kind, "media_type": f.media_type, "sha256": f.sha256}
            for f in draft.files
        ],
    }
    sealed = nonce + AESGCM(draft.key).encrypt(nonce, orjson.dumps(body), id_.encode())
    DraftRow.objects.update_or_create(
        id=id_, defaults={"sealed": sealed}, create_defaults={"sealed": sealed, "opened_on": draft.opened_at.date()}
    )


def discard_draft(draft: Draft) -> None:
    """Delete the draft and, when that is certain, its files: a hand-in that fails leaves both."""
    for part in draft.files:
        transaction.on_commit(partial(store.remove, part.id))
    DraftRow.objects.filter(id=_name(draft.key)).delete()


def add_upload(draft: Draft, name: str, pieces: Iterable[bytes]) -> DraftFile | Refused:
    """Take a file into the draft, encrypted with the draft's key as it arrives."""
    if len(draft.files) >= MOST:
        return Refused("too_many_files", "facts", {"most": str(MOST)}, "files")
    id_ = str(uuid.uuid4())
    try:
        stored = store.write(id_, capped(pieces), key=draft.key)
    except TooLargeError:
        return Refused("file_too_large", "facts", {"largest": str(LARGEST)}, "files")
    fault, kind = fault_of(name, stored.size, stored.head), kind_of(stored.head)
    if fault or kind is None:
        store.remove(id_)
        return Refused(fault, "facts", {"largest": str(LARGEST)}, "files")
    taken = DraftFile(id_, name[-200:], stored.size, kind.kind, kind.media_type, stored.sha256)
    draft.files.append(taken)
    save_draft(draft)
    DraftFileRow.objects.create(id=id_, draft_id=_name(draft.key))
    return taken


def remove_upload(draft: Draft, id_: str) -> None:
    """Take a file out of the draft and delete its bytes."""
    if id_ not in {part.id for part in draft.files}:
        return
    draft.files = [part for part in draft.files if part.id != id_]
    save_draft(draft)
    if DraftFileRow.objects.filter(id=id_, draft_id=_name(draft.key)).delete()[0]:
        store.remove(id_)


def purge_drafts(today: date) -> int:
    """Delete drafts opened before yesterday with their files; their cookies opened nothing any more."""
    old = DraftRow.objects.filter(opened_on__lt=today - timedelta(days=1))
    for id_ in DraftFileRow.objects.filter(draft__in=old).values_list("id", flat=True):
        store.remove(str(id_))
    return old.delete()[0]


def _key(cookie: str) -> bytes:
    key = base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))
    if len(key) != 32:  # noqa: PLR2004 (AES-256)
        raise ValueError
    return key


def _name(key: bytes) -> str:
    return hashlib.sha256(b"sbt draft\x00" + key).hexdigest()
