"""The receipt as it is typed: told at once when its check character is wrong."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sbt.intake.receipt import LENGTH, well_formed
from sbt.rules.check_character import ALPHABET, clean
from sbt.web.forms.base import PageForm, Words, WrittenField

SHORTEST = 10


class ReceiptForm(PageForm):
    """One field for the code of a report."""

    targets: ClassVar[dict[str, str]] = {}
    code = WrittenField(limit=100, missing=gettext_lazy("Isi kode laporan, 20 huruf dan angka ditambah satu karakter"))

    def clean_code(self) -> str:
        """Tell a wrong length, a letter that no code has, and a check character that does not fit."""
        typed: str = self.cleaned_data["code"]
        code = clean(typed)
        strange = next((letter for letter in code if letter not in ALPHABET), "")
        if strange:
            raise ValidationError(_("Kode tidak pernah memuat %(letter)s. Periksa lagi.") % {"letter": strange})
        if len(code) != LENGTH + 1:
            raise ValidationError(
                _("Kode ini %(found)s karakter, seharusnya %(length)s. Periksa lagi.")
                % {"found": len(code), "length": LENGTH + 1}
            )
        if not well_formed(code):
            raise ValidationError(_("Ada karakter yang keliru atau tertukar. Periksa lagi satu per satu."))
        return code


class ReporterStepForm(PageForm):
    """What a reporter says when he completes, withdraws or contests."""

    def __init__(self, *args: Any, missing: Words, **named: Any) -> None:
        super().__init__(*args, **named)
        short = (SHORTEST, _("Tulis paling sedikit %(count)s karakter") % {"count": SHORTEST}) if missing else None
        self.fields["text"] = WrittenField(limit=4000, lines=True, missing=missing, short=short)


class NoteForm(PageForm):
    """What a reporter says about evidence that he adds."""

    note = WrittenField(limit=4000, lines=True)
