"""What this door takes in: shapes only. What the texts and dates may say is checked by `intake.checks`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StrictStr
from pydantic_core import PydanticCustomError

from sbt.cases.entry import LARGEST
from sbt.intake import checks

MOST_CASES, MOST_LINES, MOST_FILES = 200, 500, 20
ISO_DAY = 10
LONGEST_CODE, LONGEST_HANDLE = 60, 80


def _iso_day(value: object) -> date:
    if isinstance(value, str) and len(value) == ISO_DAY:
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("date_impossible", "not a date")


Day = Annotated[date, BeforeValidator(_iso_day, json_schema_input_type=date)]


def _without_marks(value: str) -> str:
    if not value.isprintable():
        raise PydanticCustomError("code_unreadable", "not a code")
    return value


Code = Annotated[StrictStr, Field(max_length=LONGEST_CODE), AfterValidator(_without_marks)]
FileId = Annotated[StrictStr, Field(max_length=LONGEST_HANDLE)]


class Body(BaseModel):
    """What is sent; a field that is not named here is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Act(Body):
    """When it happened, as exactly as is known."""

    on: Day = Field(description="The day; for `month` any day of it; for `between` the first day.")
    until: Day | None = Field(None, description="The last day, for `between` only.")
    precision: Literal["day", "about", "month", "between"] = "day"


class AccusedBody(Body):
    """One accused person, as far as known: a name, a number, an account, or a post with its agency."""

    name: Annotated[StrictStr, Field(max_length=checks.NAME)] = ""
    nip: Annotated[StrictStr, Field(max_length=40)] = Field("", description="NIP or NI PPPK, 18 digits.")
    nik: Annotated[StrictStr, Field(max_length=40)] = Field("", description="NIK, 16 digits.")
    post: Annotated[StrictStr, Field(max_length=checks.POST)] = ""
    unit: Annotated[StrictStr, Field(max_length=checks.UNIT)] = ""
    named_office: Annotated[StrictStr, Field(max_length=checks.OFFICE)] = Field("", description="The agency in words.")
    account: Annotated[StrictStr, Field(max_length=checks.ACCOUNT)] = ""
    instansi: Code = Field("", description="The agency's id, where it is known; see GET /institutions.")


class SealedShareBody(Body):
    """An office's share, sealed to one of its keys."""

    office: Code
    key: Code
    sealed: Annotated[StrictStr, Field(max_length=1000)]


class SealedBody(Body):
    """An identity that the caller sealed himself; see GET /sealing. This server cannot open it."""

    v: Literal[1]
    report: Annotated[StrictStr, Field(max_length=36, description="A random UUID of the caller's; the seal names it.")]
    choice: Literal["rahasia", "terbuka"]
    policy: Code
    offices: Annotated[list[Code], Field(max_length=5)]
    nonce: Annotated[StrictStr, Field(max_length=40)]
    sealed: Annotated[StrictStr, Field(max_length=30_000)]
    shares: Annotated[list[SealedShareBody], Field(max_length=60)]


class ReporterBody(Body):
    """A reporter who gives his name, sealed by the caller or at once by this server, which then sees it while it is sent.

    Left out: anonymous, which can only be initial information.
    """

    sealed: SealedBody | None = Field(None, description="Instead of the fields below.")
    choice: Literal["rahasia", "terbuka"] = Field("terbuka", description="Confidential or named; see GET /sealing.")
    name: Annotated[StrictStr, Field(max_length=checks.NAME)] = ""
    address: Annotated[StrictStr, Field(max_length=checks.ADDRESS)] = ""
    phone: Annotated[StrictStr, Field(max_length=checks.PHONE)] = ""
    email: Annotated[StrictStr, Field(max_length=checks.EMAIL)] = ""
    signed: StrictBool = Field(False, description="The statement that stands for a signature.")


class ReportBody(Body):
    """A citizen's report."""

    form: Code = Field(description="The form of the act; see GET /law/violations.")
    act: Act
    story: Annotated[StrictStr, Field(max_length=checks.STORY)]
    accused: Annotated[list[AccusedBody], Field(max_length=checks.MOST_ACCUSED)]
    area: Code = Field("", description="Code of a province (32) or regency (32.01).")
    place: Annotated[StrictStr, Field(max_length=checks.PLACE)] = ""
    known_on: Day | None = None
    election: Code = ""
    links: Annotated[
        list[Annotated[StrictStr, Field(max_length=checks.LINK)]], Field(max_length=checks.MOST_LINKS)
    ] = []
    witnesses: Annotated[
        list[Annotated[StrictStr, Field(max_length=checks.WITNESS)]], Field(max_length=checks.MOST_WITNESSES)
    ] = []
    files: Annotated[list[FileId], Field(max_length=MOST_FILES)] = Field([], description="Handles of POST /files.")
    reporter: ReporterBody | None = None


class FindingBody(ReportBody):
    """A finding, initial information, or a report on paper or by telephone, entered by an officer."""

    entrance: Code = Field("temuan", description="Entrance of the regime: temuan, informasi_awal or laporan.")
    channel: Literal["petugas", "kertas", "telepon", "surel", "media"] = "petugas"


class ReceiptBody(Body):
    """The receipt (kode laporan); never part of an address."""

    receipt: Annotated[StrictStr, Field(max_length=60)]


class EvidenceBody(ReceiptBody):
    """More evidence for one's own report: files, a note, or both."""

    files: Annotated[list[FileId], Field(max_length=MOST_FILES)] = []
    note: Annotated[StrictStr, Field(max_length=4000)] = Field("", description="What the files show; links stand here.")


class ReporterStepBody(ReceiptBody):
    """What the holder of a receipt does with his report."""

    case: StrictInt = Field(0, ge=0, le=1000, description="Number of the case on the status; 0: each where it is open.")
    text: Annotated[StrictStr, Field(max_length=4000)] = ""
    files: Annotated[list[FileId], Field(max_length=MOST_FILES)] = []


class AnswerBody(ReceiptBody):
    """What the holder of a receipt answers to a question."""

    question: Annotated[StrictStr, Field(max_length=36)]
    text: Annotated[StrictStr, Field(max_length=4000)]


class StepBody(Body):
    """A step with its facts."""

    facts: dict[str, object] = Field(
        default_factory=dict,
        description="By name, as GET …/moves lists them: dates as 2024-12-04, files by id, persons as"
        " {name, job_level, part}, choices by code, `many` as a list.",
    )
    accepts: Annotated[list[Code], Field(max_length=20)] = Field(
        [], description="Doubts that you have read and take upon yourself, by the code in `accept` of the problem."
    )


class CaseEntry(Body):
    """One case of a batch, in the state that was seen."""

    ref: Code
    stage_entry: StrictInt = Field(ge=1, le=LARGEST)


class StepsBatch(StepBody):
    """One step on many look-alike cases: all of them or none."""

    kind: Literal["steps"]
    step: Code
    cases: Annotated[list[CaseEntry], Field(min_length=1, max_length=MOST_CASES)]


class LineBody(Body):
    """One person of a forwarding."""

    accused: AccusedBody
    register_number: Annotated[StrictStr, Field(max_length=120)]
    form: Code
    row: Code
    act: Act
    story: Annotated[StrictStr, Field(max_length=checks.STORY)]
    dimension: Code = ""


class ForwardingBatch(Body):
    """A forwarding (penerusan): an office's plenary result for many persons, accepted or refused as a whole."""

    kind: Literal["forwarding"]
    number: Annotated[StrictStr, Field(max_length=120)]
    dated_on: Day
    plenary_on: Day
    area: Code = ""
    papers: Annotated[list[FileId], Field(max_length=MOST_FILES)] = []
    lines: Annotated[list[LineBody], Field(min_length=1, max_length=MOST_LINES)]


Batch = Annotated[StepsBatch | ForwardingBatch, Field(discriminator="kind")]
