"""What a signer or witness that remembers one checkpoint answers to the next one: the rules of C2SP tlog-witness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from sbt.tlog.checkpoint import Checkpoint
from sbt.tlog.merkle import ProofFault, verify_consistency


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is signed: the status that says it, and a sentence."""

    status: HTTPStatus
    reason: str


def refusal(known: Checkpoint | None, old: int, proof: Sequence[bytes], checkpoint: Checkpoint) -> Refusal | None:
    """Tell why the checkpoint may not be signed by whoever last signed `known`; None when it may."""
    if old > checkpoint.size:
        return Refusal(HTTPStatus.BAD_REQUEST, "the old size is larger than the new one")
    size = known.size if known else 0
    if old != size:
        return Refusal(HTTPStatus.CONFLICT, f"the last one signed has {size} entries")
    if known and size == checkpoint.size and known.root != checkpoint.root:
        return Refusal(HTTPStatus.CONFLICT, "another log of the same size was signed before")
    if known is None or size == 0:
        return Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "a proof from nothing is empty") if proof else None
    try:
        verify_consistency(old, checkpoint.size, proof, known.root, checkpoint.root)
    except ProofFault as fault:
        return Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, str(fault))
    return None
