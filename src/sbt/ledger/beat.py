"""One beat of the log: number what waits, have it signed, have it co-signed, publish it. Each part is caught up by the next.

Below quorum nothing new is published; numbering goes on, and the reasons stand beside the checkpoint for everybody to see.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psycopg

from sbt.ledger import publishing, signer
from sbt.ledger.cosigning import Cosigners
from sbt.ledger.sequencer import Sequencer
from sbt.tlog.checkpoint import Note, parse_note
from sbt.tlog.merkle import consistency_proof
from sbt.tlog.policy import Policy
from sbt.tlog.submission import Submission

FILL = 4
"""How many entries a beat brings at the least."""


@dataclass(frozen=True, slots=True)
class Beaten:
    """What came of one beat."""

    size: int
    published: int
    troubles: dict[str, str] = field(default_factory=dict)


class Beat:
    """The parts of the log that a beat needs, and what they remember between two beats."""

    def __init__(
        self, database: psycopg.Connection, sequencer: Sequencer, policy: Policy, *, signer_folder: Path, public: Path
    ) -> None:
        self._database, self._sequencer, self._policy = database, sequencer, policy
        self._signer, self._public = signer_folder, public
        self._cosigners = Cosigners(policy)

    def beat(self, now: Callable[[], datetime], *, fill: int = FILL) -> Beaten:
        """Number what waits, and publish as much as the signer and the quorum allow."""
        self._sequencer.fold(at_least=fill)
        note = self._signed(now)
        reader = self._sequencer.reader(note.checkpoint.size)
        note, said = self._cosigners.ask(note, reader)
        troubles = {one.name: one.trouble for one in said if one.trouble}
        verdict = self._policy.judge(note)
        self._keep(note, now(), troubles, published=verdict.valid)
        if verdict.valid:
            publishing.publish(self._public, note, self._sequencer.file)
        return Beaten(self._sequencer.size, self.published, troubles)

    def catch_up(self) -> None:
        """Publish what was ready when the last process stopped."""
        row = self._database.execute(
            "SELECT note FROM ledger.checkpoint WHERE published_at IS NOT NULL ORDER BY size DESC LIMIT 1"
        ).fetchone()
        if row is not None:
            note = parse_note(row[0].encode())
            if note.checkpoint.size > self.published and self._policy.judge(note).valid:
                publishing.publish(self._public, note, self._sequencer.file)

    @property
    def published(self) -> int:
        """How many entries the public sees."""
        note = publishing.published(self._public)
        return note.checkpoint.size if note else 0

    def _signed(self, now: Callable[[], datetime]) -> Note:
        """Give the newest checkpoint with the log's signature, signed now when there is none of this size."""
        size = self._sequencer.size
        row = self._database.execute("SELECT note FROM ledger.checkpoint WHERE size = %s", [size]).fetchone()
        if row is not None:
            return parse_note(row[0].encode())
        checkpoint = self._sequencer.checkpoint(self._policy.logs[0].key.name)
        reader = self._sequencer.reader(size)
        last = self._database.execute("SELECT coalesce(max(size), 0) FROM ledger.checkpoint").fetchone()
        old = int(last[0]) if last else 0
        for attempt in (0, 1):
            proof = tuple(consistency_proof(old, size, reader))
            try:
                note = signer.ask(self._signer, Submission(old, proof, Note(checkpoint, ())))
                break
            except signer.RefusedBySignerError as refused:
                if attempt or refused.size == old or refused.size > size:
                    raise
                old = refused.size
        self._keep(note, now(), {}, published=False)
        return note

    def _keep(self, note: Note, now: datetime, troubles: dict[str, str], *, published: bool) -> None:
        self._database.execute(
            "INSERT INTO ledger.checkpoint (size, root, note, signed_at, troubles, published_at)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (size) DO UPDATE SET note = excluded.note,"
            " troubles = excluded.troubles, published_at = coalesce(checkpoint.published_at, excluded.published_at)",
            [
                note.checkpoint.size,
                note.checkpoint.root,
                note.text,
                now,
                json.dumps(troubles),
                now if published else None,
            ],
        )
