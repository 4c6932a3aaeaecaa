"""What contradicts itself in the law: every finding at once. Repairs nothing, and knows no files."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from sbt.rules.book import Commons, RuleBook
from sbt.rules.discipline import Discipline
from sbt.rules.finding import Finding
from sbt.rules.lint_guards import Ground
from sbt.rules.lint_handovers import lint_handovers
from sbt.rules.lint_powers import lint_powers
from sbt.rules.lint_process import lint_process
from sbt.rules.matrix import Matrix
from sbt.rules.process import Process
from sbt.rules.span import Span


def lint(book: RuleBook) -> tuple[Finding, ...]:
    """Give every contradiction of the book."""
    return tuple(_findings(book))


def _findings(book: RuleBook) -> Iterator[Finding]:
    commons = book.commons
    disciplined = [{term.id: term for term in discipline.terms} for discipline in book.disciplines]
    shared = {id_: term for one in disciplined[:1] for id_, term in one.items() if all(id_ in d for d in disciplined)}
    yield from _overlaps("process", [(one.id, one.received) for one in book.processes])
    yield from _overlaps("matrix", [(one.id, one.acts) for one in book.matrices])
    yield from _overlaps("discipline", [(one.id, one.acts) for one in book.disciplines])
    for process in book.processes:
        ground = Ground(
            process=process,
            terms={**shared, **{term.id: term for term in process.terms}},
            powers=frozenset(grant.power for grant in commons.authority.grants),
            kinds=frozenset(commons.kinds),
        )
        yield from lint_process(process, ground)
        yield from lint_handovers(process, ground, {one.id: one for one in book.processes})
    sanctions = frozenset(sanction.id for one in book.disciplines for sanction in one.sanctions)
    for matrix in book.matrices:
        yield from _matrix(matrix, sanctions)
    for discipline in book.disciplines:
        yield from _discipline(discipline)
    yield from _commons(commons)
    yield from lint_powers(book)
    yield from _cases_without_law(book.processes, book)


def _overlaps(kind: str, spans: list[tuple[str, Span]]) -> Iterator[Finding]:
    for place, (id_, span) in enumerate(spans):
        if span.start and span.until and span.until < span.start:
            yield Finding("span_backwards", (kind, id_), {"from": str(span.start), "until": str(span.until)})
        for other_id, other in spans[place + 1 :]:
            if span.overlaps(other):
                yield Finding("versions_overlap", (kind, other_id), {"id": other_id, "other": id_})


def _cases_without_law(processes: Iterable[Process], book: RuleBook) -> Iterator[Finding]:
    """A report received under a regime must find a matrix and a discipline for an act of that day."""
    for process in processes:
        day = process.received.start
        if day is None:
            continue
        if not any(matrix.acts.covers(day) for matrix in book.matrices):
            yield Finding("no_matrix_on_day", ("process", process.id), {"day": day.isoformat()})
        if not any(discipline.acts.covers(day) for discipline in book.disciplines):
            yield Finding("no_discipline_on_day", ("process", process.id), {"day": day.isoformat()})


def _matrix(matrix: Matrix, sanctions: frozenset[str]) -> Iterator[Finding]:
    rows = [row.id for row in matrix.rows]
    forms = {form for form, _ in matrix.forms}
    for id_ in {row for row in rows if rows.count(row) > 1}:
        yield Finding("id_twice", ("matrix", matrix.id, "rows", id_), {"id": id_})
    for row in matrix.rows:
        where = ("matrix", matrix.id, "rows", row.id)
        if row.form not in forms:
            yield Finding("form_unknown", (*where, "form"), {"form": row.form})
        for sanction in row.sanctions:
            if sanction not in sanctions:
                yield Finding("sanction_unknown", (*where, "sanctions"), {"sanction": sanction})
        for other in row.related_criminal:
            if other not in rows:
                yield Finding("row_unknown", (*where, "related_criminal"), {"row": other})
        if not row.level and not row.decided_by and not row.statutory:
            yield Finding("level_missing", (*where, "level"), {"row": row.id})


def _discipline(discipline: Discipline) -> Iterator[Finding]:
    ids = [sanction.id for sanction in discipline.sanctions]
    rules = {rule.id for rule in discipline.punishing}
    for id_ in {one for one in ids if ids.count(one) > 1}:
        yield Finding("id_twice", ("discipline", discipline.id, "sanctions", id_), {"id": id_})
    for sanction in discipline.sanctions:
        where = ("discipline", discipline.id, "sanctions", sanction.id)
        if sanction.imposed_by and sanction.imposed_by not in rules:
            yield Finding("authority_unknown", (*where, "authority"), {"authority": sanction.imposed_by})
        if sanction.level != "criminal" and not sanction.imposed_by:
            yield Finding("authority_missing", where, {"sanction": sanction.id})


def _commons(commons: Commons) -> Iterator[Finding]:
    for institution in commons.institutions.values():
        if institution.kind not in commons.kinds:
            yield Finding(
                "kind_unknown", ("commons", "commons", "institutions", institution.id), {"kind": institution.kind}
            )
    for election in commons.elections.values():
        for earlier, later in pairwise(sorted(d.on for d in election.determinations if not d.areas)):
            if earlier == later and len({d.office for d in election.determinations}) == 1:
                where = ("commons", "commons", "elections", election.id)
                yield Finding("determination_twice", where, {"day": later.isoformat()})
