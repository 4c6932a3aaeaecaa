"""The stand-alone verifier takes what is true and nothing else: mutations, truncations, wrong keys, old checkpoints."""

from __future__ import annotations

import ast
import contextlib
import functools
import hashlib
import http.server
import json
import os
import random
import runpy
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sbt.tlog.canonical import record
from sbt.tlog.coding import to_base64
from sbt.tlog.commitment import opening
from sbt.tlog.keys import ED25519, SigningKey
from sbt.tlog.tiles import new_bundles, new_tiles
from tests.tlog.published import LOG, WITNESSES, Published, note_of, policy_of, publish, record_of

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "tools" / "verify_sbt.py"
TOOL: dict[str, Any] = runpy.run_path(str(FILE))
Fault: type[Exception] = TOOL["Fault"]
verify: Callable[..., Any] = TOOL["verify_log"]
SIZE = 1_700
FULL = bool(os.environ.get("SBT_FULL"))
MUTATIONS = 1_000 if FULL else 60
SPEED_OF = 1_000_000 if FULL else 150_000


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Published:
    leaves = [record_of(number) for number in range(SIZE)]
    return publish(tmp_path_factory.mktemp("log"), leaves, [1, 2, 100, 256, 257, 700, 1024, 1500, SIZE])


def checked(log: Published, **other: Any) -> Any:
    policy = TOOL["Policy"](other.get("policy", str(policy_of()).encode()))
    olds = other.get("olds", [(place.name, place.read_bytes()) for place in sorted(log.olds.iterdir())])
    return verify(TOOL["Place"](str(log.folder)), policy, olds)


def live(log: Published) -> list[Path]:
    tiles = [*new_tiles(0, SIZE), *new_bundles(0, SIZE)]
    return [log.folder / "checkpoint", *(log.folder / tile.path for tile in tiles)]


@contextlib.contextmanager
def spoilt(place: Path, data: bytes) -> Iterator[None]:
    whole = place.read_bytes()
    place.write_bytes(data)
    try:
        yield
    finally:
        place.write_bytes(whole)


def refused(log: Published, **other: Any) -> bool:
    try:
        checked(log, **other)
    except (Fault, ValueError, IndexError):
        return True
    return False


def test_it_needs_nothing_but_python() -> None:
    names = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(ast.parse(FILE.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert names <= sys.stdlib_module_names


def test_it_takes_a_whole_log_with_every_earlier_checkpoint(log: Published) -> None:
    found = checked(log)
    assert (found.size, found.root) == (SIZE, log.note.checkpoint.root)
    assert sorted(found.signed) == ["w1", "w2", "w3", "w5"]


def test_no_mutation_goes_unseen(log: Published) -> None:
    chance = random.Random(42)  # the same bits in every run
    files = live(log)
    for _ in range(MUTATIONS):
        place = chance.choice(files)
        data = bytearray(place.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        with spoilt(place, bytes(data)):
            assert refused(log, olds=[]), place


def test_no_byte_of_the_checkpoint_may_be_another(log: Published) -> None:
    text = (log.folder / "checkpoint").read_bytes()
    policy = TOOL["Policy"](str(policy_of()).encode())
    step = 1 if FULL else 5
    for at in range(0, len(text), step):
        with pytest.raises((Fault, ValueError)):
            TOOL["Checkpoint"](text[:at] + bytes([text[at] ^ 1]) + text[at + 1 :], policy)


def test_no_truncation_goes_unseen(log: Published) -> None:
    chance = random.Random(7)
    files = live(log)
    for place in files if FULL else chance.sample(files, 12):
        data = place.read_bytes()
        for cut in {0, len(data) - 1, chance.randrange(len(data))}:
            with spoilt(place, data[:cut]):
                assert refused(log, olds=[]), place
    missing = files[3].rename(files[3].with_name("gone"))
    assert refused(log)
    missing.rename(files[3])
    assert not refused(log)


def test_wrong_keys_and_too_few_witnesses_are_refused(log: Published) -> None:
    stranger = SigningKey(LOG.name, ED25519, bytes(32))
    assert refused(log, policy=str(policy_of(stranger)).encode())
    others = [SigningKey(key.name, key.kind, bytes([90 + at]) * 32) for at, key in enumerate(WITNESSES)]
    assert refused(log, policy=str(policy_of(witnesses=others)).encode())
    checkpoint = log.note.checkpoint
    few = note_of(checkpoint.size, checkpoint.root, witnesses=[*WITNESSES[:2], WITNESSES[4]])
    with spoilt(log.folder / "checkpoint", few.text.encode()):
        assert refused(log)


def test_an_insider_with_every_key_is_caught_by_one_old_checkpoint(log: Published, tmp_path: Path) -> None:
    """One leaf dropped, everything made anew and signed with the real keys: only who kept something sees it."""
    leaves = [leaf for number, leaf in enumerate(log.leaves) if number != 1_234]
    forged = publish(tmp_path / "forged", leaves, [700, SIZE - 1])
    assert not refused(forged, olds=[])
    for kept in ("1500", str(SIZE)):
        assert refused(forged, olds=[(kept, (log.olds / kept).read_bytes())])
    assert not refused(forged, olds=[("700", (log.olds / "700").read_bytes())])
    rolled_back = publish(tmp_path / "older", log.leaves[:1024], [1024])
    assert not refused(rolled_back, olds=[])
    assert refused(rolled_back, olds=[("1500", (log.olds / "1500").read_bytes())])


def test_proofs_receipts_and_fields_stand_alone(log: Published, tmp_path: Path) -> None:
    log.write_proofs([0, 777, SIZE - 1])
    policy = tmp_path / "policy"
    policy.write_text(str(policy_of()))

    def asked(*words: object) -> int:
        command = [sys.executable, "-I", FILE, *map(str, words)]
        return subprocess.run(command, check=False, capture_output=True).returncode

    for index in (0, 777, SIZE - 1):
        proof, entry = log.proofs / f"{index}.tlog-proof", log.proofs / f"{index}.entry"
        assert asked("proof", proof, entry, "--policy", policy) == 0
        receipt = tmp_path / "tanda-terima"
        receipt.write_text(f"entry {to_base64(entry.read_bytes())}\n{proof.read_text()}")
        assert asked("proof", receipt, "--policy", policy) == 0
    other = log.proofs / "0.entry"
    assert asked("proof", log.proofs / "777.tlog-proof", other, "--policy", policy) == 1
    assert asked("checkpoint", log.folder / "checkpoint", "--policy", policy) == 0
    assert asked("checkpoint", other, "--policy", policy) == 1
    assert asked("log", log.folder) == 0
    assert asked("log") == 2
    opened = opening((777).to_bytes(32), "penempatan", 777)
    entry = log.proofs / "777.entry"
    assert record(entry.read_bytes())["n"] == 777 % 40
    assert asked("field", entry, opened.name, json.dumps(opened.value), opened.salt.hex()) == 0
    assert asked("field", entry, opened.name, "778", opened.salt.hex()) == 1


def test_it_reads_a_log_from_an_address(log: Published) -> None:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(log.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place = TOOL["Place"](f"http://127.0.0.1:{server.server_port}/")
        assert verify(place, TOOL["Policy"](str(policy_of()).encode()), []).size == SIZE
        partial = next(tile for tile in new_tiles(0, SIZE) if tile.level == 0 and tile.width < 256)
        kept = log.folder / partial.path
        gone = kept.rename(kept.with_suffix(".gone"))
        try:
            with pytest.raises(Fault):
                verify(place, TOOL["Policy"](str(policy_of()).encode()), [])
        finally:
            gone.rename(kept)
        server.shutdown()


def test_its_ed25519_agrees_with_the_library() -> None:
    chance = random.Random(1)
    for _ in range(12):
        key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        public, message = key.public_key().public_bytes_raw(), chance.randbytes(chance.randrange(200))
        signature = key.sign(message)
        good = TOOL["ed25519_good"]
        assert good(public, message, signature)
        assert not good(public, message + b"x", signature)
        flipped = bytearray(signature)
        flipped[chance.randrange(64)] ^= 1 << chance.randrange(8)
        assert not good(public, message, bytes(flipped))
        larger = int.from_bytes(signature[32:], "little") + TOOL["Q"]
        assert not good(public, message, signature[:32] + larger.to_bytes(32, "little"))


def test_it_is_at_least_half_as_fast_as_the_hashing_alone(tmp_path: Path) -> None:
    """The same bytes, prefixed as the RFC says, through as many hashlib calls: one an entry, one a pair; best of three."""
    made = publish(tmp_path / "log", [record_of(number) for number in range(1_000)] * (SPEED_OF // 1_000), [SPEED_OF])
    left, right = bytes(32), bytes(32)

    def hashing() -> None:
        for leaf in made.leaves:
            hashlib.sha256(b"\x00" + leaf).digest()
        for _ in range(SPEED_OF - 1):
            hashlib.sha256(b"\x01" + left + right).digest()

    def best(work: Callable[[], object]) -> float:
        spent = []
        for _ in range(3):
            begun = time.process_time()
            work()
            spent.append(time.process_time() - begun)
        return min(spent)

    alone, whole = best(hashing), best(lambda: checked(made, olds=[]))
    shutil.rmtree(tmp_path / "log")
    print(f"verifier: {alone / whole:.2f} of hashing alone, {SPEED_OF / whole:,.0f} entries/s")
    assert whole <= 2 * alone, f"{alone / whole:.2f} of the speed of hashing alone"
