"""POST /reports and what a receipt opens."""

from __future__ import annotations

from api_calls import Api, report


def test_a_report_becomes_a_case_and_its_receipt_opens_its_status(citizen: Api) -> None:
    answer = citizen.post("/reports", report())
    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert body["cases"] == 1
    assert answer.headers["Cache-Control"] == "no-store"
    status = citizen.post("/reports/status", {"receipt": body["receipt"]})
    assert status.status_code == 200, status.content
    assert status.json()["cases"][0]["station"] == 2
    assert "Budi" not in status.content.decode()
