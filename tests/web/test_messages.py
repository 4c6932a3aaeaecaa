"""Every text of a page exists in English, with the same placeholders."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "tools"))

import update_messages

PLACE = r"%\(\w+\)[sd]"


def test_nothing_is_missing_in_english() -> None:
    assert update_messages.missing() == []


def test_placeholders_are_the_same() -> None:
    for message in update_messages.updated():
        if not message.id:
            continue
        given = [message.id] if isinstance(message.id, str) else message.id
        english = [message.string] if isinstance(message.string, str) else message.string
        for source, words in zip(given, english, strict=True):
            assert set(re.findall(PLACE, words)) == set(re.findall(PLACE, source)), source
