"""Publishing adds what is new and touches nothing else; a case finds the text it pinned for ever."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from sbt.rulebook import current
from sbt.rulebook.faults import FaultyLawError
from sbt.rulebook.models import PublishedRulebook
from sbt.rulebook.publish import OverlayRefusedError, publish_law
from sbt.rulebook.reader import read_law

SMALL = Path(__file__).parents[1] / "law" / "small"
NOW = datetime(2024, 12, 4, 18, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("as_owner", "fresh_memory")


@pytest.fixture
def fresh_memory() -> Iterator[None]:
    current.forget()
    yield
    current.forget()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "law"))


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def published() -> dict[str, str]:
    return dict(PublishedRulebook.objects.values_list("digest", "text"))


def test_what_is_published_is_in_force(folder: Path) -> None:
    publication = publish_law(folder, now=NOW, by="uji")
    assert {(one.kind, one.rule_id) for one in publication.added} == {
        ("process", "lama"),
        ("process", "baru"),
        ("matrix", "contoh"),
        ("discipline", "contoh"),
        ("commons", "commons"),
    }
    assert publication.digest == current.digest_in_force() == read_law(folder).digest
    found, expected = current.law(), read_law(folder)
    assert (found.book.processes, found.book.commons) == (expected.book.processes, expected.book.commons)
    assert all(found.book.by_digest[digest] == known for digest, known in expected.book.by_digest.items())
    assert current.law() is found
    row = PublishedRulebook.objects.get(kind="process", rule_id="baru", digest__in=published())
    assert (row.in_force_on, row.basis, row.published_by) == (date(2024, 6, 11), "uu-1", "uji")
    commons = PublishedRulebook.objects.get(digest=publication.digest)
    assert commons.in_force_on == date(2024, 12, 5), "the day of publication in Jakarta"


def test_publishing_the_same_again_adds_nothing(folder: Path) -> None:
    first = publish_law(folder, now=NOW)
    before = published()
    rewrite(folder / "grants.yaml", "grants:", "# sebuah catatan\ngrants:")
    again = publish_law(folder, now=NOW)
    assert again.added == ()
    assert again.digest == first.digest
    assert published() == before
    assert "tidak ada yang berubah" in str(again)


def test_a_changed_text_is_a_new_version_and_the_old_one_still_answers(folder: Path) -> None:
    publish_law(folder, now=NOW)
    before = published()
    pins = current.law().book.pins_for(received=date(2024, 10, 1), act=date(2024, 9, 30))
    rewrite(folder / "terms/contoh.yaml", "amount: 14", "amount: 21")
    publication = publish_law(folder, now=NOW)
    assert {one.kind for one in publication.added} == {"process", "discipline", "commons"}
    assert {digest: text for digest, text in published().items() if digest in before} == before
    new_pins = current.law().book.pins_for(received=date(2024, 10, 1), act=date(2024, 9, 30))
    assert new_pins["process"] != pins["process"]
    assert new_pins["matrix"] == pins["matrix"]
    assert current.law_for(pins).term("sampaikan").amount == 14
    assert current.law_for(new_pins).term("sampaikan").amount == 21


def test_only_the_commons_change_when_a_power_moves(folder: Path) -> None:
    publish_law(folder, now=NOW)
    rewrite(folder / "grants.yaml", 'from: 2024-06-11, basis: uu-1, verified: "yes"', "from: 2024-06-11, basis: uu-1")
    assert [one.kind for one in publish_law(folder, now=NOW).added] == ["commons"]


def test_going_back_to_an_older_text_is_a_publication_of_its_own(folder: Path) -> None:
    first = publish_law(folder, now=NOW)
    rewrite(folder / "criminal.yaml", "[]", "[]\n")
    rewrite(folder / "elections.yaml", "2024-09-22", "2024-09-23")
    second = publish_law(folder, now=NOW)
    rewrite(folder / "elections.yaml", "2024-09-23", "2024-09-22")
    third = publish_law(folder, now=NOW)
    assert len({first.digest, second.digest, third.digest}) == 3
    assert current.law().book.commons.elections["pilkada"].determined_on() == date(2024, 9, 22)
    assert publish_law(folder, now=NOW).added == ()


def test_faulty_law_is_refused_whole(folder: Path) -> None:
    publish_law(folder, now=NOW)
    before = published()
    rewrite(folder / "elections.yaml", "2024-09-22", "2024-09-23")
    rewrite(folder / "regimes/baru/steps.yaml", "guards: [row_chosen]", "guards: [entah]")
    with pytest.raises(FaultyLawError) as refused:
        publish_law(folder, now=NOW)
    assert [fault.code for fault in refused.value.faults] == ["guard_unknown"]
    assert "regimes/baru/steps.yaml:9" in str(refused.value)
    assert published() == before


def test_a_process_that_has_not_looked_yet_finds_a_newly_published_pin(folder: Path) -> None:
    publish_law(folder, now=NOW)
    held = current.law()
    rewrite(folder / "terms/contoh.yaml", "amount: 14", "amount: 21")
    newer = read_law(folder)
    publish_law(folder, now=NOW)
    current._Held.law, current._Held.looked_at = held, current.monotonic()
    pins = newer.book.pins_for(received=date(2024, 10, 1), act=date(2024, 9, 30))
    assert current.law() is held
    assert current.law_for(pins).term("sampaikan").amount == 21
    with pytest.raises(KeyError):
        current.law_for({**pins, "process": "0" * 64})


def test_the_overlay_of_the_demo_is_refused_in_production(folder: Path, settings: Settings, tmp_path: Path) -> None:
    settings.SBT_MODE = "production"
    with pytest.raises(OverlayRefusedError, match="demo"):
        publish_law(folder, now=NOW, overlay=tmp_path)
    (folder / "demo").mkdir()
    publish_law(folder, now=NOW)
    assert current.law().demo is None


def test_without_a_publication_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "digest_in_force", lambda: None)
    with pytest.raises(current.LawNotPublishedError, match="sbt publish-law"):
        current.law()
