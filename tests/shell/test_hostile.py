"""Every file of the corpus through its real door, and what must hold of the decoder whatever it is given."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from sbt.evidence import store
from sbt.evidence.actions import add_file
from sbt.evidence.decoder.papers import made_harmless
from sbt.evidence.decoding import Answer, decode, network_refusal
from sbt.evidence.inspection import inspect
from sbt.evidence.models import REFUSED, File
from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.rules.outcome import Refused
from tests.shell.clamd_peer import clamd_peer
from tests.shell.hostile import bytes_of
from tests.shell.hostile.corpus import CORPUS, LOOK, SHEET, UPLOAD, Hostile, table

NOW = datetime(2024, 10, 14, 2, 0, tzinfo=UTC)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "security" / "corpus.md"


@pytest.fixture
def scanned(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """A scanner that knows EICAR."""
    with clamd_peer(tmp_path / "clamd.sock"):
        settings.CLAMD_SOCKET = str(tmp_path / "clamd.sock")
        yield


def of(door: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "hostile", [one for one in CORPUS if one.door == door], ids=lambda one: one.what.replace(" ", "-")
    )


def stored() -> set[Path]:
    return {path for path in store.path_of("aa").parent.parent.rglob("*") if path.is_file()}


def test_the_page_of_the_corpus_is_what_is_tested() -> None:
    assert len(CORPUS) >= 40
    assert PAGE.read_text() == table()


@pytest.mark.django_db
@of(UPLOAD)
def test_refused_while_it_is_sent_and_nothing_is_kept(hostile: Hostile) -> None:
    before = stored()
    with acting(JOBS, now=NOW):
        taken = add_file(hostile.name, [hostile.make()], institution="", on=NOW.date())
    assert isinstance(taken, Refused)
    assert taken.code == hostile.answer
    assert not File.objects.exists()
    assert stored() == before


@pytest.mark.django_db
@pytest.mark.usefixtures("scanned")
@of(LOOK)
def test_taken_sealed_and_looked_into(hostile: Hostile) -> None:
    content = hostile.make()
    with acting(JOBS, now=NOW):
        file = add_file(hostile.name, [content], institution="", on=NOW.date())
    assert not isinstance(file, Refused), file
    with acting(JOBS, now=NOW):
        inspect(file)
    if file.state == REFUSED:
        assert (file.findings, file.pages.count()) == ([hostile.answer], 0)
    else:
        assert (file.state, tuple(file.findings)) == (hostile.answer, hostile.found)
        for page in file.pages.all():
            shown = Image.open(BytesIO(b"".join(store.read(str(page.id)))))
            assert (shown.format, dict(shown.getexif())) == ("JPEG", {})
            assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    sealed = b"".join(store.read(str(file.id)))
    assert hashlib.sha256(sealed).hexdigest() == file.sha256 == hashlib.sha256(content).hexdigest()
    assert "/" not in file.name
    assert file.name.isprintable()


@of(SHEET)
def test_a_sheet_is_measured_before_it_is_read(hostile: Hostile) -> None:
    content = hostile.make()
    assert decode("sheet", [content], len(content), most=50).fault == hostile.answer


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize(
    "trick", ["program", "named_program", "launches", "sends", "fetches", "forms", "plays", "carries"]
)
def test_a_pdf_made_harmless_holds_nothing_that_acts(trick: str, compressed: bool) -> None:
    whole = bytes_of.pdf(getattr(bytes_of, trick), compressed=compressed)
    _found, harmless = made_harmless(whole)
    acts = (
        b"JavaScript",
        b"/JS",
        b"Launch",
        b"SubmitForm",
        b"GoToR",
        b"/XFA",
        b"RichMedia",
        b"EmbeddedFile",
        b"OpenAction",
        b"/AA",
    )
    assert not [word for word in acts if word in harmless]
    assert b"/ObjStm" not in harmless


# ---- the decoder's cage

CAGED = """
import os, socket, sys
from sbt.evidence.decoder.confinement import confine
network = confine()
tried = {}
def attempt(name, deed):
    try:
        deed()
        tried[name] = True
    except (OSError, MemoryError) as refused:
        tried[name] = False
attempt("open", lambda: open("/etc/passwd"))
attempt("write", lambda: open(sys.argv[1] + "/out", "w"))
attempt("socket", lambda: socket.create_connection((sys.argv[2], int(sys.argv[3])), 2))
attempt("unix", lambda: socket.socket(socket.AF_UNIX))
attempt("pipe", os.pipe)
attempt("memory", lambda: bytearray(1200 * 1024 * 1024))
print(network, tried)
"""


def test_the_decoder_can_neither_open_nor_write_nor_connect_nor_take_all_memory(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host, port = listener.getsockname()
        done = subprocess.run(
            [sys.executable, "-I", "-c", CAGED, str(tmp_path), host, str(port)],
            capture_output=True,
            text=True,
            check=True,
        )
    network, tried = done.stdout.strip().split(" ", 1)
    assert network in {"namespace", "descriptors"}
    assert eval(tried) == dict.fromkeys(("open", "write", "socket", "unix", "pipe", "memory"), False)
    assert list(tmp_path.iterdir()) == []
    assert network_refusal() == network


def test_a_decoder_that_stalls_is_ended_and_its_file_is_over_the_limit() -> None:
    def slow() -> Iterator[bytes]:
        yield b"%PDF-"
        import time

        time.sleep(2)
        yield bytes(5)

    assert decode("pdf", slow(), 10, wall=0.5) == Answer(fault="over_limit")


def test_an_answer_of_another_shape_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    babbler = tmp_path / "python"
    for said in (b"", b"d\0\0\0\1x", b"d\0\0\0\2{}", b"z\0\0\0\0", b"p\xff\xff\xff\xff", b"p\0\0\0\3abc"):
        babbler.write_text(f"#!{sys.executable}\nimport sys\nsys.stdout.buffer.write({said!r})\n")
        babbler.chmod(0o700)
        with monkeypatch.context() as other:
            other.setattr(sys, "executable", str(babbler))
            assert decode("pdf", [b"%PDF-"], 5).fault == "over_limit", said


def test_the_decoder_imports_nothing_of_the_house() -> None:
    ask = (
        "import sys, sbt.evidence.decoder.__main__, sbt.evidence.decoder.papers, sbt.evidence.decoder.sheets;"
        "print(sorted(n for n in sys.modules if n.split('.')[0] in ('django', 'psycopg', 'procrastinate')"
        " or (n.startswith('sbt.') and not n.startswith('sbt.evidence'))))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", ask], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == "[]"
