"""The table of powers as anybody reads it: whole, filtered, without script, with the basis and mark of every cell."""

import re

import pytest
from django.test import Client

from sbt.rulebook.current import law
from sbt.rules.power_cells import cells

pytestmark = pytest.mark.django_db


def text_of(client: Client, query: str = "") -> str:
    answer = client.get(f"/kewenangan{query}", headers={"accept-language": "id"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_cell_stands_on_the_page_with_its_basis(published_law: None, client: Client) -> None:
    text = text_of(client)
    found = list(cells(law().book.commons, law().book.processes))
    assert f"{len(found)} baris" in text
    rows = re.findall(r'<tr>\s*<th scope="row">(.*?)</th>\s*<td>', text)
    assert len(rows) >= len(found)
    for cell in found:
        assert cell.warrant.basis, f"{cell.role.id} {cell.power} has no basis"


def test_it_is_filtered_by_institution_and_by_action(published_law: None, client: Client) -> None:
    shown = text_of(client, "?lembaga=kanreg")
    assert "Petugas Kantor Regional BKN" in shown
    assert "PIC instansi</th>" not in shown
    shown = text_of(client, "?tindakan=banding.putus")
    assert "Officer" not in shown
    assert "Petugas badan pertimbangan" in shown
    assert "<script" not in re.sub(r"<script[^>]*src=[^>]*></script>", "", shown)


def test_what_has_no_cell_is_said_to_be_closed(published_law: None, client: Client) -> None:
    assert "tidak terbuka bagi lembaga ini" in text_of(client, "?lembaga=kanreg&tindakan=banding.putus")


def test_an_unknown_filter_is_no_filter(published_law: None, client: Client) -> None:
    assert text_of(client, "?lembaga=%3Cscript%3E&tindakan=x").count("<h2") == text_of(client).count("<h2")


def test_the_page_speaks_english(published_law: None, client: Client) -> None:
    answer = client.get("/kewenangan", headers={"accept-language": "en"})
    assert "Issue recommendations" in answer.content.decode()
