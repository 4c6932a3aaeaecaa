"""Templates in one language each: what cannot differ from page to page is worked out when the template is compiled.

Words of ours become plain text of the compiled template, and so do the addresses, icons and assets that a template
names with constants. What is filled into a sentence is still escaped when the page is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.template import TemplateDoesNotExist, engines
from django.template.backends.jinja2 import Jinja2, Template
from django.template.backends.utils import csrf_input
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext
from jinja2 import Environment, TemplateNotFound, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from sbt.web import drawing
from sbt.web.formats import language

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

LANGUAGES = ("id", "en")
WORDS = frozenset({"_", "gettext"})
CONSTANT = frozenset({"url", "icon", "asset", "static"})
"""Functions of templates whose answer is always the same for the same arguments."""


class FoldedEnvironment(Environment):
    """Compiles templates for one language."""

    language = LANGUAGES[0]
    code_generator_class = drawing.Generator
    context_class = drawing.Context
    template_class = drawing.PlainTemplate

    def _generate(self, source: nodes.Template, *given: Any, **named: Any) -> str:
        with translation.override(self.language):
            folded = _Folding(self).visit(source)
        first, rest = super()._generate(folded, *given, **named).split("\n", 1)
        return f"{first}; {drawing.IMPORT}\n{rest}"


class _Folding(NodeTransformer):
    """Puts the answer in the place of each call that can be answered now."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 (named by the visitor)
        self.generic_visit(node)
        arguments = [one.value for one in node.args if isinstance(one, nodes.Const)]
        plain = len(arguments) == len(node.args) and not node.dyn_args and not node.dyn_kwargs
        if not isinstance(node.node, nodes.Name) or not plain:
            return node
        if node.node.name in WORDS and len(arguments) == 1:
            return _sentence(node, Markup(gettext(arguments[0])))  # noqa: S704 (our own words, as the i18n extension has it)
        if node.node.name in CONSTANT and not node.kwargs:
            answer: Callable[..., str] = self.environment.globals[node.node.name]  # type: ignore[assignment]
            return nodes.Const(answer(*arguments), lineno=node.lineno)
        return node


def _sentence(node: nodes.Call, words: Markup) -> nodes.Expr:
    """Give the words, filled where the sentence has places to fill; what fills them is escaped."""
    if not node.kwargs:
        return nodes.Const(words % {}, lineno=node.lineno)
    filled = [nodes.Pair(nodes.Const(one.key), one.value, lineno=node.lineno) for one in node.kwargs]
    return nodes.Mod(nodes.Const(words), nodes.Dict(filled, lineno=node.lineno), lineno=node.lineno)


class Page(Template):
    """A template as a request fills it; the mark against forged forms is made once for all forms of the page."""

    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> str:
        """Fill the template."""
        known = dict(context or {})
        if request is not None:
            known |= {"request": request, "csrf_input": SimpleLazyObject(lambda: csrf_input(request))}
            for processor in self.backend.template_context_processors:
                known |= processor(request)
        return self.template.render(known)


class Engine(Jinja2):
    """Django's engine with an environment for each language."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.environments: dict[str, FoldedEnvironment] = {}
        for name in LANGUAGES:
            environment = cast("FoldedEnvironment", self.env.overlay())
            environment.language = name
            self.environments[name] = environment

    def get_template(self, template_name: str) -> Page:
        """Give the template in the language of the page; raises TemplateDoesNotExist."""
        try:
            return Page(self.environments[language()].get_template(template_name), self)
        except TemplateNotFound as missing:
            raise TemplateDoesNotExist(template_name, backend=self) from missing


def compile_ahead() -> None:
    """Compile what officers open all day, so that the first of them in a new process does not wait for it."""
    engine = cast("Engine", engines["jinja2"])
    environment = engine.environments[LANGUAGES[0]]
    for name in environment.list_templates(filter_func=lambda name: name.startswith("officer/")):
        environment.get_template(name)
