"""The one template engine: what every template may call. Says nothing about a single request (see `page`)."""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sbt.web import formats
from sbt.web.drawn import drawn
from sbt.web.folding import FoldedEnvironment

WEB = Path(__file__).resolve().parent


@cache
def icon(name: str) -> Markup:
    """Draw one of the vendored icons; it is decoration, words stand beside it."""
    lines = (WEB / "icons" / f"{name}.svg").read_text(encoding="utf-8").splitlines()
    return Markup("".join(line.strip() for line in lines))  # noqa: S704 (our own files)


def asset(name: str) -> str:
    """Give the address of one of our static files; its name holds its digest, so it may be kept for a year."""
    return static(f"sbt/{name}")


class Strict(StrictUndefined):
    """A name that is not known is a fault; only an inline `if` without `else` may say nothing."""

    def __str__(self) -> str:  # type: ignore[override]
        hint = self._undefined_hint or ""
        return "" if hint.startswith("the inline if-expression") else super().__str__()


def merged(given: Mapping[str, object], other: Mapping[str, object]) -> dict[str, object]:
    """Give both mappings as one; the second wins."""
    return {**given, **other}


@lru_cache(maxsize=8192)
def url(name: str, *positional: object, **named: object) -> str:
    """Give the address of a view by its name; a list asks for the same ones over and over."""
    return reverse(name, args=positional or None, kwargs=named or None)


def environment(**options: Any) -> Environment:
    """Make the environment that Django's engine asks for."""
    options |= {
        "loader": FileSystemLoader(WEB / "templates"),
        "undefined": Strict,
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
    }
    env = FoldedEnvironment(**options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.globals |= {
        "url": url,
        "static": static,
        "asset": asset,
        "icon": icon,
        "language": formats.language,
    }
    env.filters |= {
        "drawn": drawn,
        "merged": merged,
        "label": formats.label,
        "day": formats.day,
        "day_short": formats.day_short,
        "weekday": formats.weekday,
        "clock_time": formats.clock_time,
        "moment": formats.moment,
        "number": formats.number,
        "size": formats.size,
        "period": formats.period,
    }
    return env
