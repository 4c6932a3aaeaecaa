"""From pydantic's errors to fields of a problem, in Indonesian or English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sbt.api.problems import Field, language, pointer, say

_EXPECTED: Mapping[str, tuple[str, str]] = {
    "string_type": ("teks", "a text"),
    "int_type": ("bilangan bulat", "a whole number"),
    "int_parsing": ("bilangan bulat", "a whole number"),
    "bool_type": ("true atau false", "true or false"),
    "bool_parsing": ("true atau false", "true or false"),
    "list_type": ("daftar", "a list"),
    "dict_type": ("objek", "an object"),
    "model_type": ("objek", "an object"),
    "model_attributes_type": ("objek", "an object"),
    "code_unreadable": ("kode tanpa tanda tersembunyi", "a code without hidden marks"),
}
_CHOICES = frozenset({"literal_error", "enum", "union_tag_invalid"})
_LONG = frozenset({"string_too_long", "too_long", "less_than_equal"})
_SHORT = frozenset({"string_too_short", "too_short", "greater_than_equal"})
MOST = 100


def fields_of(errors: Iterable[Mapping[str, Any]]) -> tuple[Field, ...]:
    """Give a field for each error, the first hundred."""
    return tuple(_field(error) for error, _ in zip(errors, range(MOST), strict=False))


def _field(error: Mapping[str, Any]) -> Field:
    kind, context = str(error["type"]), error.get("ctx") or {}
    source, *path = error["loc"]
    if source == "query":
        place = f"?{path[-1] if path else ''}"
    else:
        tags = {"steps", "forwarding"}
        place = pointer(str(part)[:80] for n, part in enumerate(path[1:]) if not (n == 0 and part in tags))
    code, words = _said(kind, context)
    return Field(place, code, words)


def _said(kind: str, context: Mapping[str, Any]) -> tuple[str, str]:
    if kind in {"missing", "union_tag_not_found"}:
        return "field_missing", say("field_missing")
    if kind == "extra_forbidden":
        return "unknown_field", say("unknown_field")
    if kind == "date_impossible":
        return "date_impossible", say("date_impossible")
    if kind in _CHOICES:
        expected = context.get("expected") or context.get("expected_tags") or ""
        return "field_not_a_choice", say("field_not_a_choice", expected=expected)
    if kind in _LONG:
        return "field_too_long", say("field_too_long", limit=context.get("max_length", context.get("le")))
    if kind in _SHORT:
        return "field_too_short", say("field_too_short", limit=context.get("min_length", context.get("ge")))
    expected = _EXPECTED.get(kind, ("lain", "another kind"))[language() == "en"]
    return "field_wrong_type", say("field_wrong_type", why=expected)
