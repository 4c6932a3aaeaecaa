"""Checks what somebody hands in, whatever door it came through: texts, numbers, dates, places. Stores nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sbt.intake.actions import AccusedInput, ReporterInput, ReportInput
from sbt.rules.identity import NumberFault, check_nik, check_nip
from sbt.rules.period import Period
from sbt.rules.text import TextFault, check_text

if TYPE_CHECKING:
    from sbt.rulebook.law import Law
    from sbt.rules.period import Precision

MOST_ACCUSED, MOST_LINKS, MOST_WITNESSES = 20, 20, 20
ABOUT, LONGEST_PERIOD = timedelta(days=3), timedelta(days=366)
STORY, SHORTEST_STORY = 10_000, 20
NAME, OFFICE, UNIT, POST, ACCOUNT, PLACE, LINK, WITNESS = 160, 200, 200, 200, 300, 300, 500, 300
ADDRESS, PHONE, EMAIL = 400, 40, 254
EARLIEST = date(2000, 1, 1)
_PHONE_DIGITS = range(8, 16)


@dataclass(frozen=True, slots=True)
class InputFault:
    """What is wrong with which part of the input: a path of names and numbers, a code, and what fills its sentence."""

    at: tuple[str | int, ...]
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Checker:
    """Collects every fault of one input, so that all are told at once."""

    faults: list[InputFault] = field(default_factory=list)

    def fault(self, code: str, *at: str | int, **params: object) -> None:
        """Note one fault."""
        self.faults.append(InputFault(at, code, params))

    def text(self, given: str, *at: str | int, limit: int, lines: bool = False) -> str:
        """Give the cleaned text; a faulty one is noted and given as it came, without what no database takes."""
        found = check_text(given, limit=limit, lines=lines)
        if isinstance(found, TextFault):
            self.fault(found.code, *at, place=found.place, limit_letters=found.limit)
            return given.replace("\x00", "")
        return found

    def needed(self, given: str, *at: str | int, limit: int, code: str = "text_missing", lines: bool = False) -> str:
        """Give the cleaned text and note an empty one."""
        before = len(self.faults)
        found = self.text(given, *at, limit=limit, lines=lines)
        if not found and len(self.faults) == before:
            self.fault(code, *at)
        return found

    def number(self, given: str, kind: str, *at: str | int) -> str:
        """Give the digits of a NIP or NIK; a structure that cannot be right is noted with its digits."""
        if not given.strip():
            return ""
        found = check_nip(given) if kind == "nip" else check_nik(given)
        if isinstance(found, NumberFault):
            self.fault(f"number_{found.code}", *at, first=found.first, last=found.last, found=found.found[:20])
            return ""
        return found.digits


def period(first: date, last: date | None, precision: Precision, *, today: date, checker: Checker) -> Period:
    """Make the period of an act as exactly as is known: a day, three days around it, its month, or between two days."""
    if first < EARLIEST:
        checker.fault("date_too_old", "act", "on")
    elif first > today:
        checker.fault("date_in_future", "act", "on")
    if precision == "about":
        return Period(first - ABOUT, max(first, min(first + ABOUT, today)), "about")
    if precision == "month":
        start = first.replace(day=1)
        end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return Period(start, max(start, min(end, today)), "month")
    if precision == "between":
        if last is None:
            checker.fault("date_missing", "act", "until")
        elif last < first:
            checker.fault("dates_reversed", "act", "until")
        elif last > today:
            checker.fault("date_in_future", "act", "until")
        elif last - first > LONGEST_PERIOD:
            checker.fault("period_too_long", "act", "until")
        return Period(first, max(first, last or first), "between")
    return Period(first, first)


def check_report(given: ReportInput, *, law: Law, today: date, checker: Checker) -> ReportInput:
    """Give the report with its texts cleaned; whatever is wrong is noted with its place."""
    check_act(given.form, given.act, law=law, today=today, checker=checker)
    if given.known_on is not None:
        if given.known_on > today:
            checker.fault("date_in_future", "known_on")
        elif given.known_on < given.act.first:
            checker.fault("known_before_act", "known_on")
    check_area(given.area, law, checker)
    if given.election and given.election not in law.book.commons.elections:
        checker.fault("election_unknown", "election")
    story = checker.needed(given.story, "story", limit=STORY, code="story_missing", lines=True)
    if 0 < len(story) < SHORTEST_STORY:
        checker.fault("story_missing", "story")
    _count(given.accused, MOST_ACCUSED, "too_many_accused", "accused", checker)
    if not given.accused:
        checker.fault("accused_missing", "accused")
    _count(given.links, MOST_LINKS, "too_many_links", "links", checker)
    _count(given.witnesses, MOST_WITNESSES, "too_many_witnesses", "witnesses", checker)
    return replace(
        given,
        story=story,
        place=checker.text(given.place, "place", limit=PLACE),
        accused=tuple(
            check_accused(one, "accused", n, law=law, checker=checker) for n, one in enumerate(given.accused)
        ),
        links=tuple(_link(link, n, checker) for n, link in enumerate(given.links)),
        witnesses=tuple(checker.needed(one, "witnesses", n, limit=WITNESS) for n, one in enumerate(given.witnesses)),
        reporter=_reporter(given.reporter, checker) if given.reporter else None,
    )


def check_accused(given: AccusedInput, *at: str | int, law: Law, checker: Checker) -> AccusedInput:
    """Give the accused with cleaned texts; somebody who can be looked for by nothing is noted."""
    checked = AccusedInput(
        name=checker.text(given.name, *at, "name", limit=NAME),
        named_office=checker.text(given.named_office, *at, "named_office", limit=OFFICE),
        unit=checker.text(given.unit, *at, "unit", limit=UNIT),
        post=checker.text(given.post, *at, "post", limit=POST),
        nip=checker.number(given.nip, "nip", *at, "nip"),
        nik=checker.number(given.nik, "nik", *at, "nik"),
        account=checker.text(given.account, *at, "account", limit=ACCOUNT),
        instansi=given.instansi,
    )
    if given.instansi:
        known = law.institution(given.instansi)
        if known is None or known.kind not in law.accused_kinds:
            checker.fault("institution_unknown", *at, "instansi")
        elif not law.offers(known.area):
            checker.fault("place_is_real", *at, "instansi")
    named = given.name.strip() or given.nip.strip() or given.nik.strip() or given.account.strip()
    if not named and not (checked.post and (checked.named_office or checked.instansi)):
        checker.fault("accused_missing", *at)
    return checked


def check_area(area: str, law: Law, checker: Checker, *at: str | int) -> None:
    """Note an area code that is none, or in demo mode one of a real regency."""
    if area and area not in law.regencies and area not in law.provinces:
        checker.fault("area_unknown", *at, "area")
    elif area and not law.offers(area):
        checker.fault("place_is_real", *at, "area")


def check_act(form: str, act: Period, *, law: Law, today: date, checker: Checker) -> None:
    """Note a form of act that the rules of its day do not know, or a day that no rules cover."""
    try:
        pins = law.book.pins_for(received=today, act=act.first)
    except LookupError:
        if not checker.faults:
            checker.fault("no_law_for_date", "act", act=act.first.isoformat(), received=today.isoformat())
        return
    if form not in {known.id for known in law.matrices[pins["matrix"]].forms}:
        checker.fault("form_unknown", "form")


def _count(given: tuple[object, ...], most: int, code: str, name: str, checker: Checker) -> None:
    if len(given) > most:
        checker.fault(code, name, most=most)


def _link(given: str, n: int, checker: Checker) -> str:
    link = checker.needed(given, "links", n, limit=LINK)
    scheme, mark, rest = link.partition("://")
    if not mark:
        scheme, rest = "https", link
    host = rest.split("/")[0].split("?")[0]
    fits = scheme.lower() in {"http", "https"} and "." in host.strip(".") and not any(c.isspace() for c in link)
    if link and not fits:
        checker.fault("link_unreadable", "links", n)
    return link


def _reporter(given: ReporterInput, checker: Checker) -> ReporterInput:
    phone = checker.text(given.phone, "reporter", "phone", limit=PHONE)
    email = checker.text(given.email, "reporter", "email", limit=EMAIL)
    if not phone and not email:
        checker.fault("reporter_contact_missing", "reporter", "phone")
    if phone and not _is_phone(phone):
        checker.fault("phone_unreadable", "reporter", "phone")
    if email and not _is_email(email):
        checker.fault("email_unreadable", "reporter", "email")
    if not given.signed:
        checker.fault("signature_missing", "reporter", "signed")
    return ReporterInput(
        name=checker.needed(given.name, "reporter", "name", limit=NAME, code="reporter_name_missing"),
        address=checker.needed(
            given.address, "reporter", "address", limit=ADDRESS, code="reporter_address_missing", lines=True
        ),
        phone=phone,
        email=email,
        signed=given.signed,
        choice=given.choice,
    )


def _is_phone(text: str) -> bool:
    digits = [letter for letter in text if letter in "0123456789"]
    return not text.strip("+ ").translate(str.maketrans("", "", "0123456789 -.()")) and len(digits) in _PHONE_DIGITS


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
