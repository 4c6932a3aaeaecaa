"""What a report of reprisal asks, and what its recipient writes."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sbt.web.forms.base import DayField, OneOf, PageForm, WrittenField
from sbt.web.law_view import institution_named


class ReprisalForm(PageForm):
    """What happened, when, where the reporter works, and a receipt when he wants to show one."""

    story = WrittenField(
        limit=10_000,
        lines=True,
        missing=gettext_lazy("Ceritakan apa yang terjadi pada Anda"),
        short=(20, gettext_lazy("Ceritakan apa yang terjadi pada Anda, paling sedikit satu kalimat")),
    )
    happened = DayField()
    employer = WrittenField(
        limit=200, missing=gettext_lazy("Isi tempat kerja Anda, supaya laporan ini tidak sampai ke sana")
    )
    code = WrittenField(limit=100)
    key = WrittenField(limit=100)

    def __init__(self, *args: Any, today: date, **named: Any) -> None:
        super().__init__(*args, **named)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Find the employer by name and refuse a day that has not come."""
        cleaned = self.cleaned_data
        if cleaned.get("employer"):
            cleaned["institution"] = institution_named(cleaned["employer"])
            if not cleaned["institution"]:
                self.add_error("employer", _("Pilih nama instansi dari daftar"))
        happened = cleaned.get("happened")
        if happened and happened > self.today:
            self.add_error("happened", _("Tanggal kejadian tidak boleh lebih dari hari ini"))
        return cleaned


class ReprisalActForm(PageForm):
    """An act of the recipient."""

    act = OneOf(missing=gettext_lazy("Pilih tindakan"))
    text = WrittenField(limit=4000, lines=True)

    def __init__(self, *args: Any, offered: tuple[str, ...], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["act"].choices = [(one, one) for one in offered]  # type: ignore[attr-defined]
