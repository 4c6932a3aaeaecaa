"""What was measured, beside its limit: one table, on the terminal and in docs/performance.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

START, END = "<!-- bench: from here -->", "<!-- bench: to here -->"


@dataclass(frozen=True)
class Figure:
    """One line of the table. `limit` is said as it is meant; `good` is None where nothing is asked."""

    what: str
    measured: str
    limit: str = ""
    good: bool | None = None
    beside: str = ""


@dataclass
class Table:
    """All figures of one run, in the order in which they were taken."""

    title: str
    figures: list[Figure] = field(default_factory=list)

    def add(self, what: str, measured: str, *, limit: str = "", good: bool | None = None, beside: str = "") -> None:
        self.figures.append(Figure(what, measured, limit, good, beside))
        print(f"  {what}: {measured}{f'  (limit {limit}: {_verdict(good)})' if limit else ''}  {beside}", flush=True)

    def at_most(self, what: str, value: float, limit: float, unit: str, *, beside: str = "", held: bool = True) -> None:
        self.add(
            what, f"{value:,.4g} {unit}", limit=f"≤ {limit:g} {unit}" if held else "", beside=beside,
            good=value <= limit if held else None,
        )  # fmt: skip

    def at_least(
        self, what: str, value: float, limit: float, unit: str, *, beside: str = "", held: bool = True
    ) -> None:
        self.add(
            what, f"{value:,.4g} {unit}", limit=f"≥ {limit:g} {unit}" if held else "", beside=beside,
            good=value >= limit if held else None,
        )  # fmt: skip

    @property
    def missed(self) -> list[Figure]:
        return [figure for figure in self.figures if figure.good is False]

    def markdown(self) -> str:
        lines = [self.title, "", "| | measured | limit | | beside |", "|---|---|---|---|---|"]
        lines += [f"| {f.what} | {f.measured} | {f.limit} | {_verdict(f.good)} | {f.beside} |" for f in self.figures]
        return "\n".join(lines)

    def write_into(self, document: Path) -> None:
        """Put the table between the marks of the document."""
        text = document.read_text()
        before, _, rest = text.partition(START)
        _, _, after = rest.partition(END)
        document.write_text(f"{before}{START}\n{self.markdown()}\n{END}{after}")


def _verdict(good: bool | None) -> str:  # noqa: FBT001 (the answer it puts into words)
    return "" if good is None else "ok" if good else "**missed**"
