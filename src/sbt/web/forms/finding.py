"""What an officer enters that came on paper, by telephone or by his own watching."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sbt.web.forms.base import OneOf, WrittenField
from sbt.web.forms.report import Offered, PersonForm, WhatForm
from sbt.web.forms.step import FilesField, NamedField
from sbt.web.numerals import whole
from sbt.web.offers import Offer

MOST_PEOPLE = 20
NAMED_ENTRANCE = "laporan"
"""The entrance for which a reporter has a name."""


class FindingForm(WhatForm):
    """The act, how it came in, and the reporter of a report on paper."""

    entrance = OneOf(missing=gettext_lazy("Pilih jenis catatan"))
    channel = OneOf(missing=gettext_lazy("Pilih bagaimana diterima"))
    witnesses = WrittenField(limit=4000, lines=True)
    reporter_name = WrittenField(limit=160)
    reporter_address = WrittenField(limit=400, lines=True)
    reporter_phone = WrittenField(limit=40)
    reporter_email = WrittenField(limit=254)

    def __init__(
        self,
        *args: Any,
        entrances: Sequence[tuple[str, str]],
        channels: Sequence[tuple[str, str]],
        areas: Sequence[Offer],
        offered: Offered,
        today: date,
        **named: Any,
    ) -> None:
        super().__init__(*args, offered=offered, today=today, **named)
        del self.fields["province"]
        for name, choices in (("entrance", entrances), ("channel", channels)):
            field = self.fields[name]
            if isinstance(field, OneOf):
                field.choices = list(choices)
        if areas:
            self.fields["area"] = NamedField(areas, missing=_("Pilih wilayah kejadian"), required=True)
        self.fields["files"] = FilesField(many=True)

    def clean_reporter_email(self) -> str:
        """Refuse what is no address."""
        typed: str = self.cleaned_data["reporter_email"]
        if typed:
            try:
                validate_email(typed)
            except ValidationError:
                raise ValidationError(_("Alamat email tidak lengkap. Contoh: nama@contoh.id.")) from None
        return typed

    def clean(self) -> dict[str, Any]:
        """Ask for the address of a reporter who is named; forget a reporter where there is none."""
        cleaned = super().clean()
        if cleaned.get("entrance") != NAMED_ENTRANCE:
            for name in ("reporter_name", "reporter_address", "reporter_phone", "reporter_email"):
                cleaned[name] = ""
        elif cleaned.get("reporter_name") and not cleaned.get("reporter_address"):
            self.add_error("reporter_address", _("Isi alamat pelapor sesuai identitasnya"))
        elif cleaned.get("reporter_address") and not cleaned.get("reporter_name"):
            self.add_error("reporter_name", _("Isi nama pelapor, atau kosongkan semua isian pelapor"))
        return cleaned


class AccusedForm(PersonForm):
    """One accused person; the agency may be picked by name."""

    def __init__(self, *args: Any, offices: Sequence[Offer], **named: Any) -> None:
        super().__init__(*args, **named)
        self.ids = {offer.label.lower(): offer.value for offer in offices}

    @property
    def instansi(self) -> str:
        """Give the id of the agency when its name is exactly one that is known."""
        return self.ids.get(" ".join(str(self.cleaned_data.get("office", "")).lower().split()), "")

    @property
    def placed_faults(self) -> list[tuple[str, str]]:
        """List the faults with the ids of their controls, which bear the number of the person."""
        return [(f"f-{self.add_prefix(target.removeprefix('f-'))}", words) for target, words in self.faults]


def posted_people(data: Any) -> int:
    """Tell how many persons a form says it holds."""
    return min(max(whole(data.get("people")) or 1, 1), MOST_PEOPLE)
