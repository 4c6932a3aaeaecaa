"""The public log is served as it lies: tiles for ever, the checkpoint for a moment, and nothing else of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.tlog.published import publish, record_of


@pytest.fixture
def client(tmp_path: Path, settings: Settings) -> Client:
    publish(tmp_path, [record_of(number) for number in range(300)], [300])
    (tmp_path / "log" / "keys").write_text("kunci\n")
    (tmp_path / "log" / "rahasia").write_text("rahasia")
    settings.SBT_DATA = tmp_path
    return Client()


@pytest.mark.parametrize("name", ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000"])
def test_tiles_are_kept_for_ever(client: Client, tmp_path: Path, name: str) -> None:
    answer = client.get(f"/log/{name}")
    assert answer.content == (tmp_path / "log" / name).read_bytes()
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "immutable" in answer.headers["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize("name", ["checkpoint", "policy", "keys"])
def test_what_changes_is_kept_for_a_moment(client: Client, tmp_path: Path, name: str) -> None:
    answer = client.get(f"/log/{name}")
    assert answer.content == (tmp_path / "log" / name).read_bytes()
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=2"


@pytest.mark.parametrize(
    "name",
    ["rahasia", "tile/0/002", "tile/0/0", "tile/../rahasia", "../secrets/secret-key", "tile/0/000.p/256", ".", ""],
)
def test_nothing_else_is_served(client: Client, name: str) -> None:
    answer = client.get(f"/log/{name}")
    assert answer.status_code == 404
    assert b"rahasia" not in answer.content
    assert "immutable" not in answer.headers.get("Cache-Control", "")
