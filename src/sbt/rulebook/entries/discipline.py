"""The rules of punishment as `law/discipline/` writes them."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from sbt.rulebook.entries.base import Dated, Entry, Id, LabelEntry, Many, Named, Warranted, Words, many
from sbt.rulebook.entries.control import AdviceEntry
from sbt.rulebook.entries.matrix import ConflictEntry, Level
from sbt.rulebook.entries.term import TermEntry
from sbt.rulebook.reference import DisciplineReference, Word
from sbt.rules.discipline import Discipline, PunishingRule, Sanction, TeamRule
from sbt.rules.mark import Label


class SanctionEntry(Dated):
    """One sanction; `from` and `until` are days of decision."""

    id: Id
    level: Level
    rank: int
    label: LabelEntry
    employment: Many[Id] = ()
    duration_months: int | None = None
    cut_percent: int | None = None
    transition_rule: str = ""
    ends_employment: bool = False
    own_list: bool = False
    authority: str = ""

    def made(self) -> Sanction:
        """Make the sanction, offered on decision days within its span."""
        return Sanction(
            id=self.id,
            level=self.level,
            rank=self.rank,
            label=self.label.made(),
            employment=frozenset(many(self.employment)),
            offered=self.span(),
            ends_employment=self.ends_employment,
            months=self.duration_months,
            imposed_by=self.authority,
            warrant=self.warrant(),
        )


class TransitionEntry(Named):
    """Two lists of sanctions of which, for a time, both are offered; the dates stand with the sanctions."""

    cut: list[Id]
    older: list[Id]

    def made(self) -> Word:
        """Make what the law pages say of it."""
        return Word(id=self.id, label=self.label.made(), hint=Label(self.note, ""), warrant=self.warrant())


class AuthorityEntry(Warranted):
    """Who may impose what on whom."""

    id: Id
    by: Id
    employment: Many[Id] = ()
    job_levels: list[Id] = []
    job_titles: list[Words] = []
    levels: list[Level]
    when: str = ""
    only: list[Id] = []
    unless: list[Id] = []
    on_proposal_of: str = ""
    on_recommendation_of: str = ""
    in_writing: bool = False
    text: LabelEntry

    def made(self, deciders: Mapping[str, Label]) -> PunishingRule:
        """Make the rule."""
        return PunishingRule(
            id=self.id,
            who=deciders.get(self.by, Label(self.by, self.by)),
            levels=frozenset(self.levels),
            job_levels=frozenset(self.job_levels),
            text=self.text.made(),
            warrant=self.warrant(),
        )


class TeamEntry(Warranted):
    """Who examines at a level."""

    id: Id
    levels: list[Level]
    team: Literal["none", "may", "must"]
    parts: list[Id] = []
    not_below_examined: bool = False
    posts: Many[Id] = ()
    wrong_team: Literal["", "void"] = ""
    text: LabelEntry

    def made(self) -> TeamRule:
        """Make the rule."""
        return TeamRule(
            id=self.id,
            levels=frozenset(self.levels),
            team=self.team,
            posts=frozenset(many(self.posts)),
            members=tuple(self.parts),
            not_below_examined=self.not_below_examined,
            text=self.text.made(),
            warrant=self.warrant(),
        )


class DisciplineHead(Dated):
    """Which rules, and for acts of which days."""

    id: Id
    label: LabelEntry
    chosen_by: Literal["act_date"] = "act_date"


class DisciplineEntry(Entry):
    """All texts of one version of a discipline."""

    discipline: DisciplineHead
    sanctions: list[SanctionEntry] = Field(min_length=1)
    transition_rules: list[TransitionEntry] = []
    conflicts: list[ConflictEntry] = []
    authority: list[AuthorityEntry] = []
    teams: list[TeamEntry] = []
    rules: list[AdviceEntry] = []
    terms: list[TermEntry] = []

    def made(self, digest: str, deciders: Mapping[str, Label], job_ranks: Mapping[str, int]) -> Discipline:
        """Make the discipline; who decides and how jobs rank is said by the commons."""
        return Discipline(
            id=self.discipline.id,
            label=self.discipline.label.made(),
            acts=self.discipline.span(),
            sanctions=tuple(sanction.made() for sanction in self.sanctions),
            terms=tuple(term.made() for term in self.terms),
            teams=tuple(team.made() for team in self.teams),
            punishing=tuple(rule.made(deciders) for rule in self.authority),
            job_ranks=job_ranks,
            digest=digest,
            warrant=self.discipline.warrant(),
        )

    def reference(self) -> DisciplineReference:
        """Make what pages show beside the sanctions."""
        return DisciplineReference(
            advice=tuple(rule.made() for rule in self.rules),
            conflicts=tuple(conflict.made() for conflict in self.conflicts),
            transitions=tuple(rule.made() for rule in self.transition_rules),
        )
