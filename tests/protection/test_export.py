"""A person gets what is kept of him, nothing that shows who reported, and no hint at what is still under study."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from sbt.cases.models import Case, Content
from sbt.intake.models import Statement
from sbt.project import clock
from sbt.project.command import parser
from sbt.protection.export import export_of
from sbt.protection.models import Reading
from sbt.register.models import Subject
from sbt.rulebook.current import law
from tests.shell.test_instansi_sight import released
from tests.web.conftest import Open, SignIn

__all__ = ["released"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def add_asn(in_register: Callable[..., str]) -> Callable[..., str]:
    """Add a civil servant as tests of the shell do."""
    return in_register


def test_an_unreleased_is_not_hinted_at(reported: Open, in_register: Callable[..., str]) -> None:
    nip = in_register()
    without = export_of(nip, law(), on=clock.now().date())
    (case,) = reported(instansi="pemda-32.01")
    Subject.objects.filter(cases=case).update(nip=nip)
    assert export_of(nip, law(), on=clock.now().date()) == without
    assert without is not None
    assert without["cases"] == []


def test_a_released_comes_without_the_reporter(released: Case) -> None:
    statement = Statement.objects.get()
    nip = Subject.objects.get().nip
    found = export_of(nip, law(), on=clock.now().date())
    assert found is not None
    text = json.dumps(found)
    (case,) = found["cases"]
    assert case["ref"] == released.ref
    assert case["events"]
    for hidden in (statement.story, "received", "Empat suara", "@tegar", str(statement.report_id)):
        assert hidden not in text, hidden
    assert released.received_on.isoformat() not in [one["on"] for one in case["events"] if "diterima" in one["what"]]
    assert [one["what"] for one in found["withheld"]] == [one.label.id for one in law().protection.withheld]
    assert all(one["basis"] and one["why"] for one in found["withheld"])


def test_his_own_reply_is_in_it(released: Case) -> None:
    for name, text in (("jawab_terlapor.statement", "Akun itu bukan milik saya."), ("suara.reason", "Bukti kuat.")):
        Content.objects.create(case=released, name=name, text=text, salt=b"", digest="d")
    found = export_of(Subject.objects.get().nip, law(), on=clock.now().date())
    assert found is not None
    assert found["cases"][0]["replies"] == [{"what": "statement", "text": "Akun itu bukan milik saya."}]
    assert "Bukti kuat." not in json.dumps(found)


def test_the_officer_who_answers_leaves_a_reading_and_others_find_no_page(
    sign_in: SignIn, in_register: Callable[..., str]
) -> None:
    nip = in_register()
    head = sign_in("bkn", "pimpinan")
    answer = head.post("/data-pribadi", {"nip": nip, "bentuk": "json"})
    assert answer.json()["person"]["nip"] == nip
    row = Reading.objects.get()
    assert (row.purpose, row.nips, row.watched_by) == ("permintaan_subjek", [nip], "kemenpanrb")
    page = head.post("/data-pribadi", {"nip": nip}).content.decode()
    assert "Tegar Wiranusa" in page
    assert "Siapa yang melapor" in page
    assert head.post("/data-pribadi", {"nip": "1"}).status_code == 422
    assert sign_in("bkn", "verifikator").get("/data-pribadi").status_code == 404


def test_the_command_gives_the_same_and_is_noted(
    in_register: Callable[..., str], published_law: None, capsys: pytest.CaptureFixture[str]
) -> None:
    nip = in_register()
    options = parser().parse_args(["person-export", nip])
    assert options.module.run(options) == 0
    assert json.loads(capsys.readouterr().out)["register"]["nip"] == nip
    assert Reading.objects.get().nips == [nip]
    with pytest.raises(LookupError):
        options.module.run(parser().parse_args(["person-export", "198501012010011999"]))
