"""How sure a fact of law is, and in which two languages it is said."""

from dataclasses import dataclass
from typing import Literal

type Mark = Literal["yes", "partial", "no"]
"""`yes`: wording seen in a named source; `partial`: secondary source; `no`: general knowledge."""


@dataclass(frozen=True, slots=True)
class Label:
    """One wording in Indonesian (the original) and English."""

    id: str
    en: str

    def in_language(self, language: str) -> str:
        """Give the wording in the language, Indonesian unless English is asked for."""
        return self.en if language.startswith("en") and self.en else self.id


@dataclass(frozen=True, slots=True)
class Warrant:
    """What a piece of law data rests on: citations, the mark, and the addresses read."""

    basis: tuple[str, ...] = ()
    verified: Mark = "no"
    source: tuple[str, ...] = ()
    note: str = ""

    @property
    def certain(self) -> bool:
        """Tell whether the screen may show it without the mark *belum dipastikan*."""
        return self.verified == "yes"
