"""How a log line is written: one JSON object, so that nothing that was sent can begin a line of its own.

Only our own parts speak in words; of a library's record only its place is told, since its words may quote a name. Of an
exception its kind and where it arose, never its message. No time is finer than the day.
"""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import override

type Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

OURS, SERVER = "sbt", "_granian"
LONGEST = 400


class QuietFormatter(logging.Formatter):
    """The day, the level, the part, its words or its place, and for an exception kind and place of each in its chain."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "day": time.strftime("%Y-%m-%d", time.gmtime(record.created)),
            "level": record.levelname,
            "part": record.name,
        }
        if record.name.partition(".")[0] == OURS:
            line["said"] = record.getMessage()[:LONGEST]
        else:
            line["at"] = f"{record.module}:{record.lineno}"
        if record.exc_info:
            line["faults"] = list(faults_of(record.exc_info))
        return json.dumps(line)


def faults_of(found: Fault) -> Iterator[dict[str, object]]:
    """Name each exception of the chain by its kind, with the places it went through."""
    fault = found[1]
    while fault is not None:
        places = traceback.extract_tb(fault.__traceback__)
        yield {
            "kind": f"{type(fault).__module__}.{type(fault).__qualname__}",
            "at": [f"{place.filename}:{place.lineno} {place.name}" for place in places],
        }
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
