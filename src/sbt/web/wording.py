"""Why something cannot be done, in the language of the page. The sentences stand in `cases.wording`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sbt.cases.wording import explain
from sbt.rulebook.current import law
from sbt.rules.book import PINS
from sbt.rules.outcome import Refused, Warned
from sbt.web.formats import language

if TYPE_CHECKING:
    from sbt.rules.book import CaseLaw


def refusal(refused: Refused | Warned, case_law: CaseLaw | None = None) -> str:
    """Say in a sentence why not, or what the doubt is; of several cases the one concerned is named."""
    fact = refused.fact if isinstance(refused, Refused) else ""
    pins = (case_law.process.digest, case_law.matrix.digest, case_law.discipline.digest) if case_law else None
    said = _said(language(), law().digest, pins, refused.code, tuple(refused.params.items()), fact)
    if ref := refused.params.get("ref"):
        return _("%(ref)s: %(reason)s") % {"ref": ref, "reason": said}
    return said


@lru_cache(maxsize=4096)
def _said(
    spoken: str,
    digest: str,
    pins: tuple[str, str, str] | None,
    code: str,
    params: tuple[tuple[str, str], ...],
    fact: str,
) -> str:
    """Say it once for all cases under the same law; everything that the sentence hangs on is named here."""
    book = law().book
    case_law = book.law_for(dict(zip(PINS, pins, strict=True))) if pins else None
    refused = Refused(code, "guard", dict(params), fact)
    return explain(refused, law=case_law, commons=book.commons, language=spoken)


def sentence(code: str, params: Mapping[str, str], case_law: CaseLaw | None = None) -> str:
    """Give the sentence of a code with what it names."""
    return refusal(Warned(code, params), case_law)


def basis(refused: Refused | Warned) -> str:
    """Cite what the refusal rests on, empty when it rests on nothing."""
    return cited(refused.warrant.basis)


def cited(named: tuple[str, ...]) -> str:
    """Print citations for readers; nothing for none."""
    return _cited(language(), law().digest, named) if named else ""


@lru_cache(maxsize=2048)
def _cited(spoken: str, digest: str, named: tuple[str, ...]) -> str:
    return law().cite(named, spoken)
