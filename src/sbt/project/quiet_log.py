"""How a log line is written: no message of an exception, since it may quote a name; no time finer than the day."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import override


class QuietFormatter(logging.Formatter):
    """The day, the level, the part and the message; of an exception only its kind and where it arose."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", datefmt="%Y-%m-%d", style="{")

    @override
    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        fault = ei[1]
        lines: list[str] = []
        while fault is not None:
            places = traceback.extract_tb(fault.__traceback__)
            lines.append(f"{type(fault).__module__}.{type(fault).__qualname__}")
            lines.extend(f"  {place.filename}:{place.lineno} {place.name}" for place in places)
            fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
        return "\n".join(lines)
