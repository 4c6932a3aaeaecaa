"""The last step of a report: check, send, see the receipt once, type it back."""

import secrets
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sbt.cases.actions.receive_report import receive_report
from sbt.intake.draft import Draft, discard_draft
from sbt.intake.handing_in import draft_files_as_evidence
from sbt.intake.receipt import well_formed
from sbt.intake.visitors import REPORT
from sbt.people.acting import Answer, KeyReusedError, acting
from sbt.people.actor import PUBLIC as PUBLIC_ACTOR
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.check_character import clean
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.web import answers as answered
from sbt.web import drafting, errors, law_view, lending
from sbt.web.formats import day, period
from sbt.web.forms.receipt import ReceiptForm
from sbt.web.forms.report import SendForm
from sbt.web.guard import PUBLIC, guard
from sbt.web.page import page
from sbt.web.receipt import open_status
from sbt.web.report import ASK, FAULTY, PAGES, ZONE
from sbt.web.waiting import wait

RECEIPT_COOKIE = "sbt_kode"
RECEIPT_PATH = "/lapor/kode"
RECEIPT_LIFE = 30 * 60


@guard(PUBLIC)
@ASK
def check(request: HttpRequest) -> HttpResponseBase:
    """Step 5: everything on one page, each with a way to change it; then send."""
    now = clock.now()
    today = local_day(now, ZONE)
    draft = drafting.find(request, now)
    if draft is None:
        return _sent_before(request)
    answers = answered.read(draft, today)
    if answers.open_step:
        return drafting.onward(draft, PAGES[answers.open_step])
    form = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return wait(request, REPORT) or _send(request, draft, answers)
    kept = draft.answers.get("send", {})
    if not kept.get("key"):
        kept = draft.answers["send"] = {"key": secrets.token_urlsafe(32)}
        drafting.keep(draft, now)
    shown = {
        "step": 5,
        "back": reverse("report_you"),
        "form": form,
        "faults": form.faults,
        "faulty": bool(form.faults),
        "sections": _sections(draft, answers, today),
        "late": answered.late_since(answers, today),
        "key": kept["key"],
    }
    return page(request, "report/check.html", shown, status=FAULTY if form.faults else 200)


@guard(PUBLIC)
@require_GET
def sent(request: HttpRequest) -> HttpResponseBase:
    """Show the receipt, until it was typed back or half an hour has passed."""
    receipt = lending.lent(request, RECEIPT_COOKIE)
    if not well_formed(receipt):
        return HttpResponseRedirect(reverse("status"))
    return _show_receipt(request, receipt, ReceiptForm(None))


@guard(PUBLIC)
@require_POST
def typed_back(request: HttpRequest) -> HttpResponseBase:
    """Compare what was typed with the receipt; when it is the same, forget it here and open the status."""
    receipt = lending.lent(request, RECEIPT_COOKIE)
    if not well_formed(receipt):
        return HttpResponseRedirect(reverse("status"))
    form = ReceiptForm(request.POST)
    if form.is_valid() and clean(form.cleaned_data["code"]) != clean(receipt):
        form.add_error("code", _("Kode ini bukan kode laporan di atas. Periksa lagi satu per satu."))
    if not form.is_valid():
        return _show_receipt(request, receipt, form)
    response = open_status(receipt)
    lending.take_back(response, RECEIPT_COOKIE, path=RECEIPT_PATH)
    return response


def _send(request: HttpRequest, draft: Draft, answers: answered.Answers) -> HttpResponse:
    now = clock.now()
    given = answered.report_input(answers)
    key = str(draft.answers.get("send", {}).get("key", ""))
    with acting(PUBLIC_ACTOR, now=now, key=key, request=b"lapor") as act:
        if act.replay is not None:
            return _to_receipt(act.replay.body.decode())
        files = draft_files_as_evidence(draft, on=local_day(now, "WIB"))
        outcome = act.settle(receive_report(given, book=law().book, actor=PUBLIC_ACTOR, now=now, files=files))
        if not isinstance(outcome, Refused):
            act.remember(Answer(201, outcome.receipt.encode()))
            discard_draft(draft)
    if isinstance(outcome, Refused) and outcome.code == "seal_outdated":
        draft.answers.pop("you", None)
        drafting.keep(draft, now)
        return HttpResponseRedirect(f"{reverse('report_you')}?segel=ulang")
    if isinstance(outcome, Refused):
        return errors.conflict(request, _("Laporan belum dapat diterima. Isian Anda tetap tersimpan dalam draf."))
    return _to_receipt(outcome.receipt)


def _sent_before(request: HttpRequest) -> HttpResponse:
    """Answer a sending that was repeated after the draft had gone: its key opens the same receipt."""
    key = request.POST.get("key", "")
    receipt = ""
    if key:
        try:
            with acting(PUBLIC_ACTOR, now=clock.now(), key=key, request=b"lapor") as act:
                if act.replay is not None:
                    receipt = act.replay.body.decode()
                else:
                    act.settle(Refused("draft_gone", "facts", {}))
        except KeyReusedError:
            receipt = ""
    return _to_receipt(receipt) if receipt else HttpResponseRedirect(reverse("report"))


def _to_receipt(receipt: str) -> HttpResponse:
    response = drafting.forget(HttpResponseRedirect(reverse("report_sent")))
    lending.lend(response, RECEIPT_COOKIE, receipt, path=RECEIPT_PATH, seconds=RECEIPT_LIFE)
    return response


def _show_receipt(request: HttpRequest, receipt: str, form: ReceiptForm) -> HttpResponse:
    shown = {
        "receipt": receipt,
        "received_on": local_day(clock.now(), "WIB"),
        "form": form,
        "faults": form.faults,
        "faulty": bool(form.faults),
    }
    return page(request, "report/sent.html", shown, status=FAULTY if form.faults else 200)


def _sections(draft: Draft, answers: answered.Answers, today: date) -> list[dict[str, Any]]:
    what, where = answers.what.cleaned_data, answers.where.cleaned_data
    forms = {code: words for code, words, _hint in law_view.offered(today).forms}
    regency = law().area_name(where["regency"] if where["regency"] != answered.UNKNOWN else what["province"])
    what_at, where_at, proof_at, you_at = (reverse(PAGES[name]) for name in ("what", "where", "proof", "you"))
    happened = [
        _row(_("Bentuk"), forms.get(what["form"], what["form"]), what_at),
        _row(_("Terjadi"), period(what["period"]), what_at),
        _row(_("Anda mengetahuinya"), day(what["known"]) if what["known"] else "", what_at),
        _row(_("Wilayah"), regency, where_at),
        _row(_("Tempat"), what["place"], what_at),
        _row(_("Uraian"), what["story"].splitlines(), what_at),
    ]
    election = where.get("election", answered.UNKNOWN)
    if election != answered.UNKNOWN:
        happened.append(_row(_("Pemilihan"), answers.where.election_words(election), where_at))
    people = [
        _row(_("Orang ke-%(number)s") % {"number": n}, answered.person_words(form), reverse("report_person", args=(n,)))
        for n, form in enumerate(answers.people, start=1)
    ]
    proof, you = answers.proof.cleaned_data, answers.you.cleaned_data
    evidence = [
        _row(_("Berkas"), [file.name for file in draft.files], proof_at),
        _row(_("Tautan"), proof["links"], proof_at),
        _row(_("Saksi"), proof["witnesses"].splitlines(), proof_at),
    ]
    identity = [_row(_("Pilihan"), answered.identity_words(you["identity"]), you_at)]
    if you["reporter"]:
        words = _("Tersegel. Tidak dapat ditampilkan lagi, juga tidak oleh server ini.")
        identity.append(_row(_("Nama dan kontak"), words, you_at))
    return [
        {"title": _("Kejadian"), "rows": happened},
        {"title": _("Yang dilaporkan"), "rows": people},
        {"title": _("Bukti dan saksi"), "rows": evidence},
        {"title": _("Identitas Anda"), "rows": identity},
    ]


def _row(subject: str, words: str | list[str], change: str) -> dict[str, Any]:
    return {"subject": subject, "words": words, "change": change}
