"""Publishes the law of a folder: what is new is added, what stands is never touched, faulty law is refused."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from sbt.rulebook.check import check_gathered
from sbt.rulebook.current import forget
from sbt.rulebook.faults import FaultyLawError
from sbt.rulebook.models import PublishedRulebook
from sbt.rulebook.texts import Version, gather, version
from sbt.rules.deadline import local_day

HEADS = {"process": ("process", "received"), "matrix": ("matrix", ""), "discipline": ("discipline", "")}
SEAT_ZONE = "WIB"


class OverlayRefusedError(ValueError):
    """lapisan demo hanya boleh diterbitkan dalam mode demo"""

    def __str__(self) -> str:
        return str(self.__doc__)


@dataclass(frozen=True, slots=True)
class Published:
    """A text that was added."""

    kind: str
    rule_id: str
    digest: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publication added, and the digest of the law that is in force after it."""

    added: tuple[Published, ...]
    digest: str

    def __str__(self) -> str:
        if not self.added:
            return f"hukum {self.digest[:12]} sudah terbit; tidak ada yang berubah"
        lines = (f"terbit: {one.kind} {one.rule_id} {one.digest[:12]}" for one in self.added)
        return "\n".join([*lines, f"berlaku: {self.digest[:12]}"])


def publish_law(folder: Path, *, now: datetime, by: str = "", overlay: Path | None = None) -> Publication:
    """Add every text of the folder that is not yet published, and put the whole in force.

    In demo mode the folder's `demo` overlay goes with it. The commons come last: until then nothing changes.
    Raises FaultyLawError with all faults.
    """
    in_demo = settings.SBT_MODE == "demo"
    if overlay is not None and not in_demo:
        raise OverlayRefusedError
    if overlay is None and in_demo and (folder / "demo").is_dir():
        overlay = folder / "demo"
    gathered = gather(folder, overlay)
    faults = check_gathered(gathered)
    if faults:
        raise FaultyLawError(faults)
    added = []
    for one in gathered.versions:
        fresh = _as_next(one) if one.kind == "commons" else one
        if fresh is None or PublishedRulebook.objects.filter(digest=fresh.digest).exists():
            continue
        PublishedRulebook.objects.bulk_create([_row(fresh, now, by)], ignore_conflicts=True)
        added.append(Published(fresh.kind, fresh.rule_id, fresh.digest))
    forget()
    newest = PublishedRulebook.objects.filter(kind="commons").latest("id")
    return Publication(tuple(added), newest.digest)


def _as_next(commons: Version) -> Version | None:
    """Give the commons to add, or None when the newest already says the same.

    A return to an older text names what it supersedes, so that its digest is its own.
    """
    newest = PublishedRulebook.objects.filter(kind="commons").order_by("-id").first()
    if newest is None:
        return commons
    said = {key: value for key, value in json.loads(newest.text).items() if key != "supersedes"}
    if said == json.loads(commons.text):
        return None
    if not PublishedRulebook.objects.filter(digest=commons.digest).exists():
        return commons
    return version(commons.kind, commons.rule_id, {**commons.content, "supersedes": newest.digest})


def _row(one: Version, now: datetime, by: str) -> PublishedRulebook:
    start, basis = _head(one)
    return PublishedRulebook(
        kind=one.kind,
        rule_id=one.rule_id,
        digest=one.digest,
        text=one.text,
        in_force_on=start or local_day(now, SEAT_ZONE),
        basis=basis,
        published_at=now,
        published_by=by,
    )


def _head(one: Version) -> tuple[date | None, str]:
    """Give the first day and the basis that the text itself names."""
    if one.kind not in HEADS:
        return None, ""
    key, span = HEADS[one.kind]
    head: Mapping[str, object] = one.content[key]
    days = head.get(span, {}) if span else head
    start = days.get("from") if isinstance(days, dict) else None
    basis = head.get("basis", ())
    said = [basis] if isinstance(basis, str) else basis
    return (start if isinstance(start, date) else None), "; ".join(said) if isinstance(said, list) else ""
