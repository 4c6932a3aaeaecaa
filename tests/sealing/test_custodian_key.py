"""The command-line tool of custodians: it makes keys, passes shares on and opens, with files and a passphrase alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from sbt.sealing import envelope, hpke
from sbt.sealing.envelope import Recipient

PASSPHRASE = "kalimat sandi yang panjang"


def sbt(folder: Path, *words: str, passphrase: str = PASSPHRASE) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sbt.project.command", "custodian-key", *words],
        input=f"{passphrase}\n",
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_from_new_keys_to_the_name(tmp_path: Path) -> None:
    public = {}
    for name in ("satu", "dua", "sesi"):
        made = sbt(tmp_path, "new", f"{name}.json")
        assert made.returncode == 0, made.stderr
        public[name] = envelope.from_text(made.stdout.strip())
        assert hpke.fingerprint(public[name]) in made.stderr
        assert (tmp_path / f"{name}.json").stat().st_mode & 0o077 == 0
    assert sbt(tmp_path, "new", "satu.json").returncode == 1, "an old key is never overwritten"
    assert sbt(tmp_path, "new", "empat.json", passphrase="pendek").returncode == 1

    recipients = [Recipient(f"k-{name}", name, public[name]) for name in ("satu", "dua")]
    sealed = envelope.seal(
        {"name": "Sari"}, report="r", choice="rahasia", policy="1", offices=("satu", "dua"), recipients=recipients
    )
    request = {"envelope": sealed.written(), "session": envelope.to_text(public["sesi"])}
    (tmp_path / "permintaan.json").write_text(json.dumps(request))
    shares = {}
    for name in ("satu", "dua"):
        passed = sbt(tmp_path, "share", "permintaan.json", f"{name}.json")
        assert passed.returncode == 0, passed.stderr
        shares[name] = passed.stdout.strip()
    (tmp_path / "segel.json").write_text(json.dumps({"envelope": sealed.written(), "shares": shares}))
    opened = sbt(tmp_path, "open", "segel.json", "sesi.json")
    assert opened.stdout == "name: Sari\n", opened.stderr

    for words, fault in (
        (("open", "segel.json", "satu.json"), "tidak terbuka"),
        (("share", "permintaan.json", "sesi.json"), "tidak memegang"),
        (("share", "segel.json", "satu.json"), "tidak terbaca"),
        (("share", "tidak-ada.json", "satu.json"), "tidak terbaca"),
        (("open", "segel.json", "permintaan.json"), "bukan berkas kunci"),
    ):
        refused = sbt(tmp_path, *words)
        assert refused.returncode == 1
        assert fault in refused.stderr, refused.stderr
    assert "tidak cocok" in sbt(tmp_path, "open", "segel.json", "sesi.json", passphrase="lain sama sekali").stderr
