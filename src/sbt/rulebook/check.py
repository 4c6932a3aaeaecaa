"""Checks a law folder: form, shape, citations, references, and what contradicts itself; all faults at once."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sbt.rulebook.crossing import cross
from sbt.rulebook.faults import Fault
from sbt.rulebook.law import OWN, Law
from sbt.rulebook.marked import Marked, MarkedList
from sbt.rulebook.messages import message
from sbt.rulebook.reader import make_law
from sbt.rulebook.texts import Folder, Version, gather
from sbt.rules.finding import Finding
from sbt.rules.lint import lint


def check_law(folder: Path, *, overlay: Path | None = None) -> list[Fault]:
    """List every fault of the folder, its demo overlay included, by file and line; an empty list means sound."""
    if overlay is None and (folder / "demo").is_dir():
        overlay = folder / "demo"
    return check_gathered(gather(folder, overlay))


def check_gathered(gathered: Folder) -> list[Fault]:
    """List every fault of a folder already read."""
    faults = [*gathered.faults, *_citations(gathered.versions), *_doubled(gathered.versions)]
    law, misshapen = make_law(gathered.versions)
    faults += misshapen
    if law is not None and not misshapen:
        faults += (_placed(finding, gathered.versions) for finding in _contradictions(law))
    return sorted(set(faults))


def _contradictions(law: Law) -> Iterator[Finding]:
    yield from lint(law.book)
    yield from cross(law)


def _placed(finding: Finding, versions: Iterable[Version]) -> Fault:
    """Give a finding the file and line of what it is about."""
    kind, id_, *path = finding.where
    if path[:1] == ["terms"]:
        kind, id_ = "commons", "commons"
    for version in versions:
        if (version.kind, version.rule_id) == (kind, id_):
            file, line = _place(version.content, path)
            return Fault(file, line, finding.code, message(finding))
    return Fault(f"{kind}/{id_}", 0, finding.code, message(finding))


def _place(content: Mapping[str, Any], path: list[str]) -> tuple[str, int]:
    """Follow names, ids and powers down the content as far as they lead."""
    here: object = content
    file, line = _first_place(content)
    for part in path:
        found = _step_into(here, part)
        if found is None:
            if isinstance(here, Marked):
                line = here.lines.get(part, line)
            continue
        here, at = found
        if isinstance(here, Marked | MarkedList):
            file, line = here.file or file, here.line or line
        line = at or line
    return file, line


def _first_place(content: Mapping[str, Any]) -> tuple[str, int]:
    for part in content.values():
        if isinstance(part, Marked) and part.file:
            return part.file, 1
    return (content.file, 1) if isinstance(content, Marked) else ("", 0)


def _step_into(here: object, part: str) -> tuple[object, int] | None:
    if isinstance(here, dict):
        if part in here:
            inner = here[part]
            if isinstance(inner, dict) and isinstance(inner.get(part), list):
                return inner[part], 0
            return inner, here.lines.get(part, 0) if isinstance(here, Marked) else 0
        for inner in here.values():
            if isinstance(inner, dict) and part in inner and isinstance(inner[part], list | dict):
                return inner[part], 0
    if isinstance(here, list):
        for item in here:
            if isinstance(item, dict) and part in _names(item):
                return item, 0
    return None


def _names(item: dict[str, Any]) -> set[object]:
    """Give what an entry is found by; that of a file with one entry is that entry's."""
    inner = {one.get("id") for one in item.values() if isinstance(one, dict)} if len(item) == 1 else set()
    return {one for one in (item.get("id"), item.get("power"), item.get("email"), *inner) if isinstance(one, str)}


def _citations(versions: Iterable[Version]) -> Iterator[Fault]:
    """Every citation names an instrument of `sources.yaml`."""
    contents = {version.kind: version.content for version in versions}
    sources = contents.get("commons", {}).get("sources", {})
    instruments = sources.get("instruments", ()) if isinstance(sources, dict) else ()
    known = {one["id"] for one in instruments if isinstance(one, dict) and isinstance(one.get("id"), str)} | {OWN}
    if known == {OWN}:
        return
    for version in versions:
        yield from _cited(version.content, known)


def _cited(here: object, known: set[str]) -> Iterator[Fault]:
    if isinstance(here, dict):
        for key, value in here.items():
            if key == "basis" and isinstance(here, Marked):
                for one in [value] if isinstance(value, str) else value if isinstance(value, list) else ():
                    id_ = str(one).partition("#")[0]
                    if id_ not in known:
                        text = f"kutipan `{one}` menunjuk instrumen yang tidak ada; tulis `{id_}` di law/sources.yaml atau perbaiki ejaannya"
                        yield Fault(here.file, here.lines.get("basis", here.line), "citation_unknown", text)
            else:
                yield from _cited(value, known)
    elif isinstance(here, list):
        for item in here:
            yield from _cited(item, known)


def _doubled(versions: Iterable[Version]) -> Iterator[Fault]:
    """No two files hold a version of the same id, and no list holds an id twice."""
    seen: dict[tuple[str, str], str] = {}
    for version in versions:
        file, line = _first_place(version.content)
        if (version.kind, version.rule_id) in seen:
            text = f"`{version.rule_id}` sudah ada di {seen[version.kind, version.rule_id]}; satu pengenal, satu berkas"
            yield Fault(file, line, "id_twice", text)
        seen[version.kind, version.rule_id] = file
        yield from _ids_twice(version.content)


def _ids_twice(here: object) -> Iterator[Fault]:
    if isinstance(here, dict):
        for value in here.values():
            yield from _ids_twice(value)
    elif isinstance(here, list):
        seen: set[str] = set()
        for item in here:
            id_ = item.get("id") if isinstance(item, Marked) and "en" not in item else None
            if isinstance(item, Marked) and isinstance(id_, str) and "{" not in id_:
                if id_ in seen:
                    text = f"`{id_}` tertulis dua kali dalam daftar ini; beri pengenal lain atau hapus salah satu"
                    yield Fault(item.file, item.line, "id_twice", text)
                seen.add(id_)
            yield from _ids_twice(item)
