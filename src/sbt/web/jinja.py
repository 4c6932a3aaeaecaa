"""The one template environment of all own pages."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, StrictUndefined


def environment(**options: Any) -> Environment:
    """Jinja2 with gettext and autoescape, an unknown name being an error."""
    return Environment(**{**options, "undefined": StrictUndefined, "extensions": ["jinja2.ext.i18n"]})
