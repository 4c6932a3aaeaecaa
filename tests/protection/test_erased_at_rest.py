"""After an erasure nothing of what went lies on the disk, an older copy opens nothing, and events still hold."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest
from cryptography.exceptions import InvalidTag

from sbt.cases.actions import receive_report
from sbt.cases.check_projection import check_projection
from sbt.cases.models import CaseEvent, CaseFile, Content
from sbt.evidence import keys, store
from sbt.evidence.actions import add_file
from sbt.evidence.digest import is_digest_of
from sbt.evidence.models import File
from sbt.intake.actions import AccusedInput, ReportInput
from sbt.intake.models import Statement
from sbt.people.acting import acting
from sbt.people.actor import PUBLIC
from sbt.project import clock
from sbt.protection.rewriting import rewrite
from sbt.register.models import Subject
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused
from sbt.rules.period import Period
from tests.conftest import FOLDER
from tests.protection.test_retention import approve, as_retention, erased, proposed
from tests.sealing.test_nothing_at_rest import lying_in
from tests.shell.test_traces import PNG
from tests.web.conftest import SignIn
from tests.web.test_officer_journey import take

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]

STORY, ACCUSED, WITNESS = "Vurgantoro membagi kaus di balai warga.", "Brasendra Kumolo", "Ibu Xanthipa Wuryan"
REASON = "Wrekodikara: laporan tidak memuat perbuatan pegawai."
MARKERS = (STORY, ACCUSED, WITNESS, REASON)


def test_nothing_of_what_was_erased_lies_on_the_disk_and_older_copies_open_nothing(
    sign_in: SignIn, as_superuser: psycopg.Connection
) -> None:
    now = clock.now()
    given = ReportInput(
        entrance="laporan", channel="situs", form="social_media", act=Period(date(2024, 11, 20), date(2024, 11, 20)),
        story=STORY, accused=(AccusedInput(name=ACCUSED),), area="32.01", witnesses=(WITNESS,),
    )  # fmt: skip
    with acting(PUBLIC, now=now):
        file = add_file("foto.png", [PNG], institution="", on=date(2024, 12, 4))
        assert isinstance(file, File)
        outcome = receive_report(given, book=law().book, actor=PUBLIC, now=now, files=(file,))
    assert not isinstance(outcome, Refused)
    (case,) = outcome.cases
    seats = [sign_in(one, "verifikator", 7) for one in ("bkn", "bawaslu", "kemenpanrb", "kemendagri")]
    for seat in seats:
        take(seat, case, "suara", vote="tolak", reason=REASON)
    take(seats[0], case, "simpulkan", conclusion="tolak", reason=REASON)
    as_superuser.execute("CHECKPOINT")
    assert all(lying_in(FOLDER, *MARKERS).values()), "the search would find each of them"

    # an older copy of the main database and of the files, and the key of the installation
    models = (Content, Statement, Subject, File)
    old = [(bytes(salt), digest) for model in models for salt, digest in model.objects.values_list("salt", "digest")]
    told = Statement.objects.get()
    copy = store.path_of(str(file.id)).read_bytes()
    assert is_digest_of(STORY.encode(), salt=bytes(told.salt), digest=told.digest)

    events = list(CaseEvent.objects.order_by("seq").values())
    for disposal in proposed():
        for role in ("pimpinan", "auditor"):
            approve(sign_in("bkn", role, hash(disposal.schedule) % 97), disposal)
    assert erased()
    with as_retention():
        assert rewrite() == []
    as_superuser.execute("ALTER SYSTEM SET wal_recycle = off")
    as_superuser.execute("SELECT pg_reload_conf()")
    for _ in range(2):
        as_superuser.execute("SELECT pg_switch_wal()")
        as_superuser.execute("CHECKPOINT")
    assert lying_in(FOLDER, *MARKERS) == {marker: [] for marker in MARKERS}

    for salt, digest in old:
        with pytest.raises(keys.ForgottenKeyError):
            is_digest_of(STORY.encode(), salt=salt, digest=digest)
    path = store.path_of(str(file.id))
    assert not path.exists()
    path.write_bytes(copy)
    with pytest.raises((keys.ForgottenKeyError, InvalidTag)):
        b"".join(store.read(str(file.id)))
    path.unlink()

    assert list(CaseEvent.objects.order_by("seq").values()) == events
    assert list(check_projection(law().book, progress=lambda _: None)) == []
    assert CaseFile.objects.get().title == "(dimusnahkan)"
