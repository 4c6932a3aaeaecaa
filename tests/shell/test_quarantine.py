"""Quarantine: nothing is served of a file before it was looked into; what is bad never is; the original stays as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from sbt.evidence import scanner, store
from sbt.evidence.inspection import inspect
from sbt.evidence.jobs import sweep
from sbt.evidence.models import QUARANTINED, REFUSED, SAFE, UNCHECKED
from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.rules.outcome import Refused
from tests.shell.clamd_peer import clamd_peer
from tests.shell.evidence_files import handed_in, inspected, paper, picture
from tests.shell.hostile.bytes_of import EICAR

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 10, 14, 2, 0, tzinfo=UTC)


def bytes_of(id_: object) -> bytes:
    return b"".join(store.read(str(id_)))


def photo() -> bytes:
    out, exif = BytesIO(), Image.Exif()
    exif[0x010F], exif[0x9003] = "Kamera Rahasia", "2024:11:04 10:00:00"
    exif.get_ifd(0x8825)[2] = (6.0, 12.0, 3.0)
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_file_begins_in_quarantine_and_the_citizens_name_for_it_is_not_kept() -> None:
    file = handed_in("foto Siti di rumah.png", picture(), NOW)
    assert (file.state, file.open, file.name) == (QUARANTINED, False, "berkas.png")
    own = handed_in("../Surat\u202e tugas.pdf", paper(), NOW, institution="bawaslu-32.01")
    assert own.name == "Surat tugas.pdf"


def test_the_sweep_looks_into_what_waits_and_the_original_stays_as_it_was() -> None:
    files = [handed_in("a.jpg", photo(), NOW), handed_in("b.pdf", paper(), NOW)]
    assert sweep(NOW) == 2
    assert sweep(NOW) == 0
    for file, content in zip(files, (photo(), paper()), strict=True):
        file.refresh_from_db()
        assert (file.state, file.pages.count()) == (SAFE, 1)
        assert bytes_of(file.id) == content
        assert hashlib.sha256(content).hexdigest() == file.sha256


def test_the_picture_that_officers_see_carries_nothing_beside_itself() -> None:
    file = inspected(handed_in("a.jpg", photo(), NOW), NOW)
    assert file.findings == ["metadata", "position"]
    shown = bytes_of(file.pages.get().id)
    assert b"Kamera" not in shown
    assert not Image.open(BytesIO(shown)).getexif()


def test_a_worker_that_was_killed_leaves_nothing_over() -> None:
    file = handed_in("a.jpg", photo(), NOW)
    actor, stored = JOBS, store.path_of(str(file.id)).parent.parent
    with acting(actor, now=NOW) as act:
        inspect(file)
        act.settle(Refused("killed", "order"))
    half = sorted(path.name for path in stored.rglob("*") if path.is_file())
    assert sweep(NOW) == 1
    assert sorted(path.name for path in stored.rglob("*") if path.is_file()) == half


@pytest.fixture
def daemon(settings: Settings, tmp_path: Path) -> Iterator[list[str]]:
    """A scanner on a socket, and its verdicts."""
    with clamd_peer(tmp_path / "clamd.sock") as verdicts:
        settings.CLAMD_SOCKET = str(tmp_path / "clamd.sock")
        yield verdicts


def test_what_the_scanner_knows_is_refused_and_the_rest_passes(daemon: list[str]) -> None:
    assert scanner.status() == "ok"
    bad = inspected(handed_in("a.png", picture() + EICAR, NOW), NOW)
    good = inspected(handed_in("b.png", picture(), NOW), NOW)
    assert (bad.state, bad.findings, bad.pages.count()) == (REFUSED, ["malware"], 0)
    assert good.state == SAFE
    assert daemon == ["FOUND", "OK"]


def test_a_scanner_that_does_not_answer_leaves_everything_in_quarantine(settings: Settings, tmp_path: Path) -> None:
    settings.CLAMD_SOCKET = str(tmp_path / "nobody.sock")
    file = handed_in("a.png", picture(), NOW)
    assert scanner.status() == "down"
    assert sweep(NOW) == 0
    file.refresh_from_db()
    assert file.state == QUARANTINED


def test_without_a_scanner_a_recording_is_called_unchecked(settings: Settings) -> None:
    settings.CLAMD_SOCKET = ""
    assert scanner.status() == "not_configured"
    amr = b"#!AMR\n" + (b"\x04" + bytes(12)) * 5
    file = inspected(handed_in("a.amr", amr, NOW), NOW)
    assert (file.state, file.findings, file.pages.count()) == (UNCHECKED, [], 0)
