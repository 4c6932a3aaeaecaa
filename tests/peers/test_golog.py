"""Go's own checksum database code takes our log unchanged: all of it, every earlier checkpoint, proofs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.tlog.published import LOG, WITNESSES, Published, publish, record_of

ROOT = Path(__file__).resolve().parents[2]
SIZE = 1_000_000 if os.environ.get("SBT_FULL") else 70_000
WITNESS_KEYS = " ".join(str(key.verifier) for key in WITNESSES)


@pytest.fixture(scope="module")
def golog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, built with Debian's Go."""
    ready = subprocess.run([ROOT / "tools" / "golang.sh"], check=False, capture_output=True, text=True)
    if ready.returncode:
        pytest.fail(ready.stdout + ready.stderr, pytrace=False)
    folder = tmp_path_factory.mktemp("go")
    environment = os.environ | {
        "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": str(folder / "cache"), "GOFLAGS": "",
    }  # fmt: skip
    source = ROOT / "tests" / "peers" / "golog" / "main.go"
    built = subprocess.run(
        ["go", "build", "-o", folder / "golog", source], env=environment, check=False, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    return folder / "golog"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Published:
    leaves = [record_of(number) for number in range(SIZE)]
    sizes = [1, 2, 3, 17, 255, 256, 257, 300, 511, 512, 1000, *range(4096, SIZE, 4096 + 91), SIZE]
    made = publish(tmp_path_factory.mktemp("log"), leaves, sizes)
    made.write_proofs([0, 1, 255, 256, SIZE // 2, SIZE - 1])
    return made


def walk(
    golog: Path, log: Published, *, key: str = str(LOG.verifier), need: int = 4
) -> subprocess.CompletedProcess[str]:
    command = [golog, log.folder, key, str(need), WITNESS_KEYS, log.olds, log.proofs, "300"]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)


def test_it_takes_the_whole_log(golog: Path, log: Published) -> None:
    done = walk(golog, log)
    assert done.returncode == 0, done.stdout + done.stderr
    olds = len(list(log.olds.iterdir()))
    assert f"ok: {SIZE} entries" in done.stdout
    assert f"{olds} earlier checkpoints, 300 inclusions, 6 proofs" in done.stdout


def test_it_refuses_another_key_and_too_few_witnesses(golog: Path, log: Published) -> None:
    assert walk(golog, log, need=5).returncode == 1
    assert walk(golog, log, key="PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").returncode == 1


@pytest.mark.parametrize("path", ["tile/0/000", "tile/entries/x001/000", "tile/1/000"])
def test_it_sees_one_bit(golog: Path, log: Published, path: str) -> None:
    place = log.folder / (path if (log.folder / path).exists() else "tile/entries/000")
    whole = place.read_bytes()
    place.write_bytes(whole[:100] + bytes([whole[100] ^ 4]) + whole[101:])
    try:
        assert walk(golog, log).returncode == 1
    finally:
        place.write_bytes(whole)
