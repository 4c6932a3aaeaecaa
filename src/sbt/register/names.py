"""How a name is written for comparing: small letters, no titles, one spelling, single spaces."""

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
        "s.kep",
        "s.kes",
        "m.kes",
        "s.farm",
        "amd",
        "a.md",
        "apt",
        "ns",
        "kh",
        "ust",
        "ustadz",
    ]
)
_SHORT = {
    "m": "muhammad", "muh": "muhammad", "moh": "muhammad", "mohd": "muhammad", "mhd": "muhammad", "md": "muhammad",
    "mochamad": "muhammad", "mochammad": "muhammad", "mohamad": "muhammad", "mohammad": "muhammad",
    "muhamad": "muhammad", "muhamat": "muhammad", "abd": "abdul", "abdoel": "abdul",
}  # fmt: skip
"""Ways of writing a name so common that they would not be found by likeness."""
_OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"))
_OTHER = re.compile(r"[^a-z0-9 ]")


def name_key(name: str) -> str:
    """Give the form of a name under which it is kept and looked up."""
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    key = " ".join(_words(plain.lower().partition(",")[0].replace("/", " ").replace("-", " ")))
    for old, new in _OLD_SPELLING:
        if old in key:
            key = key.replace(old, new)
    return _OTHER.sub("", key)


def _words(text: str) -> list[str]:
    words = [word.strip(".") for word in text.split()]
    kept = [word for word in words if word and word not in _TITLES]
    return [_SHORT.get(word, word) for word in kept]
