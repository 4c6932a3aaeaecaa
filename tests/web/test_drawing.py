"""What stands under the library's names in compiled templates gives what the library gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from django.template import engines
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from sbt.web import drawing

if TYPE_CHECKING:
    from sbt.web.folding import Engine, FoldedEnvironment


class Said:
    """Something that writes itself."""

    word = "<kata>"

    def __str__(self) -> str:
        return "<b>&'\""


class Safe:
    """Something that says how it stands in a page."""

    def __html__(self) -> str:
        return "<i>x</i>"


@pytest.fixture
def environment() -> FoldedEnvironment:
    return cast("Engine", engines["jinja2"]).environments["id"]


@pytest.mark.parametrize("value", ["<script>&'\"", Markup("<b>tebal</b>"), 7, True, None, 1.5, Said(), Safe(), ["<"]])
def test_what_stands_in_a_page_is_escaped_as_the_library_escapes_it(
    value: object, environment: FoldedEnvironment
) -> None:
    assert str(drawing.escape(value)) == str(escape(value))
    assert environment.from_string("{{ value }}").render(value=value) == str(escape(value))


def test_a_macro_of_another_file_escapes_what_it_is_given_and_is_not_escaped_itself(
    environment: FoldedEnvironment,
) -> None:
    source = '{% from "components/status.html" import chip %}{{ chip(name, "ok") }}'
    text = environment.from_string(source).render(name="<script>")
    assert "&lt;script&gt;" in text
    assert "<script>" not in text
    assert "<span" in text
    assert "&lt;span" not in text


def test_attributes_come_before_items_and_a_name_that_is_not_there_is_a_fault(environment: FoldedEnvironment) -> None:
    page = environment.from_string("{{ one.word }}|{{ given.word }}|{{ given.items() | list | length }}")
    assert page.render(one=Said(), given={"word": "<w>", "items": "none"}) == "&lt;kata&gt;|&lt;w&gt;|2"
    with pytest.raises(UndefinedError):
        environment.from_string("{{ given.nothing }}").render(given={})
    with pytest.raises(UndefinedError):
        environment.from_string("{{ one.nothing }}").render(one=Said())
