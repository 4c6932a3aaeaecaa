"""The law in force as this process holds it: read once from what was published, renewed when more is published."""

import threading
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

from django.conf import settings

from sbt.rulebook.law import Law
from sbt.rulebook.models import PublishedRulebook
from sbt.rulebook.reader import make_law, read_law, stored_version
from sbt.rules.book import CaseLaw

RENEWED_AFTER = 30.0
"""Seconds after which a process looks whether something new was published."""


class LawNotPublishedError(LookupError):
    """hukum belum diterbitkan di basis data ini; jalankan: sbt publish-law"""

    def __str__(self) -> str:
        return str(self.__doc__)


class _Held:
    law: Law | None = None
    looked_at: float = 0.0
    lock = threading.Lock()


def law() -> Law:
    """Give the law in force; raises LawNotPublishedError when there is none."""
    held = _Held.law
    if held is not None and monotonic() - _Held.looked_at < RENEWED_AFTER:
        return held
    return renewed()


def renewed() -> Law:
    """Look now whether something new was published, and give the law in force."""
    digest = digest_in_force()
    if digest is None:
        raise LawNotPublishedError
    held = _Held.law
    if held is None or held.digest != digest:
        with _Held.lock:
            held = _Held.law
            if held is None or held.digest != digest:
                _Held.law = held = _loaded(digest)
    _Held.looked_at = monotonic()
    return held


def digest_in_force() -> str | None:
    """Give the digest that stands for all law in force, or None when none was published."""
    newest = PublishedRulebook.objects.filter(kind="commons").order_by("-id")
    return newest.values_list("digest", flat=True).first()


def law_for(pins: Mapping[str, str]) -> CaseLaw:
    """Give the law of a case by its pins, also when another process published it a moment ago."""
    try:
        return law().book.law_for(pins)
    except KeyError:
        return renewed().book.law_for(pins)


def law_from_folder(folder: Path | None = None, *, overlay: Path | None = None) -> Law:
    """Read the law of a folder (the installation's own by default) without a database, for tests and tools."""
    return read_law(folder or settings.SBT_LAW, overlay=overlay)


def forget() -> None:
    """Let the next call read anew; for tests that publish."""
    _Held.law = None
    _Held.looked_at = 0.0


def _loaded(digest: str) -> Law:
    rows = PublishedRulebook.objects.exclude(kind="commons").order_by("id")
    versions = {
        row.digest: stored_version(row.kind, row.rule_id, row.text, row.digest) for row in rows.iterator(chunk_size=50)
    }
    row = PublishedRulebook.objects.get(digest=digest)
    commons = stored_version(row.kind, row.rule_id, row.text, row.digest)
    named = [one for kind in commons.content["in_force"].values() for one in kind.values()]
    current = [commons, *(versions[one] for one in named)]
    older = [version for version in versions.values() if version.digest not in named]
    made, faults = make_law(current, older)
    if made is None or faults:
        raise LookupError(f"hukum {digest[:12]} tidak terbaca oleh versi program ini: {faults}")
    return made
