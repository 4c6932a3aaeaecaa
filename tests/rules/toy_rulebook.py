"""A small rule book made for tests: two bodies, one vote, two pairs of eyes, clocks that stop, pause and lapse."""

from datetime import UTC, date, datetime

from sbt.rules.authority import Actor, Authority, Grant, Role, Vacancy
from sbt.rules.book import CaseLaw, Commons, Institution, Kind
from sbt.rules.calendar import WorkCalendar
from sbt.rules.deadline import Term
from sbt.rules.discipline import Discipline, Sanction, TeamRule
from sbt.rules.mark import Label, Warrant
from sbt.rules.matrix import Matrix, Row
from sbt.rules.process import (
    Entrance,
    FactField,
    GuardUse,
    HandOverRule,
    Option,
    Process,
    Stage,
    Start,
    Step,
    Target,
)
from sbt.rules.span import Span

NO_LABEL = Label("x", "x")
SURE = Warrant(basis=("toy#1",), verified="yes")
UNSURE = Warrant(basis=("toy#2",), verified="partial")
YEARS = frozenset({2024, 2025})
HOLIDAYS = frozenset({date(2024, 12, 25), date(2024, 12, 26), date(2025, 1, 1)})
CALENDAR = WorkCalendar(YEARS, HOLIDAYS, {date(2024, 12, 3): frozenset({"32.01"})})
START = datetime(2024, 12, 2, 3, tzinfo=UTC)


def term(id_: str, amount: int, **more: object) -> Term:
    """Make a term of working days that is certain, unless told otherwise."""
    given: dict[str, object] = {
        "unit": "working", "duty": "office", "on_lapse": "escalate", "unit_verified": True, "warrant": SURE, **more
    }  # fmt: skip
    return Term(id=id_, label=NO_LABEL, amount=amount, **given)  # type: ignore[arg-type]  # the tests name the fields


def fact(name: str, kind: str, *codes: str, required: bool = True, many: bool = False, past: bool = True) -> FactField:
    """Make a fact field, a choice when codes are given."""
    return FactField(
        name=name,
        kind=kind,  # type: ignore[arg-type]  # the tests name kinds that exist
        label=NO_LABEL,
        required=required,
        many=many,
        past=past,
        options=tuple(Option(code, NO_LABEL) for code in codes),
    )


def stage(id_: str, desk: str = "", *, final: bool = False) -> Stage:
    """Make a stage."""
    return Stage(id=id_, station=1, label=NO_LABEL, desk=desk, final=final)


STEPS = (
    Step(
        id="suara", label=NO_LABEL, power="suara", sources=frozenset({"masuk"}), kind="vote",
        guards=(GuardUse("not_voted"),), facts=(fact("vote", "choice", "ya", "tidak"),),
    ),
    Step(
        id="simpulkan", label=NO_LABEL, power="simpul", sources=frozenset({"masuk"}),
        target=Target(by="conclusion", table={"ya": "kaji", "tidak": "ditolak"}),
        guards=(GuardUse("votes_concluded", "suara memilih"),),
        facts=(fact("conclusion", "choice", "ya", "tidak"),), records={"conclusion": "conclusion"},
        stops=("memilih",), starts=(Start(term="mengkaji", when={"conclusion": "ya"}),),
    ),
    Step(
        id="kaji", label=NO_LABEL, power="kaji", sources=frozenset({"kaji"}), sets=("dikaji",),
        facts=(fact("row", "provision"), fact("when", "date", required=False)), guards=(GuardUse("row_chosen"),),
        records={"row": "row"},
    ),
    Step(
        id="tanya", label=NO_LABEL, power="kaji", sources=frozenset({"kaji"}), target=Target("jawab"),
        suspends=("mengkaji",), sets=("ditanya",),
    ),
    Step(
        id="jawab", label=NO_LABEL, power="suara", sources=frozenset({"jawab"}), target=Target("kaji"),
        resumes=("mengkaji",), clears=("ditanya",),
    ),
    Step(
        id="sahkan", label=NO_LABEL, power="kaji", sources=frozenset({"kaji"}), target=Target("selesai"),
        needs=("dikaji",), unless=("ditanya",), guards=(GuardUse("different_officer", "kaji"),), releases=True,
    ),
    Step(
        id="tegur", label=NO_LABEL, power="simpul", sources=frozenset({"*"}),
        guards=(GuardUse("clock_passed", "mengkaji"),), sets=("ditegur",), hidden_from=frozenset({"instansi"}),
    ),
    Step(
        id="buka", label=NO_LABEL, power="simpul", sources=frozenset({"selesai", "ditolak"}), kind="reopen",
        target=Target("kaji"), clears=("dikaji",), starts=(Start(term="mengkaji"),),
    ),
)  # fmt: skip

PROCESS = Process(
    id="toy",
    label=NO_LABEL,
    received=Span(date(2024, 1, 1)),
    entrances=(Entrance(id="lapor", label=NO_LABEL, stage="masuk", power="lapor", starts=(Start(term="memilih"),)),),
    stages=(
        stage("masuk", "simpul"),
        stage("kaji", "kaji"),
        stage("jawab", "suara"),
        stage("selesai", final=True),
        stage("ditolak", final=True),
    ),
    steps=STEPS,
    terms=(
        term("memilih", 7, unit="calendar", duty="national"),
        term("mengkaji", 3, on_lapse="expire", lapse_to="ditolak", lapse_sets=("kedaluwarsa",)),
        term("ragu", 3, on_lapse="expire", warrant=UNSURE),
    ),
    marks=dict.fromkeys(("dikaji", "ditanya", "ditegur", "kedaluwarsa"), NO_LABEL),
    handovers=(
        HandOverRule(
            id="dari_lama", label=NO_LABEL, comes_from="lama", sources=frozenset({"kaji"}), stage="kaji",
            power="simpul", since=date(2024, 12, 5), starts=(Start(term="mengkaji"),), keeps=("ragu",), warrant=SURE,
        ),
    ),
    digest="toy-1",
)  # fmt: skip

MATRIX = Matrix(
    id="m",
    label=NO_LABEL,
    acts=Span(),
    rows=(
        Row(id="e1", number=1, category="ethics", description=NO_LABEL, phase="before_determination", form="banner",
            level="moral", sanctions=("tegur_moral",)),
        Row(id="d1", number=1, category="discipline", description=NO_LABEL, phase="after_determination", form="banner",
            level="heavy", sanctions=("turun",)),
        Row(id="d2", number=2, category="discipline", description=NO_LABEL, phase="campaign", form="rally", level="light"),
        Row(id="u1", number=1, category="discipline", description=NO_LABEL, phase="any", form="banner", statutory=True),
    ),
    digest="m-1",
)  # fmt: skip

DISCIPLINE = Discipline(
    id="d",
    label=NO_LABEL,
    acts=Span(),
    sanctions=(
        Sanction(id="tegur_moral", level="moral", rank=1, label=NO_LABEL),
        Sanction(id="lisan", level="light", rank=2, label=NO_LABEL, employment=frozenset({"pns"})),
        Sanction(id="turun", level="heavy", rank=3, label=NO_LABEL, warrant=UNSURE),
        Sanction(id="lama", level="heavy", rank=4, label=NO_LABEL, offered=Span(None, date(2023, 12, 31))),
        Sanction(id="berhenti", level="heavy", rank=5, label=NO_LABEL, ends_employment=True),
    ),
    terms=(term("panggil", 7, direction="before"), term("berlaku", 15, on_lapse="default_effect", warrant=UNSURE)),
    teams=(
        TeamRule(id="berat", levels=frozenset({"heavy"}), team="must", members=("pengawas",), not_below_examined=True,
                 warrant=UNSURE),
        TeamRule(id="sekda", levels=frozenset({"heavy"}), team="must", posts=frozenset({"sekda"}), members=("gubernur",),
                 warrant=SURE),
    ),
    job_ranks={"tinggi": 1, "rendah": 2},
    digest="d-1",
)  # fmt: skip

KANTOR = Institution(id="kantor", kind="kantor", name=NO_LABEL, short="K", area="32.01")
PUSAT = Institution(id="pusat", kind="pusat", name=NO_LABEL, short="P")
PEMDA = Institution(id="pemda", kind="kabupaten", name=NO_LABEL, short="D", area="32.01", zone="WITA")

COMMONS = Commons(
    institutions={one.id: one for one in (KANTOR, PUSAT, PEMDA)},
    kinds={one: Kind(id=one, label=NO_LABEL) for one in ("kantor", "pusat", "kabupaten")},
    authority=Authority(
        grants=(
            Grant(power="lapor", territory="nation", span=Span(), institution="publik", joint=True),
            Grant(power="suara", territory="nation", span=Span(), institution="pusat", joint=True),
            Grant(power="suara", territory="office", span=Span(), kinds=frozenset({"kantor"}), joint=True),
            Grant(
                power="simpul", territory="nation", span=Span(date(2024, 1, 1), date(2025, 6, 30)), institution="pusat"
            ),
            Grant(power="kaji", territory="office", span=Span(), kinds=frozenset({"kantor"})),
        ),
        vacancies=(Vacancy(power="simpul", span=Span(date(2025, 7, 1))),),
        roles=(
            Role(id="publik", label=NO_LABEL, powers=frozenset({"lapor"})),
            Role(id="petugas", label=NO_LABEL, powers=frozenset({"suara", "simpul", "kaji"})),
            Role(id="pengamat", label=NO_LABEL, powers=frozenset()),
        ),
    ),
    calendar=CALENDAR,
    elections={},
)
LAW = CaseLaw(process=PROCESS, matrix=MATRIX, discipline=DISCIPLINE, commons=COMMONS)
VALUES = {"office": "kantor", "instansi": "pemda"}
PUBLIC = Actor(posting="publik", institution="publik", kind="publik", role="publik")


def officer(name: str, institution: str = "kantor", role: str = "petugas", *hats: str) -> Actor:
    """Make an officer of one of the toy's bodies."""
    known = COMMONS.institutions[institution]
    return Actor(
        posting=name,
        institution=institution,
        kind=known.kind,
        role=role,
        area=known.area,
        zone=known.zone,
        hats=frozenset(hats),
    )
