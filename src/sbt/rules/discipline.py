"""What may be imposed, by whom and after which procedure. The article fixes the level; a choice exists only inside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sbt.rules.deadline import Term
from sbt.rules.mark import Label, Warrant
from sbt.rules.matrix import Row
from sbt.rules.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """One kind of sanction at one level, for kinds of employment, offered while its span covers the decision day."""

    id: str
    level: str
    rank: int
    label: Label
    employment: frozenset[str] = frozenset()
    """Kinds of employment; empty for all."""
    offered: Span = Span()
    ends_employment: bool = False
    months: int | None = None
    imposed_by: str = ""
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRule:
    """Who must examine at a level (for a post): whether a team is a duty, and the parts it must hold."""

    id: str
    levels: frozenset[str]
    team: str
    """`none`, `may` or `must`."""
    posts: frozenset[str] = frozenset()
    """Posts of the examined person to which it applies; empty for all."""
    members: tuple[str, ...] = ()
    not_below_examined: bool = False
    text: Label = Label("", "")
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class PunishingRule:
    """Who may impose which levels on holders of which posts."""

    id: str
    who: Label
    levels: frozenset[str]
    job_levels: frozenset[str] = frozenset()
    text: Label = Label("", "")
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Discipline:
    """The rules of punishment for acts within the span."""

    id: str
    label: Label
    acts: Span
    sanctions: tuple[Sanction, ...]
    terms: tuple[Term, ...] = ()
    teams: tuple[TeamRule, ...] = ()
    punishing: tuple[PunishingRule, ...] = ()
    job_ranks: Mapping[str, int] = field(default_factory=dict)
    """Job level -> order, 1 the highest; levels without a fixed order are left out."""
    digest: str = ""
    warrant: Warrant = Warrant()

    def sanction(self, id_: str) -> Sanction | None:
        """Give the sanction, or None for an unknown one."""
        return next((sanction for sanction in self.sanctions if sanction.id == id_), None)


@dataclass(frozen=True, slots=True)
class Choice:
    """A sanction as it stands before the decider: lawful, or why not."""

    sanction: Sanction
    lawful: bool
    reason: str = ""


def choices(discipline: Discipline, row: Row, *, employment: str, on: date) -> tuple[Choice, ...]:
    """List every sanction with whether it may be chosen for the row; those of other levels stay visible with the reason.

    A row without sanctions of its own (the catch-all) leaves the level to the body that the row names.
    """
    return tuple(
        Choice(sanction, not reason, reason)
        for sanction in sorted(discipline.sanctions, key=lambda sanction: sanction.rank)
        if sanction.level != "criminal"
        for reason in (_why_not(sanction, row, employment, on),)
    )


def _why_not(sanction: Sanction, row: Row, employment: str, on: date) -> str:
    if sanction.employment and employment and employment not in sanction.employment:
        return "other_employment"
    if not sanction.offered.covers(on):
        return "not_offered_on_date"
    if row.level and sanction.level != row.level and sanction.id not in row.sanctions:
        return "level_fixed_by_article"
    return ""


@dataclass(frozen=True, slots=True)
class Examiner:
    """A member of an examination team as the rules see him."""

    job_level: str
    part: str = ""


def team_rule(discipline: Discipline, *, level: str, post: str = "") -> TeamRule | None:
    """Give the rule for the level, the one that names the post before the general one."""
    fitting = [rule for rule in discipline.teams if level in rule.levels and (not rule.posts or post in rule.posts)]
    return min(fitting, key=lambda rule: not rule.posts, default=None)


def team_faults(
    discipline: Discipline, rule: TeamRule, team: Iterable[Examiner], *, examined_level: str
) -> tuple[str, ...]:
    """Name what makes the team attackable: too few, a missing part, a member of lower rank than the examined person."""
    members, faults = tuple(team), []
    if rule.team == "must" and not members:
        faults.append("team_missing")
    faults += [f"part_missing:{part}" for part in rule.members if part not in {member.part for member in members}]
    examined = discipline.job_ranks.get(examined_level)
    if rule.not_below_examined and examined is not None:
        ranks = (discipline.job_ranks.get(member.job_level) for member in members)
        if any(rank is not None and rank > examined for rank in ranks):
            faults.append("member_of_lower_rank")
    return tuple(faults)
