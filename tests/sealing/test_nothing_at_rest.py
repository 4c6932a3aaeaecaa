"""Whatever lies on the disk after a named report, nothing of the name: database, write-ahead log, files, drafts, logs."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest
from django.test import Client

from sbt.intake.models import Draft, Report
from tests.conftest import FOLDER
from tests.sealing.custodians import Custodians

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]

NAME, STREET, PHONE, EMAIL = "Zarqonia Wimbasari", "Gang Kumbang Loreng", "081298765432", "zarqonia@warga.example"
STORY = "Qwyxandria mengajak warga memilih satu pasangan calon dalam rapat desa."
WHAT = {
    "form": "social_media", "precision": "day", "act_day": "20", "act_month": "11", "act_year": "2024",
    "known_day": "30", "known_month": "11", "known_year": "2024", "province": "32", "story": STORY,
}  # fmt: skip
YOU = {"name": NAME, "address": STREET, "phone": PHONE, "email": EMAIL, "signature": "1"}


def lying_in(folder: Path, *markers: str) -> dict[str, list[str]]:
    """Name the files under the folder that hold a marker, in any of the ways text is written."""
    found: dict[str, list[str]] = {marker: [] for marker in markers}
    forms = {marker: {marker.encode(way) for way in ("utf-8", "utf-16-le", "utf-16-be")} for marker in markers}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            body = path.read_bytes()
            for marker, written in forms.items():
                if any(one in body for one in written):
                    found[marker].append(str(path.relative_to(folder)))
    return found


@pytest.mark.parametrize("choice", ["rahasia", "terbuka"])
def test_a_named_report_leaves_no_name_behind(
    custodians: Custodians, as_superuser: psycopg.Connection, choice: str
) -> None:
    citizen = Client()
    citizen.post("/lapor/1", WHAT)
    citizen.post("/lapor/1/wilayah", {"regency": "32.91"})
    citizen.post("/lapor/2/orang/1", {"name": "Bapak Tegar", "post": "Camat"})
    citizen.post("/lapor/3", {"go": "next"})
    faulty = citizen.post("/lapor/4", {"identity": choice, **YOU, "signature": ""})
    assert faulty.status_code == 422, "not even what was not accepted is kept"
    assert citizen.post("/lapor/4", {"identity": choice, **YOU}).url == "/lapor/5"
    key = re.search(r'name="key" value="([^"]+)"', citizen.get("/lapor/5").content.decode())
    assert key
    assert citizen.post("/lapor/5", {"key": key[1], "truthful": "1"}).url == "/lapor/kode"
    api = Client().post(
        "/api/v1/reports",
        {
            "form": "social_media", "act": {"on": "2024-11-20"}, "story": STORY, "accused": [{"name": "Tegar"}],
            "area": "32.91", "reporter": {"choice": choice, **YOU, "signed": True} | {"signature": None},
        },
        content_type="application/json",
    )  # fmt: skip
    assert api.status_code == 422
    body = {"choice": choice, "name": NAME, "address": STREET, "phone": PHONE, "email": EMAIL, "signed": True}
    sent = Client().post(
        "/api/v1/reports",
        {
            "form": "social_media", "act": {"on": "2024-11-20"}, "story": STORY, "accused": [{"name": "Tegar"}],
            "area": "32.91", "reporter": body,
        },
        content_type="application/json",
        headers={"Idempotency-Key": "kunci-ulang-yang-panjang-sekali"},
    )  # fmt: skip
    assert sent.status_code == 201, sent.content
    assert Report.objects.filter(identity=choice).count() == 2
    assert not Draft.objects.exists()
    as_superuser.execute("CHECKPOINT")
    found = lying_in(FOLDER, NAME, STREET, PHONE, EMAIL, "Wimbasari", STORY)
    story = found.pop(STORY)
    assert any("base/" in path for path in story), "the search reads the tables"
    assert any("pg_wal/" in path for path in story), "the search reads the write-ahead log"
    assert not any(found.values()), found
