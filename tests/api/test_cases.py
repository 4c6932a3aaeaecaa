"""Lists, files, moves, events and candidates of cases, in constant numbers of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sbt.cases.models import Case
from sbt.protection import readings
from tests.api.api_calls import Api, pointers, problem, report

FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "select set_config")


def queries(caught: CaptureQueriesContext) -> int:
    """Statements that read or write tables."""
    return sum(not query["sql"].startswith(FRAME) for query in caught.captured_queries)


def test_pages_of_the_desk_and_of_all_cases(citizen: Api, officer: Callable[..., Api]) -> None:
    people = [{"name": f"Pegawai Contoh {n}"} for n in range(7)]
    citizen.post("/reports", report(accused=people))
    national = officer("bkn", "verifikator")
    for desk in ("mine", "all"):
        seen: list[str] = []
        after = ""
        for _ in range(5):
            page = national.get(f"/cases?desk={desk}&size=3&after={after}").json()
            seen += [entry["ref"] for entry in page["cases"]]
            after = page["next"]
            if not after:
                break
        assert len(seen) == len(set(seen)) == 7
    found = national.get("/cases?desk=all&q=contoh 3").json()["cases"]
    assert [entry["name"] for entry in found] == ["Pegawai Contoh 3"]
    assert national.get("/cases?stage=kajian").json()["cases"] == []
    assert len(national.get("/cases?desk=all&final=false&received_from=2024-11-14").json()["cases"]) == 7


def refs(caller: Api, query: str) -> set[str]:
    answer = caller.get(f"/cases?desk=all&{query}")
    assert answer.status_code == 200, answer.content
    return {entry["ref"] for entry in answer.json()["cases"]}


def test_only_what_changed_since_a_day_is_given_in_pages(citizen: Api, officer: Callable[..., Api]) -> None:
    citizen.post("/reports", report(accused=[{"name": f"Pegawai Contoh {n}"} for n in range(3)]))
    national = officer("bkn", "verifikator")
    assert len(refs(national, "changed_after=2024-11-14")) == 3
    assert refs(national, "changed_after=2024-11-15") == set()
    page = national.get("/cases?desk=all&changed_after=2024-11-14&size=2").json()
    following = f"changed_after=2024-11-14&size=2&after={page['next']}"
    assert len({entry["ref"] for entry in page["cases"]} | refs(national, following)) == 3


def test_what_is_hidden_from_the_agency_is_no_change_for_it(citizen: Api, officer: Callable[..., Api]) -> None:
    citizen.post("/reports", report(accused=[{"name": "Budi", "instansi": "pemda-32.91"}]))
    Case.objects.update(released=True)
    case, agency = Case.objects.get(), officer("pemda-32.91", "pic")
    noted = officer("bkn", "auditor").step(case.ref, "beri_catatan", 1, note="Catatan untuk pemegang kasus.")
    assert noted.status_code in {201, 403}, noted.content
    assert refs(agency, "") == {case.ref}
    assert refs(agency, "changed_after=2024-01-01") == set()


@pytest.mark.parametrize("address", ["/cases", "/openapi.json", "/institutions"])
def test_head_answers_like_get_without_a_body(officer: Callable[..., Api], address: str) -> None:
    caller = officer("bkn", "verifikator")
    whole, head = caller.get(address), caller.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == whole.headers["Content-Type"]
    assert int(head.headers["Content-Length"]) == len(whole.content)
    assert caller.head("/reports").status_code == 405


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("desk=semua", "?desk", "field_not_a_choice"),
        ("size=0", "?size", "field_too_short"),
        ("size=101", "?size", "field_too_long"),
        ("size=x", "?size", "field_wrong_type"),
        ("urut=nama", "?urut", "unknown_parameter"),
        ("size=5&size=6", "?size", "repeated_parameter"),
        ("desk=all&after=xxxx", "?after", "cursor_unknown"),
        ("desk=mine&after=%00", "?after", "cursor_unknown"),
        ("desk=mine&final=true", "?final", "parameter_elsewhere"),
        ("desk=mine&changed_after=2024-11-14", "?changed_after", "parameter_elsewhere"),
        ("desk=all&received_from=besok", "?received_from", "date_impossible"),
        ("q=%00", "?q", "control"),
        ("stage=%00", "?stage", "field_wrong_type"),
        ("form=a%00b", "?form", "field_wrong_type"),
        ("desk=all&status=%00", "?status", "field_wrong_type"),
        ("q=" + "x" * 101, "?q", "field_too_long"),
    ],
)
def test_parameters_that_mean_nothing_are_refused(
    officer: Callable[..., Api], query: str, pointer: str, code: str
) -> None:
    found = problem(officer("bkn", "verifikator").get(f"/cases?{query}"), 422, "invalid_input")
    assert pointers(found) == {pointer: code}


def test_the_number_of_queries_does_not_grow(citizen: Api, officer: Callable[..., Api]) -> None:
    callers = {"nation": officer("bkn", "verifikator"), "office": officer("bawaslu-32.91", "pengkaji")}
    counts = []
    for people in (2, 15):
        accused = [{"name": f"Pegawai {n}", "instansi": "pemda-32.91"} for n in range(people)]
        citizen.post("/reports", report(accused=accused))
        ref = Case.objects.order_by("id")[0].ref
        round_ = {}
        readings._pages.clear()
        for sight, caller in callers.items():
            for address in ("/cases?size=100", "/cases?desk=all&size=100", f"/cases/{ref}", f"/cases/{ref}/moves"):
                with CaptureQueriesContext(connection) as caught:
                    assert caller.get(address).status_code == 200
                round_[sight, address.replace(ref, "")] = queries(caught)
        counts.append(round_)
    assert counts[0] == counts[1]
    assert max(count for (_, address), count in counts[0].items() if "?" in address) <= 6, counts[0]
    assert max(counts[0].values()) <= 10, counts[0]


def test_a_case_with_its_tag_moves_and_timeline(citizen: Api, officer: Callable[..., Api]) -> None:
    citizen.post("/reports", report())
    ref = Case.objects.get().ref
    national = officer("bkn", "verifikator")
    answer = national.get(f"/cases/{ref}")
    case = answer.json()
    assert answer.headers["ETag"] == f'"{case["stage_entry"]}"'
    assert case["stage"]["id"] == "verifikasi"
    assert case["reports"][0]["identity"] == "anonim"
    assert case["clocks"][0]["certain"] is False
    moves = {move["step"]: move for move in national.get(f"/cases/{ref}/moves").json()["moves"]}
    assert moves["suara"]["open"]
    assert {option["id"] for option in moves["suara"]["facts"][0]["options"]} >= {"lanjut", "tolak"}
    assert not moves["simpulkan"]["open"]
    assert "Bawaslu RI" in moves["simpulkan"]["detail"]
    english = {
        move["step"]: move for move in national.get(f"/cases/{ref}/moves", **{"Accept-Language": "en"}).json()["moves"]
    }
    assert english["suara"]["label"] == "Cast a verification vote"
    events = national.get(f"/cases/{ref}/events").json()["events"]
    assert [(event["seq"], event["kind"]) for event in events] == [(1, "opened")]
    assert events[0]["recorded_at"].startswith("2024-11-14T00:00:00")


def test_the_agency_learns_neither_when_nor_how_many_reported(citizen: Api, officer: Callable[..., Api]) -> None:
    citizen.post("/reports", report(accused=[{"name": "Budi", "instansi": "pemda-32.91"}]))
    Case.objects.update(released=True, entered_on=date(2024, 11, 20))
    case, agency = Case.objects.get(), officer("pemda-32.91", "pic")
    seen = agency.get(f"/cases/{case.ref}").json()
    assert (seen["received_on"], seen["reports"], seen["linked"], seen["votes"], seen["clocks"]) == (
        None,
        [],
        [],
        {},
        [],
    )
    assert "2024-11-14" not in agency.get(f"/cases/{case.ref}").content.decode()
    page = agency.get("/cases?desk=all&size=1").content.decode()
    assert case.ref in page
    assert "2024-11-14" not in page


def test_candidates_of_the_register_for_those_who_may_identify(
    citizen: Api, officer: Callable[..., Api], in_register: Callable[..., str]
) -> None:
    nip = in_register("197801012005011002", "BUDI CONTOH", "pemda-32.91")
    citizen.post("/reports", report(accused=[{"name": "Budi Contoh", "nip": nip}]))
    ref = Case.objects.get().ref
    found = officer("bawaslu-32.91", "pengkaji").get(f"/cases/{ref}/candidates").json()["candidates"]
    assert [(one["nip"], one["matched"]) for one in found] == [(nip, ["nip"])]
    observer = officer("kemenpanrb", "pengamat")
    problem(observer.get(f"/cases/{ref}/candidates"), 403, "power_held_by_other")
