"""Runs the suite in two halves at once, since each keeps one core busy: the journeys in the browser, and everything else.

Each half has its own throw-away database. What the journeys print comes after the rest. Exit code 1 when either fails.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time

BROWSER, REST = ["tests/browser"], ["--ignore=tests/browser", "--ignore=tests/peers"]


def main() -> int:
    """Run both halves to their end."""
    begun = time.monotonic()
    with tempfile.TemporaryFile("w+") as told:
        journeys = subprocess.Popen(_pytest(*BROWSER, *sys.argv[1:]), stdout=told, stderr=subprocess.STDOUT)
        try:
            rest = subprocess.call(_pytest(*REST, *sys.argv[1:]))
            print("perjalanan di peramban:", flush=True)
            seen = journeys.wait()
        finally:
            if journeys.poll() is None:
                journeys.terminate()
                journeys.wait()
        told.seek(0)
        sys.stdout.write(told.read())
    print(f"{(time.monotonic() - begun) / 60:.1f} menit", flush=True)
    return 1 if rest or seen else 0


def _pytest(*words: str) -> list[str]:
    return [sys.executable, "-m", "pytest", "-q", *words]


if __name__ == "__main__":
    sys.exit(main())
