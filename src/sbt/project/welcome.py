"""What `make run` prints once pages are served: the address, who may sign in, and what to try first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from sbt.cases.wording import day_in_words
from sbt.project import cluster
from sbt.project.kept import kept_secret

if TYPE_CHECKING:
    from datetime import date

ACCOUNTS = Path("demo") / "accounts.yaml"
INSTITUTIONS = Path("institutions.yaml")


def demo_password(data: Path) -> str:
    """The one password of all demo accounts of this installation."""
    secret = kept_secret(data, "demo-password")
    return f"demo-{secret[:4]}-{secret[4:8]}"


def welcome(*, port: int, data: Path, law: Path, mode: str) -> str:
    """The whole text."""
    lines = ["", f"  SBT siap di    http://localhost:{port}", f"  data di        {data}"]
    if cluster.home(data).parent != data:
        lines.append(f"  basis data di  {cluster.home(data)}")
    if mode == "demo" and (law / ACCOUNTS).exists():
        lines += ["", *demo_accounts(law, demo_password(data)), "", *first_things()]
    return "\n".join([*lines, "", "  Ctrl-C menghentikan semuanya.", ""])


def demo_accounts(law: Path, password: str) -> list[str]:
    """One line for each account, under the password that they share; one that ended says on which day."""
    accounts = yaml.safe_load((law / ACCOUNTS).read_text())["accounts"]
    known = yaml.safe_load((law / INSTITUTIONS).read_text())["institutions"]
    ended: dict[str, date] = {one["id"]: one["until"] for one in known if one.get("until")}
    wide = {key: max(len(account[key]) for account in accounts) for key in ("institution", "role")}
    listed = []
    for one in sorted(accounts, key=lambda account: account["institution"] in ended):
        until = ended.get(one["institution"])
        note = f"  (berakhir {day_in_words(until)}; sesudahnya tidak dapat masuk)" if until else ""
        listed.append(
            f"    {one['institution']:<{wide['institution']}}  {one['role']:<{wide['role']}}  {one['email']}{note}"
        )
    code = "    kode langkah dua tampil di halaman masuk, hanya dalam demo"
    return [f"  Akun demo (orang rekaan), sandi semuanya: {password}", code, *listed]


def first_things() -> list[str]:
    """Three things to try, in the order of the relay."""
    return [
        "  Coba dulu:",
        "    /lapor    laporkan pelanggaran sebagai warga, lalu simpan kode laporannya",
        "    /masuk    masuk sebagai pengkaji Bawaslu di tempat itu, lalu buka /tugas",
        "    /hukum    baca aturan, tenggat, dan sanksi yang dipakai",
    ]
