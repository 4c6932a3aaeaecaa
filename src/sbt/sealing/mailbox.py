"""Letters to somebody who is known by his receipt only: sealed to a key that follows from the receipt and is kept nowhere.

The receipt has 100 random bits, so a plain derivation gives nothing to guess (a slow one would help against nobody).
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sbt.sealing import hpke, padding
from sbt.sealing.hpke import NotOpenedError

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""How many points the curve has."""


def private_key(code: str) -> ec.EllipticCurvePrivateKey:
    """Give the key that opens the letters of a receipt, which must be cleaned (`check_character.clean`)."""
    derived = HKDF(algorithm=SHA256(), length=48, salt=None, info=b"sbt mailbox 1").derive(code.encode())
    return ec.derive_private_key(int.from_bytes(derived) % (_ORDER - 1) + 1, hpke.CURVE)


def public_key(code: str) -> bytes:
    """Give the key to which letters are sealed; nobody finds the receipt from it."""
    return hpke.public_of(private_key(code))


def seal(text: str, public: bytes, *, letter: str) -> bytes:
    """Seal a text to a mailbox; `letter` is its name, under which alone it opens."""
    return hpke.seal(padding.pad(text.encode()), public, purpose=_purpose(letter))


def unseal(sealed: bytes, private: ec.EllipticCurvePrivateKey, *, letter: str) -> str:
    """Open a letter; raises NotOpenedError."""
    try:
        return padding.unpad(hpke.unseal(sealed, private, purpose=_purpose(letter))).decode()
    except ValueError as fault:
        raise NotOpenedError from fault


def _purpose(letter: str) -> bytes:
    return b"sbt letter 1\n" + letter.encode()
