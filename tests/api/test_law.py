"""The law for everybody, and the description of this API."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

from sbt.api.openapi import description
from sbt.cases.wording import TABLE, explain, sentence, wording
from sbt.rules.guards import GUARDS
from sbt.rules.outcome import Refused
from tests.api.api_calls import Api, pointers, problem

ROOT = Path(__file__).resolve().parents[2]


def test_regimes_and_the_parts_of_the_law(citizen: Api) -> None:
    assert len(citizen.get("/law").json()["digest"]) == 64
    regimes = citizen.get("/law/regimes").json()["regimes"]
    assert {"sbt-bkn"} <= {regime["id"] for regime in regimes}
    assert all(regime["steps"] and regime["stages"] for regime in regimes)


def test_violations_of_a_day_fit_the_form_first(citizen: Api) -> None:
    found = citizen.get("/law/violations?act_on=2024-10-10&form=social_media&area=32.91").json()
    fits = [row for row in found["rows"] if row["fit"] == "fits"]
    assert fits
    assert {row["form"] for row in fits} == {"social_media"}
    assert found["rows"][0]["fit"] == "fits"
    assert citizen.get("/law/violations?act_on=2021-01-10").json()["matrix"] != found["matrix"]
    told = problem(citizen.get("/law/violations?act_on=1999-01-01"), 422, "invalid_input")
    assert pointers(told) == {"/act_on": "no_law_for_date"}


def test_sanctions_for_a_row_and_employment(citizen: Api) -> None:
    row = next(row for row in citizen.get("/law/violations").json()["rows"] if row["category"] == "discipline")
    found = citizen.get(f"/law/sanctions?row={row['id']}&employment=pns").json()["sanctions"]
    lawful = {one["id"] for one in found if one["lawful"]}
    assert lawful
    assert all(one["reason"] for one in found if one["lawful"] is False)
    assert citizen.get("/law/sanctions").json()["sanctions"][0]["lawful"] is None
    assert pointers(problem(citizen.get("/law/sanctions?row=x"), 422, "invalid_input")) == {"?row": "row_unknown"}


def test_a_deadline_is_counted_day_by_day(citizen: Api) -> None:
    assert len(citizen.get("/law/deadlines").json()["terms"]) >= 31
    counted = citizen.get("/law/deadlines/sbt_bawaslu_study?start=2024-12-23").json()
    assert counted["due_on"] == "2024-12-30"
    assert sum(day["counts"] for day in counted["days"]) == 3
    assert not citizen.get("/law/deadlines/sbt_satgas_verification?start=2024-12-04").json()["term"]["certain"]
    problem(citizen.get("/law/deadlines/tidak-ada?start=2024-12-04"), 404, "not_found")
    for start, code in (
        ("2050-01-01", "calendar_not_published"),
        ("2024-13-01", "date_impossible"),
        ("0001-01-01", "date_too_old"),
    ):
        told = citizen.get(f"/law/deadlines/sbt_bawaslu_study?start={start}").json()
        assert pointers(told) == {"?start": code}


def test_calendars_and_institutions(citizen: Api) -> None:
    days = citizen.get("/law/calendar/2024").json()["days"]
    assert any(day["on"] == "2024-11-27" for day in days)
    for year in ("1999", "x", "20244", "²⁰²⁴"):
        problem(citizen.get(f"/law/calendar/{year}"), 404, "not_found")
    found = citizen.get("/institutions?kind=bawaslu_kabkota&size=200").json()
    assert len(found["institutions"]) == 200
    more = citizen.get(f"/institutions?kind=bawaslu_kabkota&size=200&after={found['next']}").json()
    assert more["institutions"][0]["id"] > found["institutions"][-1]["id"]
    assert citizen.get("/institutions?q=badan kepegawaian negara").json()["institutions"][0]["may_be_accused"]
    problem(citizen.get("/institutions?jenis=x"), 422, "invalid_input")


def test_english_by_accept_language(citizen: Api) -> None:
    english = {"Accept-Language": "en-GB,en;q=0.9"}
    assert (
        citizen.get("/law/deadlines/sbt_bawaslu_study?start=2024-12-23", **english).json()["term"]["label"]
        == "Study by Bawaslu"
    )
    assert problem(citizen.get("/law/x", **english), 404, "not_found")["title"] == "Not found"
    assert problem(citizen.get("/law/x"), 404, "not_found")["title"] == "Tidak ditemukan"


def test_the_description_is_the_committed_one(citizen: Api) -> None:
    answer = citizen.get("/openapi.json")
    assert answer.json()["openapi"].startswith("3.1")
    assert answer.content == description()
    committed = (ROOT / "docs" / "openapi.json").read_bytes()
    assert answer.content == committed, "sbt.api changed: write docs/openapi.json again with tools/openapi.py"


def refusal_codes() -> set[str]:
    """Codes that our source gives to a refusal or fault."""
    makers = {"Refused": 0, "Warned": 0, "refuse": 1, "_doubt": 1, "fault": 0, "InputFault": 1}
    found: set[str] = set()
    for path in (ROOT / "src" / "sbt").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or "/web/" in str(path):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            words = node.args[makers[name] :][:1] if name in makers else []
            found |= {word.value for word in words if isinstance(word, ast.Constant) and isinstance(word.value, str)}
    return found


def test_every_code_has_its_sentence_in_both_languages() -> None:
    known = set(wording().sentences)
    assert refusal_codes() - known == set()
    assert len(GUARDS) > 10
    for part in yaml.safe_load(TABLE.read_text()).values():
        for code, entry in part.items():
            assert set(entry) == {"id", "en"}, code
            gaps = [set(re.findall(r"{(\w+)}", entry[language])) for language in ("id", "en")]
            assert gaps[0] == gaps[1], code


@pytest.mark.parametrize("code", sorted(wording().sentences))
def test_no_gap_breaks_a_sentence(code: str) -> None:
    assert sentence(code)
    assert explain(Refused(code, "guard", {}, "fact"), language="en")
