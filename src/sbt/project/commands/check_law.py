from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

HELP = "Periksa berkas hukum di law/; semua kesalahan disebut sekaligus, dengan berkas dan baris."
LOGIN = "none"
BESIDE_THE_CODE = Path(__file__).resolve().parents[4] / "law"


def default_folder() -> Path:
    """SBT_LAW, or the law of this checkout; said shortly when it lies where the person stands."""
    folder = Path(os.environ.get("SBT_LAW") or BESIDE_THE_CODE).absolute()
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) and folder != here else folder


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which folder."""
    parser.add_argument("folder", nargs="?", type=Path, default=default_folder(), help="folder hukum (bawaan: law)")


def run(options: argparse.Namespace) -> int:
    """Name every fault; exit code 1 when there is one."""
    from sbt.rulebook.check import check_law

    folder = existing(options.folder)
    faults = set(check_law(folder))
    if (folder / "demo").is_dir():
        faults.update(check_law(folder, overlay=folder / "demo"))
    for fault in sorted(faults):
        print(fault, file=sys.stderr)
    print(f"{len(faults)} kesalahan di {folder}" if faults else f"{folder}: tidak ada kesalahan")
    return 1 if faults else 0


def existing(folder: Path) -> Path:
    """The folder; Trouble when there is none."""
    from sbt.project.errors import Trouble

    if not folder.is_dir():
        raise Trouble(f"{folder}: folder tidak ada; sebutkan folder hukum yang benar")
    return folder
