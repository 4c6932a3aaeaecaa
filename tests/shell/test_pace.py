"""Limits for one network: how often, how one gets through, and that nobody's address stays."""

from __future__ import annotations

import hashlib
from ipaddress import IPv6Address
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbt.intake.pace import GO, HOUR, LATER, TICKET_LIFE, WAIT, WAIT_FOR_IT, WORK_BITS, Allowance, Pace, network, solved

NOW = 1_700_000_000.0 // HOUR * HOUR
SOMEBODY, NEIGHBOUR = "203.0.113.7", "203.0.113.8"


@pytest.fixture
def pace() -> Pace:
    return Pace({"report": Allowance(2, 4), "read": Allowance(1, 1)}, ticket_key=b"k" * 32)


def spend(pace: Pace, times: int, *, address: str = SOMEBODY) -> list[str]:
    return [pace.ask("report", address, seconds=NOW) for _turn in range(times)]


def test_within_the_allowance_nobody_waits(pace: Pace) -> None:
    assert spend(pace, 3) == [GO, GO, WAIT_FOR_IT]


def test_each_network_has_its_own_allowance(pace: Pace) -> None:
    spend(pace, 3)
    assert pace.ask("report", NEIGHBOUR, seconds=NOW) == GO


def test_each_kind_has_its_own_allowance(pace: Pace) -> None:
    spend(pace, 3)
    assert pace.ask("read", SOMEBODY, seconds=NOW) == GO


def test_the_next_hour_begins_anew(pace: Pace) -> None:
    spend(pace, 3)
    assert pace.ask("report", SOMEBODY, seconds=NOW + HOUR) == GO


def test_a_ticket_opens_after_a_minute_and_only_once(pace: Pace) -> None:
    spend(pace, 2)
    ticket = pace.ticket("report", seconds=NOW)
    assert pace.ask("report", SOMEBODY, seconds=NOW + WAIT - 1, ticket=ticket) == WAIT_FOR_IT
    assert pace.ask("report", SOMEBODY, seconds=NOW + WAIT, ticket=ticket) == GO
    assert pace.ask("report", SOMEBODY, seconds=NOW + WAIT, ticket=ticket) == WAIT_FOR_IT


def test_work_opens_a_ticket_at_once(pace: Pace) -> None:
    spend(pace, 2)
    ticket = pace.ticket("report", seconds=NOW)
    solution = next(str(n) for n in count() if solved(ticket, str(n)))
    digest = hashlib.sha256(f"{ticket}:{solution}".encode()).digest()
    assert int.from_bytes(digest) >> (256 - WORK_BITS) == 0
    assert pace.ask("report", SOMEBODY, seconds=NOW, ticket=ticket, solution=solution) == GO


def test_tickets_have_an_end_too(pace: Pace) -> None:
    assert spend(pace, 2) == [GO, GO]
    tickets = [pace.ticket("report", seconds=NOW) for _turn in range(3)]
    opened = [pace.ask("report", SOMEBODY, seconds=NOW + WAIT, ticket=ticket) for ticket in tickets]
    assert opened == [GO, GO, LATER]


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda ticket: "",
        lambda ticket: "x.y",
        lambda ticket: ticket[:-1] + ("0" if ticket[-1] != "0" else "1"),
        lambda ticket: ticket.replace("report", "read", 1),
        lambda ticket: ticket.replace(str(int(NOW)), str(int(NOW) - 900), 1),
    ],
)
def test_a_ticket_that_is_not_ours_opens_nothing(pace: Pace, spoiled: object) -> None:
    spend(pace, 2)
    ticket = spoiled(pace.ticket("report", seconds=NOW))  # type: ignore[operator]
    assert pace.ask("report", SOMEBODY, seconds=NOW + WAIT, ticket=ticket) == WAIT_FOR_IT


def test_an_old_ticket_opens_nothing(pace: Pace) -> None:
    ticket = pace.ticket("report", seconds=NOW - TICKET_LIFE - 1)
    spend(pace, 2)
    assert pace.ask("report", SOMEBODY, seconds=NOW, ticket=ticket) == WAIT_FOR_IT


def test_a_process_reads_the_ticket_of_another(pace: Pace) -> None:
    other = Pace(pace.allowances, ticket_key=b"k" * 32)
    spend(pace, 2)
    assert pace.ask("report", SOMEBODY, seconds=NOW + WAIT, ticket=other.ticket("report", seconds=NOW)) == GO


def test_no_address_stays_in_memory(pace: Pace) -> None:
    address = "198.51.100.231"
    spend(pace, 2, address=str(address))
    known = vars(pace)["_hour"]
    assert known.counts
    assert address not in repr(vars(known))
    assert hashlib.sha256(address.encode()).digest()[:12] not in known.counts


def test_the_key_is_thrown_away_with_the_hour(pace: Pace) -> None:
    spend(pace, 1)
    before = vars(pace)["_hour"].key
    pace.ask("report", SOMEBODY, seconds=NOW + HOUR)
    assert vars(pace)["_hour"].key != before


@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_one_home_is_one_network(address: IPv6Address, device: int) -> None:
    home = int(address) >> 64 << 64
    neighbours = {network(str(IPv6Address(home))), network(str(IPv6Address(home | device)))}
    assert len(neighbours) == 1 or address.ipv4_mapped or IPv6Address(home | device).ipv4_mapped


def test_addresses_written_in_two_ways_are_one() -> None:
    assert network("::ffff:203.0.113.7") == network("203.0.113.7")
    assert network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9")
    assert network("2001:db8:1:2::1") != network("2001:db8:1:3::1")
