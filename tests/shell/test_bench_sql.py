"""The bare SQL beside which the product is measured writes the tables as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps

BENCH = Path(__file__).resolve().parents[2] / "bench"
INSERT = re.compile(r"INSERT INTO (\w+) \(([^)]+)\)")
WRITTEN = INSERT.findall((BENCH / "report.sql").read_text())


@pytest.mark.parametrize(("table", "columns"), WRITTEN, ids=[table for table, _ in WRITTEN])
def test_every_column_of_the_table_is_written(table: str, columns: str) -> None:
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    fields = [field for field in model._meta.concrete_fields if field.get_internal_type() != "BigAutoField"]
    assert sorted(columns.replace('"', "").split(", ")) == sorted(field.column for field in fields)
