"""The rows of a joint decree: which form of act, in which phase, at which level. The officer decides; this helps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sbt.rules.mark import Label, Warrant
from sbt.rules.period import Period
from sbt.rules.span import Span

type Phase = Literal["before_determination", "after_determination", "campaign", "any"]
type Fit = Literal["fits", "possible", "out_of_phase", "other_form"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: the act, when it counts, the level that its article fixes and the sanctions of that level."""

    id: str
    number: int
    category: Literal["ethics", "discipline", "party", "criminal"]
    description: Label
    phase: Phase
    form: str
    level: str = ""
    sanctions: tuple[str, ...] = ()
    condition: Label = Label("", "")
    decided_by: str = ""
    related_criminal: tuple[str, ...] = ()
    statutory: bool = False
    """A prohibition of the statute itself, shown beside the decree's rows but not offered as one."""
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The rows in force for acts within the span, with the words in which forms are asked for."""

    id: str
    label: Label
    acts: Span
    rows: tuple[Row, ...]
    forms: tuple[tuple[str, Label], ...] = ()
    dimensions: tuple[tuple[str, Label], ...] = ()
    effects: tuple[tuple[str, Label], ...] = ()
    digest: str = ""
    warrant: Warrant = Warrant()

    def row(self, id_: str) -> Row | None:
        """Give the row, or None for an unknown one."""
        return next((row for row in self.rows if row.id == id_), None)


@dataclass(frozen=True, slots=True)
class Fitting:
    """How a row fits a case, with the reason as a code and the date that decided."""

    row: Row
    fit: Fit
    reason: str
    decided_by: date | None = None


def classify(
    matrix: Matrix,
    *,
    form: str,
    act: Period,
    determination: date | None,
    campaign: Span | None,
) -> tuple[Fitting, ...]:
    """Say of each row whether it fits the form and the act's period; rows that fit come first, in the decree's order.

    Where the period straddles the determination both categories stay possible and the officer decides.
    """
    rank: dict[Fit, int] = {"fits": 0, "possible": 1, "out_of_phase": 2, "other_form": 3}
    fittings = (_fitting(row, form, act, determination, campaign) for row in matrix.rows if not row.statutory)
    return tuple(sorted(fittings, key=lambda fitting: (rank[fitting.fit], fitting.row.category, fitting.row.number)))


def certain(fittings: Iterable[Fitting]) -> bool:
    """Tell whether the fitting rows agree on one category; otherwise the answer is: both possible."""
    candidates = [fitting for fitting in fittings if fitting.fit in ("fits", "possible")]
    return len({fitting.row.category for fitting in candidates}) == 1 and all(f.fit == "fits" for f in candidates)


def _fitting(row: Row, form: str, act: Period, determination: date | None, campaign: Span | None) -> Fitting:
    fit, reason, day = _phase(row.phase, act, determination, campaign)
    if row.form != form:
        return Fitting(row, "other_form", "another_form", day)
    return Fitting(row, fit, reason, day)


def _phase(
    phase: Phase, act: Period, determination: date | None, campaign: Span | None
) -> tuple[Fit, str, date | None]:
    if phase == "any":
        return "fits", "any_phase", None
    if phase == "campaign":
        if campaign is None or campaign.start is None or campaign.until is None:
            return "possible", "campaign_dates_unknown", None
        if campaign.covers(act.first) and campaign.covers(act.last):
            return "fits", "within_campaign", campaign.start
        if campaign.overlaps(Span(act.first, act.last)):
            return "possible", "period_straddles_campaign", campaign.start
        return "out_of_phase", "outside_campaign", campaign.start
    if determination is None:
        return "possible", "determination_unknown", None
    if act.before(determination):
        return ("fits" if phase == "before_determination" else "out_of_phase"), "before_determination", determination
    if act.from_day_on(determination):
        return ("fits" if phase == "after_determination" else "out_of_phase"), "after_determination", determination
    return "possible", "period_straddles_determination", determination
