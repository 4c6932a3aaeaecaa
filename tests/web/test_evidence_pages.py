"""Files on officers' screens: pictures of ours, originals only with the power, copies made by one and released by another."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from sbt.cases.models import Case, CaseFile
from sbt.evidence.jobs import sweep
from sbt.evidence.models import File, ReleaseCopy
from sbt.project import clock
from tests.shell.evidence_files import paper, picture
from tests.web.test_officer_journey import pdf, take

pytestmark = [pytest.mark.django_db(transaction=True)]

Open = Callable[..., list[Case]]
SignIn = Callable[..., Client]
WHY = "Wajah dan pantulan sudah disamarkan."


def body_of(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


@pytest.fixture
def case(sign_in: SignIn, reported: Open) -> Case:
    """A case in study with a picture that an office took in for the reporter, still in quarantine."""
    case = reported(instansi="pemda-32.01")[0]
    photo = SimpleUploadedFile("foto Siti di rumah.png", picture())
    take(sign_in("bawaslu-32.01", "pengkaji"), case, "tambah_bukti", files=photo)
    for institution in ("bkn", "bawaslu", "kemenpanrb", "kemendagri"):
        take(sign_in(institution, "verifikator"), case, "suara", vote="lanjut", reason="Uraian dan bukti jelas.")
    take(sign_in("bkn", "verifikator"), case, "simpulkan", conclusion="lanjut", reason="Empat suara lanjut.")
    return case


def test_of_a_file_in_quarantine_only_its_state_is_served(sign_in: SignIn, case: Case) -> None:
    office, at = sign_in("bawaslu-32.01", "pengkaji"), f"/kasus/{case.ref}/berkas/1"
    shown = office.get(at)
    assert shown.status_code == 200
    assert "karantina" in shown.content.decode()
    assert office.get(f"{at}/halaman/1").status_code == 404
    assert office.get(f"{at}/asli").status_code == 403
    assert office.get(f"{at}/salinan/1").status_code == 404
    File.objects.update(state="refused", findings=["malware"])
    assert "program jahat" in office.get(at).content.decode()
    assert office.get(f"{at}/halaman/1").status_code == 404
    assert office.get(f"{at}/asli").status_code == 403


def test_officers_see_a_picture_of_ours_and_the_original_only_with_the_power(sign_in: SignIn, case: Case) -> None:
    sweep(clock.now())
    at = f"/kasus/{case.ref}/berkas/1"
    observer, office = sign_in("kemenpanrb", "pengamat"), sign_in("bawaslu-32.01", "pengkaji")
    for reader in (observer, office):
        shown = reader.get(f"{at}/halaman/1")
        assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
        assert shown["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert shown["X-Content-Type-Options"] == "nosniff"
        assert Image.open(BytesIO(body_of(shown))).format == "JPEG"
        page = reader.get(at).content.decode()
        assert "Siti" not in page
    assert observer.get(f"{at}/asli").status_code == 403
    assert "/asli" not in observer.get(at).content.decode()
    original = office.get(f"{at}/asli")
    assert original["Content-Disposition"] == f'attachment; filename="{case.ref}-1.png"'
    assert original["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert body_of(original) == picture()


def saved(page: str, **fields: str) -> dict[str, str]:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found
    return {"go": "save", "page": "1", "key": found.group(1), "answer": "tidak", "reason": WHY, **fields}


def test_one_officer_makes_a_copy_and_another_releases_all_that_wait(sign_in: SignIn, case: Case) -> None:
    sweep(clock.now())
    office, second = sign_in("bawaslu-32.01", "pengkaji"), sign_in("bawaslu-32.01", "pleno")
    form = f"/kasus/{case.ref}/berkas/1/salinan"
    page = office.get(form).content.decode()
    assert "kisi=1" in page
    box = {"does_0": "blur", "page_0": "1", "left_0": "10", "top_0": "10,5", "right_0": "60", "bottom_0": "70"}
    preview = office.post(form, {"go": "preview", "page": "1", **box}).content.decode()
    address = re.search(r'src="([^"]+/salinan/1\?[^"]+)"', preview)
    assert address
    assert address.group(1).endswith("?s=10,10.5,60,70")
    assert office.get(address.group(1))["Content-Type"] == "image/jpeg"
    refused = office.post(form, saved(page, **box, answer="ya"))
    assert refused.status_code == 422
    assert "tidak boleh keluar" in refused.content.decode()
    outside = office.post(form, saved(page, **{**box, "right_0": "101"}))
    assert outside.status_code == 422
    assert not ReleaseCopy.objects.exists()

    assert office.post(form, saved(page, **box)).status_code == 302
    assert office.post(form, saved(page, **box)).status_code == 302, "the same form sent twice"
    assert ReleaseCopy.objects.count() == 1
    assert office.post(form, saved(office.get(form).content.decode())).status_code == 302
    copies = f"/kasus/{case.ref}/salinan"
    assert "orang lain yang melepasnya" in office.get(copies).content.decode()
    ids = re.findall(r'name="copy" value="([^"]+)"', second.get(copies).content.decode())
    assert len(ids) == 2
    assert second.post(copies, {"copy": ids}).status_code == 422
    assert office.post(copies, {"copy": ids, "confirmed": "1"}).status_code == 409
    assert second.post(copies, {"copy": ids, "confirmed": "1"}).status_code == 302
    assert ReleaseCopy.objects.exclude(released_by="").count() == 2

    result = ReleaseCopy.objects.get(number=1).result
    release = office.get(f"/kasus/{case.ref}/langkah/lepas_berkas").content.decode()
    assert f'value="{result.id}"' in release
    take(office, case, "lepas_berkas", files=str(result.id), recipients="bkn")
    agency = sign_in("pemda-32.01", "pic")
    Case.objects.filter(id=case.id).update(released=True)
    assert agency.get(f"/kasus/{case.ref}/berkas/1").status_code == 404, "released to BKN alone"
    CaseFile.objects.filter(file=result).update(released_to=["bkn", "pemda-32.01"])
    seen = agency.get(f"/kasus/{case.ref}/berkas/1").content.decode()
    assert "Bukti 1 (salinan)" in seen
    assert "Siapkan salinan" not in seen
    assert b"".join(agency.get(f"/kasus/{case.ref}/berkas/1/asli").streaming_content).startswith(b"\xff\xd8\xff")
    for other in ("berkas/2", "berkas/3", "berkas/1/salinan", "salinan"):
        assert agency.get(f"/kasus/{case.ref}/{other}").status_code == 404


def test_the_examination_file_takes_no_upload(sign_in: SignIn, case: Case) -> None:
    office = sign_in("bawaslu-32.01", "pengkaji")
    take(office, case, "simpan_berkas", files=SimpleUploadedFile("lhp.pdf", paper()))
    sweep(clock.now())
    link = CaseFile.objects.get(title="simpan_berkas.files")
    form = f"/kasus/{case.ref}/berkas/{link.number}/salinan"
    assert office.post(form, saved(office.get(form).content.decode())).status_code == 302
    copy = ReleaseCopy.objects.get()
    sign_in("bawaslu-32.01", "pleno").post(f"/kasus/{case.ref}/salinan", {"copy": [str(copy.id)], "confirmed": "1"})
    for files in (pdf(), str(link.file_id)):
        answer = office.post(
            f"/kasus/{case.ref}/langkah/lepas_berkas",
            {"files": files, "recipients": "bkn", "stage_entry": case.stage_entry, "key": "k"},
        )
        assert answer.status_code == 422
