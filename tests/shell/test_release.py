"""Release copies: one makes, another releases, and nothing that was handed in reaches the accused's agency as it came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from sbt.cases.actions import StepInput, receive_report, take_step
from sbt.cases.actions.make_copy import make_copy
from sbt.cases.models import Case
from sbt.cases.queries.files import file_in_sight
from sbt.evidence import store
from sbt.evidence.copies import PageRecipe
from sbt.evidence.models import File, ReleaseCopy
from sbt.intake.actions import AccusedInput, ReportInput
from sbt.people.acting import acting
from sbt.people.actor import PUBLIC
from sbt.rulebook.current import law
from sbt.rules.authority import Actor
from sbt.rules.outcome import Refused
from sbt.rules.period import Period
from tests.shell.evidence_files import WHY, approve, copied, filed, handed_in, inspected

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]

NOW = datetime(2024, 10, 14, 2, 0, tzinfo=UTC)
INSTANSI = "pemda-32.01"


def officer(institution: str, role: str, posting: str = "") -> Actor:
    known = law().book.commons.institutions[institution]
    return Actor(
        posting=posting or f"{institution}-{role}", institution=institution, kind=known.kind, role=role,
        area=known.area, zone=known.zone,
    )  # fmt: skip


@pytest.fixture
def examiner() -> Actor:
    return officer("bawaslu-32.01", "pengkaji")


@pytest.fixture
def plenary() -> Actor:
    return officer("bawaslu-32.01", "pleno")


def photo() -> bytes:
    out, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    exif.get_ifd(0x8825)[2] = (6.0, 12.0, 3.0)
    image = Image.new("RGB", (200, 100), "white")
    for x in range(0, 100, 2):
        image.paste("black", (x, 0, x + 1, 100))
    image.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


@pytest.fixture
def handed() -> tuple[Case, File]:
    """A case in study with a photo that a reporter handed in."""
    file = handed_in("foto Siti.jpg", photo(), NOW)
    given = ReportInput(
        entrance="laporan",
        channel="web",
        form="partisan_activity",
        act=Period(date(2024, 10, 12), date(2024, 10, 12)),
        story="Terlapor mengumpulkan perangkat desa dan meminta dukungan.",
        accused=(AccusedInput(name="Tegar Wiranusa", instansi=INSTANSI),),
        area="32.01",
    )
    with acting(PUBLIC, now=NOW) as act:
        outcome = act.settle(receive_report(given, book=law().book, actor=PUBLIC, now=NOW, files=[file]))
    assert not isinstance(outcome, Refused), outcome
    case = outcome.cases[0]
    for institution in ("bkn", "bawaslu", "kemenpanrb", "kemendagri"):
        step(case, officer(institution, "verifikator"), "suara", vote="lanjut", reason="Uraian jelas.")
    step(case, officer("bkn", "verifikator"), "simpulkan", conclusion="lanjut", reason="Empat suara lanjut.")
    return case, inspected(file, NOW)


def step(case: Case, actor: Actor, name: str, **facts: object) -> object:
    with acting(actor, now=NOW) as act:
        given = StepInput(step=name, facts=facts)  # type: ignore[arg-type]
        return act.settle(take_step(case.ref, given, book=law().book, actor=actor, now=NOW))


def code(outcome: object) -> str:
    return outcome.code if isinstance(outcome, Refused) else ""


def bytes_of(file: File) -> bytes:
    return b"".join(store.read(str(file.id)))


def test_a_copy_is_made_by_one_and_released_by_another_person(
    handed: tuple[Case, File], examiner: Actor, plenary: Actor
) -> None:
    case, file = handed
    copy = copied(case.ref, file, examiner, NOW)
    assert code(step(case, examiner, "lepas_berkas", files=(copy,), recipients=(INSTANSI,))) == "mark_missing"
    assert code(approve(case.ref, (copy,), examiner, NOW)) == "copy_by_same_person"
    other_hat = officer("bawaslu-32.01", "pleno", posting="topi-kedua")
    two_hats = Actor(
        **{**{name: getattr(other_hat, name) for name in Actor.__slots__}, "hats": frozenset({examiner.posting})}
    )
    assert code(approve(case.ref, (copy,), two_hats, NOW)) == "copy_by_same_person"
    assert code(approve(case.ref, (copy,), plenary, NOW)) == ""
    assert code(approve(case.ref, (copy,), plenary, NOW)) == "copy_unknown"
    row = ReleaseCopy.objects.get()
    assert (row.made_by, row.released_by, row.source) == (examiner.posting, plenary.posting, file)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleaseCopy.objects.update(released_by=examiner.posting)


def test_only_released_copies_go_with_the_examination_file(
    handed: tuple[Case, File], examiner: Actor, plenary: Actor
) -> None:
    case, file = handed
    copy, waiting = (copied(case.ref, file, examiner, NOW) for _ in range(2))
    approve(case.ref, (copy,), plenary, NOW)
    own = filed(case.ref, photo(), examiner, NOW, "lhp.jpg")
    for wrong in (file, own, waiting):
        assert (
            code(step(case, examiner, "lepas_berkas", files=(copy, wrong), recipients=(INSTANSI,)))
            == "copy_not_released"
        )
    assert code(step(case, examiner, "lepas_berkas", files=(copy,), recipients=(INSTANSI,))) == ""
    Case.objects.filter(id=case.id).update(released=True)
    pic, commons = officer(INSTANSI, "pic"), law().book.commons
    found = file_in_sight(copy.id, pic, commons)
    assert found is not None
    assert found[1] == "Bukti 1 (salinan)"
    for hidden in (file, own, waiting):
        assert file_in_sight(hidden.id, pic, commons) is None


def test_a_copy_says_neither_what_it_was_made_of_nor_when(handed: tuple[Case, File], examiner: Actor) -> None:
    case, file = handed
    recipe = PageRecipe(1, crop=(0, 0, 75, 100), blurs=((0, 0, 50, 100),))
    copy = copied(case.ref, file, examiner, NOW, recipe)
    content = bytes_of(copy)
    drawn = Image.open(BytesIO(content))
    assert (copy.name, copy.institution) == ("salinan.jpg", "bawaslu-32.01")
    assert b"Kamera" not in content
    assert not drawn.getexif()
    assert drawn.size == (150, 100)
    left = [drawn.convert("L").getpixel((x, 50)) for x in range(5, 95)]
    assert max(left) - min(left) < 40, "stripes can still be told apart"
    assert bytes_of(file) == photo()


def test_several_pages_become_a_pdf_of_pictures(handed: tuple[Case, File], examiner: Actor) -> None:
    import pikepdf

    case, _file = handed
    pages = pikepdf.new()
    for _ in range(3):
        pages.add_blank_page(page_size=(300, 400))
    pages.docinfo["/Author"] = "Siti"
    out = BytesIO()
    pages.save(out)
    source = filed(case.ref, out.getvalue(), examiner, NOW)
    copy = copied(case.ref, source, examiner, NOW, PageRecipe(3), PageRecipe(1))
    made = pikepdf.open(BytesIO(bytes_of(copy)))
    assert (len(made.pages), list(made.trailer.get("/Info", {})), copy.pages.count()) == (2, [], 2)


@pytest.mark.parametrize(
    ("recipes", "expected"),
    [
        ([], "copy_pages_unknown"),
        ([PageRecipe(2)], "copy_pages_unknown"),
        ([PageRecipe(1), PageRecipe(1)], "copy_pages_unknown"),
        ([PageRecipe(1, crop=(50, 0, 40, 100))], "copy_box_outside"),
        ([PageRecipe(1, blurs=((0, 0, float("nan"), 100),))], "copy_box_outside"),
        ([PageRecipe(1, blurs=((-1, 0, 10, 10),))], "copy_box_outside"),
    ],
)
def test_an_impossible_recipe_is_refused(
    handed: tuple[Case, File], examiner: Actor, recipes: list[PageRecipe], expected: str
) -> None:
    case, file = handed
    with acting(examiner, now=NOW) as act:
        made = act.settle(
            make_copy(
                case.ref, file.id, recipes, shows_taker="tidak", reason=WHY, book=law().book, actor=examiner, now=NOW
            )
        )
    assert code(made) == expected


def test_who_answers_that_it_could_show_the_taker_makes_no_copy(handed: tuple[Case, File], examiner: Actor) -> None:
    case, file = handed
    before = {path for path in store.path_of(str(file.id)).parent.parent.rglob("*") if path.is_file()}
    with acting(examiner, now=NOW) as act:
        made = act.settle(
            make_copy(
                case.ref,
                file.id,
                [PageRecipe(1)],
                shows_taker="ya",
                reason=WHY,
                book=law().book,
                actor=examiner,
                now=NOW,
            )
        )
    assert isinstance(made, Refused)
    assert not ReleaseCopy.objects.exists()
    assert {path for path in store.path_of(str(file.id)).parent.parent.rglob("*") if path.is_file()} == before


def test_a_file_in_quarantine_can_be_no_source(handed: tuple[Case, File], examiner: Actor) -> None:
    case, file = handed
    File.objects.filter(id=file.id).update(state="quarantined")
    with acting(examiner, now=NOW) as act:
        made = act.settle(
            make_copy(
                case.ref, file.id, [PageRecipe(1)],
                shows_taker="tidak", reason=WHY, book=law().book, actor=examiner, now=NOW,
            )
        )  # fmt: skip
    assert code(made) == "copy_source_closed"


def test_the_very_bytes_of_a_reporter_cannot_ride_along_with_a_letter(
    handed: tuple[Case, File], examiner: Actor, add_asn: Callable[..., str]
) -> None:
    case, _file = handed
    auditor = officer("bkn", "auditor")
    smuggled = handed_in("lampiran.jpg", photo(), NOW, institution="bkn")
    letter = next(one for one in law().book.processes if one.digest == case.process).step("balas_jawaban")
    assert letter is not None
    from sbt.cases.actions.copies import settle_copies

    facts = {"files": (smuggled,)}
    commons = law().book.commons
    refused = settle_copies(case, letter, facts, actor=auditor, commons=commons, on=NOW.date())
    assert code(refused) == "file_as_handed_in"
    pic = officer(INSTANSI, "pic")
    assert settle_copies(case, letter, facts, actor=pic, commons=commons, on=NOW.date()) is None, (
        "the agency could ask file by file what was handed in"
    )
