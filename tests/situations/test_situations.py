"""Worked examples in the lawyers' words: each file of `law/situations/` is played through the rules as it stands."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.situations.expectations import check_outcome, check_state, followed
from tests.situations.law_of_situation import LAW, faults_of, law_of
from tests.situations.law_questions import check_question
from tests.situations.played_case import PlayedCase

FILES = sorted((LAW / "situations").glob("*.yaml"))
KEYS = {"situation", "about", "basis", "overlay", "given", "story", "questions"}


def read(path: Path) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    unknown = set(content) - KEYS
    assert not unknown, f"{path.name}: unknown keys {unknown}"
    return content


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_situation_ends_as_told(path: Path) -> None:
    told = read(path)
    law = law_of(told.get("overlay", ""))
    for number, question in enumerate(told.get("questions", []), start=1):
        check_question(law, question, f"{path.name}, question {number}")
    if "given" not in told:
        return
    case = PlayedCase(law, told["given"])
    case.open()
    check_state(case, told["given"].get("expect", {}), told["given"]["received"], f"{path.name}, when opened")
    for number, entry in enumerate(told.get("story", []), start=1):
        done = entry.get("do") or entry.get("lapse") or entry.get("hand_over") or "look"
        where = f"{path.name}, entry {number} on {entry['day']} ({done} by {entry.get('by', 'nobody')})"
        if done != "look":
            outcome = case.take(entry)
            if check_outcome(outcome, entry, where):
                case.follow(followed(outcome))
        check_state(case, entry.get("expect", {}), entry["day"], where)


def test_there_are_enough_situations() -> None:
    assert len(FILES) >= 25


def test_each_situation_says_what_it_shows() -> None:
    for path in FILES:
        told = read(path)
        assert told["situation"] == path.stem, f"{path.name} names itself {told['situation']}"
        assert len(told["about"]) > 20, f"{path.name} does not say what it shows"
        assert told.get("questions") or told.get("story"), f"{path.name} asks and tells nothing"


@pytest.mark.parametrize("overlay", sorted(folder.name for folder in (LAW / "situations" / "overlays").iterdir()))
def test_a_changed_law_is_as_sound_as_the_real_one(overlay: str) -> None:
    assert [str(fault) for fault in faults_of(overlay)] == []
