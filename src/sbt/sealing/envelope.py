"""Seals a reporter's identity to offices, of which any two open it together. Stores nothing.

The identity is encrypted with a key of its own (AES-256-GCM); that key is split between the offices (`sharing`), and each
office's share is sealed to the public keys of its custodians (`hpke`). Report, policy and offices are bound into both.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sbt.sealing import hpke, padding, sharing
from sbt.sealing.hpke import NotOpenedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

VERSION = 1
NONCE, TAG = 12, 16
LARGEST = 60_000
"""Bytes of an envelope as text."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A public key that gets its office's share."""

    key: str
    office: str
    public: bytes


@dataclass(frozen=True, slots=True)
class Share:
    """An office's share, sealed to one of its custodians."""

    office: str
    key: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """A sealed identity."""

    report: str
    choice: str
    """What the reporter chose, so that nobody makes a confidential one a named one."""
    policy: str
    offices: tuple[str, ...]
    nonce: bytes
    sealed: bytes
    shares: tuple[Share, ...]

    def share_of(self, key: str) -> Share | None:
        """Give the share that was sealed to the key."""
        return next((share for share in self.shares if share.key == key), None)

    def bound(self) -> bytes:
        """Give what the sealing binds: it opens under no other report, choice, policy or row of offices."""
        return _bound(self.report, self.choice, self.policy, self.offices)

    def written(self) -> dict[str, object]:
        """Give the envelope as it is sent, kept and handed to custodians."""
        return {
            "v": VERSION,
            "report": self.report,
            "choice": self.choice,
            "policy": self.policy,
            "offices": list(self.offices),
            "nonce": to_text(self.nonce),
            "sealed": to_text(self.sealed),
            "shares": [{"office": one.office, "key": one.key, "sealed": to_text(one.sealed)} for one in self.shares],
        }


def seal(
    identity: Mapping[str, str],
    *,
    report: str,
    choice: str,
    policy: str,
    offices: Sequence[str],
    recipients: Sequence[Recipient],
) -> Envelope:
    """Seal an identity for a report to the offices in their order; every recipient gets a copy of his office's share."""
    if {one.office for one in recipients} != set(offices):
        raise ValueError("each office needs a key, and each key an office")
    bound = _bound(report, choice, policy, offices)
    key, nonce = os.urandom(sharing.KEY_LENGTH), os.urandom(NONCE)
    shares = dict(zip(offices, sharing.split(key, len(offices)), strict=True))
    return Envelope(
        report=report,
        choice=choice,
        policy=policy,
        offices=tuple(offices),
        nonce=nonce,
        sealed=AESGCM(key).encrypt(nonce, padding.pad(orjson.dumps(dict(identity))), bound),
        shares=tuple(
            Share(
                one.office,
                one.key,
                hpke.seal(shares[one.office], one.public, purpose=share_purpose(bound, one.office, one.key)),
            )
            for one in recipients
        ),
    )


def open_share(envelope: Envelope, key: str, private: EllipticCurvePrivateKey) -> bytes:
    """Open the share that was sealed to a custodian's key; raises NotOpenedError."""
    share = envelope.share_of(key)
    if share is None:
        raise NotOpenedError
    return hpke.unseal(share.sealed, private, purpose=share_purpose(envelope.bound(), share.office, key))


def open_identity(envelope: Envelope, shares: Mapping[str, bytes]) -> dict[str, str]:
    """Open the identity with the shares of two offices; raises NotOpenedError."""
    places = [(envelope.offices.index(office), share) for office, share in shares.items() if office in envelope.offices]
    if len(places) < 2:  # noqa: PLR2004 (two offices)
        raise NotOpenedError
    try:
        key = sharing.join(places[0], places[1], holders=len(envelope.offices))
        plain = AESGCM(key).decrypt(envelope.nonce, envelope.sealed, envelope.bound())
        opened: dict[str, str] = orjson.loads(padding.unpad(plain))
    except (InvalidTag, ValueError) as fault:
        raise NotOpenedError from fault
    return opened


def pass_on(envelope: Envelope, office: str, share: bytes, *, session: bytes) -> bytes:
    """Seal an opened share again, to the session key of whoever may look this once."""
    return hpke.seal(share, session, purpose=session_purpose(envelope, office))


def take_over(envelope: Envelope, office: str, sealed: bytes, private: EllipticCurvePrivateKey) -> bytes:
    """Open a share that a custodian passed on to this session key; raises NotOpenedError."""
    return hpke.unseal(sealed, private, purpose=session_purpose(envelope, office))


def read(given: object) -> Envelope:
    """Read an envelope that somebody sent; raises ValueError when its shape cannot be right. Nothing of it is opened."""
    match given:
        case {
            "v": 1,
            "report": str(report),
            "choice": str(choice),
            "policy": str(policy),
            "offices": [*offices],
            "nonce": str(nonce),
            "sealed": str(sealed),
            "shares": [*shares],
        } if all(isinstance(office, str) for office in offices):
            envelope = Envelope(
                report,
                choice,
                policy,
                tuple(offices),
                from_text(nonce),
                from_text(sealed),
                tuple(_share(one) for one in shares),
            )
        case _:
            raise ValueError("not an envelope")
    holders = len(envelope.offices)
    fits = (
        len(set(envelope.offices)) == holders
        and len(envelope.nonce) == NONCE
        and len(envelope.sealed) - TAG in padding.BUCKETS
        and len({one.key for one in envelope.shares}) == len(envelope.shares)
        and {one.office for one in envelope.shares} == set(envelope.offices)
        and {len(one.sealed) for one in envelope.shares} == {sharing.share_length(holders) + hpke.OVERHEAD}
    )
    if not fits:
        raise ValueError("not an envelope")
    return envelope


def share_purpose(bound: bytes, office: str, key: str) -> bytes:
    """Name what a custodian's sealed share is for."""
    return b"\n".join([b"sbt share 1", bound, office.encode(), key.encode()])


def session_purpose(envelope: Envelope, office: str) -> bytes:
    """Name what a share that was passed on is for."""
    return b"\n".join([b"sbt session share 1", envelope.bound(), office.encode()])


def to_text(value: bytes) -> str:
    """Write bytes as text."""
    return b64encode(value).decode()


def from_text(text: str) -> bytes:
    """Read bytes from text; raises ValueError."""
    return b64decode(text, validate=True)


def _bound(report: str, choice: str, policy: str, offices: Sequence[str]) -> bytes:
    return "\n".join(["sbt identity 1", report, choice, policy, ",".join(offices)]).encode()


def _share(given: object) -> Share:
    match given:
        case {"office": str(office), "key": str(key), "sealed": str(sealed)}:
            return Share(office, key, from_text(sealed))
        case _:
            raise ValueError("not a share")
