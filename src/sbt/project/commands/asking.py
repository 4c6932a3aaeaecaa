"""Asks before something is replaced."""

from __future__ import annotations

import sys


def agreed(what: str, *, skip: bool) -> bool:
    """Whether the person at the terminal says yes; without a terminal the answer is no."""
    if skip:
        return True
    if not sys.stdin.isatty():
        print(f"sbt: {what} Tidak ada terminal untuk bertanya; tambahkan --yes.", file=sys.stderr)
        return False
    return input(f"{what} Lanjutkan? [y/T] ").strip().lower() in {"y", "ya", "yes"}
