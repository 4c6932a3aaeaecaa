"""Asks the witnesses of a policy to co-sign a checkpoint, all at once; one that is down, slow or lying costs its own line."""

from __future__ import annotations

import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sbt.tlog.checkpoint import Note, Signature, parse_signatures
from sbt.tlog.coding import FormatFault, to_number
from sbt.tlog.merkle import consistency_proof
from sbt.tlog.policy import Party, Policy
from sbt.tlog.submission import Submission
from sbt.tlog.tiles import TileReader

PATIENCE = 5.0
LONGEST = 10_000
CONFLICT = 409
TRIES = 3


@dataclass(frozen=True, slots=True)
class Answered:
    """What one witness said: its line, or why there is none."""

    name: str
    line: Signature | None = None
    trouble: str = ""


class Cosigners:
    """The witnesses of a policy, and what each saw last."""

    def __init__(self, policy: Policy, patience: float = PATIENCE) -> None:
        self.policy, self._patience = policy, patience
        self._seen: dict[str, int] = {}

    def ask(self, note: Note, reader: TileReader) -> tuple[Note, list[Answered]]:
        """Give the note with every co-signature that holds, and what each witness said."""
        parties = [(name, party) for name, party in self.policy.witnesses.items() if party.url]
        if not parties:
            return note, []
        for size in {self._seen.get(name, 0) for name, _ in parties}:
            consistency_proof(min(size, reader.size), reader.size, reader)  # fetched once, before there are threads
        with ThreadPoolExecutor(len(parties)) as pool:
            said = list(pool.map(lambda one: self._ask(one[0], one[1], note, reader), parties))
        return note.with_signatures(one.line for one in said if one.line), said

    def _ask(self, name: str, party: Party, note: Note, reader: TileReader) -> Answered:
        size, told = note.checkpoint.size, "does not say twice what it saw"
        for _ in range(TRIES):
            old = min(self._seen.get(name, 0), size)
            try:
                proof = tuple(consistency_proof(old, size, reader))
                status, body = self._send(party.url, bytes(Submission(old, proof, note)))
                if status == CONFLICT:
                    seen = to_number(body.strip())
                    if seen > size:
                        return Answered(name, trouble=f"has seen {seen} entries, more than there are")
                    if seen == self._seen.get(name, 0):
                        return Answered(name, trouble="has seen another log of this size")
                    self._seen[name] = seen
                    continue
                if status != 200:  # noqa: PLR2004
                    return Answered(name, trouble=f"refuses: {status} {body.strip()[:100]}")
                line = _line_of(party, note, body)
            except (OSError, FormatFault, UnicodeDecodeError) as fault:
                return Answered(name, trouble=f"does not answer: {type(fault).__name__}")
            if line is None:
                return Answered(name, trouble="answers with a signature that is not its own")
            self._seen[name] = size
            return Answered(name, line)
        return Answered(name, trouble=told)

    def _send(self, url: str, body: bytes) -> tuple[int, str]:
        request = urllib.request.Request(f"{url}/add-checkpoint", data=body, method="POST")  # noqa: S310 - of the policy
        try:
            with urllib.request.urlopen(request, timeout=self._patience) as answer:  # noqa: S310
                return answer.status, answer.read(LONGEST).decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read(LONGEST).decode()


def _line_of(party: Party, note: Note, body: str) -> Signature | None:
    for one in parse_signatures(body):
        good = (one.name, one.id) == (party.key.name, party.key.id)
        if good and party.key.time_of(note.checkpoint.text, one.signature) is not None:
            return one
    return None
