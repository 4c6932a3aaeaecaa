"""A log as it lies published, made in a folder without a database: for verifiers, ours and foreign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sbt.tlog.canonical import canonical
from sbt.tlog.checkpoint import Checkpoint, Note, parse_note, parse_signatures
from sbt.tlog.commitment import commitments
from sbt.tlog.edge import Edge
from sbt.tlog.keys import COSIGNATURE, ED25519, SigningKey
from sbt.tlog.merkle import inclusion_proof, leaf_hash
from sbt.tlog.policy import Policy, parse_policy
from sbt.tlog.proof import Proof
from sbt.tlog.tiles import Tile, TileReader, bundle, new_bundles

LOG = SigningKey("sbt.contoh/log", ED25519, bytes(range(32)))
WITNESSES = tuple(SigningKey(f"saksi{number}.contoh", COSIGNATURE, bytes([number]) * 32) for number in range(1, 6))
AT = 1_733_274_000


def record_of(number: int) -> bytes:
    """An entry of the size and kind that the product writes."""
    key = number.to_bytes(32)
    fields = {"langkah": f"langkah{number % 7}", "penempatan": number}
    return canonical({"v": 1, "t": "case", "n": number % 40, "d": "2024-12-04", "f": commitments(key, fields)})


def policy_of(log: SigningKey = LOG, witnesses: Sequence[SigningKey] = WITNESSES) -> Policy:
    lines = [f"log {log.verifier}", *(f"witness w{at} {key.verifier}" for at, key in enumerate(witnesses, 1))]
    lines += ["group empat 3 w1 w2 w3 w4", "group kuorum all empat w5", "quorum kuorum", ""]
    return parse_policy("\n".join(lines).encode())


def note_of(
    size: int, root: bytes, log: SigningKey = LOG, witnesses: Sequence[SigningKey] = (*WITNESSES[:3], WITNESSES[4])
) -> Note:
    checkpoint = Checkpoint(log.name, size, root)
    lines = [log.sign(checkpoint.text), *(key.sign(checkpoint.text, at=AT) for key in witnesses)]
    return Note(checkpoint, parse_signatures("".join(lines)))


@dataclass
class Published:
    """A folder with a log, and beside it what a careful reader kept."""

    folder: Path
    olds: Path
    proofs: Path
    leaves: list[bytes]

    @property
    def note(self) -> Note:
        return parse_note((self.folder / "checkpoint").read_bytes())

    def reader(self) -> TileReader:
        return TileReader(self.note.checkpoint.size, lambda tile: (self.folder / tile.path).read_bytes())

    def proof(self, index: int) -> Proof:
        return Proof(index, tuple(inclusion_proof(index, self.note.checkpoint.size, self.reader())), self.note)

    def write_proofs(self, indexes: Sequence[int]) -> None:
        for index in indexes:
            (self.proofs / f"{index}.tlog-proof").write_text(str(self.proof(index)))
            (self.proofs / f"{index}.entry").write_bytes(self.leaves[index])


def publish(place: Path, leaves: list[bytes], sizes: Sequence[int], *, log: SigningKey = LOG) -> Published:
    """Publish the leaves in steps of these sizes, as files; every checkpoint is kept beside the log."""
    made = Published(place / "log", place / "olds", place / "proofs", leaves)
    for folder in (made.folder, made.olds, made.proofs):
        folder.mkdir(parents=True)
    edge = Edge()
    for size in sizes:
        before = edge.size
        tiles = edge.add(leaf_hash(leaf) for leaf in leaves[before:size])
        tiles |= {
            tile: bundle(leaves[tile.index * 256 : tile.index * 256 + tile.width]) for tile in new_bundles(before, size)
        }
        _write(made.folder, tiles)
        note = note_of(size, edge.root(), log).text
        (made.olds / str(size)).write_text(note)
        (made.folder / "checkpoint").write_text(note)
    (made.folder / "policy").write_text(str(policy_of(log)))
    return made


def _write(folder: Path, tiles: dict[Tile, bytes]) -> None:
    for tile, data in tiles.items():
        place = folder / tile.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
