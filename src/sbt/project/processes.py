"""Child processes that never outlive their parent. Starts and stops; knows nothing of what they do."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1


def dies_with_parent(number: signal.Signals) -> Callable[[], None]:
    """What a child calls before its program starts, so that the kernel ends it when the parent is gone."""
    if sys.platform != "linux":
        return lambda: None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def follow_parent(number: signal.Signals) -> None:
    """The same for a process that is already running."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)


def start(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str],
    output: IO[bytes] | int | None = None,
    end_with: signal.Signals = signal.SIGKILL,
    account: tuple[int, int] | None = None,
    folder: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own: Ctrl-C reaches only us, and we order the end.

    When we are killed the kernel sends it `end_with`; half-done transactions are undone by the database.
    """
    uid, gid = account or (None, None)
    return subprocess.Popen(
        [str(part) for part in command],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        cwd=folder,
        start_new_session=True,
        preexec_fn=dies_with_parent(end_with),  # noqa: PLW1509 - no thread runs yet in these commands
        user=uid,
        group=gid,
        extra_groups=[] if account else None,
    )


def stop(child: subprocess.Popen[bytes], *, ask_with: signal.Signals = signal.SIGTERM, patience: float = 8.0) -> None:
    """Ask a child to end, and end it when it does not within `patience` seconds."""
    if child.poll() is None:
        child.send_signal(ask_with)
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
