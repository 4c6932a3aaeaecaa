"""Officers ask a reporter who is known by his receipt only; nothing at rest but the receipt opens the question."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import psycopg
import pytest
from django.test import Client

from sbt.cases.models import Case
from sbt.intake.models import Answer, Question
from sbt.intake.receipt import new_receipt
from sbt.notices.models import Notice
from tests.conftest import FOLDER
from tests.sealing.test_nothing_at_rest import WHAT, lying_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]

type SignIn = Callable[[str, str], Client]
ASKED = "Apakah rapat itu dihadiri Xylobantara?"
SAID = "Ya, dari awal sampai selesai."


def handed_in() -> tuple[str, str]:
    """Hand in an anonymous report and give its receipt and the number of its case."""
    citizen = Client()
    citizen.post("/lapor/1", WHAT)
    citizen.post("/lapor/1/wilayah", {"regency": "32.91"})
    citizen.post("/lapor/2/orang/1", {"name": "Bapak Tegar", "post": "Camat"})
    citizen.post("/lapor/3", {"go": "next"})
    citizen.post("/lapor/4", {"identity": "anonim"})
    page = citizen.get("/lapor/5").content.decode()
    assert "Kode yang hilang tidak dapat dipulihkan siapa pun" in page, "said before it is too late"
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    citizen.post("/lapor/5", {"key": key[1], "truthful": "1"})
    found = re.search(r'<output class="code">(.*?)</output>', citizen.get("/lapor/kode").content.decode())
    assert found
    return found[1].replace("<wbr>", ""), Case.objects.get().ref


def asked(officer: Client, ref: str, text: str = ASKED) -> int:
    page = officer.get(f"/kasus/{ref}/pelapor").content.decode()
    report = re.search(r'name="report" value="([^"]+)"', page)
    assert report, page
    given = {"report": report[1], "text": text, "go": "ask"}
    return officer.post(f"/kasus/{ref}/pelapor", given).status_code


def status(receipt: str) -> tuple[Client, str]:
    holder = Client(headers={"accept-language": "id"})
    holder.post("/status", {"code": receipt})
    return holder, unescape(holder.get("/status").content.decode())


def test_a_question_reaches_the_reporter_and_his_answer_the_officers(
    sign_in: SignIn, as_superuser: psycopg.Connection
) -> None:
    receipt, ref = handed_in()
    officer = sign_in("bawaslu-32.91", "pengkaji")
    assert asked(officer, ref) == 302
    officers_page = officer.get(f"/kasus/{ref}/pelapor").content.decode()
    assert "Tersegel untuk pelapor" in officers_page
    assert ASKED not in unescape(officers_page)
    as_superuser.execute("CHECKPOINT")
    assert not any(lying_in(FOLDER, ASKED, "Xylobantara").values()), "sealed at rest, from the first byte on"

    holder, page = status(receipt)
    assert ASKED in page
    question = Question.objects.get()
    empty = holder.post("/status/jawab", {"question": str(question.id), "text": " "})
    assert empty.status_code == 422
    assert "Tulis jawaban Anda" in empty.content.decode()
    sent = holder.post("/status/jawab", {"question": str(question.id), "text": SAID})
    assert sent.url == "/status?diterima=jawaban_pelapor"
    assert "Anda menjawab pada" in holder.get("/status").content.decode()
    again = holder.post("/status/jawab", {"question": str(question.id), "text": "lagi"})
    assert again.status_code == 422
    assert Answer.objects.get().text == SAID

    told = unescape(officer.get(f"/kasus/{ref}/pelapor").content.decode())
    assert ASKED in told
    assert SAID in told
    assert Notice.objects.filter(institution="bawaslu-32.91", code="jawaban_pelapor", ref=ref).exists()
    assert "Pelapor menjawab pertanyaan Anda" in officer.get("/pemberitahuan").content.decode()


def test_only_the_receipt_of_the_report_reads_and_answers(sign_in: SignIn) -> None:
    _, ref = handed_in()
    assert asked(sign_in("bkn", "verifikator"), ref) == 302
    stranger, page = status(new_receipt())
    assert ASKED not in page
    question = str(Question.objects.get().id)
    assert stranger.post("/status/jawab", {"question": question, "text": SAID}).url == "/status"
    assert not Answer.objects.exists()


def test_all_questions_are_as_long_at_rest(sign_in: SignIn) -> None:
    _, ref = handed_in()
    officer = sign_in("bawaslu-32.91", "pengkaji")
    asked(officer, ref, "Kapan?")
    asked(officer, ref, "ꦏ" * 1000)
    assert asked(officer, ref, "x" * 1001) == 422
    assert len({len(bytes(one.sealed)) for one in Question.objects.all()}) == 1


@pytest.mark.parametrize(("institution", "role"), [("bawaslu-32.91", "pleno"), ("kemendagri", "pengamat")])
def test_who_has_no_power_to_ask_is_refused(sign_in: SignIn, institution: str, role: str) -> None:
    _, ref = handed_in()
    asked_by = sign_in("bawaslu-32.91", "pengkaji")
    page = asked_by.get(f"/kasus/{ref}/pelapor").content.decode()
    report = re.search(r'name="report" value="([^"]+)"', page)
    assert report
    other = sign_in(institution, role)
    assert "Tanya pelapor" not in other.get(f"/kasus/{ref}/pelapor").content.decode()
    given = {"report": report[1], "text": ASKED, "go": "ask"}
    assert other.post(f"/kasus/{ref}/pelapor", given).status_code == 403
    assert not Question.objects.exists()


def test_the_accuseds_agency_and_who_sees_no_case_find_no_page(sign_in: SignIn) -> None:
    _, ref = handed_in()
    for institution, role in (("pemda-32.91", "pic"), ("lpsk", "pemegang_kunci"), ("bawaslu-73.91", "pengkaji")):
        assert sign_in(institution, role).get(f"/kasus/{ref}/pelapor").status_code == 404


def test_the_same_by_the_api(sign_in: SignIn) -> None:
    receipt, ref = handed_in()
    assert asked(sign_in("bawaslu-32.91", "pengkaji"), ref) == 302
    client = Client()

    def post(path: str, **body: object) -> Any:
        return client.post(f"/api/v1/reports/{path}", body, content_type="application/json")

    (question,) = post("status", receipt=receipt).json()["questions"]
    assert (question["text"], question["answered_on"]) == (ASKED, None)
    given = {"question": question["id"], "text": SAID}
    assert post("answers", receipt=new_receipt(), **given).status_code == 404
    assert post("answers", receipt=receipt, question="x", text=SAID).status_code == 404
    assert post("answers", receipt=receipt, question=question["id"], text=" ").status_code == 422
    assert post("answers", receipt=receipt, **given).status_code == 201
    assert post("answers", receipt=receipt, **given).status_code == 409
    assert post("status", receipt=receipt).json()["questions"][0]["answered_on"] == "2024-12-04"
