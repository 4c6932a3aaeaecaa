"""Every address has a door that says who may come in."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

DOORS = {"public", "enrolling", "signed_in", "officer"}


def patterns(resolver: URLResolver, above: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        here = f"{above}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from patterns(one, here)
        else:
            yield here, one


PAGES = [(path, one) for path, one in patterns(get_resolver("sbt.web.urls"))]


@pytest.mark.parametrize(("path", "pattern"), PAGES, ids=[path or "/" for path, _ in PAGES])
def test_every_page_is_guarded(path: str, pattern: URLPattern) -> None:
    door = getattr(pattern.callback, "door", None)
    assert door, f"{path} has no guard"
    assert door in DOORS or "." in door, f"{path}: {door} is neither a door nor a power"


def test_names_are_unique() -> None:
    names = [pattern.name for _, pattern in PAGES]
    assert len(names) == len(set(names))
