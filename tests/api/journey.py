"""A case carried from stage to stage by API only: each institution calls with its own token."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tests.api.api_calls import PDF, Api
from tests.api.conftest import Time

NIP, AGENCY, OFFICE = "197801012005011002", "pemda-32.91", "bawaslu-32.91"


@dataclass
class Journey:
    """One case, its day, and the officers who act on it."""

    officer: Callable[..., Api]
    time: Time
    ref: str = ""
    day: date = date(2024, 10, 14)
    seats: dict[tuple[str, str], Api] = field(default_factory=dict)

    def go_to(self, day: date) -> None:
        """Let the day come."""
        self.day = day
        self.time.now = datetime.combine(day, time(3), UTC)

    def on(self, days: int) -> None:
        """Let so many days pass."""
        self.go_to(self.day + timedelta(days=days))

    def seat(self, institution: str, role: str) -> Api:
        """The officer of the institution in this role."""
        if (institution, role) not in self.seats:
            self.seats[institution, role] = self.officer(institution, role)
        return self.seats[institution, role]

    def take(self, institution: str, role: str, step: str, *accepts: str, **facts: Any) -> dict[str, Any]:
        """Read the case, find the step among the open moves, and take it in the state that was seen."""
        api = self.seat(institution, role)
        seen = api.get(f"/cases/{self.ref}")
        assert seen.status_code == 200, (step, seen.content)
        moves = {move["step"]: move for move in api.get(f"/cases/{self.ref}/moves").json()["moves"]}
        assert step in moves, (step, sorted(moves))
        assert moves[step]["open"], (step, moves[step]["detail"])
        asked = {fact["name"] for fact in moves[step]["facts"]}
        assert set(facts) - {"nip"} <= asked, (step, asked)
        entry = int(seen.headers["ETag"].strip('"'))
        answer = api.step(self.ref, step, entry, accepts=accepts, **facts)
        assert answer.status_code == 201, (step, answer.content)
        taken: dict[str, Any] = answer.json()
        return taken

    def identify(self, institution: str, role: str) -> None:
        """Look the accused up among the candidates and confirm him."""
        found = self.seat(institution, role).get(f"/cases/{self.ref}/candidates").json()["candidates"]
        assert found[0]["nip"] == NIP
        self.take(institution, role, "tetapkan_identitas", nip=NIP, reason="Nama dan jabatan cocok")

    def examine(self, day_of_letter: date) -> None:
        """The agency: receipt of the letter, team, summons, hearing, report."""
        self.on(1)
        self.take(AGENCY, "pic", "terima_surat", received_on=f"{self.day}")
        parts = ("atasan_langsung", "pengawasan", "kepegawaian")
        team = [{"name": f"Anggota {part}", "job_level": "jpt_pratama", "part": part} for part in parts]
        self.take(AGENCY, "pic", "bentuk_tim", "part_missing", team=team, number="5/SK", formed_on=f"{self.day}")
        held = self.day + timedelta(days=14)
        summons = {"number": "6/PG", "delivered_on": f"{self.day}", "examination_on": f"{held}"}
        self.take(AGENCY, "pic", "panggil_pertama", **summons)
        self.go_to(held)
        self.take(AGENCY, "pic", "periksa_terlapor", held_on=f"{held}", signature="menolak")
        self.on(1)
        report = self.seat(AGENCY, "pic").upload(PDF, "lhp.pdf").json()["id"]
        found = {"number": "7/LHP", "reported_on": f"{self.day}", "summary": "Perbuatan diakui.", "report": report}
        self.take(AGENCY, "pic", "nyatakan_terbukti", **found)
        assert day_of_letter < self.day

    def decide_and_serve(self, sanction: str) -> None:
        """The agency: decision prepared, confirmed by a second officer, delivered, recorded, in effect."""
        decision = {"number": "800/12", "decision_date": f"{self.day}", "signer": "Bupati", "capacity": "ppk"}
        accepts = ("replacement_needs_approval",)
        api = self.seat(AGENCY, "pic")
        entry = int(api.get(f"/cases/{self.ref}").headers["ETag"].strip('"'))
        unknown = {"sanction": sanction, "also_closes": ["NET-2024-000000"], **decision}
        refused = api.step(self.ref, "siapkan_keputusan", entry, accepts=accepts, **unknown)
        assert (refused.status_code, refused.json()["code"]) == (422, "also_closed_unknown")
        assert [one["pointer"] for one in refused.json()["fields"]] == ["/facts/also_closes"]
        self.take(AGENCY, "pic", "siapkan_keputusan", *accepts, sanction=sanction, **decision)
        self.take(AGENCY, "pejabat", "sahkan_keputusan", confirmed="sesuai")
        self.on(2)
        self.take(AGENCY, "pic", "sampaikan_keputusan", received_on=f"{self.day}", manner="langsung")
        self.take(AGENCY, "pic", "catat_idis", recorded_on=f"{self.day}", reference="IDIS-1")
        clocks = {clock["term"]: clock for clock in self.seat(AGENCY, "pic").get(f"/cases/{self.ref}").json()["clocks"]}
        self.go_to(date.fromisoformat(clocks["pp94_effective"]["due_on"]))
        self.take(AGENCY, "pejabat", "tetapkan_berlaku", effective_on=f"{self.day}")
