"""A crawler signed in as every role asks for every address with its own, foreign and absent objects, and with every filter.

Whatever is answered names no case out of sight and no field that the oracle closes; foreign and absent look alike. An
address whose parts the crawler cannot fill fails, so that no new one goes unasked.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from sbt.cases.models import CaseLetter, Forwarding, ForwardingLine
from sbt.intake.receipt import new_reference
from sbt.letters.models import Letter
from sbt.notices.actions import tell
from sbt.people.models import Posting
from sbt.people.tokens import give_token
from sbt.project import clock
from tests.oracle.conftest import Keep, Kept, keep  # noqa: F401 (the fixture)
from tests.oracle.expected import READS, Where, stands
from tests.web.conftest import SignIn, posting_of

pytestmark = pytest.mark.django_db

WEST = ("bawaslu-32.01", "bawaslu-32", "bkn-kanreg-03")
EAST = ("bawaslu-73.01", "bawaslu-73", "bkn-kanreg-04")
CASES = (
    Where(*WEST, "pemda-32.01", released=False),
    Where(*WEST, "pemda-32.01", released=True),
    Where(*WEST, "kemendagri", released=True),
    Where(*EAST, "pemda-73.01", released=True),
    Where(*EAST, "bkn", released=False),
)
ROLES = (
    ("bkn", "verifikator"), ("bkn", "auditor"), ("bkn", "pimpinan"), ("bkn", "operator"), ("bkn", "pic"),
    ("bkn-kanreg-03", "kanreg"), ("kemenpanrb", "pengamat"), ("kemendagri", "verifikator"), ("kemendagri", "irjen"),
    ("bawaslu", "verifikator"), ("bawaslu", "pemegang_kunci"), ("bkn", "ppid"), ("bawaslu", "atasan_ppid"), ("bawaslu-32", "pleno"), ("bawaslu-32.01", "pengkaji"),
    ("bawaslu-32.01", "pleno"), ("bawaslu-73.01", "pengkaji"), ("bpasn", "banding"), ("pemda-32.01", "pic"),
    ("pemda-32.01", "pejabat"), ("pemda-32.01", "ppk"), ("pemda-73.01", "pemeriksa"), ("kemenkeu", "pic"),
)  # fmt: skip
NOT_ASKED = {"healthz", "keluar", "bahasa", "tampilan", "lapor/keluar", "lapor/hapus", "status/tutup"}
"""What only ends a session, sets a cookie, or says whether the worker is alive."""
CLOSED_WORDS = {
    "report": "Cerita rahasia pelapor",
    "words_of_reporter": "@kata-pelapor",
}


@dataclass(frozen=True, slots=True)
class World:
    """The cases with letters and forwardings of each, and the marks by which one knows them again."""

    kept: list[Kept]
    letters: dict[str, Letter]
    forwardings: dict[str, Forwarding]

    def marks(self, one: Kept) -> tuple[str, ...]:
        return one.case.ref, one.case.subject.name, one.case.subject.unit


@pytest.fixture
def world(keep: Keep) -> World:  # noqa: F811 (the fixture)
    kept, letters, forwardings = keep(CASES), {}, {}
    for number, one in enumerate(kept):
        letter = Letter.objects.create(
            kind="terbitkan_rekomendasi", number=f"R-{number}", dated_on=date(2024, 12, 2), sender="bkn",
            addressee=one.where.instansi if one.where.released else "bkn",
        )  # fmt: skip
        CaseLetter.objects.create(case=one.case, letter=letter)
        forwarding = Forwarding.objects.create(
            institution=one.where.office, posting="x", number=f"P-{number}", dated_on=date(2024, 12, 1),
            plenary_on=date(2024, 12, 1), sent_on=date(2024, 12, 1), accepted=True,
        )  # fmt: skip
        ForwardingLine.objects.create(forwarding=forwarding, number=1, name=one.case.subject.name, case=one.case)
        tell(
            ("bkn", "bawaslu", "kemendagri", one.where.office, one.where.kanreg),
            ref=one.case.ref,
            code="suara",
            on=date(2024, 12, 2),
        )
        letters[one.case.ref], forwardings[one.case.ref] = letter, forwarding
    return World(kept, letters, forwardings)


def addresses(resolver: URLResolver, above: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        here = f"{above}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from addresses(one, here)
        else:
            yield here, one


ALL = sorted({path for path, _ in addresses(get_resolver("sbt.project.urls"))} - NOT_ASKED)
PART = re.compile(r"<(?:\w+:)?(\w+)>")


def fillings(world: World, ref: str) -> dict[str, tuple[object, ...]]:
    """What each named part of an address can be, for the objects of one case."""
    found = next((one for one in world.kept if one.case.ref == ref), None)
    nothing = (uuid.UUID(int=7),)
    return {
        "ref": (ref,),
        "step": ("suara",),
        "step_id": ("suara", "terima_surat"),
        "term": ("sbt_ppk_follow_up",),
        "number": (1,),
        "at": (1,),
        "year": (2024,),
        "id_": (found.file.id, found.report.id) if found else nothing,
        "letter_id": (world.letters[ref].id,) if found else nothing,
        "forwarding_id": (world.forwardings[ref].id,) if found else nothing,
        **dict.fromkeys(
            ("opening_id", "recovery_id", "proposal_id", "posting_id", "client_id", "reprisal_id", "information_id"),
            nothing,
        ),
        **dict.fromkeys(("request_id", "case_id", "file_id", "report_id"), (found.case.id,) if found else nothing),
        "provider_id": ("tidak-ada",),
        "token": ("tidak-ada",),
        "log_name": ("checkpoint", "policy", "tile/0/000", "tile/entries/000.p/4", "../secrets/secret-key"),
    }


def filled(path: str, world: World, ref: str) -> Iterator[str]:
    known, parts = fillings(world, ref), PART.findall(path)
    for chosen in product(*(known.get(part, (uuid.UUID(int=7),)) for part in parts)):
        values = iter(chosen)
        yield "/" + PART.sub(lambda _: str(next(values)), path)  # noqa: B023 (used at once)


def queries(world: World, ref: str) -> tuple[str, ...]:
    one = next(kept for kept in world.kept if kept.case.ref == ref)
    name = one.case.subject.name.replace(" ", "+")
    return (
        f"?cari={ref}", f"?cari={name}", "?meja=semua", f"?meja=semua&cari={name}", "?tahap=verifikasi", "?tahap=tindak_lanjut",
        "?tenggat=lewat", "?tenggat=14", "?bentuk=social_media", "?milik=saya", f"?kasus={ref}", f"?ref={ref}",
        "?desk=all", "?desk=mine", f"?desk=all&q={ref}", f"?desk=all&q={name}", f"?q={ref}", "?desk=all&size=100",
        "?desk=all&stage=verifikasi", "?desk=all&final=false", "?desk=all&overdue=true", "?desk=all&form=social_media",
        "?desk=all&received_from=2024-11-01", "?desk=all&changed_after=2024-11-01", "?desk=mine&assigned=me",
    )  # fmt: skip


def test_every_part_of_every_address_is_known(world: World) -> None:
    known = fillings(world, world.kept[0].case.ref)
    for path in ALL:
        for part in PART.findall(path):
            assert part in known, f"/{path}: the crawler does not know what <{part}> can be; teach it"


@dataclass(frozen=True, slots=True)
class Crawler:
    """One posting that asks, in the browser and at the API."""

    institution: str
    role: str
    browser: Client
    api: Client
    asked: list[str]

    def get(self, address: str) -> Any:
        self.asked.append(address)
        client = self.api if address.startswith("/api/") else self.browser
        answer = client.get(address)
        assert answer.status_code < 500, (address, answer.status_code)
        return answer

    def body(self, answer: Any) -> str:
        raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return str(raw.decode("utf-8", "replace"))


@pytest.fixture
def crawler(sign_in: SignIn) -> Callable[[str, str], Crawler]:
    def made(institution: str, role: str) -> Crawler:
        browser = sign_in(institution, role)
        posting: Posting = posting_of(institution, role)
        token = give_token(posting, now=clock.real_now())
        api = Client(headers={"authorization": f"Bearer {token}"})
        return Crawler(institution, role, browser, api, [])

    return made


def without_chance(text: str, ref: str) -> str:
    """Leave out what differs from answer to answer: tokens against forgery, numbers of errors, and the number that was asked for."""
    text = re.sub(r"\d\d\.\d\d WI(B|TA|T)", "", text)
    text = re.sub(r"(Nomor rujukan|Reference number) [0-9A-Z]+", r"\1", text)
    text = re.sub(r'(csrfmiddlewaretoken"[^>]*value="|name="kunci" value=")[^"]*', r"\1", text)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "-", text.replace(ref, "REF"))


@pytest.mark.parametrize(("institution", "role"), ROLES)
def test_nothing_beyond_sight_is_found(
    institution: str, role: str, world: World, crawler: Callable[[str, str], Crawler]
) -> None:
    one = crawler(institution, role)
    relation = {kept.case.ref: stands(institution, role, kept.where) for kept in world.kept}
    hidden = [kept for kept in world.kept if not relation[kept.case.ref]]
    closed = {word for group, word in CLOSED_WORDS.items() if not READS[group] & set(relation.values())}
    absent = new_reference(2024)
    visible = [kept for kept in world.kept if relation[kept.case.ref]][:2]
    for path in ALL:
        parts = PART.findall(path)
        if not parts:
            check_list(one, f"/{path}", world, hidden, closed)
            continue
        nothing = [one.get(address) for address in filled(path, world, absent)] if "ref" in parts and hidden else []
        without = [(answer.status_code, without_chance(one.body(answer), absent).splitlines()) for answer in nothing]
        for kept in (*visible, *hidden):
            for number, address in enumerate(filled(path, world, kept.case.ref)):
                answer = one.get(address)
                body = one.body(answer)
                check_body(body, address, [k for k in hidden if k is not kept], closed)
                if kept in hidden and without:
                    lines = without_chance(body, kept.case.ref).splitlines()
                    assert (answer.status_code, lines) == without[number], address
                    assert kept.case.subject.name not in body, address
    assert len(one.asked) > len(ALL)


LISTS = (
    "/tugas",
    "/tugas/bersama",
    "/kasus",
    "/penerusan",
    "/pemberitahuan",
    "/pembacaan",
    "/pembukaan",
    "/api/v1/cases",
)


def check_list(one: Crawler, path: str, world: World, hidden: list[Kept], closed: set[str]) -> None:
    asked = [""]
    if path in LISTS:
        asked += [
            query
            for query in queries(world, (hidden or world.kept)[0].case.ref)
            if path.startswith("/api") == ("desk" in query)
        ]
    for query in asked:
        body = one.body(one.get(f"{path}{query}"))
        # what was typed stands in the field again; the page may name nothing else of it
        typed = next(
            (kept for kept in hidden if kept.case.ref in query or kept.case.subject.name.replace(" ", "+") in query),
            None,
        )
        check_body(body, f"{path}{query}", [kept for kept in hidden if kept is not typed], closed)
        if typed is not None:
            assert typed.case.subject.unit not in body, f"{path}{query}"


def check_body(body: str, address: str, hidden: list[Kept], closed: set[str]) -> None:
    for kept in hidden:
        for mark in (kept.case.ref, kept.case.subject.name, kept.case.subject.unit):
            assert mark not in body, (address, mark, kept.where)
    for word in closed:
        assert word not in body, (address, word)
