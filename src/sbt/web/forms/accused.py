"""What the accused types: the code with his number, his answer, his objection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sbt.rules.identity import NumberFault, check_nip
from sbt.web.forms.base import OneOf, PageForm, WrittenField
from sbt.web.forms.receipt import ReceiptForm

SHORTEST = 10


class AccusedCodeForm(ReceiptForm):
    """The code of the letter and the accused's own number; only what cannot be right in form is told apart."""

    nip = WrittenField(limit=40, missing=gettext_lazy("Isi NIP Anda, 18 angka"))

    def clean_nip(self) -> str:
        """Give the digits."""
        found = check_nip(self.cleaned_data["nip"])
        if isinstance(found, NumberFault):
            raise ValidationError(_("NIP terdiri dari 18 angka. Periksa lagi."))
        return found.digits


class ReplyForm(PageForm):
    """The answer; a draft may be as short as it likes."""

    targets: ClassVar[dict[str, str]] = {}
    witnesses = WrittenField(limit=2000, lines=True)

    def __init__(self, *args: Any, draft: bool = False, **named: Any) -> None:
        super().__init__(*args, **named)
        words = _("Tulis paling sedikit %(count)s karakter") % {"count": SHORTEST}
        self.fields["statement"] = WrittenField(
            limit=10_000,
            lines=True,
            missing="" if draft else gettext_lazy("Tulis tanggapan Anda"),
            short=None if draft else (SHORTEST, words),
        )


class RemedyForm(PageForm):
    """What he hands in against a decision: his grounds, and for an action the court."""

    def __init__(self, *args: Any, step: str, courts: Sequence[tuple[str, str]] = (), **named: Any) -> None:
        super().__init__(*args, **named)
        self.step = step
        if courts:
            court = OneOf(missing=_("Pilih pengadilannya"))
            court.choices = list(courts)
            self.fields["court"] = court
        self.fields["reason"] = WrittenField(
            limit=10_000,
            lines=True,
            missing=_("Tulis alasan Anda"),
            short=(SHORTEST, _("Tulis paling sedikit 10 karakter")),
        )

    @property
    def faults(self) -> list[tuple[str, str]]:
        """List the faults; each leads to its control, which bears the name of the step."""
        return [(f"f-{self.step}-{id_.removeprefix('f-')}" if id_ else "", words) for id_, words in super().faults]
