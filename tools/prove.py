"""Full sizes: the whole suite with many more random examples, then the database part on Debian's PostgreSQL 15."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql/15")
ON_THE_DATABASE = ["tests/shell", "tests/web", "tests/api", "tests/situations"]


def main() -> int:
    """Run both; the exit code of the first that fails."""
    print("1. seluruh uji dengan ukuran penuh", flush=True)
    code = pytest([], SBT_FULL="1")
    if code:
        return code
    if not install_debian():
        print("PostgreSQL 15 tidak ada; pasang dulu (Debian 12: sudo apt-get install postgresql-15)", file=sys.stderr)
        return 1
    print("2. uji basis data pada PostgreSQL 15 dari Debian", flush=True)
    return pytest([folder for folder in ON_THE_DATABASE if Path(folder).is_dir()], SBT_PG_PREFIX=str(DEBIAN))


def pytest(words: list[str], **environment: str) -> int:
    """The exit code of one run of the suite; says what took longest and how long all of it took."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "--durations=10", *words]
    code = subprocess.call(command, env={**os.environ, **environment})
    print(f"   {'lulus' if code == 0 else 'gagal'} setelah {(time.monotonic() - begun) / 60:.0f} menit", flush=True)
    return code


def install_debian() -> bool:
    """Whether Debian's server is there, if need be after installing it as root; its own cluster is not made."""
    if not (DEBIAN / "bin" / "initdb").exists() and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.call(["apt-get", "update", "-qq"], env=quiet)
        subprocess.call(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql-15"], env=quiet)
    return (DEBIAN / "bin" / "initdb").exists()


if __name__ == "__main__":
    sys.exit(main())
