"""Compiles the catalogues of translations that are newer than their compiled form. Needs no gettext programs."""

from __future__ import annotations

import sys
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "src" / "sbt" / "web" / "locale"


def main() -> int:
    """Compile what is stale."""
    stale = [source for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")) if is_stale(source)]
    if not stale:
        return 0
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in stale:
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parent.parent.name)
        draft = source.with_suffix(".mo.new")
        with draft.open("wb") as out:
            write_mo(out, catalogue)
        draft.replace(source.with_suffix(".mo"))
    return 0


def is_stale(source: Path) -> bool:
    """Whether the compiled form is missing or older."""
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    sys.exit(main())
