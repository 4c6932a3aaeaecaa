"""What a field of a step offers to choose from: the lawful answers first, the others visible with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sbt.cases.actions.conflict import handlers
from sbt.cases.queries.evidence import named_copies
from sbt.people.acting import reading
from sbt.people.actor import PUBLIC
from sbt.rulebook.current import law
from sbt.rules.discipline import choices
from sbt.rules.matrix import Fitting, classify
from sbt.rules.period import Period
from sbt.web import names, wording
from sbt.web.formats import day, label, language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sbt.cases.queries.file_rows import CaseRow
    from sbt.rules.authority import Actor
    from sbt.rules.book import CaseLaw
    from sbt.rules.case import CaseState
    from sbt.rules.discipline import Discipline
    from sbt.rules.matrix import Matrix
    from sbt.rules.process import FactField


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer: its code, its words, and why it may not be chosen when it may not."""

    value: str
    label: str
    hint: str = ""
    disabled: bool = False
    reason: str = ""
    group: str = ""
    folded: bool = False
    """Shown only when asked for: it fits neither the form nor the time of the act, or may not be chosen."""

    @property
    def pair(self) -> tuple[str, str]:
        """Give code and words."""
        return self.value, self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a step is taken: the case as it stands, on which day."""

    case: CaseRow
    state: CaseState
    law: CaseLaw
    today: date
    actor: Actor = PUBLIC
    linked: Sequence[str] = ()
    others: Sequence[str] = ()
    """Other open cases of the person in sight."""


def offers_of(field: FactField, setting: Setting) -> Sequence[Offer]:
    """List the answers of a field."""
    if field.options:
        return [Offer(option.code, label(option.label)) for option in field.options]
    if field.source == "officers":
        return officers(setting)
    return _of_source(field, setting)


def _of_source(field: FactField, setting: Setting) -> Sequence[Offer]:
    refs = setting.others if field.kind == "case" else setting.linked
    kinds = {"provision": "rows", "institution": "institutions", "case": "cases"}
    source = field.source or kinds.get(field.kind, "")
    match source:
        case "rows":
            return rows(setting)
        case "sanctions":
            return sanctions(setting)
        case "institutions":
            return institutions(setting)
        case "job_levels":
            return [Offer(one.id, label(one.label)) for one in law().employment.job_levels]
        case "dimensions" | "effects" | "forms":
            matrix = setting.law.matrix
            words = {"dimensions": matrix.dimensions, "effects": matrix.effects, "forms": matrix.forms}[source]
            return [Offer(code, label(word)) for code, word in words]
        case "elections":
            return [Offer(one.id, label(one.label)) for one in law().elections()]
        case "copies_made" | "copies_released":
            with reading(setting.actor):
                return [Offer(str(id_), title) for id_, title in named_copies(setting.case.id, source)]
        case "cases":
            return [Offer(ref, ref) for ref in refs]
        case _:
            return []


def officers(setting: Setting) -> list[Offer]:
    """List those who handle or see such cases, by name, for whoever records that one of them has an interest."""
    with reading(setting.actor):
        found = list(handlers(setting.state, setting.law, on=setting.today))
    return [
        Offer(str(one.id), f"{one.officer.name} – {names.role(one.role)}", group=names.institution(one.institution))
        for one in found
    ]


def institutions(setting: Setting) -> list[Offer]:
    """List the institutions that exist on the day, by full name; in demo mode no office of a real regency."""
    known = (one for one in setting.law.commons.institutions.values() if one.span.covers(setting.today))
    found = [Offer(one.id, label(one.name)) for one in known if law().offers(one.area)]
    return sorted(found, key=lambda offer: offer.label)


def sanctions(setting: Setting) -> tuple[Offer, ...]:
    """List every sanction of the discipline: those of the level that the article fixes, then the rest with the reason."""
    row = setting.law.row_of(setting.state)
    return _sanctions(
        language(),
        law().digest,
        setting.law.discipline.digest,
        (setting.law.matrix.digest, row.id) if row else None,
        setting.state.values.get("employment", ""),
        setting.today,
    )


@lru_cache(maxsize=1024)
def _sanctions(
    spoken: str, digest: str, discipline: str, chosen: tuple[str, str] | None, employment: str, today: date
) -> tuple[Offer, ...]:
    """List them once for all cases with the same row; everything that the list hangs on is named here."""
    known = cast("Discipline", law().book.by_digest[discipline])
    row = cast("Matrix", law().book.by_digest[chosen[0]]).row(chosen[1]) if chosen else None
    if row is None:
        reason = _("Baris matriks belum dipilih.")
        return tuple(
            Offer(one.id, label(one.label), disabled=True, reason=reason, group=names.level(one.level))
            for one in known.sanctions
            if one.level != "criminal"
        )
    found = choices(known, row, employment=employment, on=today)
    return tuple(
        Offer(
            one.sanction.id,
            label(one.sanction.label),
            hint=wording.cited(one.sanction.warrant.basis),
            disabled=not one.lawful,
            reason="" if one.lawful else _why_not(one.reason, row.level),
            group=names.level(one.sanction.level),
            folded=not one.lawful,
        )
        for one in sorted(found, key=lambda one: (not one.lawful, _level_order(one.sanction.level)))
    )


def _why_not(reason: str, level: str) -> str:
    """Say beside a sanction why it may not be chosen; its name stands there already."""
    return {
        "level_fixed_by_article": _("Pasalnya menetapkan tingkat %(level)s.") % {"level": names.level(level).lower()},
        "other_employment": _("Bukan untuk jenis kepegawaian terlapor."),
        "not_offered_on_date": _("Tidak lagi dapat dijatuhkan pada hari ini."),
    }[reason]


def _level_order(level: str) -> int:
    """Say where a level stands, the lightest first, so that sanctions of one level stand together."""
    return next((n for n, word in enumerate(law().employment.levels) if word.id == level), len(law().employment.levels))


def fittings(setting: Setting) -> tuple[Fitting, ...]:
    """Say of each row of the matrix whether it fits the case as far as it is known."""
    case, state = setting.case, setting.state
    election = setting.law.commons.elections.get(state.values.get("election", ""))
    return classify(
        setting.law.matrix,
        form=state.values.get("form", ""),
        act=Period(case.act_from, case.act_to, "day" if case.act_precision == "day" else "between"),
        determination=election.determined_on(area=case.area) if election else None,
        campaign=election.campaign() if election else None,
    )


def rows(setting: Setting) -> list[Offer]:
    """List the rows of the matrix with how each fits: those that fit first."""
    return [
        Offer(
            fitting.row.id,
            names.row(fitting.row),
            hint=fit_words(fitting),
            group=fit_group(fitting),
            folded=fitting.fit in ("out_of_phase", "other_form"),
        )
        for fitting in fittings(setting)
    ]


def fit_group(fitting: Fitting) -> str:
    """Name the heading under which a row stands."""
    return str(_GROUPS[fitting.fit])


def fit_words(fitting: Fitting) -> str:
    """Say why a row fits or does not."""
    words = _REASONS.get(fitting.reason)
    return str(words) % {"on": day(fitting.decided_by) if fitting.decided_by else ""} if words else ""


_GROUPS = {
    "fits": gettext_lazy("Cocok"),
    "possible": gettext_lazy("Mungkin"),
    "out_of_phase": gettext_lazy("Di luar tahapan"),
    "other_form": gettext_lazy("Bentuk lain"),
}
_REASONS = {
    "any_phase": gettext_lazy("Berlaku pada setiap tahapan."),
    "within_campaign": gettext_lazy("Kejadian dalam masa kampanye (mulai %(on)s)."),
    "outside_campaign": gettext_lazy("Kejadian di luar masa kampanye (mulai %(on)s)."),
    "period_straddles_campaign": gettext_lazy(
        "Perkiraan waktunya sebagian di dalam masa kampanye: pejabat yang menentukan."
    ),
    "campaign_dates_unknown": gettext_lazy("Masa kampanye pemilihan ini tidak diketahui: pejabat yang menentukan."),
    "determination_unknown": gettext_lazy("Hari penetapan calon tidak diketahui: kedua golongan mungkin."),
    "before_determination": gettext_lazy("Kejadian sebelum penetapan calon %(on)s."),
    "after_determination": gettext_lazy("Kejadian sejak penetapan calon %(on)s."),
    "period_straddles_determination": gettext_lazy(
        "Perkiraan waktunya melewati penetapan calon %(on)s: kedua golongan mungkin, pejabat yang menentukan."
    ),
    "another_form": gettext_lazy("Untuk bentuk tindakan lain."),
}
