"""Checkpoints (C2SP tlog-checkpoint) as signed notes: origin, size and root, and the lines of who signed them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sbt.tlog.coding import FormatFault, from_base64, to_base64, to_number
from sbt.tlog.keys import ID_SIZE, VerifierKey, good_name
from sbt.tlog.merkle import HASH_SIZE

LONGEST_NOTE = 1_000_000
MOST_SIGNATURES = 100
_DASH = "— "


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself at one moment."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line, not yet checked."""

    name: str
    id: bytes
    signature: bytes

    @property
    def line(self) -> str:
        """The line as it stands in a note."""
        return f"{_DASH}{self.name} {to_base64(self.id + self.signature)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A checkpoint with its signature lines."""

    checkpoint: Checkpoint
    signatures: tuple[Signature, ...]

    @property
    def text(self) -> str:
        """The note as it is published."""
        return f"{self.checkpoint.text}\n{''.join(one.line for one in self.signatures)}"

    def signed_by(self, keys: Iterable[VerifierKey]) -> dict[VerifierKey, int]:
        """Name which of the keys signed, with the moment each states; a false line under a known key is a fault."""
        found: dict[VerifierKey, int] = {}
        known = {(key.name, key.id): key for key in keys}
        for one in self.signatures:
            key = known.get((one.name, one.id))
            if key is None:
                continue
            at = key.time_of(self.checkpoint.text, one.signature)
            if at is None:
                raise FormatFault(f"the signature of {one.name} is false")
            found[key] = max(at, found.get(key, 0))
        return found

    def with_signatures(self, more: Iterable[Signature]) -> Note:
        """Give the note with these lines besides; a line that is there is not doubled."""
        known = {(one.name, one.id) for one in self.signatures}
        return Note(self.checkpoint, (*self.signatures, *(one for one in more if (one.name, one.id) not in known)))


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the text of a checkpoint; one with further lines is none of ours."""
    parts = text.split("\n")
    if len(parts) != 4 or parts[3] or not parts[0]:  # noqa: PLR2004 - three lines, each ended
        raise FormatFault("not a checkpoint")
    return Checkpoint(parts[0], to_number(parts[1]), from_base64(parts[2], length=HASH_SIZE))


def parse_signatures(lines: str) -> tuple[Signature, ...]:
    """Read signature lines, each ended."""
    if lines and not lines.endswith("\n"):
        raise FormatFault("the last signature line is not ended")
    found = []
    for line in lines.split("\n")[:-1]:
        name, _, coded = line.removeprefix(_DASH).partition(" ")
        data = from_base64(coded)
        if not line.startswith(_DASH) or not good_name(name) or len(data) <= ID_SIZE:
            raise FormatFault("not a signature line")
        found.append(Signature(name, data[:ID_SIZE], data[ID_SIZE:]))
    if len(found) > MOST_SIGNATURES:
        raise FormatFault("too many signatures")
    return tuple(found)


def parse_note(data: bytes) -> Note:
    """Read a signed checkpoint; FormatFault when it is none or carries no signature."""
    if len(data) > LONGEST_NOTE:
        raise FormatFault("too long for a note")
    try:
        text = data.decode()
    except UnicodeDecodeError as fault:
        raise FormatFault("not text") from fault
    if any(sign < " " and sign != "\n" for sign in text):
        raise FormatFault("a note holds no control characters")
    body, blank, lines = text.rpartition("\n\n")
    if not blank or not lines:
        raise FormatFault("not a signed note")
    return Note(parse_checkpoint(body + "\n"), parse_signatures(lines))
