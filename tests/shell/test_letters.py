"""One letter may be about many persons of one agency; a number is not given twice to different addressees."""

from __future__ import annotations

from datetime import date

import pytest

from sbt.letters.actions import record_letter
from sbt.letters.models import Letter
from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.project import clock
from sbt.rules.outcome import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]


def sent(addressee: str, *, number: str = "12/B-AK/2024", on: date = date(2024, 11, 4), sender: str = "bkn") -> object:
    with acting(JOBS, now=clock.now()):
        outcome = record_letter(
            kind="terbitkan_rekomendasi", number=number, dated_on=on, sender=sender, addressee=addressee
        )
    return outcome.code if isinstance(outcome, Refused) else outcome.addressee


def test_one_letter_for_many_persons_of_one_agency_is_one_letter() -> None:
    assert [sent("pemda-32.01"), sent("pemda-32.01")] == ["pemda-32.01"] * 2
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("on", [date(2024, 11, 4), date(2024, 12, 2)])
def test_the_same_number_to_another_addressee_is_refused(on: date) -> None:
    sent("pemda-32.01")
    assert sent("pemda-32.02", on=on) == "letter_number_used"
    assert Letter.objects.get().addressee == "pemda-32.01"


def test_another_sender_and_another_year_count_anew() -> None:
    sent("pemda-32.01")
    assert sent("pemda-32.02", sender="kemendagri") == "pemda-32.02"
    assert sent("pemda-32.02", on=date(2025, 1, 6)) == "pemda-32.02"
