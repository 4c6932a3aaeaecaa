"""What a reporter leaves on the disk and in others' boxes: no time, no name of a case out of sight, no lost file."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection

from sbt.cases.actions import StepInput, receive_report, take_step
from sbt.cases.models import Case, CaseReport
from sbt.evidence import store
from sbt.intake.actions import AccusedInput, ReportInput
from sbt.intake.draft import add_upload, discard_draft, new_draft, open_draft, remove_upload, save_draft
from sbt.people.acting import acting
from sbt.people.actor import PUBLIC
from sbt.people.models import KeptAnswer
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.authority import Actor
from sbt.rules.outcome import Refused
from sbt.rules.period import Period

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
LONG_AGO = 946_684_800
REASON = "Peristiwanya sama dengan kasus itu."


def officer(institution: str, role: str) -> Actor:
    known = law().book.commons.institutions[institution]
    return Actor(posting=f"{institution}-{role}", institution=institution, kind=known.kind, role=role, area=known.area)


def reported(area: str = "32.01", instansi: str = "") -> Case:
    now = clock.now()
    on = clock.now().date()
    given = ReportInput(
        entrance="laporan",
        channel="situs",
        form="social_media",
        act=Period(on, on),
        story="Terlapor mengajak warga memilih satu pasangan calon.",
        accused=(AccusedInput(name="Tegar Wiranusa", instansi=instansi),),
        area=area,
    )
    with acting(PUBLIC, now=now) as act:
        outcome = act.settle(receive_report(given, book=law().book, actor=PUBLIC, now=now))
    assert not isinstance(outcome, Refused), outcome
    return outcome.cases[0]


def merged(case: Case, into: str, actor: Actor) -> object:
    now = clock.now()
    given = StepInput(step="gabungkan", facts={"into": into, "reason": REASON}, stage_entry=case.stage_entry)
    with acting(actor, now=now) as act:
        return act.settle(take_step(case.ref, given, book=law().book, actor=actor, now=now))


def test_no_file_tells_when_it_came_in() -> None:
    id_ = str(uuid.uuid4())
    store.write(id_, [PNG])
    path = store.path_of(id_)
    assert (path.stat().st_mtime, path.parent.stat().st_mtime) == (LONG_AGO, LONG_AGO)
    assert path.stat().st_mode & 0o077 == 0
    store.remove(id_)
    assert path.parent.stat().st_mtime == LONG_AGO


def test_a_hand_in_that_fails_leaves_the_draft_with_its_files() -> None:
    now = datetime(2024, 11, 20, tzinfo=UTC)
    draft = new_draft(now)
    with acting(PUBLIC, now=now):
        taken = add_upload(draft, "foto.png", [PNG])
    assert not isinstance(taken, Refused)
    with acting(PUBLIC, now=now) as act:
        discard_draft(draft)
        act.settle(Refused("case_closed", "order", {}))
    kept = open_draft(draft.cookie, now=now)
    assert kept is not None
    assert b"".join(store.read(kept.files[0].id, key=kept.key)) == PNG
    with acting(PUBLIC, now=now):
        discard_draft(kept)
    assert open_draft(draft.cookie, now=now) is None
    assert not store.path_of(taken.id).exists()


@pytest.mark.parametrize("id_", ["x", "\x00", "../../etc", str(uuid.uuid4())])
def test_only_a_file_of_the_draft_is_taken_out(id_: str) -> None:
    draft = new_draft(clock.now())
    with acting(PUBLIC, now=clock.now()):
        save_draft(draft)
        remove_upload(draft, id_)


def test_what_is_kept_of_a_request_says_nothing_without_its_key() -> None:
    with acting(PUBLIC, now=clock.now(), key="satu-kunci-yang-panjang", request=b"isi"):
        first = bytes(KeptAnswer.objects.get().request)
    with acting(PUBLIC, now=clock.now(), key="kunci-lain-yang-panjang", request=b"isi"):
        assert bytes(KeptAnswer.objects.exclude(request=first).get().request) != first


def test_no_case_is_merged_into_one_out_of_sight() -> None:
    case, near, far = reported(), reported(), reported(area="73.01")
    office = officer("bkn", "verifikator")
    local = officer("bawaslu-32.01", "pengkaji")
    refused = [merged(case, ref, local) for ref in (far.ref, "NET-2024-000000")]
    assert {type(one) for one in refused} == {Refused}
    assert CaseReport.objects.filter(case=far).count() == 1
    assert not isinstance(merged(case, near.ref, office), Refused)
    assert CaseReport.objects.filter(case=near).count() == 2


def test_of_two_opposite_mergers_one_is_refused() -> None:
    one, other = reported(), reported()
    start, outcomes = Barrier(2), list[object]()

    def merge(case: Case, into: Case) -> Callable[[], None]:
        def run() -> None:
            start.wait()
            try:
                outcomes.append(merged(case, into.ref, officer("bkn", "verifikator")))
            finally:
                connection.close()

        return run

    threads = [Thread(target=merge(one, other)), Thread(target=merge(other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(isinstance(outcome, Refused) for outcome in outcomes) == [False, True]
    assert Case.objects.filter(final=True).count() == 1
