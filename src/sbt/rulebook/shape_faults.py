"""Says in Indonesian what is wrong with the shape of an entry, where, and what to write instead."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sbt.rulebook.faults import Fault
from sbt.rulebook.marked import place_of

CODES = {
    "extra_forbidden": "unknown_key",
    "missing": "key_missing",
    "literal_error": "value_unknown",
    "string_type": "not_text",
    "date_type": "bad_date",
    "date_from_datetime_parsing": "bad_date",
    "date_parsing": "bad_date",
    "int_type": "not_a_number",
    "int_parsing": "not_a_number",
    "int_from_float": "not_a_number",
    "bool_type": "not_yes_or_no",
    "bool_parsing": "not_yes_or_no",
    "list_type": "not_a_list",
    "dict_type": "not_a_mapping",
    "mapping_type": "not_a_mapping",
    "model_type": "not_a_mapping",
    "model_attributes_type": "not_a_mapping",
    "string_pattern_mismatch": "bad_id",
    "string_too_short": "empty_text",
    "too_short": "empty_list",
}

MESSAGES = {
    "unknown_key": "kunci `{key}` tidak dikenal; hapus atau perbaiki ejaannya",
    "key_missing": "kunci `{key}` wajib ada; tambahkan",
    "value_unknown": "`{key}: {value}` tidak dikenal; pilih salah satu: {expected} (dalam tanda kutip bila perlu)",
    "not_text": "`{key}: {value}` harus teks; tulis dalam tanda kutip",
    "bad_date": "`{key}: {value}` bukan tanggal; tulis TTTT-BB-HH",
    "not_a_number": "`{key}: {value}` harus bilangan bulat",
    "not_yes_or_no": "`{key}: {value}` harus true atau false",
    "not_a_list": "`{key}` harus daftar; tulis dalam [ ] atau dengan tanda - per baris",
    "not_a_mapping": "`{key}` harus pasangan kunci: nilai, bukan `{value}`",
    "bad_id": "`{key}: {value}` bukan pengenal; pakai huruf, angka, titik, garis bawah, atau tanda hubung",
    "empty_text": "`{key}` kosong; isi",
    "empty_list": "`{key}` kosong; isi paling sedikit satu",
}
OTHER = "`{key}: {value}` tidak dapat diterima ({said}); perbaiki nilainya"
LONGEST = 60


def shape_faults(error: ValidationError, content: Mapping[str, Any]) -> list[Fault]:
    """Turn what pydantic found into faults with file, line and remedy; a union's branches make one fault."""
    found: dict[tuple[str, int, str], Fault] = {}
    for detail in error.errors(include_url=False, include_context=True):
        loc = tuple(part for part in detail["loc"] if not _is_branch(part))
        if detail["type"] == "missing":
            loc = loc[:-1]
        file, line = place_of(content, loc)
        if not file:
            continue  # a whole file is missing, which is said where files are gathered
        code = CODES.get(detail["type"], "bad_value")
        fault = Fault(file, line, code, _message(detail))
        found.setdefault((file, line, _subject(detail)), fault)
    return list(found.values())


def _message(detail: ErrorDetails) -> str:
    expected = str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
    template = MESSAGES.get(CODES.get(detail["type"], ""), OTHER)
    return template.format(key=_subject(detail), value=_short(detail["input"]), expected=expected, said=detail["msg"])


def _subject(detail: ErrorDetails) -> str:
    named = [part for part in detail["loc"] if isinstance(part, str) and not _is_branch(part)]
    return named[-1] if named else "berkas"


def _is_branch(part: int | str) -> bool:
    """Tell whether the part names a branch of a union or alias, not a key of the file."""
    return isinstance(part, str) and (part in _BRANCHES or "[" in part or part.endswith("Entry"))


_BRANCHES = frozenset({"str", "constrained-str", "none", "int"})


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
