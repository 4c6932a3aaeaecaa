"""The one byte form of a record: JSON as RFC 8785 writes it, without fractions."""

import json
from collections.abc import Mapping, Sequence

from sbt.tlog.coding import FormatFault

type Plain = bool | int | str | Sequence["Plain"] | Mapping[str, "Plain"] | None

_SAFE = 1 << 53


def canonical(value: Plain) -> bytes:
    """Write the value; the same value gives the same bytes everywhere."""
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _ordered(value: Plain) -> object:
    match value:
        case None | bool() | str():
            return value
        case int() if abs(value) < _SAFE:
            return value
        case Mapping():
            names = sorted(value, key=lambda name: name.encode("utf-16-be"))
            return {name: _ordered(value[name]) for name in names}
        case list() | tuple():
            return [_ordered(part) for part in value]
    raise FormatFault(f"a record cannot hold {type(value).__name__}")


def record(data: bytes) -> dict[str, object]:
    """Read a record; FormatFault unless `canonical` would write exactly these bytes."""
    try:
        found = json.loads(data)
    except ValueError as fault:
        raise FormatFault("not JSON") from fault
    if not isinstance(found, dict) or canonical(found) != data:
        raise FormatFault("not a record as it must be written")
    return found
