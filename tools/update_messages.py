"""Brings the English catalogue up to date with the words in the templates and modules; nothing translated is lost."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).resolve().parent.parent / "src" / "sbt"
PO = WEB / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"
METHODS = [("web/templates/**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
OPTIONS = {"web/templates/**.html": {"trimmed": "true", "extensions": "jinja2.ext.do", "encoding": "utf-8"}}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
HEADER = "# SBT in English. tools/update_messages.py brings it up to date; a test refuses a text without a translation."
WRITTEN_ON = datetime(2024, 12, 4, tzinfo=UTC)


def template() -> Catalog:
    """Every text that a page may show, in the order of the files."""
    found = Catalog(project="SBT", copyright_holder="SBT contributors", charset="utf-8", fuzzy=False)
    for name, _line, message, comments, context in extract_from_dir(
        str(WEB), method_map=METHODS, options_map=OPTIONS, keywords=KEYWORDS
    ):
        found.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return found


def updated() -> Catalog:
    """The English catalogue with every text of today."""
    catalogue = Catalog(locale="en", project="SBT", charset="utf-8", fuzzy=False)
    if PO.exists():
        with PO.open("rb") as source:
            catalogue = read_po(source, locale="en")
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.header_comment = HEADER
    catalogue.last_translator = catalogue.language_team = "SBT"
    catalogue.project = "SBT"
    catalogue.version = "1"
    catalogue.msgid_bugs_address = "SBT"
    catalogue.creation_date = catalogue.revision_date = WRITTEN_ON
    return catalogue


def missing() -> list[str]:
    """Texts that nobody has put into English."""
    return [str(message.id) for message in updated() if message.id and not _is_translated(message.string)]


def _is_translated(words: object) -> bool:
    return all(words) if isinstance(words, tuple | list) else bool(words)


def main() -> int:
    """Write the catalogue and name what is not translated."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    catalogue = updated()
    draft = PO.with_suffix(".po.new")
    with draft.open("wb") as target:
        write_po(target, catalogue, width=120, include_lineno=False)
    draft.replace(PO)
    for text in missing():
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
