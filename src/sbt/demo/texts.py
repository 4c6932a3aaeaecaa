"""Puts together what people say in the demo: stories of reports, and the short texts of officers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.demo.script import read_stories

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from sbt.demo.people import Invented

MONTHS = (
    ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"]
)  # fmt: skip


def day_in_words(day: date) -> str:
    """Write a day as people write it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def pick(name: str, chance: Random) -> str:
    """Give one of the officers' texts of that name."""
    texts: list[str] = read_stories()["texts"][name]
    return chance.choice(texts)


def spot(chance: Random) -> str:
    """Give a place where such things happen."""
    spots: list[str] = read_stories()["spots"]
    return chance.choice(spots)


def account(person: Invented, chance: Random) -> str:
    """Give the account link under which a person is known; of a reserved domain, so it opens nothing."""
    handle = person.plain_name.lower().replace(" ", chance.choice(("_", ".", "")))
    return f"https://medsos.example/{handle}{chance.randrange(10, 99)}"


def story(kind: str, person: Invented, *, day: date, regency: str, candidates: bool, chance: Random) -> tuple[str, str]:
    """Tell a story of the kind about the person; give it with the place of it. `candidates`: after determination."""
    stories = read_stories()
    parts = stories["stories"][kind]
    where = spot(chance)
    village: str = chance.choice(stories["villages"])
    words = {
        "who": person.plain_name,
        "post": person.post.lower() if not person.post.isupper() else person.post,
        "unit": person.unit,
        "day": day_in_words(day),
        "spot": where,
        "village": village,
        "regency": regency,
        "pair": chance.choice(stories["pairs_from" if candidates else "pairs_before"]),
        "account": account(person, chance).rsplit("/", 1)[1],
        "hour": chance.choice(stories["hours"]),
        "count": str(chance.randrange(12, 180)),
    }
    text = " ".join(chance.choice(parts[part]) for part in ("open", "detail", "close")).format_map(words)
    return text[0].upper() + text[1:], f"{where}, {village}"
