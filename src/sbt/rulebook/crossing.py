"""Whether the files of the law name each other rightly: words, institutions, areas, roles. Rules are linted elsewhere."""

from collections.abc import Iterable, Iterator

from sbt.rulebook.law import Law
from sbt.rules.finding import Finding, Where

COMMONS: Where = ("commons", "commons")


def cross(law: Law) -> Iterator[Finding]:
    """Name every reference between files that leads nowhere."""
    yield from _institutions(law)
    yield from _offices(law)
    yield from _control(law)
    yield from _disclosure(law)
    yield from _custody(law)
    yield from _information(law)
    yield from _disciplines(law)
    yield from _elections(law)
    yield from _corrections(law)
    yield from _demo(law)


def _institutions(law: Law) -> Iterator[Finding]:
    for regency in law.regencies.values():
        if regency.province not in law.provinces:
            yield Finding("province_unknown", (*COMMONS, "regencies", regency.code), {"province": regency.province})
    for served in law.served:
        if served.province not in law.provinces:
            where: Where = (*COMMONS, "institutions", served.institution, "areas")
            yield Finding("province_unknown", where, {"province": served.province})
    for signatory in law.signatories:
        where = (*COMMONS, "signatories")
        if signatory.instrument not in law.instruments:
            yield Finding("instrument_unknown", where, {"instrument": signatory.instrument})
        yield from _known_institution(law, signatory.institution, where)


def _known_institution(law: Law, id_: str, where: Where) -> Iterator[Finding]:
    if id_ and law.institution(id_) is None:
        yield Finding("institution_unknown", where, {"institution": id_})


def _offices(law: Law) -> Iterator[Finding]:
    kinds = law.book.commons.kinds
    posts = {post.id for post in law.employment.posts}
    for title in law.offices.titles:
        yield from _words(title.kinds, kinds, "kinds", (*COMMONS, "offices", title.id))
    for rule in law.offices.substitutes:
        where: Where = (*COMMONS, "substitutes", rule.id)
        yield from _words(rule.kinds, kinds, "kinds", where)
        yield from _words(rule.posts, posts, "posts", where)
        yield from _known_institution(law, rule.institution, where)


def _control(law: Law) -> Iterator[Finding]:
    for action in law.control.actions:
        if action.review_term:
            yield from _words([action.review_term], law.terms, "terms", (*COMMONS, "control_actions", action.id))
    for sanction in law.control.ppk_sanctions:
        where: Where = (*COMMONS, "ppk_sanctions", sanction.id)
        yield from _known_institution(law, sanction.institution, where)
        if sanction.term:
            yield from _words([sanction.term], law.terms, "terms", where)
    guard = law.control.replacement
    if guard:
        where = (*COMMONS, "replacement_guard")
        sanctions = {sanction.id for one in law.book.disciplines for sanction in one.sanctions}
        yield from _words(guard.kinds, law.book.commons.kinds, "kinds", where)
        yield from _words(guard.touches, sanctions, "sanctions", where)
        yield from _known_institution(law, guard.approval_by, where)


def _information(law: Law) -> Iterator[Finding]:
    known = law.information
    where: Where = (*COMMONS, "information")
    for body in known.bodies:
        yield from _known_institution(law, body.institution, where)
    yield from _words(known.terms.values(), law.terms, "terms", where)
    if known.bodies:
        yield from _words((known.names_open_with,), (row.item for row in law.disclosure.rows), "disclosure", where)


def _custody(law: Law) -> Iterator[Finding]:
    custody = law.custody
    for office in custody.offices:
        where: Where = (*COMMONS, "custody", office.id)
        for institution in (office.institution, *sorted(office.also)):
            yield from _known_institution(law, institution, where)
    for reason in custody.reasons.values():
        yield from _words(reason.choices, custody.choices, "choices", (*COMMONS, "custody", reason.id))


def _disclosure(law: Law) -> Iterator[Finding]:
    disclosure = law.disclosure
    lists = {
        "reader": {word.id for word in disclosure.readers},
        "track": {word.id for word in disclosure.tracks},
        "item": {word.id for word in disclosure.items},
        "when": {word.id for word in disclosure.moments},
    }
    seen: set[tuple[str, str, str]] = set()
    for row in disclosure.rows:
        where: Where = (*COMMONS, "disclosure", "rows")
        for name, known in lists.items():
            yield from _words([getattr(row, name)], known, name, where)
        key = (row.reader, row.track, row.item)
        if key in seen:
            yield Finding("row_twice", where, {"row": " / ".join(key)})
        seen.add(key)
    yield from _told_accused(law)


def _told_accused(law: Law) -> Iterator[Finding]:
    """What the accused is told names steps and facts that some regime has, never a file or a reporter's step."""
    where: Where = (*COMMONS, "disclosure", "told_accused")
    items = {word.id for word in law.disclosure.items}
    for told in law.disclosure.told_accused:
        steps = [step for process in law.book.processes if (step := process.step(told.step))]
        yield from _words([told.step], {step.id for step in steps}, "steps", where)
        yield from _words([told.item], items, "items", where)
        known = {fact.name for step in steps for fact in step.facts if fact.kind != "file"}
        yield from _words([*told.only, *told.facts], known, "facts", (*where, told.step))


def _disciplines(law: Law) -> Iterator[Finding]:
    employment = law.employment
    deciders = {word.label for word in employment.deciders}
    parts = {word.id for word in employment.team_members}
    posts = {word.id for word in employment.posts}
    levels = {level.id for level in employment.job_levels}
    kinds = {kind.id for kind in employment.asn_kinds}
    for discipline in law.book.disciplines:
        at = ("discipline", discipline.id)
        for sanction in discipline.sanctions:
            yield from _words(sanction.employment, kinds, "asn_kinds", (*at, "sanctions", sanction.id, "employment"))
        for team in discipline.teams:
            yield from _words(team.members, parts, "team_members", (*at, "teams", team.id, "parts"))
            yield from _words(team.posts, posts, "posts", (*at, "teams", team.id, "posts"))
        for rule in discipline.punishing:
            where: Where = (*at, "authority", rule.id)
            yield from _words(rule.job_levels, levels, "job_levels", (*where, "job_levels"))
            if rule.who not in deciders:
                yield Finding("word_unknown", (*where, "by"), {"word": rule.who.id, "list": "deciders"})
    for digest, reference in law.matrices.items():
        matrix = next((one for one in law.book.matrices if one.digest == digest), None)
        if matrix is None:
            continue
        dimensions = {word.id for word in reference.dimensions}
        for form in reference.forms:
            where = ("matrix", matrix.id, "forms", form.id, "suggests")
            yield from _words(form.suggests, dimensions, "dimensions", where)
        for row, ids in reference.court_sanctions.items():
            where = ("matrix", matrix.id, "rows", row, "court_sanctions")
            yield from _words(ids, law.court_sanctions, "court_sanctions", where)


def _elections(law: Law) -> Iterator[Finding]:
    offices = {word.id for word in law.election_offices}
    areas = set(law.provinces) | set(law.regencies)
    for election in law.elections():
        where: Where = (*COMMONS, "elections", election.id)
        yield from _words([one.office for one in election.determinations], offices, "offices", where)
        for one in election.determinations:
            for area in sorted(one.areas - areas):
                yield Finding("area_unknown", where, {"area": area})


def _corrections(law: Law) -> Iterator[Finding]:
    for correction in law.corrections:
        where = (*COMMONS, "overrides", correction.id)
        for day, kind in correction.not_found:
            yield Finding("day_not_in_calendar", where, {"day": day.isoformat(), "kind": kind})
        for added in correction.added:
            if added.day.year not in law.book.commons.calendar.years:
                yield Finding("year_without_calendar", where, {"year": str(added.day.year)})


def _demo(law: Law) -> Iterator[Finding]:
    roles = {role.id for role in law.book.commons.authority.roles}
    for account in law.demo.accounts if law.demo else ():
        where: Where = (*COMMONS, "overlay", "accounts", account.email)
        yield from _known_institution(law, account.institution, where)
        if account.role not in roles:
            yield Finding("role_unknown", where, {"role": account.role})


def _words(names: Iterable[str], known: Iterable[str], list_: str, where: Where) -> Iterator[Finding]:
    known = set(known)
    for name in sorted(set(names) - known):
        yield Finding("word_unknown", where, {"word": name, "list": list_})
