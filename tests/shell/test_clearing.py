"""Files that no case needs go after a day; those of cases, drafts and pages stay."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from sbt.cases.actions.receive_report import attach_evidence
from sbt.cases.clearing import FEW, HANDFUL, KEPT_FOR, TooManyNamelessError, clear_nameless, clear_unclaimed
from sbt.cases.jobs import clear_files
from sbt.evidence import store
from sbt.evidence.actions import add_file
from sbt.evidence.models import File
from sbt.intake.draft import add_upload, new_draft, save_draft
from sbt.people.acting import acting
from sbt.people.actor import JOBS, PUBLIC
from sbt.project import clock
from sbt.rules.outcome import Refused
from tests.shell.test_traces import reported

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]


@pytest.fixture(autouse=True)
def own_store(settings: Any, tmp_path: Path) -> None:
    """A store that no other test has left anything in."""
    settings.SBT_DATA = tmp_path


PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
SOURCE = Path(__file__).resolve().parents[2] / "src" / "sbt"
LATER = timedelta(days=3)


def uploaded() -> File:
    with acting(JOBS, now=clock.now()):
        file = add_file("surat.png", [PNG], institution="bkn", on=clock.now().date())
    assert not isinstance(file, Refused)
    return file


def lies(id_: object) -> bool:
    return store.path_of(str(id_)).exists()


def unclaimed(days: timedelta) -> int:
    with acting(JOBS, now=clock.now()):
        return clear_unclaimed((clock.now() + days).date())


def test_an_upload_that_nobody_claimed_is_gone_after_a_day() -> None:
    file = uploaded()
    assert unclaimed(timedelta(days=1)) == 0
    assert unclaimed(LATER) == 1
    assert not lies(file.id)
    assert not File.objects.exists()


def test_a_file_of_a_case_stays_and_the_database_itself_refuses_to_lose_it() -> None:
    case, file = reported(), uploaded()
    with acting(JOBS, now=clock.now()):
        attach_evidence([case], [file])
    assert unclaimed(LATER) == 0
    assert lies(file.id)
    with connection.cursor() as cursor:
        cursor.execute("delete from evidence_file where id = %s", [file.id])
        assert cursor.rowcount == 0
    assert File.objects.filter(id=file.id).exists()


def test_bytes_that_no_row_names_go_after_a_day_and_those_of_drafts_stay() -> None:
    orphan, file, draft = str(uuid.uuid4()), uploaded(), new_draft(clock.now())
    store.write(orphan, [PNG])
    with acting(PUBLIC, now=clock.now()):
        save_draft(draft)
        part = add_upload(draft, "foto.png", [PNG])
    assert not isinstance(part, Refused)
    clear_nameless(clock.real_now() - KEPT_FOR)
    assert lies(orphan)
    clear_nameless(clock.real_now() + KEPT_FOR)
    assert [lies(one) for one in (orphan, file.id, part.id)] == [False, True, True]


@pytest.mark.parametrize("count", [HANDFUL + 1, FEW + 1])
def test_so_many_nameless_files_are_a_fault_and_none_is_deleted(count: int) -> None:
    if count > FEW:
        uploaded()
    strangers = [str(uuid.uuid4()) for _ in range(count)]
    for one in strangers:
        store.write(one, [b"x"])
    try:
        with pytest.raises(TooManyNamelessError):
            clear_nameless(clock.real_now() + KEPT_FOR)
        assert all(lies(one) for one in strangers)
    finally:
        for one in strangers:
            store.remove(one)


def test_the_job_runs_on_what_there_is() -> None:
    file = uploaded()
    clear_files(0)
    assert lies(file.id)


def test_everybody_who_writes_into_the_store_is_known_to_the_clearing() -> None:
    writers = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if re.search(r"store\.write\(", path.read_text())
    }
    assert writers <= {
        "evidence/actions.py", "evidence/copies.py", "evidence/inspection.py", "intake/draft.py", "intake/handing_in.py",
        "web/held_forms.py",
    }  # fmt: skip
