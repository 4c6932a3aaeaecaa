"""Keys of signed notes (C2SP signed-note): of logs, and of witnesses that co-sign with the time."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sbt.tlog.coding import FormatFault, from_base64, to_base64

ED25519 = 0x01
"""A plain signature over the text of a note: logs."""
COSIGNATURE = 0x04
"""A signature over a checkpoint and the moment: witnesses and mirrors."""
KINDS = (ED25519, COSIGNATURE)
KEY_SIZE = 32
SIGNATURE_SIZE = 64
TIME_SIZE = 8
ID_SIZE = 4


def cosigned(text: str, at: int) -> bytes:
    """Give what a `cosignature/v1` signs."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def good_name(name: str) -> bool:
    """Tell whether the name may stand in a note: no blanks, no plus, nothing invisible."""
    return bool(name) and not any(sign == "+" or sign.isspace() or unicodedata.category(sign) == "Cc" for sign in name)


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name under which it signs."""

    name: str
    kind: int
    key: bytes

    @property
    def id(self) -> bytes:
        """The four bytes that a signature line begins with."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.key).digest()[:ID_SIZE]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{to_base64(bytes([self.kind]) + self.key)}"

    def time_of(self, text: str, signature: bytes) -> int | None:
        """Give the moment that the signature states (0 where its kind states none); None when it is not good."""
        at, message = 0, text.encode()
        if self.kind == COSIGNATURE:
            at = int.from_bytes(signature[:TIME_SIZE])
            signature, message = signature[TIME_SIZE:], cosigned(text, at)
        if len(signature) != SIGNATURE_SIZE or at >= 1 << 63:
            return None
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return None
        return at


def parse_verifier(text: str) -> VerifierKey:
    """Read a verifier key `name+id+key`; FormatFault when the id is not the key's."""
    name, _, rest = text.partition("+")
    id_text, _, key_text = rest.partition("+")
    data = from_base64(key_text, length=KEY_SIZE + 1)
    found = VerifierKey(name, data[0], data[1:])
    if not good_name(name) or data[0] not in KINDS or str(found) != text or found.id.hex() != id_text:
        raise FormatFault("not a verifier key")
    return found


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """A private key with the name under which it signs."""

    name: str
    kind: int
    seed: bytes

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return VerifierKey(self.name, self.kind, public.public_bytes_raw())

    def sign(self, text: str, *, at: int = 0) -> str:
        """Give the signature line over the text of a note; a witness's key states the moment `at`."""
        message = cosigned(text, at) if self.kind == COSIGNATURE else text.encode()
        stamp = at.to_bytes(TIME_SIZE) if self.kind == COSIGNATURE else b""
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)
        return f"— {self.name} {to_base64(self.verifier.id + stamp + signature)}\n"

    def __str__(self) -> str:
        """Write the key as its owner keeps it."""
        return f"PRIVATE+KEY+{self.name}+{self.verifier.id.hex()}+{to_base64(bytes([self.kind]) + self.seed)}"


def parse_signing(text: str) -> SigningKey:
    """Read a private key as `str` writes it."""
    name, _, rest = text.removeprefix("PRIVATE+KEY+").partition("+")
    data = from_base64(rest.partition("+")[2], length=KEY_SIZE + 1)
    found = SigningKey(name, data[0], data[1:])
    if not good_name(name) or data[0] not in KINDS or str(found) != text:
        raise FormatFault("not a signing key")
    return found
