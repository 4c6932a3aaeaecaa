"""What a compiled template does hundreds of times for one page, done as cheaply as our templates allow.

They escape always, are never asynchronous, and import macros that know nothing of the page. Under the library's own names
these stand in every compiled template in the place of the library's (see `folding`); they give the same text.
"""

from __future__ import annotations

from functools import partial
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any

from jinja2 import Template, nodes
from jinja2 import runtime as library
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.utils import pass_context
from markupsafe import Markup as SafeText
from markupsafe import _escape_inner  # type: ignore[attr-defined]  # what `escape` does to plain text
from markupsafe import escape as as_safe_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from jinja2.compiler import Frame

IMPORT = "from sbt.web.drawing import escape, Macro, Markup, attribute"
"""What a compiled template says beside the library's own import."""
_PASSES = pass_context(lambda context: context).__dict__.keys()
"""The mark of functions to which the library hands more than the template says."""
_DICT = frozenset(dir(dict))

Markup: Callable[[str], SafeText] = partial(str.__new__, SafeText)
"""Marks our own text as safe, without asking what it is."""


def escape(value: Any) -> str:
    """Give what stands in the page for the value: text escaped, safe text as it is."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    if kind is SafeText:
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else as_safe_text(value)


def attribute(obj: Any, name: str, environment: Environment) -> Any:
    """Give the attribute, or the item of this name, or the library's word for neither."""
    if type(obj) is dict and name in obj and name not in _DICT:
        return obj[name]
    try:
        return getattr(obj, name)
    except AttributeError:
        return environment.getattr(obj, name)


class Macro(library.Macro):
    """A macro, whose text is safe: what it was given has been escaped inside."""

    def _invoke(self, arguments: list[Any], autoescape: bool) -> str:  # noqa: FBT001 (the library's signature)
        return Markup(self._func(*arguments))


class Context(library.Context):
    """What a template knows; macros and plain functions are called without asking what they would have handed to them."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls."""
        kind = type(called)
        if kind is Macro or kind is MethodType or (kind is FunctionType and not (called.__dict__.keys() & _PASSES)):
            if kwargs:
                kwargs.pop("_block_vars", None)
                kwargs.pop("_loop_vars", None)
            return called(*args, **kwargs)
        return super().call(called, *args, **kwargs)


class PlainTemplate(Template):
    """A template whose macros are made once: none of ours reads what only one page knows."""

    def _get_default_module(self, ctx: library.Context | None = None) -> TemplateModule:
        found: TemplateModule = super()._get_default_module(None)
        return found


class Generator(CodeGenerator):
    """Writes the code of a template; what is read of an object is read by `attribute`."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (named by the visitor)
        """Write how an attribute is read."""
        self.write("attribute(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, environment)")
