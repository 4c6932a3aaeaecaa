"""Parts of pages that show nothing but what they are given: drawn once for each language, and kept for a while.

A part must be immutable and hold everything that its template shows: that is what the drawing is kept by. What hangs on
the reader, the clock or the law is worked out before, on every request, and stands in the part.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import get_template
from markupsafe import Markup

from sbt.web.formats import language

if TYPE_CHECKING:
    from collections.abc import Hashable


def drawn(part: Hashable, template: str) -> Markup:
    """Draw the part with a template that knows it as `part`, in the language of the page."""
    return _drawn(language(), template, part)


@lru_cache(maxsize=4096)
def _drawn(spoken: str, template: str, part: Hashable) -> Markup:
    return Markup(get_template(template).render({"part": part}))  # noqa: S704 (a template made it)
