"""Words for codes: what institutions, stages, forms, rows and answers are called on an officer's page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sbt.people.models import Posting
from sbt.rulebook.current import law
from sbt.rules.mark import Label
from sbt.rules.process import Process
from sbt.web.formats import label

if TYPE_CHECKING:
    from sbt.rules.book import CaseLaw
    from sbt.rules.deadline import Term
    from sbt.rules.matrix import Row
    from sbt.rules.process import FactField


def institution(id_: str) -> str:
    """Give the short name of an institution, or what stands in its place for the public and the clock."""
    known = law().institution(id_)
    if known is not None:
        return known.short or label(known.name)
    return {"publik": _("Masyarakat"), "sistem": _("Sistem")}.get(id_, id_)


def institution_full(id_: str) -> str:
    """Give the full name of an institution."""
    known = law().institution(id_)
    return label(known.name) if known is not None else institution(id_)


def institutions(ids: str) -> str:
    """Give the short names of institutions whose ids stand in a row with commas, as a sentence part."""
    names = [institution(id_) for id_ in ids.split(",") if id_]
    if len(names) <= 1:
        return "".join(names)
    return _("%(first)s, dan %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def stage(code: str, process: str = "") -> str:
    """Give the name of a stage: in the regime with this digest, or in the newest that knows it."""
    known = _stages(law().digest)
    return label(known.get((process, code)) or known.get(("", code), Label(code, code)))


def form(code: str) -> str:
    """Give the name of a form of act of any matrix."""
    return label(_forms(law().digest).get(code, Label(code, code)))


def forms() -> list[tuple[str, str]]:
    """List the forms of act of every matrix, by code and name."""
    return [(code, label(words)) for code, words in _forms(law().digest).items()]


def term(code: str) -> Term | None:
    """Give a term of the law by its code."""
    return law().terms.get(code)


def row(found: Row) -> str:
    """Name a row of the matrix: its category, number and wording."""
    return f"{category(found.category)} {found.number}: {label(found.description)}"


def category(code: str) -> str:
    """Name a category of breach."""
    return str(_CATEGORIES.get(code, code))


_CATEGORIES = {
    "ethics": gettext_lazy("Kode etik"),
    "discipline": gettext_lazy("Disiplin"),
    "party": gettext_lazy("Keanggotaan partai"),
    "criminal": gettext_lazy("Pidana"),
}


def level(code: str) -> str:
    """Name a level of sanction."""
    return next((label(word.label) for word in law().employment.levels if word.id == code), code)


def job_level(code: str) -> str:
    """Name a level of job."""
    return next((label(one.label) for one in law().employment.job_levels if one.id == code), code)


def employment(code: str) -> str:
    """Name a kind of employment."""
    return next((label(one.label) for one in law().employment.asn_kinds if one.id == code), code)


def team_part(code: str) -> str:
    """Name a part that a member has in an examination team."""
    return next((label(one.label) for one in law().employment.team_members if one.id == code), code)


def sanction(case_law: CaseLaw, code: str) -> str:
    """Name a sanction of the case's discipline."""
    found = case_law.discipline.sanction(code)
    return label(found.label) if found else code


def election(code: str) -> str:
    """Name an election."""
    found = law().book.commons.elections.get(code)
    return label(found.label) if found else code


def step(case_law: CaseLaw, code: str) -> str:
    """Name a step of the case's regime."""
    found = case_law.process.step(code)
    return label(found.label) if found else code


def role(code: str) -> str:
    """Give the name of a role."""
    found = law().book.commons.authority.role(code)
    return label(found.label) if found else code


def officer_of(posting: str) -> str:
    """Say which officer a posting means by role and institution; nobody of another institution is named."""
    found = next(iter(Posting.objects.filter(id=posting)), None)
    return f"{role(found.role)}, {institution(found.institution)}" if found else ""


def answer(field: FactField | None, code: str, case_law: CaseLaw) -> str:
    """Give the words of a code that answers a field."""
    if field is None:
        return code
    for option in field.options:
        if option.code == code:
            return label(option.label)
    return of_source(field.source or field.kind, code, case_law)


def of_source(source: str, code: str, case_law: CaseLaw) -> str:
    """Give the words of a code that comes from one of the lists of the law."""
    matrix = case_law.matrix
    match source:
        case "rows" | "provision":
            found = matrix.row(code)
            return row(found) if found else code
        case "sanctions":
            return sanction(case_law, code)
        case "institutions" | "institution":
            return institution(code)
        case "job_levels":
            return job_level(code)
        case "officers":
            return officer_of(code)
        case "forms":
            return form(code)
        case "dimensions":
            return _word(dict(matrix.dimensions), code)
        case "effects":
            return _word(dict(matrix.effects), code)
        case _:
            return code


def _word(words: Mapping[str, Label], code: str) -> str:
    return label(words[code]) if code in words else code


@lru_cache(maxsize=4)
def _stages(digest: str) -> dict[tuple[str, str], Label]:
    processes = sorted(law().book.by_digest.values(), key=_since) if law().book.by_digest else []
    found: dict[tuple[str, str], Label] = {}
    for process in processes:
        if isinstance(process, Process):
            found |= {(process.digest, one.id): one.label for one in process.stages}
            found |= {("", one.id): one.label for one in process.stages}
    return found


def _since(version: object) -> date:
    start = version.received.start if isinstance(version, Process) else None
    return start or date.min


@lru_cache(maxsize=4)
def _forms(digest: str) -> dict[str, Label]:
    return {code: words for matrix in reversed(law().book.matrices) for code, words in matrix.forms}
