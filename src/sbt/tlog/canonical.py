"""The one byte form of a record: JSON as RFC 8785 writes it, without fractions."""

import json
from collections.abc import Iterable, Mapping, Sequence

from sbt.tlog.coding import FormatFault

type Plain = bool | int | str | Sequence["Plain"] | Mapping[str, "Plain"] | None

_SAFE = 1 << 53


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def canonical(value: Plain) -> bytes:
    """Write the value; the same value gives the same bytes everywhere."""
    return _encode(_ordered(value)).encode()


def _ordered(value: Plain) -> object:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int) and abs(value) < _SAFE:
        return value
    if isinstance(value, Mapping):
        return {name: _ordered(value[name]) for name in _sorted(value)}
    if isinstance(value, list | tuple):
        return [_ordered(part) for part in value]
    raise FormatFault(f"a record cannot hold {type(value).__name__}")


def _sorted(names: Iterable[str]) -> list[str]:
    """Put names in the order of their UTF-16 code units, which is that of plain letters for most."""
    found = sorted(names)
    if all(map(str.isascii, found)):
        return found
    return sorted(found, key=lambda name: name.encode("utf-16-be"))


def record(data: bytes) -> dict[str, object]:
    """Read a record; FormatFault unless `canonical` would write exactly these bytes."""
    try:
        found = json.loads(data)
    except ValueError as fault:
        raise FormatFault("not JSON") from fault
    if not isinstance(found, dict) or canonical(found) != data:
        raise FormatFault("not a record as it must be written")
    return found
