"""The rules of the style sheets and templates that a machine can hold."""

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
WEB = ROOT / "src" / "sbt" / "web"
PARTS = sorted((WEB / "styles").glob("*.css"))
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))


def test_bundles_match_their_parts() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "bundle_css.py", "--check"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_both_dark_blocks_are_equal() -> None:
    css = (WEB / "styles" / "tokens.css").read_text()
    by_system = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', css, re.DOTALL)
    chosen = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', css, re.DOTALL)
    assert by_system
    assert chosen
    pairs = [dict(re.findall(r"(--[\w-]+): ([^;]+);", found[1])) for found in (by_system, chosen)]
    assert pairs[0] == pairs[1] != {}


@pytest.mark.parametrize("part", [part for part in PARTS if part.name != "tokens.css"], ids=lambda part: part.name)
def test_raw_colours_stand_in_tokens_only(part: Path) -> None:
    assert not re.findall(r"#[0-9a-f]{3,8}\b(?=[;\s,)])", part.read_text())


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_one_declaration_a_line(part: Path) -> None:
    lines = part.read_text().splitlines()
    assert len(lines) <= 400
    assert not [line for line in lines if line.count(";") > 1 and "url(" not in line]


def test_every_token_that_is_used_exists() -> None:
    css = "".join(part.read_text() for part in PARTS)
    used, made = set(re.findall(r"var\((--[\w-]+)", css)), set(re.findall(r"(--[\w-]+):", css))
    assert used <= made


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_style_or_script_stands_in_a_page(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"\sstyle=|<style|javascript:|\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_weight_of_what_a_public_page_loads() -> None:
    static = WEB / "static" / "sbt"
    css = sum(len(gzip.compress((static / name).read_bytes())) for name in ("fonts.css", "public.css"))
    fonts = sum((static / "fonts" / f"{name}.woff2").stat().st_size for name in ("text", "heading"))
    assert css + fonts < 40_000
    officer = len(gzip.compress((static / "officer.css").read_bytes()))
    script = len(gzip.compress((static / "vendor" / "htmx-2.0.11.min.js").read_bytes()))
    assert officer + script + fonts < 60_000
