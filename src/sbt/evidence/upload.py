"""Uploads on their way in: sealed while they arrive, so that no plain byte of a file ever lies in a temporary folder.

The key lives in the memory of the request only; what a broken request leaves behind opens to nobody.
"""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING, Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from sbt.evidence.kinds import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_AT_ONCE = 40
"""Files of one request that are read at all; the rest is passed over and named too many."""
_TAG = 16


class SealedUpload(UploadedFile):  # type: ignore[type-arg]  # generic for the type checker only
    """A file of a request; `chunks` gives its plain bytes, piece by piece."""

    def __init__(self, sealed: IO[bytes], pieces: list[int], key: bytes, name: str, size: int) -> None:
        super().__init__(file=None, name=name, size=size)
        self._sealed, self._pieces, self._key = sealed, pieces, key

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Give the plain pieces in order."""
        cipher = AESGCM(self._key)
        self._sealed.seek(0)
        for number, length in enumerate(self._pieces):
            yield cipher.decrypt(number.to_bytes(12), self._sealed.read(length + _TAG), None)

    def close(self) -> None:
        """Let go of the sealed bytes; they have no name and vanish."""
        self._sealed.close()


class SealedUploadHandler(FileUploadHandler):
    """Seals each file with a key of its own; keeps one byte more than a file may have, so that its size tells."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.count = 0

    def new_file(self, *args: Any, **named: Any) -> None:
        """Begin a file, or pass over it when there are too many."""
        super().new_file(*args, **named)
        self.count += 1
        if self.count > MOST_AT_ONCE:
            raise SkipFile
        folder = settings.SBT_DATA / "incoming"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.sealed: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (closed with the upload)
        self.key = AESGCM.generate_key(256)
        self.cipher = AESGCM(self.key)
        self.pieces: list[int] = []
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal one piece; what is beyond the limit is read and dropped."""
        piece = bytes(raw_data[: max(0, LARGEST + 1 - self.taken)])
        if piece:
            self.sealed.write(self.cipher.encrypt(len(self.pieces).to_bytes(12), piece, None))
            self.pieces.append(len(piece))
            self.taken += len(piece)

    def file_complete(self, file_size: int) -> SealedUpload:
        """Give the whole file."""
        return SealedUpload(self.sealed, self.pieces, self.key, self.file_name or "berkas", self.taken)

    def upload_interrupted(self) -> None:
        """Let go of a file that never came to its end."""
        if hasattr(self, "sealed"):
            self.sealed.close()
