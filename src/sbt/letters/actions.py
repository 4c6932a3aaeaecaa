"""Records letters and their acknowledgement; numbers come from the sender's own register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.letters.models import Letter
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from datetime import date


def record_letter(
    *, kind: str, number: str, dated_on: date, sender: str, addressee: str, starts: str = ""
) -> Letter | Refused:
    """Record a letter once: a second case with the same number, date and sender is on the same letter.

    A number that the sender gave to another addressee in the same year is refused: an acknowledgement holds for all
    cases of a letter, so it must come from the one who received it.
    """
    same = Letter.objects.filter(sender=sender, number=number, dated_on__year=dated_on.year)
    if same.exclude(addressee=addressee).exists():
        return Refused("letter_number_used", "facts", {"number": number}, "number")
    letter, _ = Letter.objects.get_or_create(
        sender=sender,
        number=number,
        dated_on=dated_on,
        defaults={"kind": kind, "addressee": addressee, "starts": starts},
    )
    return letter


def acknowledge(letter: Letter, *, by: str, on: date) -> None:
    """Note that the addressee has the letter; the first acknowledgement stands."""
    if letter.acknowledged_on is None:
        letter.acknowledged_on, letter.acknowledged_by = on, by
        letter.save(update_fields=["acknowledged_on", "acknowledged_by"])
