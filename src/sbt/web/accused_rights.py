"""What the page of the accused says of his rights: limits, decision, block, letter, and all of it as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.utils.translation import gettext as _

from sbt.project import clock
from sbt.protection.readings import readings_told
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.web import law_view, names
from sbt.web.formats import day, label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sbt.cases.models import CaseFile, Decision
    from sbt.cases.queries.accused import AccusedView
    from sbt.rules.deadline import Term

OWN_DUTY = "accused"


def limits(view: AccusedView) -> list[dict[str, Any]]:
    """List his own limits in the order of the law: with the last day once it runs, before that how long it will be."""
    running, now = {one.term.id: one.clock for one in view.limits}, clock.now()
    listed = []
    for term in _own_terms(view):
        found = running.get(term.id)
        listed.append(
            {
                "label": label(term.label),
                "from": label(term.starts_from),
                "amount": law_view.amount_words(term),
                "due": found.due_on if found else None,
                "days": found.days_left(now) if found and found.state == "running" else None,
                "over": bool(found and found.state in ("met", "lapsed")),
                "certain": term.warrant.certain and term.unit_verified,
                "basis": law().cite(term.warrant.basis),
            }
        )
    return listed


def _own_terms(view: AccusedView) -> Iterable[Term]:
    found = {term.id: term for term in (*view.law.process.terms, *view.law.discipline.terms) if term.duty == OWN_DUTY}
    return found.values()


def decision(view: AccusedView, row: Decision) -> dict[str, Any]:
    """Say a decision."""
    return {
        "number": row.number,
        "on": row.dated_on,
        "signer": row.signer,
        "sanction": names.sanction(view.law, row.sanction),
        "institution": names.institution(row.institution),
    }


def block(view: AccusedView) -> dict[str, Any] | None:
    """Say why his data is blocked, by whom and since when, the way out, and when it is looked at again."""
    if view.block is None:
        return None
    return {
        "row": view.block,
        "institution": names.institution(view.block.institution),
        "agency": names.institution(view.case.instansi),
        "whole": view.block.scope == "instansi_service",
    }


def pages(link: CaseFile) -> list[int]:
    """Number the pages of a released copy that can be looked at."""
    return list(range(1, link.file.pages.count() + 1)) if link.file.open else []


def letter(view: AccusedView) -> dict[str, Any]:
    """Say the letter that clears the name."""
    case = view.case
    return {
        "case": case,
        "person": case.subject,
        "instansi": names.institution_full(case.instansi) if case.instansi else "",
        "outcome": label(view.stage),
        "on": view.cleared_on,
        "by": names.institution_full(_closer(view)),
        "allegation": view.allegation,
        "today": local_day(clock.now(), "WIB"),
        "signed": view.signed,
        "signed_by": names.institution_full(view.signed.institution) if view.signed else "",
    }


def _closer(view: AccusedView) -> str:
    done = [one for one in view.state.done.values() if one.seq == view.state.stage_entry]
    return done[0].institution if done else ""


def export(view: AccusedView) -> JsonResponse:
    """Give everything that concerns him as a file: what stands on his page, and the person as he is on record."""
    person = view.case.subject
    body = {
        "kasus": view.case.ref,
        "diri": {
            "nama": person.name,
            "nip": person.nip,
            "instansi": names.institution(person.instansi) if person.instansi else "",
            "unit": person.unit,
            "jabatan": person.post,
            "jenis": person.employment,
        },
        "dugaan": {"isi": view.allegation, "oleh": names.institution(view.told_by), "tanggal": _iso(view.told_on)},
        "tahap": label(view.stage),
        "riwayat": [
            {
                "tanggal": one.on.isoformat(),
                "langkah": label(one.step.said) or label(one.step.label),
                "isian": {
                    label(field.label): value if isinstance(value, str) else value.isoformat()
                    for field, value in one.facts
                },
            }
            for one in view.told
        ],
        "jawaban": [
            {
                "tanggal": one.on.isoformat(),
                "isi": {label(field.label): text for field, text in one.texts},
                "berkas": [{"nama": name, "ukuran": size, "sha256": sha} for name, size, sha in one.sent],
                "nomor": one.number,
            }
            for one in view.replies
        ],
        "tenggat": [
            {"tenggat": one["label"], "terakhir": _iso(one["due"]), "dasar": one["basis"], "dipastikan": one["certain"]}
            for one in limits(view)
        ],
        "keputusan": [
            {"nomor": row.number, "tanggal": row.dated_on.isoformat(), "sanksi": names.sanction(view.law, row.sanction)}
            for row in view.decisions
        ],
        "blokir": {"nomor": view.block.number, "sejak": _iso(view.block.on), "alasan": view.block.reason}
        if view.block
        else None,
        "surat_pemulihan": {"naskah": view.signed.text, "sha256": view.signed.sha256} if view.signed else None,
        "pembacaan": [
            {"tanggal": on.isoformat(), "lembaga": names.institution(institution), "untuk": purpose}
            for on, institution, purpose in (readings_told(view.case.ref, since=view.told_on) if view.told_on else ())
        ],
        "tidak_termasuk": _("Siapa yang melapor, apa yang ditulisnya, berapa, dan kapan: tertutup menurut hukum."),
        "dibuat": day(local_day(clock.now(), "WIB")),
    }
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="data-saya-{view.case.ref}.json"'
    response["Cache-Control"] = "no-store"
    return response


def _iso(value: Any) -> str:
    return value.isoformat() if value else ""
