"""One file in, what it is out. Everything is given up before the first byte of the file is read."""

from __future__ import annotations

import sys
import warnings
from importlib import import_module
from typing import IO, Any

import orjson
from PIL import Image

from sbt.evidence.decoder.confinement import confine
from sbt.evidence.decoder.faults import FaultError
from sbt.evidence.decoder.frames import DONE, PICTURE, read_request, write_frame

TASKS = ("image", "pdf", "recording", "sheet", "redraw", "idle")


def main() -> int:
    """Do the task named on the command line; 1 when the request breaks off."""
    task, out = sys.argv[1], sys.stdout.buffer
    if task not in TASKS:
        return 2
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    _load(task)
    network = confine()
    try:
        head, content = read_request(sys.stdin.buffer)
    except (EOFError, ValueError, MemoryError):
        return 1
    told: dict[str, Any] = {"network": network, "fault": "", "found": [], "rows": [], "size": [0, 0]}
    try:
        told |= _done(task, head, content, out)
    except FaultError as fault:
        told["fault"] = str(fault)
    except (MemoryError, Image.DecompressionBombWarning):
        told["fault"] = "over_limit"
    write_frame(out, DONE, orjson.dumps(told))
    out.flush()
    return 0


def _done(task: str, head: dict[str, Any], content: bytes, out: IO[bytes]) -> dict[str, Any]:
    part = _load(task)
    pictures: list[bytes] = []
    told: dict[str, Any] = {}
    if task == "image":
        told["found"], pictures = part.look(content, head["media_type"])
    elif task == "pdf":
        for one in part.look(content):
            if isinstance(one, list):
                told["found"] = one
            else:
                write_frame(out, PICTURE, one)
    elif task == "recording":
        told["found"] = part.look(content, head["media_type"])
    elif task == "sheet":
        told["rows"] = part.look(content, head["most"])
    elif task == "redraw":
        pictures = [part.redrawn(content, head["crop"], head["blurs"], grid=head["grid"])]
        told["size"] = part.size_of(pictures[0])
    for picture in pictures:
        write_frame(out, PICTURE, picture)
    return told


def _load(task: str) -> Any:
    """Load what the task needs, once, while files can still be opened."""
    names = {"image": "images", "redraw": "images", "pdf": "papers", "recording": "recordings", "sheet": "sheets"}
    Image.preinit()
    return import_module(f"sbt.evidence.decoder.{names.get(task, 'frames')}")


if __name__ == "__main__":
    sys.exit(main())
