"""A custodian's private key as a file, locked by a passphrase; the same form that the browser saves and reads.

PBKDF2 because WebCrypto has no better; its count is the one that OWASP names for SHA-256.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from sbt.sealing import hpke
from sbt.sealing.hpke import NotOpenedError

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND = "sbt-custodian-key"
ITERATIONS = 600_000
SHORTEST_PASSPHRASE = 15
_MOST_ITERATIONS = 10_000_000


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A locked private key with its public half."""

    public: bytes
    iterations: int
    salt: bytes
    nonce: bytes
    locked: bytes

    def written(self) -> dict[str, object]:
        """Give the file as JSON takes it."""
        return {
            "kind": KIND,
            "v": 1,
            "public": b64encode(self.public).decode(),
            "iterations": self.iterations,
            "salt": b64encode(self.salt).decode(),
            "nonce": b64encode(self.nonce).decode(),
            "locked": b64encode(self.locked).decode(),
        }

    def unlock(self, passphrase: str) -> ec.EllipticCurvePrivateKey:
        """Open the private key; raises NotOpenedError when the passphrase is another one or the file was changed."""
        key = _derive(passphrase, self.salt, self.iterations)
        try:
            private = load_der_private_key(AESGCM(key).decrypt(self.nonce, self.locked, self.public), password=None)
        except (InvalidTag, ValueError) as fault:
            raise NotOpenedError from fault
        if not isinstance(private, ec.EllipticCurvePrivateKey) or hpke.public_of(private) != self.public:
            raise NotOpenedError
        return private


def lock(private: ec.EllipticCurvePrivateKey, passphrase: str, *, iterations: int = ITERATIONS) -> KeyFile:
    """Lock a private key with a passphrase."""
    public, salt, nonce = hpke.public_of(private), os.urandom(16), os.urandom(12)
    plain = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    locked = AESGCM(_derive(passphrase, salt, iterations)).encrypt(nonce, plain, public)
    return KeyFile(public, iterations, salt, nonce, locked)


def read(given: Mapping[str, object]) -> KeyFile:
    """Read a key file; raises ValueError for what is none."""
    match given:
        case {
            "kind": "sbt-custodian-key",
            "v": 1,
            "public": str(public),
            "iterations": int(iterations),
            "salt": str(salt),
            "nonce": str(nonce),
            "locked": str(locked),
        } if 0 < iterations <= _MOST_ITERATIONS:
            texts = (b64decode(text, validate=True) for text in (salt, nonce, locked))
            point = b64decode(public, validate=True)
            hpke.public_key(point)
            return KeyFile(point, iterations, *texts)
        case _:
            raise ValueError("not a key file")


def _derive(passphrase: str, salt: bytes, iterations: int) -> bytes:
    return PBKDF2HMAC(algorithm=SHA256(), length=32, salt=salt, iterations=iterations).derive(passphrase.encode())
