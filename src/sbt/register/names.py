"""How a name is written for comparing: small letters, no titles, single spaces."""

from __future__ import annotations

import re
import unicodedata

_TITLES = frozenset(
    [
        "dr",
        "drs",
        "dra",
        "ir",
        "h",
        "hj",
        "hja",
        "prof",
        "s.h",
        "sh",
        "s.e",
        "se",
        "s.sos",
        "s.ip",
        "s.pd",
        "m.pd",
        "m.si",
        "mm",
        "m.m",
        "m.h",
        "mh",
        "m.ap",
        "s.kom",
        "s.t",
        "st",
        "m.t",
        "mt",
        "s.stp",
        "s.ag",
    ]
)


def name_key(name: str) -> str:
    """Give the form of a name under which it is kept and looked up."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    first = plain.split(",")[0]
    words = (word.strip(".") for word in re.split(r"[\s/]+", first))
    kept = [word for word in words if word and word not in _TITLES]
    return re.sub(r"[^a-z0-9 ]", "", " ".join(kept))
