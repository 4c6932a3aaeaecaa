"""Three look-alike reports come in by the API; a verifier reads them side by side and decides himself."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

from playwright.sync_api import expect

from .acts import Stage
from .citizen import ACT, DAY

STORY = (
    "Pada hari kerja kepala bidang itu mengumpulkan pegawai di ruang rapat lalu membagikan kaus bergambar pasangan calon"
    " dan meminta semua yang hadir memilihnya. Mohon segera diperiksa."
)


def test_look_alikes_are_read_side_by_side(stage: Stage) -> None:
    stage.installation.move_to(DAY)
    accused = f"Pejabat Serupa {stage.width}"
    for n in range(3):
        hand_in(f"{stage.installation.address}/api/v1/reports", accused, f"{STORY} Laporan ke {n}.")
    stage.installation.python(Path(__file__).with_name("compare.py"))
    officer = stage.officer("pengkaji", "bawaslu-32.91")
    officer.page.goto("/kasus")
    officer.page.get_by_role("searchbox").fill(accused)
    officer.page.get_by_role("searchbox").press("Enter")
    officer.page.locator(".task-table tbody tr a").first.click()
    expect(officer.page.locator("main")).to_contain_text("Ada laporan lain yang mirip")
    stage.look(officer.page, "with look-alikes")
    officer.page.get_by_role("link", name="Lihat berdampingan").click()
    expect(officer.page.get_by_role("heading", level=1)).to_have_text("Laporan yang mirip")
    expect(officer.page.locator("main")).to_contain_text("Kasus ini")
    stage.look(officer.page)


def hand_in(address: str, accused: str, story: str) -> None:
    """Send a report as another system would."""
    body = {
        "form": "social_media", "act": {"on": str(ACT)}, "area": "32.91", "story": story,
        "accused": [{"name": accused, "named_office": "Pemerintah Kabupaten Tirtakencana"}],
    }  # fmt: skip
    asked = urllib.request.Request(address, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        assert answer.status == 201
