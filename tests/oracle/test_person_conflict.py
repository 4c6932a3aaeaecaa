"""A single person with an interest: shut out in every list, case, count, file, notice, at the API and in the database.

Each line is written by hand: who is shut out, who records it, and what becomes of the case.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import psycopg
import pytest
from django.test import Client
from psycopg import sql

from sbt.cases.actions import StepInput, assign, take_step
from sbt.cases.models import Assignment, Case, CaseEvent, CaseFile, Desk
from sbt.cases.projection import state_of
from sbt.cases.queries import case_in_sight, stage_counts, worklist
from sbt.cases.queries.file import case_file
from sbt.cases.queries.files import file_in_sight
from sbt.cases.queries.register import CaseFilter, register
from sbt.cases.queries.worklist import WorklistFilter
from sbt.notices.actions import tell
from sbt.notices.queries import notices_of
from sbt.people.acting import acting
from sbt.people.actions import add_officer, post_officer
from sbt.people.actor import actor_for
from sbt.people.db_session import session_of
from sbt.people.models import Posting
from sbt.people.tokens import give_token
from sbt.project import clock, database, wall, wall_conflict
from sbt.rulebook.current import law
from sbt.rules.authority import Actor
from sbt.rules.outcome import Refused
from tests.conftest import FOLDER
from tests.oracle.conftest import NOW, Keep
from tests.oracle.expected import Where

HERE = ("bawaslu-32.01", "bawaslu-32", "bkn-kanreg-03")
TODAY = NOW.date()
REASON = "Adik kandung terlapor menurut kartu keluarga."


@dataclass(frozen=True)
class Line:
    """Who is shut out, who records it, in which stage, and whether the case then waits at BKN for want of a colleague."""

    institution: str
    role: str
    recorder: tuple[str, str] | None
    stage: str
    alone_waits: bool
    official: bool = False


AUDITOR, HEAD = ("bkn", "auditor"), ("bkn", "pimpinan")
LINES = (
    Line("bkn", "auditor", HEAD, "tindak_lanjut", alone_waits=True),
    Line("bkn", "verifikator", AUDITOR, "tindak_lanjut", alone_waits=True),
    Line("bkn", "pimpinan", AUDITOR, "tindak_lanjut", alone_waits=True),
    Line("bawaslu", "verifikator", AUDITOR, "tindak_lanjut", alone_waits=True),
    Line("kemenpanrb", "verifikator", None, "tindak_lanjut", alone_waits=True),
    Line("kemendagri", "irjen", HEAD, "tindak_lanjut", alone_waits=False),
    Line("kemenpanrb", "pengamat", None, "tindak_lanjut", alone_waits=False),
    Line("bawaslu-32.01", "pengkaji", None, "tindak_lanjut", alone_waits=True),
    Line("bawaslu-32.01", "pleno", AUDITOR, "tindak_lanjut", alone_waits=True),
    Line("bkn-kanreg-03", "kanreg", AUDITOR, "tindak_lanjut", alone_waits=True),
    Line("pemda-32.01", "pic", AUDITOR, "tindak_lanjut", alone_waits=True),
    Line("pemda-32.01", "pemeriksa", None, "tindak_lanjut", alone_waits=True),
    Line("pemda-32.01", "ppk", AUDITOR, "tindak_lanjut", alone_waits=False, official=True),
)

type Seat = Callable[..., Posting]


@pytest.fixture
def seat(published_law: None) -> Seat:
    """Posts an officer; the same name twice is one person with two postings."""
    people = {}

    def post(institution: str, role: str, name: str = "") -> Posting:
        name = name or f"Petugas {secrets.token_hex(4)}"
        if name not in people:
            people[name] = add_officer(f"{secrets.token_hex(6)}@contoh.id", name)
        return post_officer(people[name], institution, role, from_on=date(2022, 1, 1), decree="SK-1/2022")

    return post


def actor_of(posting: Posting) -> Actor:
    hats = Posting.objects.filter(officer=posting.officer_id).values_list("id", flat=True)
    return actor_for(posting, law().book.commons, hats=frozenset(map(str, hats)))


def take(case: Case, posting: Posting, step: str, **facts: object) -> Refused | None:
    one = actor_of(posting)
    with acting(one, now=NOW) as act:
        given = StepInput(step=step, facts=facts)  # type: ignore[arg-type]
        outcome = act.settle(take_step(case.ref, given, book=law().book, actor=one, now=NOW))
    return outcome if isinstance(outcome, Refused) else None


def shut_out(case: Case, person: Posting, by: Posting | None) -> None:
    if by is None:
        refused = take(case, person, "nyatakan_benturan", conflict="kerabat", reason=REASON)
    else:
        refused = take(case, by, "catat_benturan", officer=str(person.id), conflict="kerabat", reason=REASON)
    assert refused is None, refused
    case.refresh_from_db()


def learns(case: Case, posting: Posting) -> dict[str, bool]:
    """What the posting finds of the case wherever the application could show it."""
    one, commons, book = actor_of(posting), law().book.commons, law().book
    file = CaseFile.objects.get(case=case).file
    counts = stage_counts(one, TODAY)
    client = Client(headers={"authorization": f"Bearer {give_token(posting, now=clock.real_now())}"})
    api = {row["ref"] for row in client.get("/api/v1/cases").json().get("items", [])}
    return {
        "case": case_in_sight(case.ref, one, commons) is not None,
        "page": case_file(case.ref, book=book, actor=one, now=NOW) is not None,
        "list": any(row.case.ref == case.ref for row in register(one, commons, CaseFilter()).cases),
        "desk": any(row.ref == case.ref for row in worklist(one, WorklistFilter()).rows),
        "count": sum(one.cases for one in counts.values()) > 0,
        "file": file_in_sight(file.id, one, commons) is not None,
        "notice": any(row.ref == case.ref for row in notices_of(one.institution, posting=one.posting)[0]),
        "api": client.get(f"/api/v1/cases/{case.ref}").status_code == 200,
        "api_list": case.ref in api,
    }


@pytest.mark.django_db
@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.institution}-{line.role}")
def test_one_person_is_shut_out_and_his_colleague_goes_on(keep: Keep, seat: Seat, line: Line) -> None:
    case = keep([Where(*HERE, "pemda-32.01", released=True)], line.stage)[0].case
    person, colleague = seat(line.institution, line.role), seat(line.institution, line.role)
    recorder = seat(*line.recorder) if line.recorder else None
    Desk.objects.get_or_create(
        case=case, institution=line.institution, defaults={"stage": case.stage, "since": TODAY, "due_on": TODAY}
    )
    tell([line.institution], ref=case.ref, code="tandai_benturan", on=TODAY)
    before, same = learns(case, person), learns(case, colleague)
    assert before == same
    assert before["case"]
    assert before["api"]
    assert before["count"]
    shut_out(case, person, recorder)
    if line.official:
        assert not any(value for name, value in learns(case, colleague).items() if name in ("case", "page", "api"))
    else:
        tell([line.institution], ref=case.ref, code="tandai_benturan", on=TODAY)
        assert learns(case, colleague) == same | {
            "desk": learns(case, colleague)["desk"],
            "count": learns(case, colleague)["count"],
        }
    assert not any(learns(case, person).values()), learns(case, person)
    assert "menunggu_pengganti" not in state_of(case).marks
    refused = take(case, person, "nyatakan_benturan", conflict="calon", reason=REASON)
    assert refused is not None
    assert refused.kind == "power"


@pytest.mark.django_db
@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.institution}-{line.role}")
def test_without_a_colleague_the_case_waits_in_view_of_the_agency(keep: Keep, seat: Seat, line: Line) -> None:
    case = keep([Where(*HERE, "pemda-32.01", released=True)], line.stage)[0].case
    person = seat(line.institution, line.role)
    recorder = seat(*line.recorder) if line.recorder else None
    shut_out(case, person, recorder)
    state = state_of(case)
    assert ("menunggu_pengganti" in state.marks) == line.alone_waits
    assert ("benturan_kepentingan" in state.marks) == line.official
    waits = line.alone_waits or line.official
    assert Desk.objects.filter(case=case, institution="bkn").exists() == waits


@pytest.mark.django_db
def test_a_person_is_shut_out_in_every_hat(keep: Keep, seat: Seat) -> None:
    case = keep([Where(*HERE, "pemda-32.01", released=True)])[0].case
    first, recorder = seat("bawaslu-32.01", "pengkaji", "Orang Dua Topi"), seat(*AUDITOR)
    shut_out(case, first, recorder)
    later = seat("bkn", "verifikator", "Orang Dua Topi")
    assert not any(learns(case, later).values())
    assert take(case, recorder, "catat_benturan", officer=str(later.id), conflict="calon", reason=REASON) is not None


@pytest.mark.django_db
def test_who_records_has_the_power_and_another_lifts_it(keep: Keep, seat: Seat) -> None:
    case = keep([Where(*HERE, "pemda-32.01", released=True)])[0].case
    person, auditor, head = seat("pemda-32.01", "pic"), seat(*AUDITOR), seat(*HEAD)
    for other in (seat("bawaslu", "verifikator"), seat("pemda-32.01", "pejabat"), seat("bawaslu-32.01", "pengkaji")):
        refused = take(case, other, "catat_benturan", officer=str(person.id), conflict="calon", reason=REASON)
        assert refused is not None
        assert refused.kind == "power"
    for nobody in (str(case.id), "bukan-penugasan"):
        refused = take(case, auditor, "catat_benturan", officer=nobody, conflict="calon", reason=REASON)
        assert refused is not None
        assert refused.code == "officer_unknown"
    Assignment.objects.create(case=case, institution="pemda-32.01", posting=person)
    shut_out(case, person, auditor)
    assert not Assignment.objects.filter(case=case).exists()
    with acting(actor_of(seat("pemda-32.01", "pejabat")), now=NOW) as act:
        given = act.settle(assign(case.ref, person.id, actor=act.actor, now=NOW))
    assert isinstance(given, Refused)
    refused = take(case, auditor, "cabut_benturan", officer=str(person.id), reason="Ternyata bukan kerabat.")
    assert refused is not None
    assert take(case, head, "cabut_benturan", officer=str(person.id), reason="Ternyata bukan kerabat.") is None
    assert learns(case, person)["case"]
    assert "menunggu_pengganti" not in state_of(case).marks


@pytest.mark.django_db
def test_a_waiting_case_goes_on_once_another_officer_is_posted(keep: Keep, seat: Seat) -> None:
    case = keep([Where(*HERE, "pemda-32.01", released=True)])[0].case
    person, auditor = seat("pemda-32.01", "pic"), seat(*AUDITOR)
    shut_out(case, person, auditor)
    refused = take(case, auditor, "catat_pengganti", reason="Surat Sekda nomor 1.")
    assert refused is not None
    assert refused.code == "nobody_able"
    other = seat("pemda-32.01", "pic")
    assert take(case, auditor, "catat_pengganti", reason="Surat Sekda nomor 1.") is None
    assert not Desk.objects.filter(case=case, institution="bkn").exists()
    assert take(case, other, "terima_surat", received_on=TODAY) is None


@pytest.mark.django_db
def test_a_conflict_known_after_the_letter_leads_to_the_substitute(keep: Keep, seat: Seat) -> None:
    where = [Where(*HERE, "pemda-32.01", released=True)]
    case = keep(where, "pemeriksaan", ("direkomendasikan",), row="skb22-d1", level="heavy", category="discipline")[
        0
    ].case
    ppk, auditor, pic = seat("pemda-32.01", "ppk"), seat(*AUDITOR), seat("pemprov-32", "pic")
    shut_out(case, ppk, auditor)
    letter = {"number": "R-9", "letter_date": TODAY, "letter_start": "tanggal_surat", "addressee": "gubernur"}
    assert take(case, auditor, "alihkan_pengganti", reason="Bupati mencalonkan diri.", **letter) is None
    case.refresh_from_db()
    assert (case.instansi, case.stage) == ("pemprov-32", "tindak_lanjut")
    assert not Desk.objects.filter(case=case, institution="bkn").exists()
    assert take(case, pic, "terima_surat", received_on=TODAY) is None


@pytest.mark.django_db
def test_the_direct_superior_examines_unless_he_has_an_interest(keep: Keep, seat: Seat) -> None:
    from sbt.cases.actions.take_step import Person

    values = {"row": "skb22-d8", "level": "heavy", "category": "discipline"}
    case = keep([Where(*HERE, "pemda-32.01", released=True)], "tindak_lanjut", ("direkomendasikan",), **values)[0].case
    pic, auditor = seat("pemda-32.01", "pic"), seat(*AUDITOR)
    flagged = take(case, auditor, "tandai_benturan_atasan", conflict="terlibat", reason="Ia ikut dalam peristiwanya.")
    assert flagged is None

    def team(first: str) -> dict[str, object]:
        parts = (first, "unsur_pengawasan", "unsur_kepegawaian")
        people = tuple(Person(f"Orang {n}", f"jpt_pratama/{part}") for n, part in enumerate(parts))
        return {"team": people, "number": "SK-7", "formed_on": TODAY}

    refused = take(case, pic, "bentuk_tim", **team("atasan_langsung"))
    assert refused is not None
    assert refused.code == "superior_conflict"
    assert take(case, pic, "bentuk_tim", **team("atasan_lebih_tinggi")) is None


@pytest.mark.django_db
def test_counts_leave_out_cases_against_own_staff(keep: Keep, seat: Seat) -> None:
    keep([Where(*HERE, "bkn", released=False), Where(*HERE, "pemda-32.01", released=False)])
    auditor, head, pic = (seat("bkn", role) for role in ("verifikator", "pimpinan", "pic"))
    assert sum(one.cases for one in stage_counts(actor_of(auditor), TODAY).values()) == 1
    assert sum(one.cases for one in stage_counts(actor_of(head), TODAY).values()) == 2
    assert pic is not None


COLUMNS = {"cases_case": "id", "notices_notice": "ref", "protection_reading": "ref"} | {
    table: "id" for table in wall_conflict.APART if table not in ("cases_case", "notices_notice", "protection_reading")
}


@pytest.mark.django_db(transaction=True)
def test_the_database_itself_hides_every_row_of_the_case(
    keep: Keep, seat: Seat, as_superuser: psycopg.Connection
) -> None:
    """Whatever the application asks: of the tables that a case fills, the person gets no row and his colleague all."""
    kept = keep([Where(*HERE, "pemda-32.01", released=True)])[0]
    person, colleague, auditor = (seat("bkn", role) for role in ("verifikator", "verifikator", "auditor"))
    Assignment.objects.create(case=kept.case, institution="bkn", posting=colleague)
    tell(["bkn"], ref=kept.case.ref, code="tandai_benturan", on=TODAY)
    shut_out(kept.case, person, auditor)
    with psycopg.connect(database.app_address(FOLDER).as_conninfo(), autocommit=True) as app:
        seen = {one.id: _rows(app, as_superuser, one) for one in (person, colleague)}
    filled = {table for table, rows in seen[colleague.id].items() if rows}
    assert {"cases_case", "cases_caseevent", "cases_casefile", "evidence_file", "intake_report"} <= filled
    assert {"register_subject", "cases_desk", "cases_assignment", "notices_notice", "intake_statement"} <= filled
    left = {table: rows for table, rows in seen[person.id].items() if rows and table in wall_conflict.APART}
    assert not left
    assert not seen[person.id]["intake_statement"]


def _rows(app: psycopg.Connection, owner: psycopg.Connection, posting: Posting) -> dict[str, int]:
    session, token = session_of(actor_of(posting), law().book.commons), secrets.token_hex(32)
    owner.execute(
        "insert into sbt.session values (%s, %s, %s, %s, %s, %s, %s, %s, now() + interval '1 hour')",
        [
            hashlib.sha256(token.encode()).digest(), session.posting, session.institution, session.role,
            session.sight, list(session.fields), list(session.offices), session.shut_out,
        ],
    )  # fmt: skip
    found = {}
    with app.transaction(force_rollback=True):
        app.execute("select set_config('sbt.token', %s, true)", [token])
        for table in wall.READ:
            row = app.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table))).fetchone()
            found[table] = row[0] if row else 0
    return found


@pytest.mark.django_db
def test_every_case_bound_table_keeps_the_person_apart() -> None:
    """A new table that holds rows of cases is either closed by a policy of its own or hangs on one that is."""
    hanging = {
        *("intake_statement", "intake_question", "intake_answer", "evidence_page", "evidence_releasecopy"),
        *("sealing_sealedidentity", "sealing_opening", "sealing_openingact", "sealing_formalattestation"),
    }
    of_no_single_case = {
        *("cases_forwarding", "cases_incident", "intake_reprisal", "intake_reprisalact"),
        *("protection_disposal", "protection_disposalapproval", "intake_pattern", "intake_patternreport"),
        *("information_request", "information_act"),
    }
    assert wall.READ.keys() - wall_conflict.APART.keys() - hanging <= of_no_single_case
    assert CaseEvent._meta.db_table in wall_conflict.APART
