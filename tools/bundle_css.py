"""Joins the style parts into the three files that pages load. Run it after each change of a part; a test compares."""

import hashlib
import re
import sys
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent / "src" / "sbt" / "web"
STYLES = WEB / "styles"
TARGET = WEB / "static" / "sbt"
_EVERYBODY = (
    "order",
    "tokens",
    "base",
    "layout",
    "header",
    "controls",
    "marks",
    "surfaces",
    "relay",
    "tables",
)
BUNDLES = {
    "fonts.css": ("order", "fonts"),
    "public.css": (*_EVERYBODY, "home", "law", "utilities", "print"),
    "officer.css": (*_EVERYBODY, "home", "preview", "desk", "case", "file", "utilities", "print"),
}


def shrink(css: str) -> str:
    """Leave out comments, indents and line ends; change nothing else."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    lines = (line.strip() for line in css.splitlines())
    joined = ""
    for line in filter(None, lines):
        joined += line if not joined or joined[-1] in "{};,(" else f" {line}"
    return joined.replace(" {", "{").replace(": ", ":").replace(";}", "}").replace(", ", ",")


def bundle(name: str) -> str:
    """Give the text of one bundle."""
    parts = ((STYLES / f"{part}.css").read_text(encoding="utf-8") for part in BUNDLES[name])
    return re.sub(r'url\("(.+?)"\)', _hashed, "".join(shrink(part) for part in parts)) + "\n"


def _hashed(found: re.Match[str]) -> str:
    """Name a font as it is served: with the digest of its content, so that it may be kept for a year."""
    path = Path(found[1])
    digest = hashlib.sha256((TARGET / path).read_bytes()).hexdigest()[:12]
    return f'url("{path.with_name(f"{path.stem}.{digest}{path.suffix}")}")'


def main() -> int:
    """Write the bundles, or with --check tell whether they are fresh."""
    stale = [name for name in BUNDLES if not (TARGET / name).is_file() or (TARGET / name).read_text() != bundle(name)]
    if "--check" in sys.argv:
        for name in stale:
            sys.stderr.write(f"{name} does not match its parts: run tools/bundle_css.py\n")
        return 1 if stale else 0
    for name in stale:
        (TARGET / name).write_text(bundle(name), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
