"""Random walks through the real law: no officer, fact or order of steps breaks it, and no end comes without what it needs."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest

from sbt.rules.command import Command, HandOver, Lapse, TakeStep
from sbt.rules.decide import decide, moves
from sbt.rules.event import FactValue, Ref
from sbt.rules.facts import offered
from sbt.rules.outcome import Accepted
from sbt.rules.process import FactField, Process, Step
from tests.situations.law_of_situation import law_of
from tests.situations.played_case import PUBLIC, SYSTEM, PlayedCase

ACTORS = (
    PUBLIC, SYSTEM, "verifikator@bkn", "auditor@bkn", "pimpinan@bkn", "verifikator@bawaslu", "verifikator@kemenpanrb",
    "verifikator@kemendagri", "irjen@kemendagri", "pengkaji@bawaslu-32.01", "pleno@bawaslu-32.01", "kanreg@bkn-kanreg-03",
    "pengkaji_kasn@kasn", "pimpinan@kasn", "pic@pemda-32.01", "pejabat@pemda-32.01", "pemeriksa@pemda-32.01",
    "banding@bpasn", "auditor#2@bkn", "pengkaji#2@bawaslu-32.01", "pimpinan#2@bkn", "verifikator@kasn",
)  # fmt: skip
NEEDED = {
    "selesai_dihukum": {"sudah_diputus", "keputusan_berlaku", "idis_tercatat", "direkomendasikan"},
    "selesai_tidak_terbukti": {"sudah_diperiksa", "direkomendasikan"},
}
ENDS = frozenset({"simpulkan", "pleno", "terima_tidak_terbukti", "periksa_idis", "putus_keberatan", "putus_banding"})
AFTER_THE_LETTER = {"tindak_lanjut", "jawaban_ppk", "pemeriksaan", "telaah_tidak_terbukti", "keputusan", "menunggu_berlaku",
                    "pemantauan", "keberatan", "banding"}  # fmt: skip
ENOUGH = 18
VISITED: Counter[str] = Counter()
ROWS = ("skb22-d8", "skb22-e4", "skb22-d3", "skb22-d5", "skb22-d13")


def walk(random: Random, received: date, entrance: str, length: int) -> PlayedCase:
    row = random.choice(ROWS)
    case = PlayedCase(
        law_of(),
        {
            "received": received,
            "entrance": entrance,
            "by": {"penerusan": "pleno@bawaslu-32.01", "laporan": PUBLIC}.get(entrance, "pengkaji@bawaslu-32.01"),
            "office": "bawaslu-32.01",
            "instansi": "pemda-32.01",
            "election": random.choice(["pilkada2024", "pemilu2024", "psu2025", ""]),
            "act": received,
            "form": "social_media",
            "values": {
                "subject": "confirmed",
                "employment": "pns",
                **({"row": row} if entrance == "penerusan" else {}),
            },
        },
    )
    case.open()
    now = case.instant({}, case.actor(PUBLIC), received)
    for _ in range(length):
        now += timedelta(hours=random.choice([1, 20, 70, 400]))
        one_command(case, random, now, row)
    return case


def one_command(case: PlayedCase, random: Random, now: datetime, row: str) -> None:
    actor = case.actor(random.choice(ACTORS))
    law = case.case_law()
    command: Command
    match random.randrange(12):
        case 0:
            command = Lapse(term=random.choice(list(case.state.clocks) or ["x"]))
        case 1 if law.process.id != "sbt-bkn":
            target = next(process for process in case.law.book.processes if process.id == "sbt-bkn")
            rule = target.handover_for(law.process.id, case.state.stage, case.state.marks, now.date())
            pins = {**case.state.pins, "process": target.digest}
            command, law = HandOver(pins={"process": target.digest}, rule=rule.id if rule else ""), case.case_law(pins)
        case 2:
            step = random.choice(law.process.steps)
            command = TakeStep(step=step.id, facts=stated(step, case, random, now, row, careless=True))
        case _:
            for who in random.sample(ACTORS, len(ACTORS)):
                actor = case.actor(who)
                ready = [move.step for move in moves(case.state, actor, law, now) if move.open]
                if ready:
                    break
            else:
                return
            ends = {stage.id for stage in law.process.stages if stage.final}
            rather = [step for step in ready if not step.target.stages() & ends or step.id in ENDS]
            rather = [step for step in rather if step.target.stages() or step.id not in case.state.done] or rather
            step = random.choice(rather if rather and random.random() < 0.95 else ready)
            doubts = frozenset(doubts_of(law.process))
            command = TakeStep(step=step.id, facts=stated(step, case, random, now, row), accepts=doubts)
    outcome = decide(case.state, command, actor, law, now)
    if isinstance(outcome, Accepted):
        case.follow(outcome)
        VISITED[case.state.stage] += 1


def doubts_of(process: Process) -> list[str]:
    late = [f"late_for_{term.id}" for term in process.terms]
    summons = [
        "late_for_pp94_summons_1",
        "late_for_pp94_summons_2",
        "late_for_pp94_delivery",
        "late_for_pp94_delivery_absent",
    ]
    team = ["team_missing", "part_missing", "member_of_lower_rank"]
    return [*late, *summons, *team, "limit_not_verified", "replacement_needs_approval", "not_on_last_day"]


def stated(
    step: Step, case: PlayedCase, random: Random, now: datetime, row: str, *, careless: bool = False
) -> dict[str, FactValue]:
    wanted = [known for known in step.facts if known.required or random.random() < 0.5]
    if careless:
        wanted = [known for known in wanted if random.random() < 0.8]
    return {known.name: value(known, case, random, now, row) for known in wanted}


def value(known: FactField, case: PlayedCase, random: Random, now: datetime, row: str) -> FactValue:
    one = single(known, case, random, now, row)
    if not known.many:
        return one
    return (one,) if isinstance(one, Ref) else (str(one),)


def single(known: FactField, case: PlayedCase, random: Random, now: datetime, row: str) -> FactValue:
    if known.kind == "date":
        return now.date() - timedelta(days=random.choice([0, 0, 0, 1, 5]))
    if known.kind in ("text", "file", "person"):
        return Ref("1", "-", "jpt_pratama/atasan_langsung" if known.kind == "person" else "")
    if known.source == "rows":
        return row
    if known.source == "institutions":
        return random.choice(["pemda-32.01", "bawaslu-32.01"]) if known.name == "recipients" else (
            "bawaslu-32.01" if known.name == "office" else "pemda-32.01"
        )  # fmt: skip
    if known.options:
        return random.choice([option.code for option in known.options])
    return random.choice(sorted(offered(known.source, case.case_law()) or ["pengawas"]))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    ("received", "entrance"),
    [
        (date(2024, 10, 14), "laporan"),
        (date(2024, 10, 14), "temuan"),
        (date(2024, 10, 14), "penerusan"),
        (date(2024, 6, 3), "penerusan"),
        (date(2024, 8, 28), "laporan"),
    ],
)
def test_a_walk_stays_lawful(received: date, entrance: str, seed: int) -> None:
    case = walk(Random(seed), received, entrance, 60)
    state, process = case.state, case.case_law().process
    stage = process.stage(state.stage)
    if stage.final:
        assert state.running == ()
    assert state.marks >= NEEDED.get(stage.id, set())
    if stage.id in AFTER_THE_LETTER:
        assert state.released
        assert "direkomendasikan" in state.marks
    assert state.marks <= set(process.marks)
    for step in state.done:
        assert any(one.step(step) or one.entrance(step) or one.handover(step) for one in case.law.book.processes) or (
            step in state.clocks
        )


def test_walks_lead_everywhere() -> None:
    """A check of the walk itself: it proves nothing if it never leaves the first desk."""
    known = {stage.id for process in law_of().book.processes for stage in process.stages}
    for seed in range(400):
        walk(Random(1000 + seed), date(2024, 10, 14), "penerusan", 80)
        if len(VISITED.keys() & known) >= ENOUGH:
            return
    assert len(VISITED.keys() & known) >= ENOUGH, VISITED
