"""The table of powers as a public page: who may do what on which case in which stage, on what legal basis."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.mark import Warrant
from sbt.rules.power_cells import Cell, Use, cells
from sbt.rules.powers import PowerTable
from sbt.rules.process import Process
from sbt.rules.span import Span
from sbt.web.formats import label, language
from sbt.web.guard import PUBLIC, guard
from sbt.web.law_view import role_of
from sbt.web.page import page

ZONE = "WIB"


@guard(PUBLIC)
@require_GET
def powers(request: HttpRequest) -> HttpResponseBase:
    """Every cell of the table, all of them or those of one kind of institution or one action."""
    known = law()
    commons, today = known.book.commons, local_day(clock.now(), ZONE)
    found = list(cells(commons, known.book.processes))
    kinds = {cell.kind: _kind(cell.kind) for cell in found}
    actions = {power: label(word.label) for power, word in known.powers.items()}
    kind = _chosen(request.GET.get("lembaga", ""), kinds)
    action = _chosen(request.GET.get("tindakan", ""), actions)
    shown = [c for c in found if (not kind or c.kind == kind) and (not action or c.power == action)]
    table = commons.authority.table
    context = {
        "groups": [
            {"id": power, "name": name, "rows": [_row(cell, kinds) for cell in shown if cell.power == power]}
            for power, name in actions.items()
            if any(cell.power == power for cell in shown)
        ],
        "vacancies": [
            {"name": actions.get(one.power, one.power), "span": _span(one.span), **_warrant(one.warrant)}
            for one in commons.authority.vacancies
            if one.span.covers(today) and (not action or one.power == action)
        ],
        "kinds": sorted(kinds.items(), key=lambda one: one[1]),
        "actions": list(actions.items()),
        "kind": kind,
        "action": action,
        "count": len(shown),
        "whole": not kind and not action,
        **_fields(table),
        **_conflicts(table, actions),
    }
    return page(request, "law/powers.html", context)


def _chosen(text: str, known: Iterable[str]) -> str:
    return text if text in known else ""


def _kind(id_: str) -> str:
    known = law().book.commons.kinds.get(id_)
    role = role_of(id_)
    return label(known.label) if known else label(role.label) if role else id_


def _row(cell: Cell, kinds: dict[str, str]) -> dict[str, Any]:
    known = law().institution(cell.institution)
    return {
        "role": label(cell.role.label),
        "kind": label(known.name) if known else kinds[cell.kind],
        "relation": _relation(cell.relation),
        "steps": _steps(cell.uses),
        "span": _span(cell.span),
        "joint": cell.joint,
        **_warrant(cell.warrant),
    }


def _relation(id_: str) -> str:
    table = law().book.commons.authority.table
    return next((label(one.label) for one in table.relations if one.id == id_), id_)


def _steps(uses: Iterable[Use]) -> list[dict[str, str]]:
    """Say each step once with its stages; regimes that say the same are not told apart."""
    said: dict[tuple[str, str], None] = {}
    for use in uses:
        said.setdefault((label(use.step.label), _stages(use.process, use.stages)))
    return [{"name": name, "stages": stages} for name, stages in said]


def _stages(process: Process, stages: Iterable[str]) -> str:
    names = [label(process.stage(stage).label) for stage in stages if not process.stage(stage).final]
    closed = any(process.stage(stage).final for stage in stages)
    return "; ".join([*names, *([_("kasus yang selesai")] if closed else [])]) or _("setiap tahap terbuka")


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "until": span.until}


def _warrant(warrant: Warrant) -> dict[str, Any]:
    return {
        "basis": law().cite(warrant.basis, language()),
        "certain": warrant.certain,
        "note": warrant.note if language() == "id" else "",
    }


def _fields(table: PowerTable) -> dict[str, Any]:
    return {
        "relations": [
            {"name": label(one.label), "text": label(one.text), **_warrant(one.warrant)} for one in table.relations
        ],
        "fields": [
            {
                "name": label(one.label),
                "open": [relation.id in one.shown_to for relation in table.relations],
                **_warrant(one.warrant),
            }
            for one in table.fields.values()
        ],
    }


def _conflicts(table: PowerTable, actions: dict[str, str]) -> dict[str, Any]:
    def roles(ids: Iterable[str]) -> str:
        return ", ".join(label(role.label) for id_ in sorted(ids) if (role := role_of(id_)))

    return {
        "own_staff": [
            {
                "kinds": ", ".join(_kind(kind) for kind in sorted(one.kinds)),
                "kept": roles(one.except_roles),
                **_warrant(one.warrant),
            }
            for one in table.own_staff
        ],
        "officials": [{"roles": roles(one.roles), **_warrant(one.warrant)} for one in table.officials],
        "substitutes": [
            {"name": label(one.label), **_warrant(one.warrant)} for one in law().offices.substitutes if one.conflict
        ],
        "duties": [
            {
                "name": label(one.label),
                "powers": ", ".join(actions[power] for power in sorted(one.powers) if power in actions),
                **_warrant(one.warrant),
            }
            for one in table.duties
        ],
    }
