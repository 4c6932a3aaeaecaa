"""Custodians with keys whose private halves the test holds, and a report that is sealed to them."""

from __future__ import annotations

import pytest

from tests.sealing.custodians import Custodians, appointed
from tests.web.conftest import sign_in

__all__ = ["sign_in"]


@pytest.fixture
def custodians(published_law: None, transactional_db: None) -> Custodians:
    """Two custodians at each of the three offices; the first has a confirmed key."""
    return appointed()
