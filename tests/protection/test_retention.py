"""What is over its time goes, after two persons said yes: contents go everywhere, events stay as they were."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import psycopg
import pytest
from django.conf import settings
from django.db import ProgrammingError, connection
from django.test import Client, override_settings

from sbt.cases.check_projection import check_projection
from sbt.cases.models import AccusedCode, Case, CaseEvent, CaseFile, Content
from sbt.evidence import store
from sbt.evidence.models import File, Page, ReleaseCopy
from sbt.intake.models import Report, Reprisal, ReprisalAct, Statement
from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.project import clock, database
from sbt.protection.disposals import before, propose
from sbt.protection.erasing import GONE, erase
from sbt.protection.jobs import propose_due
from sbt.protection.models import Disposal, Reading
from sbt.register.models import Subject
from sbt.rulebook.current import law
from sbt.sealing.models import SealedIdentity
from tests.web.conftest import Open, SignIn
from tests.web.test_officer_journey import take

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]

STORY = "Terlapor mengajak warga memilih"
LATER = date(2040, 1, 1)


@contextmanager
def as_retention() -> Iterator[None]:
    """Django itself under the login that erases."""
    login = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    way = database.login_address(settings.SBT_DATA, database.RETENTION_LOGIN)
    connection.close()
    connection.settings_dict.update(USER=way.user, PASSWORD=way.password)
    keys_way = database.keys_address("retention", settings.SBT_DATA).as_conninfo()
    try:
        with override_settings(SBT_KEYS=keys_way):
            yield
    finally:
        connection.close()
        connection.settings_dict.update(login)


def rejected(sign_in: SignIn, reported: Open, *names: str) -> list[Case]:
    """Cases that four votes have rejected: final, by real steps."""
    cases = reported(*names)
    seats = [sign_in(one, "verifikator", 7) for one in ("bkn", "bawaslu", "kemenpanrb", "kemendagri")]
    for case in cases:
        for seat in seats:
            take(seat, case, "suara", vote="tolak", reason="Bukan pegawai ASN.")
        take(seats[0], case, "simpulkan", conclusion="tolak", reason="Empat suara tolak.")
        case.refresh_from_db()
        assert case.final
    return cases


def proposed(today: date = LATER) -> list[Disposal]:
    with acting(JOBS, now=clock.now()):
        return propose(law(), today=today)


def approve(client: Client, disposal: Disposal) -> int:
    return client.post("/pemusnahan", {"usulan": str(disposal.id)}).status_code


def erased(today: date = LATER) -> int:
    with as_retention():
        return sum(one.done for one in erase(law(), now=clock.now(), today=today))


def copy_of(case: Case, source: File) -> File:
    """A release copy that nobody released yet: no case names its file."""
    result = file_of(case, linked=False)
    ReleaseCopy.objects.create(
        case=case.id, number=1, source=source, result=result, recipe={"page": 1}, made_by="x", made_on=case.received_on
    )
    return result


def file_of(case: Case, *, linked: bool = True) -> File:
    """A file handed in with the case, with a painted page."""
    id_ = uuid.uuid4()
    stored = store.write(str(id_), [b"rahasia"])
    file = File.objects.create(
        id=id_, name="x.jpg", kind="image", media_type="image/jpeg", size=stored.size, sha256=stored.sha256,
        salt=b"s", digest="d", stored_on=case.received_on, state="safe",
    )  # fmt: skip
    page = uuid.uuid4()
    store.write(str(page), [b"gambar"])
    Page.objects.create(id=page, file=file, number=1, size=6)
    if linked:
        CaseFile.objects.create(case=case, file=file, number=90, title="Bukti", from_report=True)
    return file


def test_nothing_is_due_before_its_time_nor_while_open(sign_in: SignIn, reported: Open) -> None:
    (case,) = rejected(sign_in, reported)
    reported("Ratna Kelana")
    years = law().protection.schedules["berkas_kasus"].years
    assert not [one for one in proposed(case.entered_on.replace(year=case.entered_on.year + 1)) if one.schedule != "x"]
    assert [one.schedule for one in proposed(case.entered_on.replace(year=case.entered_on.year + 3))] == [
        "identitas_tersegel"
    ], "only sealed identities go before the file"
    due = case.entered_on.replace(year=case.entered_on.year + years + 1)
    (file,) = [one for one in proposed(due) if one.schedule == "berkas_kasus"]
    assert [item.case_id for item in file.items.all()] == [case.id]
    assert not proposed(due), "nothing is proposed twice"


def test_one_yes_erases_nothing_and_nobody_says_it_twice(sign_in: SignIn, reported: Open) -> None:
    (case,) = rejected(sign_in, reported)
    (file,) = [one for one in proposed() if one.schedule == "berkas_kasus"]
    head = sign_in("bkn", "pimpinan")
    assert approve(head, file) == 302
    assert approve(head, file) == 409
    assert file.approvals.count() == 1
    assert erased() == 0
    assert STORY in Statement.objects.get().story
    assert sign_in("bkn", "verifikator").get("/pemusnahan").status_code == 404
    assert head.get("/pemusnahan").content.decode().count(case.ref) >= 1


def test_contents_go_everywhere_and_events_stay(
    sign_in: SignIn, reported: Open, as_superuser: psycopg.Connection
) -> None:
    (case,) = rejected(sign_in, reported)
    file = file_of(case)
    copy = copy_of(case, file)
    paths = [store.path_of(str(id_)) for one in (file, copy) for id_ in (one.id, one.pages.get().id)]
    AccusedCode.objects.create(case=case, opener_hash=b"x", institution="bkn", posting="x", issued_on=case.received_on)
    Content.objects.create(case=case, name="jawab_terlapor.statement", text="Bukan saya.", salt=b"", digest="d")
    events = list(CaseEvent.objects.order_by("seq").values())
    for disposal in proposed():
        approve(sign_in("bkn", "pimpinan", hash(disposal.schedule) % 97), disposal)
        approve(sign_in("bkn", "auditor", hash(disposal.schedule) % 97), disposal)
    assert erased() >= 1
    assert list(CaseEvent.objects.order_by("seq").values()) == events
    assert list(check_projection(law().book, progress=lambda _: None)) == []
    assert set(Content.objects.values_list("text", flat=True)) == {GONE}
    assert {bytes(one) for one in Content.objects.values_list("salt", flat=True)} == {b""}
    statement, subject = Statement.objects.get(), Subject.objects.get()
    assert (statement.story, statement.witnesses, bytes(statement.salt)) == (GONE, [], b"")
    assert (subject.name, subject.nip, bytes(subject.salt)) == (GONE, "", b"")
    assert Report.objects.get().receipt_hash is None
    assert not AccusedCode.objects.exists()
    assert not SealedIdentity.objects.exists()
    gone = File.objects.get(id=file.id)
    assert (gone.name, gone.sha256, bytes(gone.salt), gone.state) == ("", "", b"", "refused")
    assert not any(path.exists() for path in paths)
    page = sign_in("bkn", "pimpinan", 98).get(f"/kasus/{case.ref}").content.decode()
    assert "dimusnahkan" in page
    assert STORY not in page
    left = as_superuser.execute("select count(*) from intake_statement where story like %s", [f"%{STORY}%"]).fetchone()
    assert left == (0,)


def test_a_report_stays_as_long_as_one_of_its_cases_is_kept(sign_in: SignIn, reported: Open) -> None:
    first, second = rejected(sign_in, reported, "Tegar Wiranusa", "Ratna Kelana")
    found = proposed()
    (file,) = [one for one in found if one.schedule == "berkas_kasus"]
    Case.objects.filter(id=second.id).update(final=False)
    for role in ("pimpinan", "auditor"):
        approve(sign_in("bkn", role), file)
    assert erased() == 1
    assert STORY in Statement.objects.get().story, "the other case was opened again"
    assert Subject.objects.get(cases=first).name == GONE
    assert Subject.objects.get(cases=second).name == "Ratna Kelana"


def test_reports_of_reprisal_go_when_they_were_closed_long_ago_and_never_while_open(sign_in: SignIn) -> None:
    rows = [
        Reprisal.objects.create(
            receipt_hash=bytes([n]),
            received_on=date(2024, 12, 1),
            employer="pemda-32.01",
            recipient="lpsk",
            story=STORY,
        )
        for n in range(2)
    ]
    for act in ("terima", "tutup"):
        ReprisalAct.objects.create(reprisal=rows[0], act=act, posting="x", on=date(2024, 12, 3), text="Sudah dibantu.")
    assert not proposed(date(2029, 12, 3))
    (found,) = proposed(date(2029, 12, 4))
    assert [item.other for item in found.items.all()] == [rows[0].id]
    assert not proposed(date(2029, 12, 5)), "nothing is proposed twice"
    head = sign_in("bkn", "pimpinan")
    assert "1 berkas di luar kasus" in head.get("/pemusnahan").content.decode()
    assert erased(date(2029, 12, 5)) == 0, "nobody has approved"
    for client in (head, sign_in("bkn", "auditor")):
        assert approve(client, found) == 302
    assert erased(date(2029, 12, 5)) == 1
    assert [one.id for one in Reprisal.objects.all()] == [rows[1].id]
    assert not ReprisalAct.objects.exists()


def test_what_is_due_is_proposed_by_itself(sign_in: SignIn, reported: Open) -> None:
    (case,) = rejected(sign_in, reported)
    propose_due(0)
    assert not Disposal.objects.exists()
    Case.objects.filter(id=case.id).update(entered_on=date(2010, 1, 1))
    propose_due(0)
    propose_due(0)
    assert sorted(Disposal.objects.values_list("schedule", flat=True)) == ["berkas_kasus", "identitas_tersegel"]


def test_old_readings_go_as_well(sign_in: SignIn) -> None:
    for year in (2024, 2039):
        Reading.objects.create(
            at=clock.now(), on=date(year, 6, 1), posting="x", institution="bkn", watched_by="bkn", ref="N", fields=[],
            purpose="memantau",
        )  # fmt: skip
    (log,) = proposed()
    for role in ("pimpinan", "auditor"):
        approve(sign_in("bkn", role), log)
    assert erased() == 1
    assert [one.on.year for one in Reading.objects.all()] == [2039]


def test_the_login_that_erases_can_do_nothing_to_events_and_the_application_cannot_erase(
    sign_in: SignIn, reported: Open
) -> None:
    reported()
    with as_retention(), pytest.raises(ProgrammingError):
        CaseEvent.objects.update(step="x")
    with as_retention(), pytest.raises(ProgrammingError):
        Case.objects.update(ref="x")
    with pytest.raises(ProgrammingError):
        Reading.objects.all().delete()
    with pytest.raises(ProgrammingError):
        Statement.objects.all().delete()


def test_years_are_counted_by_the_calendar() -> None:
    assert before(date(2028, 2, 29), 1) == date(2027, 2, 28)
    assert before(date(2034, 12, 5), 10) == date(2024, 12, 5)
