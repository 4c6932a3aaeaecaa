"""Gives the demo's custodians their keys, so that the sealing can be tried. The key files and their passphrase are known to all."""

from __future__ import annotations

import json
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from django.conf import settings

from sbt.demo.acts import RefusedInDemoError
from sbt.people.actor import actor_for
from sbt.people.models import Posting
from sbt.rules.outcome import Refused
from sbt.sealing import hpke, keyfile
from sbt.sealing.keys import HOLDS, confirm_key, offer_key

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sbt.rulebook.law import Law

PASSPHRASE = "kalimat sandi demo, bukan rahasia"  # noqa: S105 (known to everybody, on purpose)
ITERATIONS = 10_000
"""Few, since the passphrase is known anyway."""


def folder() -> Path:
    """Give the folder of the demo's key files."""
    found: Path = settings.SBT_DATA / "kunci-demo"
    return found


def give_keys(law: Law, now: datetime) -> None:
    """Let the first custodian of each office offer a key and the second confirm it; the file is kept for trying."""
    commons = law.book.commons
    roles = [role.id for role in commons.authority.roles if HOLDS in role.powers]
    holders = Posting.objects.filter(role__in=roles).select_related("officer").order_by("institution", "officer__email")
    folder().mkdir(mode=0o700, exist_ok=True)
    for institution, found in groupby(holders, key=attrgetter("institution")):
        first, *others = (actor_for(posting, commons) for posting in found)
        office = law.custody.office_of(institution)
        if office is None or not others:
            continue
        file = keyfile.lock(hpke.new_private(), PASSPHRASE, iterations=ITERATIONS)
        key = offer_key(file.public, law=law, actor=first, on=now.date())
        if isinstance(key, Refused):
            raise RefusedInDemoError(office.id, key)
        end = "".join(hpke.fingerprint(file.public).split()[-2:])
        confirm_key(key.id, typed=end, law=law, actor=others[0], now=now)
        (folder() / f"{office.id}.json").write_text(json.dumps(file.written() | {"key": str(key.id)}), encoding="utf-8")
