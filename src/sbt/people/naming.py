"""Names a transaction to the database by a token, in one journey there and back.

The token travels beside the statement, never in it: the text of a statement is shown to every session of the same login
(`pg_stat_activity`), and would be the way to become somebody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import OperationalError
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg.pq.abc import PGconn, PGresult

TAKE = b"select current_setting('sbt.token', true), set_config('sbt.token', $1, true)"
TAKE_SEAT = TAKE + b", set_config('sbt.posting', $2, true)"


def name_to(pgconn: PGconn, token: str, *, begin: bytes = b"", posting: str | None = None) -> str:
    """Take the token's place in the transaction, begun in the same message where `begin` says so.

    Gives the token that was there before. Raises what the database says.
    """
    given: list[bytes | None] = [token.encode()]
    if posting is not None:
        given.append(posting.encode())
    pgconn.enter_pipeline_mode()
    try:
        if begin:
            pgconn.send_query_params(begin, None)
        pgconn.send_query_params(TAKE if posting is None else TAKE_SEAT, given)
        pgconn.pipeline_sync()
        answers = list(_answers(pgconn))
    finally:
        pgconn.exit_pipeline_mode()
    for answer in answers:
        if answer.status not in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
            raise error_from_result(answer)
    return (answers[-1].get_value(0, 0) or b"").decode()


def _answers(pgconn: PGconn) -> Iterator[PGresult]:
    """Give one answer for each statement, up to the mark that ends them."""
    silent = False
    while True:
        answer = pgconn.get_result()
        if answer is None:
            if silent:
                raise OperationalError("the database went away")
            silent = True
            continue
        silent = False
        if answer.status == ExecStatus.PIPELINE_SYNC:
            return
        yield answer
