"""A witness and a signer sign what adds to what they signed, and nothing else; what they remember outlives them."""

from __future__ import annotations

import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from sbt.ledger import cosigning, signer
from sbt.tlog.checkpoint import Checkpoint, Note, parse_note, parse_signatures
from sbt.tlog.edge import Edge
from sbt.tlog.keys import COSIGNATURE, ED25519, SigningKey
from sbt.tlog.merkle import consistency_proof, leaf_hash
from sbt.tlog.policy import Party, Policy
from sbt.tlog.submission import Submission
from sbt.tlog.tiles import Tile, TileReader
from sbt.witness.files import TakenError, only_one
from sbt.witness.memory import ForgottenError, Memory, kept_key
from sbt.witness.server import Witness, handler_of

LOG = SigningKey("sbt.contoh/log", ED25519, bytes(range(32)))
AT = 1_733_274_000


class Tree:
    """A small log in memory."""

    def __init__(self, *leaves: str) -> None:
        self.edge, self.tiles = Edge(), dict[Tile, bytes]()
        self.roots = [self.edge.root()]
        for leaf in leaves:
            self.tiles |= self.edge.add([leaf_hash(leaf.encode())])
            self.roots.append(self.edge.root())

    def submission(self, old: int, new: int, key: SigningKey = LOG) -> Submission:
        reader = TileReader(new, self.tiles.__getitem__)
        checkpoint = Checkpoint(LOG.name, new, self.roots[new])
        note = Note(checkpoint, parse_signatures(key.sign(checkpoint.text)))
        return Submission(old, tuple(consistency_proof(old, new, reader)), note)


HONEST = Tree(*(f"catatan {number}" for number in range(20)))
FORK = Tree(*(f"catatan {number}" if number != 5 else "lain" for number in range(20)))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[str, Path, ThreadingHTTPServer]]:
    key = kept_key(tmp_path, "saksi.contoh", COSIGNATURE)
    witness = Witness(tmp_path, key, LOG.verifier, lambda: AT)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler_of(witness)) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", tmp_path, server
        server.shutdown()


def send(address: str, body: bytes, path: str = "/add-checkpoint") -> tuple[int, str, str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address + path, data=body, method="POST")) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers["Content-Type"], refused.read().decode()


def test_it_follows_an_honest_log(place: tuple[str, Path, ThreadingHTTPServer]) -> None:
    address, folder, _ = place
    key = kept_key(folder, "saksi.contoh", COSIGNATURE).verifier
    for old, new in ((0, 3), (3, 3), (3, 16), (16, 20)):
        one = HONEST.submission(old, new)
        status, _, body = send(address, bytes(one))
        assert status == 200
        note = Note(one.note.checkpoint, parse_signatures(body))
        assert note.signed_by([key]) == {key: AT}
    assert Memory(folder).size == 20
    with urllib.request.urlopen(f"{address}/checkpoint") as answer:
        assert parse_note(answer.read()).checkpoint.size == 20


def test_it_refuses_as_the_specification_says(place: tuple[str, Path, ThreadingHTTPServer]) -> None:
    address, folder, _ = place
    assert send(address, bytes(HONEST.submission(0, 8)))[0] == 200
    kept = (folder / "checkpoint").read_bytes()
    good = HONEST.submission(8, 12)
    spoilt = Submission(8, (leaf_hash(b"x"), *good.proof[1:]), good.note)
    stranger = HONEST.submission(8, 12, SigningKey("lain.contoh", ED25519, bytes(32)))
    other = SigningKey("lain.contoh/log", ED25519, bytes(32))
    foreign = Checkpoint(other.name, 12, HONEST.roots[12])
    unknown = Submission(8, good.proof, Note(foreign, parse_signatures(other.sign(foreign.text))))
    false = bytes(good).replace(b"\n12\n", b"\n13\n")
    for body, status in (
        (bytes(HONEST.submission(3, 12)), 409),
        (bytes(HONEST.submission(0, 12)), 409),
        (bytes(Submission(12, (), HONEST.submission(8, 8).note)), 400),
        (bytes(spoilt), 422),
        (bytes(FORK.submission(8, 12)), 422),
        (bytes(FORK.submission(8, 8)), 409),
        (bytes(HONEST.submission(4, 4)), 409),
        (bytes(stranger), 403),
        (false, 403),
        (bytes(unknown), 404),
        (b"", 400),
        (b"old 8\n\n", 400),
    ):
        found = send(address, body)
        assert found[0] == status, (body[:40], found)
        if status == 409:
            assert found[1:] == ("text/x.tlog.size", "8\n")
    assert send(address, b"", "/lain")[0] == 404
    assert (folder / "checkpoint").read_bytes() == kept


def test_two_at_once_never_move_it_back(place: tuple[str, Path, ThreadingHTTPServer]) -> None:
    address, folder, _ = place
    assert send(address, bytes(HONEST.submission(0, 4)))[0] == 200
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda new=new: answers.append(send(address, bytes(HONEST.submission(4, new)))[0]))
        for new in (8, 12, 16, 20) * 3
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(set(answers)) == [200, 409]
    assert answers.count(200) == 1
    assert Memory(folder).size in {8, 12, 16, 20}


def test_a_log_learns_what_a_witness_saw_and_a_lying_one_costs_its_own_line(
    place: tuple[str, Path, ThreadingHTTPServer], tmp_path_factory: pytest.TempPathFactory
) -> None:
    address, folder, _ = place
    key = kept_key(folder, "saksi.contoh", COSIGNATURE).verifier
    other = SigningKey("bohong.contoh", COSIGNATURE, bytes(32)).verifier
    policy = Policy(
        (Party(LOG.verifier),),
        {"benar": Party(key, address), "bohong": Party(other, address), "mati": Party(other, "http://127.0.0.1:1")},
    )
    send(address, bytes(HONEST.submission(0, 7)))
    note = HONEST.submission(0, 20).note
    found, said = cosigning.Cosigners(policy).ask(note, TileReader(20, HONEST.tiles.__getitem__))
    assert list(found.signed_by([key])) == [key]
    assert [one.name for one in said if one.trouble] == ["bohong", "mati"]
    ahead, said = cosigning.Cosigners(policy).ask(
        HONEST.submission(0, 10).note, TileReader(10, HONEST.tiles.__getitem__)
    )
    assert not ahead.signed_by([key])
    assert "20" in said[0].trouble


def test_a_memory_that_is_gone_is_not_begun_anew(tmp_path: Path) -> None:
    kept_key(tmp_path, "saksi.contoh", COSIGNATURE)
    (tmp_path / "checkpoint").unlink()
    with pytest.raises(ForgottenError):
        Memory(tmp_path)


def test_one_process_holds_a_folder(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(TakenError), only_one(tmp_path):
        pass


def test_the_signer_refuses_a_shorter_and_a_forked_log(tmp_path: Path) -> None:
    key = kept_key(tmp_path, LOG.name, ED25519)

    def asked(tree: Tree, old: int, new: int) -> str:
        one = tree.submission(old, new)
        head = bytes(one).partition(b"\n\n")[0]
        return signer.answer(Memory(tmp_path), key, head + b"\n\n" + one.note.checkpoint.text.encode())

    for old, new in ((0, 5), (5, 5), (5, 12)):
        line = asked(HONEST, old, new)
        note = Note(HONEST.submission(old, new).note.checkpoint, parse_signatures(line))
        assert list(note.signed_by([key.verifier])) == [key.verifier]
    for tree, old, new in (
        (HONEST, 0, 3),
        (HONEST, 5, 9),
        (FORK, 12, 12),
        (FORK, 12, 15),
        (FORK, 5, 12),
        (FORK, 0, 20),
    ):
        assert asked(tree, old, new).startswith("refused 12 ")
    assert signer.answer(Memory(tmp_path), key, b"").startswith("refused 12 ")
    other = Checkpoint("lain", 12, HONEST.roots[12])
    assert signer.answer(Memory(tmp_path), key, b"old 12\n\n" + other.text.encode()).startswith("refused 12 ")


def test_a_witness_imports_nothing_of_the_house_but_the_mathematics() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, sbt.witness.server; print(*sorted(sys.modules))"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    parts = {name.split(".")[1] for name in told if name.startswith("sbt.")}
    assert parts == {"witness", "tlog"}
    assert not {"django", "psycopg", "pydantic"} & set(told)
