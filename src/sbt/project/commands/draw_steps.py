from __future__ import annotations

import argparse
from pathlib import Path

from sbt.project.commands.check_law import default_folder, existing

HELP = "Gambar tahapan satu rezim sebagai diagram (Mermaid) ke keluaran."
LOGIN = "none"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which regime of which folder."""
    parser.add_argument("regime", help="nama folder rezim di law/regimes/")
    parser.add_argument("--folder", type=Path, default=default_folder(), help="folder hukum (bawaan: law)")


def run(options: argparse.Namespace) -> int:
    """Print the diagram."""
    from sbt.project.errors import Trouble
    from sbt.rulebook.draw import draw_steps

    folder = existing(options.folder)
    known = sorted(path.name for path in (folder / "regimes").iterdir() if path.is_dir())
    if options.regime not in known:
        raise Trouble(f"rezim {options.regime!r} tidak ada; yang ada: {', '.join(known)}")
    print(draw_steps(folder, options.regime))
    return 0
