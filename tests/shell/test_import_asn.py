"""A file of civil servants comes in whole or not at all, and every fault of it is named."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

HEADER = "nip,name,instansi,unit,post,job_level,employment,standing"
GOOD = (
    '197805122003121001,"Drs. Wirasena Adisakara, M.Si.",pemda-32.01,Dinas Pendidikan,Kepala bidang,administrator,pns,active',
    "198203042009012002,Anindya Bayuaji,pemda-32.01,Puskesmas,Perawat,fungsional,pppk,active",
)  # fmt: skip
type Import = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def import_file(as_migrator: psycopg.Connection, published_law: None, tmp_path: Path) -> Import:
    """The real executable on a file of these lines or bytes."""

    def run(*lines: str, options: tuple[str, ...] = (), raw: bytes | None = None) -> subprocess.CompletedProcess[str]:
        path = tmp_path / "asn.csv"
        path.write_bytes(raw if raw is not None else "\n".join((HEADER, *lines, "")).encode())
        command = [sys.executable, "-m", "sbt.project.command", "import-asn", str(path), "--yes", *options]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))

    return run


def stored(owner: psycopg.Connection) -> dict[str, tuple[str, ...]]:
    rows = owner.execute("select nip, name, instansi, standing, name_key from register_asn order by nip")
    return {row[0]: row[1:] for row in rows}


def test_a_good_file_is_stored_and_may_come_again(import_file: Import, as_migrator: psycopg.Connection) -> None:
    assert import_file(*GOOD).returncode == 0
    first = stored(as_migrator)
    assert first["197805122003121001"] == (
        "Drs. Wirasena Adisakara, M.Si.", "pemda-32.01", "active", "wirasena adisakara",
    )  # fmt: skip
    again = import_file(*GOOD)
    assert "0 baru, 0 berubah, 2 tetap" in again.stdout
    assert stored(as_migrator) == first


def test_moves_and_retirement_change_the_person_and_nobody_else(
    import_file: Import, as_migrator: psycopg.Connection
) -> None:
    import_file(*GOOD)
    done = import_file(GOOD[1].replace("pemda-32.01", "pemda-32.02").replace("active", "retired"))
    assert "0 baru, 1 berubah" in done.stdout
    rows = stored(as_migrator)
    assert rows["198203042009012002"][1:3] == ("pemda-32.02", "retired")
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (GOOD[0].replace("19780512", "19781312"), "baris 3, kolom nip: angka ke-1 sampai ke-8 NIP bukan tanggal lahir"),
        (GOOD[0].replace("121001", "123001"), "baris 3, kolom nip: angka ke-15 NIP harus 1 atau 2, bukan 3"),
        (GOOD[0].replace("197805122003", "197805121985"), "angka ke-9 sampai ke-12 NIP bukan tahun pengangkatan"),
        (GOOD[0].replace("197805122003121001", "19780512200312100"), "NIP harus 18 angka, bukan 17"),
        (GOOD[0].replace("197805122003121001", "1978O5122003121001"), "angka ke-5 NIP bukan angka: 'O'"),
        (GOOD[0].replace("pemda-32.01", "pemda-99.99"), "kolom instansi: kode tidak dikenal: 'pemda-99.99'"),
        (GOOD[0].replace("administrator", "bos"), "kolom job_level: kode tidak dikenal: 'bos'"),
        (GOOD[0].replace("active", ""), "kolom standing: kosong"),
        (GOOD[0].replace('"Drs. Wirasena Adisakara, M.Si."', ""), "kolom name: kosong"),
        (GOOD[0].replace('"Drs. Wirasena Adisakara, M.Si."', "x" * 161), "kolom name: terlalu panjang: 161"),
        (GOOD[0].replace("Dinas", "Di\u202enas"), "kolom unit: huruf ke-3 membalik arah tulisan"),
        (GOOD[0].replace("Dinas", "Di\x07nas"), "kolom unit: huruf ke-3 bukan huruf yang dapat dicetak"),
        (GOOD[0] + ",lebih", "ada 9 kolom, seharusnya 8"),
        (GOOD[1].replace("Anindya", "Lain"), "baris 3, kolom nip: NIP 198203042009012002 sudah ada di baris 2"),
    ],
)
def test_a_fault_is_named_and_nothing_is_stored(
    import_file: Import, as_migrator: psycopg.Connection, line: str, said: str
) -> None:
    done = import_file(GOOD[1], line)
    assert done.returncode == 1
    assert said in done.stderr
    assert "tidak ada yang diubah" in done.stdout
    assert not stored(as_migrator)


def test_every_fault_is_named_at_once_and_faulty_lines_can_be_skipped(
    import_file: Import, as_migrator: psycopg.Connection
) -> None:
    faulty = GOOD[0].replace("19780512", "19781312").replace("administrator", "bos")
    done = import_file(faulty, GOOD[1], faulty, options=("--skip-faulty",))
    assert done.returncode == 0
    assert done.stderr.count("baris 2,") == 2
    assert done.stderr.count("baris 4,") == 2
    assert "2 baris dilewati (4 kesalahan pada 2 baris)" in done.stdout
    assert list(stored(as_migrator)) == ["198203042009012002"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "kolom tidak ada: nip"),
        (HEADER.replace(",unit", "").encode() + b"\n", "kolom tidak ada: unit"),
        (HEADER.encode() + b",warna\n", "kolom tidak dikenal: warna"),
        (HEADER.encode() + b"\n" + GOOD[1].replace("Anindya", "And\xe9").encode("latin-1"), "baris 2: bukan UTF-8"),
        (HEADER.encode() + b'\n"197805122003121001,Anindya\n', "CSV rusak"),
        ("\ufeff".encode("utf-16"), "bukan UTF-8"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_in_a_sentence(import_file: Import, raw: bytes, said: str) -> None:
    done = import_file(raw=raw)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_semicolons_and_a_byte_order_mark_are_taken_as_they_come(
    import_file: Import, as_migrator: psycopg.Connection
) -> None:
    text = "\n".join((HEADER, GOOD[1])).replace(",", ";")
    assert import_file(raw=text.encode("utf-8-sig")).returncode == 0
    assert len(stored(as_migrator)) == 1
