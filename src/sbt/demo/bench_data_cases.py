"""Makes patterns of cases: each one played by the rules, with every row that the product itself would have stored."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from sbt.cases import projection
from sbt.cases.models import Case, CaseReport, Content
from sbt.demo.bench_data_journey import Accused, Journey
from sbt.demo.bench_data_names import POSTS, UNITS
from sbt.demo.bench_data_roads import LONGEST, road
from sbt.demo.bench_data_rows import DIGEST, NAME, REF, Ids, Pattern
from sbt.evidence.digest import text_digest
from sbt.intake.models import Report, Statement
from sbt.register.models import Subject
from sbt.rules.case import CaseState, evolve
from sbt.rules.event import Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Model

    from sbt.rulebook.law import Law
    from sbt.rules.matrix import Row

FIRST_DAY, LAST_DAY = date(2024, 9, 4), date(2024, 12, 3)
SUBJECT_SALT = bytes(16)
STORY = (
    "Yang bersangkutan terlihat di acara salah satu pasangan calon pada jam kerja, memakai pakaian dinas, dan mengajak"
    " warga yang hadir untuk mendukung calon itu. Ada beberapa saksi dan sebuah rekaman."
)
STATED = "Sudah diperiksa; bukti dan keterangan saling mendukung."


class PatternMaker:
    """Plays cases of many places, persons and roads; `posting` names the officer of an institution and role."""

    def __init__(self, law: Law, *, seed: int, posting: Callable[[str, str], str]) -> None:
        self._law, self._chance, self._posting = law, Random(seed), posting  # noqa: S311 (invented data)
        commons = law.book.commons
        self._places = [
            (known.id, known.area, office)
            for known in law.institutions_of("kabupaten", "kota")
            if (office := commons.office_of(known.area))
        ]

    def make(self) -> Pattern:
        """Play one case and give its rows."""
        chance = self._chance
        instansi, area, office = chance.choice(self._places)
        post, level, _ = chance.choices(POSTS, [weight for _, _, weight in POSTS])[0]
        accused = Accused(instansi, chance.choice(("pns", "pns", "pns", "pppk")), level)
        received = FIRST_DAY + timedelta(days=chance.randrange((LAST_DAY - FIRST_DAY).days - LONGEST))
        act = received - timedelta(days=chance.randrange(1, 15))
        row = chance.choice(self._rows(act))
        legs = road(chance, ethics=row.category == "ethics")
        free = LONGEST - sum(leg.after for leg in legs) - (20 if legs and legs[-1].step == "periksa_idis" else 0)
        received += timedelta(days=chance.randrange(max(1, free)))
        act = max(act, received - timedelta(days=chance.randrange(1, 15)))
        ids = Ids()
        case = Case(
            id=ids.new(), ref=REF, received_on=received, act_from=act, act_to=act, act_precision="day", area=area
        )
        texts: list[Content] = []

        def text(name: str, stated: str, code: str) -> Ref:
            digest = text_digest(stated or STATED)
            content = Content(
                id=ids.new(), case=case, name=name, text=stated or STATED, salt=digest.salt, digest=digest.digest
            )
            texts.append(content)
            return Ref(str(content.id), digest.digest, code)

        subject = Subject(
            id=ids.new(), name=NAME, unit=chance.choice(UNITS), post=post, instansi=instansi, salt=SUBJECT_SALT,
            digest=DIGEST,
        )  # fmt: skip
        journey = Journey(
            self._law.book, act=act, received=received, office=office, area=area, accused=accused, row=row,
            subject=Ref(str(subject.id), DIGEST), posting=self._posting, text=text,
        )  # fmt: skip
        journey.open()
        for leg in legs:
            journey.take(leg)
        if journey.state.values.get("subject") == "confirmed":
            subject.confirmed, subject.employment, subject.job_level = True, accused.employment, level
        case.subject = subject
        return Pattern([*_intake(ids, journey, case), *self._case(ids, journey, case), *texts])

    def _rows(self, act: date) -> Sequence[Row]:
        matrix = next(matrix for matrix in self._law.book.matrices if matrix.acts.covers(act))
        return [row for row in matrix.rows if not row.statutory and row.category in ("ethics", "discipline")]

    def _case(self, ids: Ids, journey: Journey, case: Case) -> list[Model]:
        """Bring the case's row through its events one by one, as the write path does."""
        state = CaseState()
        rows: list[Model] = []
        desks: dict[str, Model] = {}
        for event in journey.events:
            state = evolve(state, event)
            if len(rows) == 0 and event.kind == "opened":
                event_at = projection.start_of_day(event.happened_on)
            else:
                event_at = event.recorded_at
            projection.project(case, state, journey.law, on=event.happened_on)
            stored = projection.row_of(case, state.seq, event)
            stored.id, stored.recorded_at = ids.new(), event_at
            rows.append(stored)
            desks = {
                desk.institution: desk for desk in projection.desks_of(case, state, journey.law, on=event.happened_on)
            }
        clocks = [projection.deadline_of(case, clock) for clock in state.clocks.values()]
        return [case, *rows, *clocks, *desks.values()]


def _intake(ids: Ids, journey: Journey, case: Case) -> list[Model]:
    state = journey.state
    report = Report(
        id=ids.new(), entrance="laporan", channel="web", receipt_hash=None, received_on=journey.received,
        election=state.values.get("election", ""), form=journey.row.form, act_from=journey.act, act_to=journey.act,
        area=journey.area, office=journey.office,
    )  # fmt: skip
    digest = text_digest(STORY)
    statement = Statement(report=report, story=STORY, salt=digest.salt, digest=digest.digest)
    return [case.subject, report, statement, CaseReport(case=case, report=report)]
