from __future__ import annotations

import argparse
import json
import os
import sys
from getpass import getpass
from pathlib import Path
from typing import Any

HELP = (
    "Kunci segel di perangkat pemegangnya: buat, teruskan bagian kunci, atau buka sekali. Tidak menyentuh basis data."
)
LOGIN = "none"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, with which files."""
    parts = parser.add_subparsers(metavar="TINDAKAN", required=True, dest="what")
    new = parts.add_parser("new", help="buat kunci; kunci pribadinya disimpan terkunci dalam berkas")
    new.add_argument("file", type=Path, help="berkas kunci yang dibuat")
    share = parts.add_parser("share", help="teruskan bagian kunci Anda kepada pemohon")
    share.add_argument("request", type=Path, help="permintaan.json dari halaman permintaan")
    share.add_argument("file", type=Path, help="berkas kunci Anda")
    opened = parts.add_parser("open", help="buka identitas yang sudah disetujui dua kantor")
    opened.add_argument("seen", type=Path, help="segel.json dari halaman pembukaan")
    opened.add_argument("file", type=Path, help="berkas kunci sekali pakai")


def run(options: argparse.Namespace) -> int:
    """Do it on this device alone; the passphrase is asked for, or read from the standard input."""
    if options.what == "new":
        return _new(options.file)
    if options.what == "share":
        return _share(_read(options.request), options.file)
    return _open(_read(options.seen), options.file)


def _new(path: Path) -> int:
    from sbt.project.errors import Trouble
    from sbt.sealing import hpke, keyfile
    from sbt.sealing.envelope import to_text

    passphrase = _passphrase("Kalimat sandi baru (paling sedikit 15 huruf): ")
    if len(passphrase) < keyfile.SHORTEST_PASSPHRASE:
        raise Trouble(f"kalimat sandi paling sedikit {keyfile.SHORTEST_PASSPHRASE} huruf")
    private = hpke.new_private()
    body = json.dumps(keyfile.lock(private, passphrase).written())
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(body)
    except FileExistsError:
        raise Trouble(f"{path} sudah ada; kunci lama tidak ditimpa") from None
    public = hpke.public_of(private)
    print(to_text(public))
    print(f"sidik kunci: {hpke.fingerprint(public)}", file=sys.stderr)
    return 0


def _share(request: dict[str, Any], path: Path) -> int:
    from sbt.project.errors import Trouble
    from sbt.sealing import envelope, hpke
    from sbt.sealing.hpke import NotOpenedError

    private = _unlocked(path)
    try:
        sealed, session = envelope.read(request.get("envelope")), envelope.from_text(str(request.get("session")))
        hpke.public_key(session)
    except ValueError:
        raise Trouble("permintaan itu tidak terbaca; unduh lagi") from None
    for one in sealed.shares:
        try:
            share = envelope.open_share(sealed, one.key, private)
        except NotOpenedError:
            continue
        print(envelope.to_text(envelope.pass_on(sealed, one.office, share, session=session)))
        return 0
    raise Trouble("kunci ini tidak memegang bagian segel itu")


def _open(seen: dict[str, Any], path: Path) -> int:
    from sbt.project.errors import Trouble
    from sbt.sealing import envelope
    from sbt.sealing.hpke import NotOpenedError

    private = _unlocked(path)
    try:
        sealed = envelope.read(seen.get("envelope"))
        passed = {office: envelope.from_text(str(share)) for office, share in dict(seen.get("shares", {})).items()}
        shares = {office: envelope.take_over(sealed, office, share, private) for office, share in passed.items()}
        identity = envelope.open_identity(sealed, shares)
    except (ValueError, NotOpenedError):
        raise Trouble("segel itu tidak terbuka dengan kunci ini") from None
    for name, value in identity.items():
        print(f"{name}: {value}")
    return 0


def _unlocked(path: Path) -> Any:
    from sbt.project.errors import Trouble
    from sbt.sealing import keyfile
    from sbt.sealing.hpke import NotOpenedError

    try:
        file = keyfile.read(_read(path))
    except ValueError:
        raise Trouble(f"{path} bukan berkas kunci segel") from None
    try:
        return file.unlock(_passphrase("Kalimat sandi: "))
    except NotOpenedError:
        raise Trouble("kalimat sandi tidak cocok") from None


def _read(path: Path) -> dict[str, Any]:
    from sbt.project.errors import Trouble

    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Trouble(f"{path} tidak terbaca") from None
    if not isinstance(found, dict):
        raise Trouble(f"{path} tidak terbaca")
    return found


def _passphrase(question: str) -> str:
    return getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
