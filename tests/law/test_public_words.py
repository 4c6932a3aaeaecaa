"""What the law says to reporters, held against what `law/disclosure.yaml` opens to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sbt.rulebook.law import Law
from sbt.rulebook.reader import read_law
from sbt.rules.process import Process, Step

LAW = Path(__file__).resolve().parents[2] / "law"
TOLD = {
    "keputusan": "keputusan_ada",
    "menjatuhkan": "keputusan_ada",
    "sanksi": "keputusan_ada",
    "hukuman": "keputusan_ada",
    "keberatan": "keputusan_ada",
    "banding": "keputusan_ada",
    "pidana": "penyerahan_pidana",
    "pengadilan": "putusan_pengadilan",
    "mengirim": "rekomendasi_terbit",
}
"""Words that tell of a result -> the item that must be open; a court's ruling stands above the hand-over."""
OPENING = {"keputusan_ada": "keputusan_berlaku", "rekomendasi_terbit": "direkomendasikan"}
"""The mark from which on the disclosure rows open the item to reporters."""


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law(LAW)


def items_told(text: str) -> set[str]:
    found = {item for word, item in TOLD.items() if word in text.lower()}
    return {"putusan_pengadilan"} if "putusan_pengadilan" in found else found


def opened_before(stage: str, mark: str, process: Process, seen: frozenset[str] = frozenset()) -> bool:
    """Tell whether every way into the stage has set the mark by then."""
    if stage in seen:
        return True
    if any(entrance.stage == stage for entrance in process.entrances):
        return False

    def kept(step: Step) -> bool:
        if mark in step.sets or mark in step.needs:
            return True
        sources = step.sources - {stage}
        return "*" not in sources and all(opened_before(source, mark, process, seen | {stage}) for source in sources)

    into = [step for step in process.steps if stage in step.target.stages()]
    return all(kept(step) for step in into)


def test_every_stage_has_words_for_reporters(law: Law) -> None:
    for process in law.book.processes:
        assert [stage.id for stage in process.stages if not stage.public.id] == []


def test_a_step_that_tells_a_result_names_the_item_that_opens_it(law: Law) -> None:
    items = {row.item for row in law.disclosure.rows if row.reader == "pelapor"}
    for process in law.book.processes:
        for step in process.steps:
            told = items_told(step.public.id)
            if told:
                assert step.discloses in told, (process.id, step.id)
            assert not step.discloses or step.discloses in items, (process.id, step.id)


def test_a_stage_tells_a_result_only_once_it_is_open_to_reporters(law: Law) -> None:
    for process in law.book.processes:
        for stage in process.stages:
            for item in items_told(stage.public.id):
                mark = OPENING[item]
                assert opened_before(stage.id, mark, process), (process.id, stage.id, stage.public.id)


def test_only_limits_of_the_handling_itself_are_public(law: Law) -> None:
    public = {term.id for process in law.book.processes for term in process.terms if term.public}
    assert {"sbt_satgas_verification", "sbt_bawaslu_study", "pilkada_repair", "sbt_ppk_follow_up"} <= public
    assert not {
        one for one in public if "criminal" in one or one.startswith(("objection", "appeal", "pp94", "sbt_ack"))
    }
