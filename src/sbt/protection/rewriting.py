"""Writes erased tables anew, so that nothing of what went is left in the room between rows. Runs as the login that erases."""

from __future__ import annotations

from django.db import connection

from sbt.cases.models import AccusedCode, CaseFile, Content, ForwardingLine
from sbt.evidence import keys
from sbt.evidence.models import File, Page, ReleaseCopy
from sbt.information.models import Act, Request
from sbt.intake.models import Answer, Question, Report, Reprisal, ReprisalAct, Statement
from sbt.protection.models import Reading
from sbt.register.models import Subject
from sbt.sealing.models import SealedIdentity

EMPTIED = (
    *(
        Content,
        CaseFile,
        ForwardingLine,
        AccusedCode,
        Subject,
        Report,
        Statement,
        Question,
        Answer,
        Reprisal,
        ReprisalAct,
    ),
    *(File, Page, ReleaseCopy, SealedIdentity, Reading, Request, Act),
)
"""Tables that erasing takes contents or rows out of."""


GRANTED_SINCE = 170000
"""The first server where a login that owns nothing may be allowed to write a table anew."""


def rewrite() -> list[str]:
    """Write each table anew, which locks it meanwhile; name those that the owner must write anew himself."""
    keys.rewrite()
    tables = [model._meta.db_table for model in EMPTIED]  # noqa: SLF001 (Django's own way to a table's name)
    with connection.cursor() as cursor:
        if connection.connection.info.server_version < GRANTED_SINCE:
            return tables
        cursor.execute("SELECT one FROM unnest(%s::text[]) AS one WHERE has_table_privilege(one, 'MAINTAIN')", [tables])
        allowed = {row[0] for row in cursor.fetchall()}
        for table in tables:
            if table in allowed:
                cursor.execute(f'VACUUM (FULL) "{table}"')
    return [table for table in tables if table not in allowed]
