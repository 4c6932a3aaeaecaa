"""The table of powers as one reads it: every cell that allows something, with its legal basis. What has no cell is closed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sbt.rules.authority import Grant, Role
from sbt.rules.book import Commons
from sbt.rules.mark import Warrant
from sbt.rules.process import ANY_OPEN, Process, Step
from sbt.rules.span import Span


@dataclass(frozen=True, slots=True)
class Use:
    """A step of a regime that rests on the power, with the stages in which it may be taken; none: every open one."""

    process: Process
    step: Step
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A role at a kind of institution may use a power on cases in this relation, in these stages, in this span."""

    kind: str
    institution: str
    """The one institution that the grant names; empty for every one of the kind."""
    role: Role
    power: str
    relation: str
    uses: tuple[Use, ...]
    span: Span
    joint: bool
    warrant: Warrant


def cells(commons: Commons, processes: Iterable[Process]) -> Iterator[Cell]:
    """Give every cell in the order of the powers, institutions and roles of the law."""
    regimes = tuple(processes)
    authority = commons.authority
    for grant in authority.grants:
        uses = tuple(_uses(grant.power, regimes))
        for kind in _kinds(grant, commons):
            for role in authority.roles:
                if grant.power in role.powers and role.exists_at(kind):
                    relation = _relation(grant, kind, role, commons)
                    if relation:
                        yield Cell(
                            kind=kind,
                            institution=grant.institution,
                            role=role,
                            power=grant.power,
                            relation=relation,
                            uses=uses,
                            span=grant.span,
                            joint=grant.joint,
                            warrant=grant.warrant,
                        )


def _kinds(grant: Grant, commons: Commons) -> tuple[str, ...]:
    if not grant.institution:
        return tuple(kind for kind in commons.kinds if kind in grant.kinds)
    known = commons.institutions.get(grant.institution)
    return (known.kind if known else grant.institution,)


def _relation(grant: Grant, kind: str, role: Role, commons: Commons) -> str:
    """Give the relation of the cell; empty where the role never stands to a case as the grant asks."""
    if grant.power != commons.authority.table.sight:
        return "" if role.sees and grant.territory != role.sees else grant.territory
    seen = commons.authority.sight(grant.institution, kind, role.id)
    return grant.territory if grant.territory == seen else ""


def _uses(power: str, processes: Iterable[Process]) -> Iterator[Use]:
    for process in processes:
        for step in process.steps:
            if step.power == power:
                stages = () if ANY_OPEN in step.sources else tuple(s.id for s in process.stages if s.id in step.sources)
                yield Use(process, step, stages)
