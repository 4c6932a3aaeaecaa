"""Gathers the files of a law folder into the texts that are published and pinned. Does not read their meaning."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sbt.rulebook.faults import Fault
from sbt.rulebook.marked import Marked, MarkedList, plain, read_rows, read_yaml

KINDS = ("process", "matrix", "discipline", "commons")
COMMONS = (
    "sources",
    "institutions",
    "roles",
    "grants",
    "powers",
    "custody",
    "reprisal",
    "information",
    "processing",
    "retention",
    "offices",
    "elections",
    "employment",
    "control",
    "criminal",
    "disclosure",
)
PROVINCE_COLUMNS = ("code", "name", "zone")
REGENCY_COLUMNS = ("code", "province", "name", "kind")


@dataclass(frozen=True, slots=True)
class Version:
    """One text that can be published: a regime, a matrix, a discipline, or the commons."""

    kind: str
    rule_id: str
    content: Mapping[str, Any]
    text: str
    digest: str


@dataclass(slots=True)
class Folder:
    """A law folder as it was read: versions, and the faults of form found on the way."""

    versions: list[Version] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def version(kind: str, rule_id: str, content: Mapping[str, Any]) -> Version:
    """Give the content its one text and digest."""
    text = json.dumps(plain(content), ensure_ascii=False, separators=(",", ":"))
    return Version(kind, rule_id, content, text, hashlib.sha256(text.encode()).hexdigest())


def gather(folder: Path, overlay: Path | None = None) -> Folder:
    """Read all files of the folder; a file with a fault is left out, and the fault is listed."""
    return _Gatherer(folder, overlay).gathered()


class _Gatherer:
    def __init__(self, folder: Path, overlay: Path | None) -> None:
        self.folder, self.overlay = folder, overlay
        self.result = Folder()
        self.seen: set[Path] = set()
        self.stems: dict[str, list[str]] = {}

    def gathered(self) -> Folder:
        if not self.folder.is_dir():
            self._fault("", 0, "folder_missing", f"folder hukum {self.folder} tidak ada; periksa SBT_LAW")
            return self.result
        terms = self._terms()
        for file in self._files("matrices"):
            self._single("matrix", self._yaml(file))
        for file in self._files("discipline"):
            content = self._yaml(file)
            if content is not None:
                content["terms"] = self._named_terms(content, content.get("terms", []), terms, "terms")
            self._single("discipline", content)
        for regime in sorted(path for path in (self.folder / "regimes").glob("*") if path.is_dir()):
            self._process(regime, terms)
        self._commons(terms)
        self._strangers()
        return self.result

    def _single(self, kind: str, content: Marked | None) -> None:
        if content is None:
            return
        head = content.get(kind)
        rule_id = head.get("id") if isinstance(head, dict) else None
        if not isinstance(rule_id, str):
            self._fault(content.file, 1, "id_missing", f"`{kind}: {{id: …}}` tidak ada; beri pengenal")
            return
        self.result.versions.append(version(kind, rule_id, content))

    def _process(self, regime: Path, terms: Mapping[str, Marked]) -> None:
        top, steps = self._yaml(regime / "regime.yaml"), self._yaml(regime / "steps.yaml")
        own_terms = self._index([regime / "terms.yaml"] if (regime / "terms.yaml").exists() else [])
        head = top.get("process") if top is not None else None
        if top is None or steps is None:
            return
        if not isinstance(head, Marked) or not isinstance(head.get("id"), str):
            self._fault(
                top.file, 1, "id_missing", "`process: {id: …}` tidak ada; beri pengenal yang sama dengan nama foldernya"
            )
            return
        self._only(top, "process")
        self._only(steps, "steps")
        content = Marked(
            process=head,
            steps=steps.get("steps", []),
            terms=self._named_terms(head, [*_listed(head.get("terms")), *own_terms], {**terms, **own_terms}, "terms"),
        )
        if (rules := regime / "handover.yaml").exists() and (handover := self._yaml(rules)) is not None:
            self._only(handover, "handovers")
            content["handovers"] = handover.get("handovers", [])
        content.file, content.line = top.file, 1
        self.result.versions.append(version("process", head["id"], content))

    def _only(self, content: Marked, wanted: str) -> None:
        for key in content:
            if key != wanted:
                self._fault(
                    content.file,
                    content.lines.get(key, 1),
                    "unknown_key",
                    f"kunci `{key}` tidak dikenal; berkas ini hanya berisi `{wanted}`",
                )

    def _commons(self, terms: Mapping[str, Marked]) -> None:
        content = Marked()
        for name in COMMONS:
            if (part := self._yaml(self.folder / f"{name}.yaml")) is not None:
                content[name] = part
        areas = self.folder / "areas"
        content["provinces"] = self._rows(areas / "provinces.csv", PROVINCE_COLUMNS)
        content["regencies"] = self._rows(areas / "regencies.csv", REGENCY_COLUMNS)
        content["calendars"] = self._list(self._files("calendars"))
        content["overrides"] = self._list(self._files("calendars/overrides"))
        content["terms"] = list(terms.values())
        if self.overlay is not None:
            content["overlay"] = self._overlay(self.overlay)
        content["in_force"] = {
            kind: {one.rule_id: one.digest for one in self.result.versions if one.kind == kind}
            for kind in KINDS
            if kind != "commons"
        }
        self.result.versions.append(version("commons", "commons", content))

    def _overlay(self, overlay: Path) -> Marked:
        content = Marked()
        for file in sorted(overlay.glob("*.yaml")):
            if (part := self._yaml(file)) is not None:
                content[file.stem] = part
        return content

    def _terms(self) -> dict[str, Marked]:
        return self._index(self._files("terms"))

    def _index(self, files: Iterable[Path]) -> dict[str, Marked]:
        found: dict[str, Marked] = {}
        for file in files:
            content = self._yaml(file)
            entries = content.get("terms") if content is not None else None
            if content is None:
                continue
            self._only(content, "terms")
            if not isinstance(entries, list):
                self._fault(
                    content.file, 1, "not_a_list", "`terms` harus daftar tenggat; tulis satu tenggat per tanda -"
                )
                continue
            for term in entries:
                if isinstance(term, Marked) and isinstance(term.get("id"), str):
                    if term["id"] in found:
                        self._fault(
                            term.file,
                            term.line,
                            "id_twice",
                            f"tenggat `{term['id']}` tertulis dua kali; hapus salah satu",
                        )
                    found[term["id"]] = term
                    self.stems.setdefault(file.stem, []).append(term["id"])
                else:
                    self._fault(content.file, content.line, "id_missing", "setiap tenggat memerlukan `id`")
        return found

    def _named_terms(self, where: Marked, names: object, terms: Mapping[str, Marked], key: str) -> MarkedList:
        """Put the texts of terms in the place of their ids or of the names of their files."""
        put = MarkedList()
        for name in _listed(names):
            stem = str(name).removesuffix(".yaml").removeprefix("terms/")
            ids = [str(name)] if name in terms else self.stems.get(stem, [])
            if not ids:
                self._fault(
                    where.file,
                    where.lines.get(key, where.line),
                    "term_unknown",
                    f"tenggat `{name}` tidak ada di law/terms/; tulis dulu tenggatnya",
                )
            put += [terms[id_] for id_ in ids if terms[id_] not in put]
        return put

    def _files(self, part: str) -> list[Path]:
        return sorted((self.folder / part).glob("*.yaml"))

    def _list(self, files: Iterable[Path]) -> list[Marked]:
        return [content for file in files if (content := self._yaml(file)) is not None]

    def _yaml(self, path: Path) -> Marked | None:
        self.seen.add(path)
        name = self._name(path)
        if not path.is_file():
            self._fault(name, 0, "file_missing", "berkas ini tidak ada; law/README.md menerangkan isinya")
            return None
        content, faults = read_yaml(path, name)
        self.result.faults += faults
        return content

    def _rows(self, path: Path, columns: tuple[str, ...]) -> MarkedList:
        if not path.is_file():
            self._fault(self._name(path), 0, "file_missing", "berkas ini tidak ada; law/README.md menerangkan isinya")
            return MarkedList()
        rows, faults = read_rows(path, self._name(path), columns)
        self.result.faults += faults
        return rows

    def _strangers(self) -> None:
        """Note YAML files that nothing reads: most often a name mistyped."""
        for path in sorted(self.folder.rglob("*.y*ml")):
            inside = path.relative_to(self.folder).parts[0]
            if path not in self.seen and inside not in ("situations", "demo"):
                self._fault(
                    self._name(path),
                    1,
                    "file_unknown",
                    "berkas ini tidak dibaca; periksa nama dan foldernya menurut law/README.md",
                )

    def _name(self, path: Path) -> str:
        base = self.folder.parent if path.is_relative_to(self.folder) else (self.overlay or path).parent
        return str(path.relative_to(base)) if path.is_relative_to(base) else str(path)

    def _fault(self, file: str, line: int, code: str, message: str) -> None:
        self.result.faults.append(Fault(file, line, code, message))


def _listed(names: object) -> list[object]:
    if names is None:
        return []
    return names if isinstance(names, list) else [names]
