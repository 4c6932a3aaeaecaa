"""Begins a log: its key with the signer, and the policy by which its checkpoints are believed.

An installation that names no policy has one that asks for nobody's co-signature, and says so in public.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sbt.ledger.publishing import KEYS, POLICY
from sbt.tlog.keys import COSIGNATURE, ED25519, VerifierKey
from sbt.tlog.policy import Group, Party, Policy, parse_policy
from sbt.witness.files import write_whole
from sbt.witness.memory import kept_key

FOUR = "negara"
QUORUM = "kuorum"


@dataclass(frozen=True, slots=True)
class Places:
    """Where a log keeps its parts."""

    data: Path

    @property
    def signer(self) -> Path:
        """Key and memory of the signer: nobody else reads here."""
        return self.data / "signer"

    @property
    def public(self) -> Path:
        """What is published."""
        return self.data / "log"

    def witness(self, name: str) -> Path:
        """Key and memory of a witness that runs on this machine, as in the demo."""
        return self.data / "witnesses" / name


def log_key(places: Places, origin: str) -> VerifierKey:
    """Give the log's public key, made with its private half where the signer lives."""
    return kept_key(places.signer, origin, ED25519).verifier


def witness_key(places: Places, name: str) -> VerifierKey:
    """Give a witness's public key, made where it lives."""
    return kept_key(places.witness(name), name, COSIGNATURE).verifier


def found(places: Places, origin: str, *, given: Path | None, witnesses: Mapping[str, str]) -> Policy:
    """Give the policy of the log and publish it with the keys: the operator's, or one of these witnesses (name, address)."""
    key = log_key(places, origin)
    if given is not None:
        policy = parse_policy(given.read_bytes())
    else:
        policy = _policy(key, {name: Party(witness_key(places, name), url) for name, url in witnesses.items()})
    write_whole(places.public / POLICY, str(policy).encode())
    keys = [party.key for party in (*policy.logs, *policy.witnesses.values())]
    write_whole(places.public / KEYS, "".join(f"{one}\n" for one in keys).encode())
    return policy


def _policy(key: VerifierKey, witnesses: Mapping[str, Party]) -> Policy:
    """Three of the first four and the one outside; of fewer, all; of none, nobody."""
    names = list(witnesses)
    if not names:
        return Policy((Party(key),), {})
    if len(names) < 5:  # noqa: PLR2004 - four of the state and one outside
        return Policy((Party(key),), witnesses, {QUORUM: Group(len(names), tuple(names))}, QUORUM)
    groups = {FOUR: Group(3, tuple(names[:4])), QUORUM: Group(2, (FOUR, names[4]))}
    return Policy((Party(key),), witnesses, groups, QUORUM)
