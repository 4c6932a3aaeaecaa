"""Keeps a person apart from the cases in which he has an interest of his own, in any query and in any of his postings."""

from __future__ import annotations

from django.db.models import BooleanField, F, Func, Value

CONDITION = "{column} <> all ((select sbt.shut_cases(%(posting)s))::uuid[])"
"""The same in plain SQL, for a statement that is given the posting."""


def apart_from(posting: str, column: str = "id") -> Func:
    """Write that the case named by the column is none from which the person is shut out."""
    return _apart(column, posting, "shut_cases", "uuid")


def apart_from_refs(posting: str, column: str = "ref") -> Func:
    """Write the same for a column that holds the case's number."""
    return _apart(column, posting, "shut_refs", "text")


def _apart(column: str, posting: str, function: str, kind: str) -> Func:
    return Func(
        F(column),
        Value(posting),
        template=f"%(expressions)s))::{kind}[])",
        arg_joiner=f" <> all ((select sbt.{function}(",
        output_field=BooleanField(),
    )
