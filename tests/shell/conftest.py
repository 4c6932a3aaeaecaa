"""What tests of the shell share: rows that only the migrator may write."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest


@pytest.fixture
def add_asn(as_migrator: psycopg.Connection) -> Callable[..., str]:
    """Add a civil servant to the register and give his NIP."""

    def add(*, instansi: str, nip: str = "198501012010011003", name: str = "Tegar Wiranusa Pamungkas") -> str:
        as_migrator.execute(
            "insert into register_asn (nip, name, name_key, instansi, unit, post, job_level, employment, standing)"
            " values (%s, %s, %s, %s, 'Dinas Perhubungan', 'Kepala Seksi', 'pengawas', 'pns', 'active')",
            [nip, name, name.lower(), instansi],
        )
        return nip

    return add
