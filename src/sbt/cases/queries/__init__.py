"""How cases are read: sight first, then lists, the file of a case, and what a reporter may know."""

from sbt.cases.queries.sight import case_in_sight, cases_visible_to
from sbt.cases.queries.status import ReporterStatus, report_of, status_of
from sbt.cases.queries.worklist import DeskRow, Page, WorklistFilter, stage_counts, turns_of, worklist

__all__ = [
    "DeskRow",
    "Page",
    "ReporterStatus",
    "WorklistFilter",
    "case_in_sight",
    "cases_visible_to",
    "report_of",
    "stage_counts",
    "status_of",
    "turns_of",
    "worklist",
]
