"""Rows of many tables go in by one statement, and all their values come out as they went in."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db import IntegrityError

from sbt.intake.models import Report, Statement
from sbt.people.storing import store
from sbt.register.models import Subject


@pytest.mark.django_db
def test_rows_go_in_whatever_their_order_and_whatever_is_typed() -> None:
    story = "Kutip ' dan \" dan \\ dan % dan %s; -- \u00e9 \U0001f600\nbaris dua"
    report = Report(
        id=uuid.uuid4(), entrance="laporan", channel="web", received_on=date(2024, 12, 4), form="other",
        act_from=date(2024, 12, 1), act_to=date(2024, 12, 1), office="kantor", receipt_hash=bytes(range(256))[:32],
    )  # fmt: skip
    statement = Statement(report=report, story=story, links=[{"a": "'%s"}], salt=b"\x00'\\", digest="d")
    subjects = [Subject(name=f"Orang {n}", salt=b"", digest="") for n in range(3)]
    store([statement, *subjects, report])
    found = Statement.objects.select_related("report").get()
    assert (found.story, found.links, bytes(found.salt)) == (story, [{"a": "'%s"}], b"\x00'\\")
    assert bytes(found.report.receipt_hash or b"") == bytes(range(32))
    assert found.report.known_on is None
    assert Subject.objects.count() == 3
    subjects[0].name = "Lain"
    subjects[0].save()
    assert Subject.objects.filter(name="Lain").count() == 1


@pytest.mark.django_db
def test_nothing_is_nothing() -> None:
    store([])
    assert not Report.objects.exists()


@pytest.mark.django_db
def test_a_row_that_is_there_already_is_an_integrity_error() -> None:
    one = Subject(salt=b"", digest="")
    store([one])
    with pytest.raises(IntegrityError):
        store([Subject(id=one.id, salt=b"", digest="")])
