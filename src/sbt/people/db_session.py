"""What the database knows of whoever acts: his relation, fields and offices under the hash of a token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbt.rules.powers import NOBODY, OWN_INSTANSI

if TYPE_CHECKING:
    from sbt.rules.authority import Actor
    from sbt.rules.book import Commons

CUSTODIAN, RECEIPT, CLERK = "custodian", "receipt", "clerk"
CUSTODY = "identitas.setujui_buka"
"""The power of whoever holds a key to sealed identities."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DbSession:
    """One row of the database's sessions, but for the token."""

    posting: str
    institution: str
    role: str
    sight: str
    fields: tuple[str, ...]
    offices: tuple[str, ...]
    shut_out: bool


def session_of(actor: Actor, commons: Commons) -> DbSession:
    """Derive the row from the table of powers of the day."""
    table = commons.authority.table
    relation = commons.sight_for(actor)
    return DbSession(
        posting=actor.posting,
        institution=actor.institution,
        role=actor.role,
        sight=_sight(actor, relation, commons),
        fields=tuple(group for group in table.fields if table.shows(relation, group)),
        offices=_offices(actor, relation, commons),
        shut_out=actor.role in table.roles_shut_out(),
    )


def named(posting: str, institution: str, sight: str, fields: tuple[str, ...]) -> DbSession:
    """Give the row of an actor that is no officer."""
    return DbSession(
        posting=posting,
        institution=institution,
        role=institution,
        sight=sight,
        fields=fields,
        offices=(),
        shut_out=False,
    )


def _sight(actor: Actor, relation: str, commons: Commons) -> str:
    if relation == NOBODY and actor.within(CUSTODY) and CUSTODY in commons.authority.role_powers(actor.role):
        return CUSTODIAN
    if relation not in (NOBODY, OWN_INSTANSI) and commons.authority.table.shut_out_of_own(actor.kind, actor.role):
        return f"{relation}_but_own"
    return relation


def _offices(actor: Actor, relation: str, commons: Commons) -> tuple[str, ...]:
    """Name the offices whose forwardings the posting reads besides its own: those of its province."""
    if relation != "province":
        return ()
    return tuple(one.id for one in commons.institutions.values() if one.area.startswith(f"{actor.area}."))
