"""How heavy a first visit is: the page and everything it loads, compressed as a browser asks for it."""

from __future__ import annotations

import gzip
import re
import urllib.request

ASSET = re.compile(r"""(?:src|href)="(/static/[^"]+)\"""")
IN_STYLE = re.compile(r"url\(([^)]+)\)")


def first_visit(address: str, path: str, cookie: str = "") -> int:
    """Bytes of the page, its style sheets, scripts, pictures and the fonts that the style sheets name."""
    size, body = _fetch(address + path, cookie)
    wanted = {found for found in ASSET.findall(body) if not found.endswith(".html")}
    seen: set[str] = set()
    while wanted - seen:
        asset = (wanted - seen).pop()
        seen.add(asset)
        weight, text = _fetch(address + asset, "")
        size += weight
        if asset.split("?")[0].endswith(".css"):
            named = (one.strip("'\"") for one in IN_STYLE.findall(text))
            wanted |= {_absolute(asset, one) for one in named if not one.startswith("data:")}
    return size


def _fetch(url: str, cookie: str) -> tuple[int, str]:
    headers = {"Accept-Encoding": "gzip", "Accept": "text/html,*/*", **({"Cookie": cookie} if cookie else {})}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
        raw = answer.read()
        packed = answer.headers.get("Content-Encoding") == "gzip"
    return len(raw), (gzip.decompress(raw) if packed else raw).decode(errors="replace")


def _absolute(sheet: str, named: str) -> str:
    return named if named.startswith("/") else f"{sheet.rsplit('/', 1)[0]}/{named}"
