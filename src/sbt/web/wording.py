"""Why something cannot be done, in the language of the page. The sentences stand in `cases.wording`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sbt.cases.wording import explain
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused, Warned
from sbt.web.formats import language

if TYPE_CHECKING:
    from sbt.rules.book import CaseLaw


def refusal(refused: Refused | Warned, case_law: CaseLaw | None = None) -> str:
    """Say in a sentence why not, or what the doubt is; of several cases the one concerned is named."""
    said = explain(refused, law=case_law, commons=law().book.commons, language=language())
    if ref := refused.params.get("ref"):
        return _("%(ref)s: %(reason)s") % {"ref": ref, "reason": said}
    return said


def sentence(code: str, params: Mapping[str, str], case_law: CaseLaw | None = None) -> str:
    """Give the sentence of a code with what it names."""
    return refusal(Warned(code, params), case_law)


def basis(refused: Refused | Warned) -> str:
    """Cite what the refusal rests on, empty when it rests on nothing."""
    return law().cite(refused.warrant.basis, language()) if refused.warrant.basis else ""
