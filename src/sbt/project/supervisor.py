"""Keeps the parts of one installation alive, and ends them all together. Holds no connection and no Django."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from sbt.project import processes
from sbt.project.errors import Trouble

TOO_OFTEN = 5
WITHIN = 60.0
LOOK_EVERY = 0.25


@dataclass(kw_only=True)
class Part:
    """One process that is started again when it dies, or, when `once`, that may end in peace."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    ask_with: signal.Signals = signal.SIGTERM
    once: bool = False
    process: subprocess.Popen[bytes] | None = None
    died: deque[float] = field(default_factory=lambda: deque(maxlen=TOO_OFTEN))


class Supervisor:
    """Started parts in order; ended in the opposite order."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.parts: list[Part] = []
        self.asked_to_stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)

    def ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        """Remember that the end was asked for; the loop sees it within a quarter of a second."""
        self.asked_to_stop.set()

    def add(self, part: Part) -> None:
        """Start a part, unless the end was asked for already."""
        if not self.asked_to_stop.is_set():
            part.process = part.start()
            self.parts.append(part)

    def finish(self, part: Part) -> int:
        """Start a part that must end before anything else begins; its exit code."""
        self.add(part)
        while part.process is not None and part.process.poll() is None and not self.asked_to_stop.wait(0.05):
            continue
        code = part.process.returncode if part.process else None
        return 1 if code is None else code

    def watch(self) -> None:
        """Return when the end is asked for; start what died again; Trouble when it dies again and again."""
        while not self.asked_to_stop.wait(LOOK_EVERY):
            for part in list(self.parts):
                if part.process is not None and part.process.poll() is not None:
                    self.revive(part)

    def revive(self, part: Part) -> None:
        """Start a dead part again, or let it rest when it was to run once."""
        if part.once:
            self.parts.remove(part)
            return
        part.died.append(time.monotonic())
        if len(part.died) == TOO_OFTEN and part.died[-1] - part.died[0] < WITHIN:
            raise Trouble(f"{part.name} mati {TOO_OFTEN} kali dalam semenit; lihat pesan di atas")
        self.say(f"{part.name} mati; dijalankan lagi")
        part.process = part.start()

    def end(self) -> None:
        """End every part, the last started first; the whole takes less than ten seconds."""
        for part in reversed(self.parts):
            if part.process is not None and part.process.poll() is None and part is not self.parts[0]:
                part.process.send_signal(part.ask_with)
        limit = time.monotonic() + 5.0
        for part in reversed(self.parts):
            if part.process is not None:
                patience = max(0.1, limit - time.monotonic()) if part is not self.parts[0] else 3.0
                processes.stop(part.process, ask_with=part.ask_with, patience=patience)
