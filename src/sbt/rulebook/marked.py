"""Reads YAML and CSV into plain values that remember file and line. Does not know what the values mean."""

import csv
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sbt.rulebook.faults import Fault

type Loc = tuple[int | str, ...]


class Marked(dict[str, Any]):
    """A mapping that knows where it stands and where each of its keys does."""

    file: str = ""
    line: int = 0
    lines: Mapping[str, int] = {}


class MarkedList(list[Any]):
    """A list that knows where it and its items stand."""

    file: str = ""
    line: int = 0
    lines: tuple[int, ...] = ()


def place_of(value: object, loc: Iterable[int | str]) -> tuple[str, int]:
    """Give file and line of what `loc` leads to, or of the nearest thing on the way there."""
    file, line = "", 0
    for part in (*loc, None):
        if isinstance(value, Marked):
            file, line = value.file or file, value.line or line
            if part in value and isinstance(part, str):
                line = value.lines.get(part, line)
        elif isinstance(value, MarkedList):
            file, line = value.file or file, value.line or line
            if isinstance(part, int) and part < len(value.lines):
                line = value.lines[part]
        value = _inside(value, part)
    return file, line


def _inside(value: object, part: int | str | None) -> object:
    if isinstance(value, dict) and part in value:
        return value[part]
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        return value[part]
    return value


def read_yaml(path: Path, name: str) -> tuple[Marked | None, list[Fault]]:
    """Read a YAML file whose top is a mapping; every fault of form is listed, and then there is no value."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return None, [Fault(name, line, "not_utf8", "berkas bukan teks UTF-8; simpan ulang sebagai UTF-8")]
    loader = _Loader(text)
    loader.file = name
    loader.faults = []
    try:
        value = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = error.problem or "susunan tidak terbaca"
        return None, [
            *loader.faults,
            Fault(
                name,
                line,
                "not_yaml",
                f"bukan YAML yang sah ({problem}); periksa indentasi, titik dua, dan tanda kutip di sekitar baris ini",
            ),
        ]
    except yaml.reader.ReaderError as error:
        return None, [
            Fault(name, 1, "not_yaml", f"karakter yang tidak diizinkan (U+{error.character:04X}); hapus karakter itu")
        ]
    except RecursionError:
        return None, [Fault(name, 1, "too_deep", "isi bersarang terlalu dalam; ratakan susunannya")]
    finally:
        loader.dispose()
    if not isinstance(value, Marked):
        return None, [
            *loader.faults,
            Fault(
                name, 1, "not_a_mapping", "berkas harus berisi pasangan `kunci: nilai`, bukan daftar atau satu nilai"
            ),
        ]
    return value, loader.faults


def read_rows(path: Path, name: str, columns: tuple[str, ...]) -> tuple[MarkedList, list[Fault]]:
    """Read a CSV file with exactly these columns as a list of mappings."""
    rows = MarkedList()
    rows.file, rows.line = name, 1
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != columns:
            wanted = ",".join(columns)
            return rows, [Fault(name, 1, "wrong_columns", f"baris pertama harus persis: {wanted}")]
        lines, faults = [], []
        for row in reader:
            if None in row or None in row.values():
                faults.append(
                    Fault(name, reader.line_num, "wrong_columns", f"baris ini tidak berisi {len(columns)} kolom")
                )
                continue
            marked = Marked(row)
            marked.file, marked.line = name, reader.line_num
            rows.append(marked)
            lines.append(reader.line_num)
    rows.lines = tuple(lines)
    return rows, faults


def plain(value: object) -> object:
    """Give the value as JSON can hold it, dates as ISO text, in the order written."""
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


class _Loader(yaml.CSafeLoader):
    """The safe loader, with places kept and doubled or odd keys noted."""

    file: str
    faults: list[Fault]

    def mapping(self, node: Node) -> Iterable[Marked]:
        made = Marked()
        made.file, made.line = self.file, node.start_mark.line + 1
        yield made
        if not isinstance(node, MappingNode):
            return
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            text = getattr(key_node, "value", "?")
            if key_node.tag == "tag:yaml.org,2002:merge":
                self._note(line, "merge_key", "penggabungan `<<` tidak dipakai; tulis isinya lengkap")
                continue
            key: Hashable = self.construct_object(key_node, deep=True) if isinstance(key_node, ScalarNode) else None
            if not isinstance(key, str):
                self._note(line, "key_not_text", f"kunci `{text}` bukan teks; tulis dalam tanda kutip")
                continue
            if key in made:
                self._note(line, "key_twice", f"kunci `{key}` tertulis dua kali; hapus salah satu")
            made[key] = self.construct_object(value_node, deep=True)
            lines[key] = line
        made.lines = lines

    def sequence(self, node: Node) -> Iterable[MarkedList]:
        made = MarkedList()
        made.file, made.line = self.file, node.start_mark.line + 1
        yield made
        if isinstance(node, SequenceNode):
            made.lines = tuple(part.start_mark.line + 1 for part in node.value)
            made.extend(self.construct_object(part, deep=True) for part in node.value)

    def timestamp(self, node: Node) -> object:
        text = node.value if isinstance(node, ScalarNode) else ""
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._note(node.start_mark.line + 1, "bad_date", f"`{text}` bukan tanggal yang ada; tulis TTTT-BB-HH")
            return date.min

    def _note(self, line: int, code: str, message: str) -> None:
        self.faults.append(Fault(self.file, line, code, message))


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.mapping)
_Loader.add_constructor("tag:yaml.org,2002:seq", _Loader.sequence)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.timestamp)
