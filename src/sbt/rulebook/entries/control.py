"""The parts of a discipline file that explain and warn: job levels, control actions, advice, the replacement guard."""

from datetime import date
from typing import Literal

from pydantic import Field

from sbt.rulebook.entries.base import Entry, Id, LabelEntry, Many, Named, Warranted, many, words
from sbt.rulebook.reference import (
    Advice,
    AsnKind,
    ControlAction,
    CourtSanction,
    JobLevel,
    PpkSanction,
    ReplacementGuard,
    Word,
)
from sbt.rules.mark import Label


class JobLevelEntry(Named):
    """A level of job."""

    order: int | None
    president_authority: bool = False
    counts_only: bool = False

    def made(self) -> JobLevel:
        """Make the level."""
        return JobLevel(
            id=self.id,
            label=self.label.made(),
            order=self.order,
            counts_only=self.counts_only,
            warrant=self.warrant(),
        )


class AsnKindEntry(Named):
    """A kind of employment."""

    asn: bool
    own_rules: bool = False

    def made(self) -> AsnKind:
        """Make the kind."""
        return AsnKind(
            id=self.id, label=self.label.made(), asn=self.asn, own_rules=self.own_rules, warrant=self.warrant()
        )


class InstansiWideEntry(Warranted):
    """What a block of a whole instansi needs beside."""

    second_signer: bool = False
    list_of_touched: bool = False
    proposed_by_clock: Literal[False] = False


class ControlEntry(Named):
    """One rung of the ladder."""

    step: int
    scopes: list[Id] = []
    temporary: bool = False
    effect: LabelEntry | None = None
    tell_subject: bool = False
    tell_subject_note: LabelEntry | None = None
    review_term: str = ""
    instansi_wide: InstansiWideEntry | None = None

    def made(self) -> ControlAction:
        """Make the action."""
        return ControlAction(
            id=self.id,
            step=self.step,
            label=self.label.made(),
            scopes=tuple(self.scopes),
            temporary=self.temporary,
            effect=words(self.effect),
            tell_subject=self.tell_subject,
            review_term=self.review_term,
            second_signer=bool(self.instansi_wide and self.instansi_wide.second_signer),
            warrant=self.warrant(),
        )


class PpkSanctionEntry(Named):
    """What may happen to the PPK."""

    institution: str | None = None
    by: LabelEntry | None = None
    term: str = ""
    until: date | None = None

    def made(self) -> PpkSanction:
        """Make the sanction."""
        return PpkSanction(
            id=self.id,
            label=self.label.made(),
            institution=self.institution or "",
            by=words(self.by),
            term=self.term,
            until=self.until,
            warrant=self.warrant(),
        )


class AdviceEntry(Named):
    """A rule about examining and punishing."""

    effect: Literal["refuse", "warn", "inform"]
    levels: list[str] = []
    compares: Literal["", "job_levels"] = ""

    def made(self) -> Advice:
        """Make the advice."""
        return Advice(
            id=self.id,
            effect=self.effect,
            label=self.label.made(),
            levels=tuple(self.levels),
            warrant=self.warrant(),
        )


class CourtSanctionEntry(Named):
    """What only a court may impose."""

    level: Literal["criminal"]
    rank: int
    election_kind: str
    min_months: int | None = None
    max_months: int | None = None
    min_fine_idr: int | None = None
    max_fine_idr: int | None = None
    authority: Literal["court"]

    def made(self) -> CourtSanction:
        """Make the sanction."""
        return CourtSanction(
            id=self.id, label=self.label.made(), election_kind=self.election_kind, warrant=self.warrant()
        )


class EdgeEntry(Entry):
    """One end of a window, so many months from a stage of the election."""

    stage: Id
    months: int


class WindowEntry(Named):
    """One stretch of time around an election."""

    from_: EdgeEntry = Field(alias="from")
    until: EdgeEntry

    def made(self) -> Word:
        """Make what the law pages say of it."""
        return Word(id=self.id, label=self.label.made(), warrant=self.warrant())


class ExemptionEntry(Named):
    """Who is out of the guard's reach."""

    def made(self) -> Word:
        """Make what the law pages say of it."""
        return Word(id=self.id, label=self.label.made(), warrant=self.warrant())


class ReplacementEntry(Entry):
    """The guard on replacing officials around an election."""

    id: Id
    label: LabelEntry
    same_as: str = ""
    applies_to_kinds: Many[Id]
    election_kind: str
    touches: Many[Id]
    effect: Literal["warn"]
    approval_by: str
    question: LabelEntry | None = None
    windows: list[WindowEntry] = []
    exemptions: list[ExemptionEntry] = []
    penalty: Warranted | None = None

    def made(self) -> ReplacementGuard:
        """Make the guard."""
        return ReplacementGuard(
            label=self.label.made(),
            kinds=frozenset(many(self.applies_to_kinds)),
            touches=frozenset(many(self.touches)),
            approval_by=self.approval_by,
            question=self.question.made() if self.question else Label("", ""),
            windows=tuple(window.made() for window in self.windows),
            exemptions=tuple(exemption.made() for exemption in self.exemptions),
        )
