"""The only way views reach cases: one indexed equality for each relation of the table of powers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, FilteredRelation, Q

from sbt.cases.models import Case
from sbt.people.apart import CONDITION, apart_from
from sbt.people.asking import literal
from sbt.rules.powers import NOBODY, OWN_INSTANSI

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from sbt.rules.authority import Actor
    from sbt.rules.book import Commons


def cases_visible_to(actor: Actor, commons: Commons) -> QuerySet[Case]:
    """Give the cases that the posting may see by the table of powers; none for a role that may see none.

    The accused's instansi sees a case only from the release of the letter on. An institution that handles cases
    keeps away from those against its own staff, where the table says so.
    """
    apart = apart_from(actor.posting)
    match commons.sight_for(actor):
        case "nation":
            seen = Case.objects.filter(apart)
        case "office":
            seen = Case.objects.filter(apart, office=actor.institution)
        case "province":
            seen = Case.objects.filter(apart, province=actor.institution)
        case "kanreg":
            seen = Case.objects.filter(apart, kanreg=actor.institution)
        case "instansi":
            seen = Case.objects.filter(apart, instansi=actor.institution, released=True)
            return seen.filter(conflicted=False) if actor.role in commons.authority.table.roles_shut_out() else seen
        case _:
            return Case.objects.none()
    if commons.authority.table.shut_out_of_own(actor.kind, actor.role):
        seen = seen.exclude(instansi=actor.institution)
    return seen


NOTHING = "false"


def of_the_desk(actor: Actor, commons: Commons) -> str:
    """Write what of his institution's desk a posting may see, as a condition on `"case"` that is given the posting.

    A desk belongs to an institution; roles that see nothing, that see only as the accused's agency does, or that keep
    away from cases against their own staff, see less of it.
    """
    table, relation = commons.authority.table, commons.sight_for(actor)
    apart = CONDITION.format(column='"case".id')
    if relation == NOBODY:
        return NOTHING
    if relation == OWN_INSTANSI:
        open_ = ' and not "case".conflicted' if actor.role in table.roles_shut_out() else ""
        return f'"case".instansi = {literal(actor.institution)} and "case".released{open_} and {apart}'
    if table.shut_out_of_own(actor.kind, actor.role):
        return f'"case".instansi <> {literal(actor.institution)} and {apart}'
    return apart


def case_in_sight(ref: str, actor: Actor, commons: Commons) -> Case | None:
    """Give the case with its subject, or None: absent and out of sight are the same."""
    rows = with_colleague(cases_visible_to(actor, commons), actor)
    return rows.select_related("subject").filter(ref=ref).first()


def named_cases(actor: Actor, commons: Commons, refs: Iterable[str]) -> list[Case]:
    """Give those of the named cases that are in sight, in the order of their numbers."""
    return list(cases_visible_to(actor, commons).select_related("subject").filter(ref__in=list(refs)).order_by("ref"))


def may_be_told(actor: Actor, commons: Commons, refs: Iterable[str]) -> frozenset[str]:
    """Give those of the references that the institution's notices may name to this posting."""
    wanted = frozenset(refs)
    relation = commons.sight_for(actor)
    narrowed = relation in (NOBODY, OWN_INSTANSI) or commons.authority.table.shut_out_of_own(actor.kind, actor.role)
    if not wanted or not narrowed:
        return wanted
    if relation == commons.sight_of(actor.institution) == OWN_INSTANSI:
        return wanted
    return frozenset(cases_visible_to(actor, commons).filter(ref__in=wanted).values_list("ref", flat=True))


def with_colleague(cases: QuerySet[Case], actor: Actor) -> QuerySet[Case]:
    """Read with each case who in the actor's institution has it; nobody of another institution is named."""
    own = Q(assignments__institution=actor.institution)
    named = cases.annotate(own=FilteredRelation("assignments", condition=own))
    return named.annotate(colleague_name=F("own__posting__officer__name"))
