"""Parts of pages that show nothing but what they are given: drawn once for each language, and kept for a while.

A part must be immutable and hold everything that its template shows: that is what the drawing is kept by. What hangs on
the reader, the clock or the law is worked out before, on every request, and stands in the part.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from django.template.loader import get_template
from markupsafe import Markup

from sbt.web.formats import language

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from sbt.web.folding import Page


def drawn(part: Hashable, template: str) -> Markup:
    """Draw the part with the macro `draw` of a template, in the language of the page."""
    return _drawn(language(), template, part)


@lru_cache(maxsize=4096)
def _drawn(spoken: str, template: str, part: Hashable) -> Markup:
    return _macro(spoken, template)(part)


@lru_cache(maxsize=64)
def _macro(spoken: str, template: str) -> Callable[[Hashable], Markup]:
    page = cast("Page", get_template(template))
    return cast("Callable[[Hashable], Markup]", vars(page.template.module)["draw"])
