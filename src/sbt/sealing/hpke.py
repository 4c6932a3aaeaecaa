"""One HPKE suite for everything that is sealed (RFC 9180, base mode): P-256, HKDF-SHA256, AES-256-GCM.

P-256 because WebCrypto has it in every browser, so that what one side seals the other opens.
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
PUBLIC_LENGTH = 65
"""Bytes of a public key, and of the encapsulated key before each sealed text."""
OVERHEAD = PUBLIC_LENGTH + 16
_SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class NotOpenedError(Exception):
    """The key does not open this, or it was changed."""


def seal(plain: bytes, public: bytes, *, purpose: bytes) -> bytes:
    """Seal to a public key; `purpose` must be the same on opening."""
    return _SUITE.encrypt(plain, public_key(public), info=purpose)


def unseal(sealed: bytes, private: ec.EllipticCurvePrivateKey, *, purpose: bytes) -> bytes:
    """Open what was sealed to the key for the same purpose; raises NotOpenedError."""
    try:
        return _SUITE.decrypt(sealed, private, info=purpose)
    except (InvalidTag, ValueError) as fault:
        raise NotOpenedError from fault


def public_key(point: bytes) -> ec.EllipticCurvePublicKey:
    """Read a public key; raises ValueError for what is no uncompressed point of the curve."""
    if len(point) != PUBLIC_LENGTH:
        raise ValueError("a public key has 65 bytes")
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)


def public_of(private: ec.EllipticCurvePrivateKey) -> bytes:
    """Give the public key as the 65 bytes of its point."""
    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def new_private() -> ec.EllipticCurvePrivateKey:
    """Make a key pair."""
    return ec.generate_private_key(CURVE)


def fingerprint(public: bytes) -> str:
    """Give the digest of a public key as two people read it to each other: ten groups of four."""
    text = hashlib.sha256(public).hexdigest()[:40]
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
