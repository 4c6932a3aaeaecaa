"""An identity opens once: asked with a reason, logged, approved by two offices, never by the asker, his house or the accused's."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.db import IntegrityError, transaction
from django.test import Client

from sbt.cases.actions import openings as acts
from sbt.cases.actions import receive_report
from sbt.cases.models import Case
from sbt.cases.queries.openings import counted, openings_told
from sbt.intake.actions import AccusedInput, ReporterInput, ReportInput
from sbt.intake.models import Report
from sbt.people.acting import acting
from sbt.people.actor import PUBLIC, actor_for
from sbt.people.models import Posting
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.authority import Actor
from sbt.rules.outcome import Refused
from sbt.rules.period import Period
from sbt.sealing import envelope, hpke
from sbt.sealing.models import FormalAttestation, Opening, OpeningAct
from sbt.sealing.queries import envelope_of
from tests.sealing.custodians import Custodians, custodian
from tests.web.conftest import posting_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]

type SignIn = Callable[[str, str], Client]
NAME = "Sari Pelapor Tersegel"


@dataclass
class Filed:
    """A named report with its case, and whoever asks for the name."""

    report: Report
    ref: str
    receipt: str
    session: EllipticCurvePrivateKey

    def ask(self, client: Client, **more: str) -> Any:
        given = {
            "report": str(self.report.id),
            "reason": "klarifikasi",
            "basis": "Perbawaslu 7/2022",
            "explanation": "Pelapor tidak menjawab dua pertanyaan.",
            "session": envelope.to_text(hpke.public_of(self.session)),
            "go": "open",
        }
        return client.post(f"/kasus/{self.ref}/pelapor", given | more)


def filed(choice: str = "rahasia", instansi: str = "") -> Filed:
    now = clock.now()
    on = now.date()
    given = ReportInput(
        entrance="laporan",
        channel="situs",
        form="social_media",
        act=Period(on - timedelta(days=5), on - timedelta(days=5)),
        story="Terlapor mengajak warga memilih satu pasangan calon.",
        accused=(AccusedInput(name="Tegar Wiranusa", instansi=instansi),),
        area="32.91",
        reporter=ReporterInput(name=NAME, address="Jl. Satu", phone="081234567890", choice=choice),
    )
    with acting(PUBLIC, now=now) as act:
        done = act.settle(receive_report(given, book=law().book, actor=PUBLIC, now=now))
    assert not isinstance(done, Refused), done
    return Filed(done.report, done.cases[0].ref, done.receipt, hpke.new_private())


def signed_in(sign_in: SignIn, posting: Posting) -> Client:
    client = sign_in("kemenkeu", "pic")
    client.force_login(posting.officer)
    session = client.session
    session["penugasan"] = str(posting.id)
    from sbt.people.factors import RECORDS

    session[RECORDS] = [{"method": "mfa", "at": clock.real_now().timestamp()}]
    session.save()
    return client


def approve(custodians: Custodians, office: str, actor: Actor | None = None) -> OpeningAct | Refused:
    opening, now = Opening.objects.get(), clock.now()
    sealed = envelope_of(opening.report)
    assert sealed is not None
    share = envelope.open_share(sealed, custodians.keys[office], custodians.private[office])
    passed = envelope.pass_on(sealed, office, share, session=bytes(opening.session))
    actor = actor or custodians.actor(office)
    with acting(actor, now=now) as act:
        return act.settle(acts.answer_request(opening.id, passed, law=law(), actor=actor, now=now))


def code_of(outcome: object) -> str:
    return outcome.code if isinstance(outcome, Refused) else ""


def test_from_the_request_to_the_one_look(custodians: Custodians, sign_in: SignIn) -> None:
    it = filed()
    asker = sign_in("bawaslu-32.91", "pengkaji")
    assert it.ask(asker).status_code == 302
    opening = Opening.objects.get()
    look = f"/pembukaan/{opening.id}/lihat"
    assert asker.post(look).status_code == 409, "nobody approved"

    page = asker.get(f"/pembukaan/{opening.id}").content.decode()
    assert "Menunggu persetujuan 2 kantor" in page
    first = signed_in(sign_in, custodians.postings["unit_penerima"][0])
    assert str(opening.id) in first.get("/pembukaan").content.decode()
    packet = first.get(f"/pembukaan/{opening.id}/permintaan.json").json()
    sealed = envelope.read(packet["envelope"])
    session = envelope.from_text(packet["session"])
    share = envelope.open_share(sealed, custodians.keys["unit_penerima"], custodians.private["unit_penerima"])
    passed = envelope.to_text(envelope.pass_on(sealed, "unit_penerima", share, session=session))
    assert first.post(f"/pembukaan/{opening.id}", {"share": "bukan", "go": "approve"}).status_code == 422
    assert first.post(f"/pembukaan/{opening.id}", {"share": passed, "go": "approve"}).status_code == 302
    assert asker.post(look).status_code == 409, "one office alone is not enough"
    assert not isinstance(approve(custodians, "pelindung"), Refused)

    seen = asker.post(look)
    assert seen.status_code == 200
    body = unescape(seen.content.decode())
    assert NAME not in body, "the server itself never has the name"
    assert "Petugas pengkaji 1 · Bawaslu" in body, "whoever looks is written over it"
    given = json.loads(
        re.search(r'data-open-identity="(.*?)"\s*>', seen.content.decode(), re.DOTALL)[1].replace("&#34;", '"')
    )  # type: ignore[index]
    shares = {
        office: envelope.take_over(sealed, office, envelope.from_text(one), it.session)
        for office, one in given["shares"].items()
    }
    assert envelope.open_identity(sealed, shares)["name"] == NAME
    assert asker.post(look).status_code == 409, "once"
    assert OpeningAct.objects.filter(act="looked").count() == 1


def test_the_reporter_is_told_at_once_and_the_public_can_count(custodians: Custodians, sign_in: SignIn) -> None:
    it = filed()
    holder = Client(headers={"accept-language": "id"})
    holder.post("/status", {"code": it.receipt})
    assert "Permintaan membuka identitas" not in holder.get("/status").content.decode()
    it.ask(sign_in("bawaslu-32.91", "pengkaji"))
    told = holder.get("/status").content.decode()
    assert "Permintaan membuka identitas Anda: menunggu" in told
    assert "Perbawaslu 7/2022" in told
    assert [one.state for one in openings_told(str(it.report.id), clock.now())] == ["running"]
    (month,) = counted(clock.now()).values()
    assert (month["asked"], month["looked"]) == (1, 0)
    page = Client().get("/hukum/segel").content.decode()
    assert "Lembaga Perlindungan Saksi dan Korban" in page
    assert hpke.fingerprint(hpke.public_of(custodians.private["pelindung"])) in page
    assert NAME not in page


def test_nobody_approves_for_himself_his_house_or_twice(custodians: Custodians, sign_in: SignIn) -> None:
    it = filed()
    assert it.ask(sign_in("bawaslu-32.91", "pengkaji")).status_code == 302
    asker = Opening.objects.get().posting
    two_hats = custodians.actor("pelindung")
    worn = Actor(
        posting=two_hats.posting,
        institution=two_hats.institution,
        kind=two_hats.kind,
        role=two_hats.role,
        hats=two_hats.hats | {str(asker.id)},
    )
    assert code_of(approve(custodians, "pelindung", worn)) == "approver_is_asker"
    bkn = actor_for(posting_of("bkn", "auditor"), law().book.commons)
    assert code_of(approve(custodians, "pelindung", bkn)) == "role_lacks_power"
    assert code_of(approve(custodians, "pelindung")) == ""
    assert code_of(approve(custodians, "pelindung")) == "answered_already"
    second = custodians.actor("pelindung", 1)
    assert code_of(approve(custodians, "pelindung", second)) == "answered_already", "one voice for an institution"
    with transaction.atomic(), pytest.raises(IntegrityError):
        OpeningAct.objects.create(
            opening=Opening.objects.get(),
            act="approved",
            posting_id=second.posting,
            institution=second.institution,
            at=clock.now(),
        )


def test_the_askers_own_institution_does_not_approve(custodians: Custodians, sign_in: SignIn) -> None:
    it = filed()
    it.ask(sign_in("bawaslu-32.91", "pengkaji"))
    Opening.objects.all()
    opening = Opening.objects.get()
    own = Opening(
        report=opening.report,
        ref=opening.ref,
        posting_id=opening.posting_id,
        institution="bawaslu",
        reason=opening.reason,
        basis="x",
        explanation="x",
        session=bytes(opening.session),
        asked_at=opening.asked_at,
        ends_at=opening.ends_at,
    )
    from sbt.sealing.opening import may_answer

    own.save()
    file = acts.on_file([own.report])
    refused = may_answer(own, on_file=file, law=law(), actor=custodians.actor("unit_penerima"), now=clock.now())
    assert code_of(refused) == "approver_is_asker"


def test_the_accuseds_own_house_does_not_approve(custodians: Custodians, sign_in: SignIn) -> None:
    """Found out only after sealing: the agency of the accused holds a share and may not use it."""
    it = filed()
    Case.objects.filter(ref=it.ref).update(instansi="kemenpanrb")
    it.ask(sign_in("bawaslu-32.91", "pengkaji"))
    assert code_of(approve(custodians, "inspektorat")) == "own_staff_accused"
    assert code_of(approve(custodians, "unit_penerima")) == ""
    assert code_of(approve(custodians, "pelindung")) == "", "two others remain"


def test_who_acted_on_the_case_neither_asks_nor_approves(custodians: Custodians, sign_in: SignIn) -> None:
    it = filed()
    now = clock.now()
    hat = str(custodians.postings["pelindung"][0].id)
    asker = posting_of("bawaslu-32.91", "pengkaji", 7)
    case = Case.objects.get(ref=it.ref)
    opened = case.events.get(seq=1)
    for seq, (posting, step) in enumerate([(hat, "catat"), (str(asker.id), opened.step)], start=2):
        opened.pk, opened.seq, opened.posting, opened.step = None, seq, posting, step
        opened._state.adding = True
        opened.save(force_insert=True)
    actor = actor_for(asker, law().book.commons)
    view_state = case_state(it.ref)
    given = acts.opening.OpeningInput(
        reason="klarifikasi", basis="x", explanation="x", session=hpke.public_of(it.session)
    )
    refused = acts.ask_to_open(
        it.ref, it.report, given, state=view_state[0], case_law=view_state[1], law=law(), actor=actor, now=now
    )
    assert code_of(refused) == "handled_the_case", "he took the report in himself"
    it.ask(sign_in("bawaslu-32.91", "pengkaji"))
    assert code_of(approve(custodians, "pelindung")) == "handled_the_case"


def case_state(ref: str) -> Any:
    from sbt.cases.projection import event_of
    from sbt.rules.case import replay

    state = replay(event_of(row) for row in Case.objects.get(ref=ref).events.filter(seq=1))
    return state, law().book.law_for(state.pins)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reason": "registrasi"}, "tidak dapat dipakai"),
        ({"reason": "ingin tahu"}, "Pilih alasannya"),
        ({"basis": " "}, "Sebutkan dasar hukumnya"),
        ({"explanation": ""}, "Jelaskan mengapa"),
        ({"session": "AAAA"}, "bukan kunci publik"),
        ({"session": "???"}, "bukan base64"),
    ],
)
def test_a_request_without_reason_basis_or_key_is_refused(
    custodians: Custodians, sign_in: SignIn, more: dict[str, str], words: str
) -> None:
    it = filed()
    answer = it.ask(sign_in("bawaslu-32.91", "pengkaji"), **more)
    assert answer.status_code == 422
    assert words in unescape(answer.content.decode())
    assert not Opening.objects.exists()


@pytest.mark.parametrize(("institution", "role"), [("bkn", "auditor"), ("bawaslu-32.91", "pleno"), ("bkn", "pimpinan")])
def test_who_lacks_the_power_does_not_ask(custodians: Custodians, sign_in: SignIn, institution: str, role: str) -> None:
    it = filed()
    assert it.ask(sign_in(institution, role)).status_code == 403


def test_a_named_reporter_may_be_opened_for_registration(custodians: Custodians, sign_in: SignIn) -> None:
    it = filed("terbuka")
    assert it.ask(sign_in("bawaslu-32.91", "pengkaji"), reason="registrasi").status_code == 302
    assert it.ask(sign_in("bawaslu-32.91", "pengkaji", 2)).status_code == 409, "one request at a time"  # type: ignore[call-arg]


def test_a_request_ends_by_itself_or_when_too_few_are_left(custodians: Custodians, sign_in: SignIn) -> None:
    it = filed()
    it.ask(sign_in("bawaslu-32.91", "pengkaji"))
    opening = Opening.objects.get()
    for office in ("unit_penerima", "pelindung"):
        actor = custodians.actor(office)
        with acting(actor, now=clock.now()) as act:
            act.settle(acts.answer_request(opening.id, None, law=law(), actor=actor, now=clock.now()))
    assert code_of(approve(custodians, "inspektorat")) == "opening_over"
    later = clock.now() + timedelta(hours=73)
    actor = actor_for(opening.posting, law().book.commons)
    with acting(actor, now=later) as act:
        assert code_of(act.settle(acts.look_once(opening.id, actor=actor, now=later))) == "opening_over"


def test_strangers_find_no_request(custodians: Custodians, sign_in: SignIn) -> None:
    it = filed()
    it.ask(sign_in("bawaslu-32.91", "pengkaji"))
    id_ = Opening.objects.get().id
    stranger = sign_in("bkn", "pimpinan")
    for path in (f"/pembukaan/{id_}", f"/pembukaan/{id_}/permintaan.json", f"/pembukaan/{uuid.uuid4()}"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(f"/pembukaan/{id_}/lihat").status_code == 404
    reserve = signed_in(sign_in, custodian("kemendagri", 1))
    assert reserve.get(f"/pembukaan/{id_}").status_code == 404, "an office without a share"


def test_a_custodian_attests_without_opening(custodians: Custodians, sign_in: SignIn) -> None:
    it = filed()
    client = signed_in(sign_in, custodians.postings["unit_penerima"][0])
    number = str(it.report.id)
    assert client.post("/pembukaan/syarat", {"report": number, "code": "tidak ada"}).status_code == 422
    for unknown in ("bukan nomor", str(uuid.uuid4())):
        assert client.post("/pembukaan/syarat", {"report": unknown, "code": "bertemu"}).status_code == 409
    assert client.post("/pembukaan/syarat", {"report": number, "code": "bertemu"}).status_code == 302
    assert client.post("/pembukaan/syarat", {"report": number, "code": "bertemu"}).status_code == 409
    assert FormalAttestation.objects.get().office == "unit_penerima"
    assert not Opening.objects.exists()
    office = sign_in("bawaslu-32.91", "pengkaji")
    assert "1 kantor menyatakan syarat formilnya" in office.get(f"/kasus/{it.ref}").content.decode()
    assert number in office.get(f"/kasus/{it.ref}/pelapor").content.decode()
    assert "Pelapor datang dan menunjukkan kartu identitas" in office.get(f"/kasus/{it.ref}/pelapor").content.decode()
    assert sign_in("bkn", "auditor").post("/pembukaan/syarat", {"report": number, "code": "bertemu"}).status_code == 403


def test_keys_are_offered_confirmed_and_retired_on_the_page(published_law: None, sign_in: SignIn) -> None:
    one, other = (signed_in(sign_in, custodian("lpsk", n)) for n in (1, 2))
    public = hpke.public_of(hpke.new_private())
    assert one.post("/kunci", {"go": "offer", "public": "AAAA"}).status_code == 422
    assert one.post("/kunci", {"go": "offer", "public": envelope.to_text(public)}).status_code == 302
    mine = one.get("/kunci").content.decode()
    assert hpke.fingerprint(public) in mine
    page = other.get("/kunci").content.decode()
    assert hpke.fingerprint(public) not in page, "he must be told it by its owner"
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    end = hpke.fingerprint(public)[-9:]
    assert one.post("/kunci", {"go": "confirm", "key": key[1], "fingerprint": end}).status_code == 409
    assert other.post("/kunci", {"go": "confirm", "key": key[1], "fingerprint": "aaaa bbbb"}).status_code == 422
    assert other.post("/kunci", {"go": "confirm", "key": key[1], "fingerprint": end}).status_code == 302
    assert other.post("/kunci", {"go": "retire", "key": key[1]}).status_code == 302
    assert "ditarik" in one.get("/kunci").content.decode()
    assert sign_in("bkn", "auditor").get("/kunci").status_code == 403


def test_who_holds_keys_sees_no_case(custodians: Custodians, sign_in: SignIn) -> None:
    it = filed()
    assert it.ref in sign_in("bawaslu", "verifikator").get("/tugas").content.decode()
    for office in ("unit_penerima", "inspektorat", "pelindung"):
        client = signed_in(sign_in, custodians.postings[office][0])
        assert client.get(f"/kasus/{it.ref}").status_code == 404
        assert it.ref not in client.get("/tugas").content.decode()
        assert it.ref not in client.get("/kasus").content.decode()
