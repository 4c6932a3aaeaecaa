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
    key = _subject(detail)
    value = _short(detail["input"])
    match CODES.get(detail["type"], ""):
        case "unknown_key":
            return f"kunci `{key}` tidak dikenal; hapus atau perbaiki ejaannya"
        case "key_missing":
            return f"kunci `{key}` wajib ada; tambahkan"
        case "value_unknown":
            expected = str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
            return f"`{key}: {value}` bukan nilai yang dikenal; pilih salah satu: {expected} (dalam tanda kutip bila perlu)"
        case "not_text":
            return f"`{key}: {value}` harus teks; tulis dalam tanda kutip"
        case "bad_date":
            return f"`{key}: {value}` bukan tanggal; tulis TTTT-BB-HH"
        case "not_a_number":
            return f"`{key}: {value}` harus bilangan bulat"
        case "not_yes_or_no":
            return f"`{key}: {value}` harus true atau false"
        case "not_a_list":
            return f"`{key}` harus daftar; tulis dalam [ ] atau dengan tanda - per baris"
        case "not_a_mapping":
            return f"`{key}` harus pasangan kunci: nilai, bukan `{value}`"
        case "bad_id":
            return f"`{key}: {value}` bukan pengenal; pakai huruf, angka, titik, garis bawah, atau tanda hubung"
        case "empty_text":
            return f"`{key}` kosong; isi"
        case "empty_list":
            return f"`{key}` kosong; isi paling sedikit satu"
    return f"`{key}: {value}` tidak dapat diterima ({detail['msg']}); perbaiki nilainya"


def _subject(detail: ErrorDetails) -> str:
    named = [part for part in detail["loc"] if isinstance(part, str) and not _is_branch(part)]
    return named[-1] if named else "berkas"


def _is_branch(part: int | str) -> bool:
    """Tell whether the part names a branch of a union or alias, not a key of the file."""
    return isinstance(part, str) and (part in _BRANCHES or "[" in part or part.endswith("Entry"))


_BRANCHES = frozenset({"str", "constrained-str", "none", "int"})


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
