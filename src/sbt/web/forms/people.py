"""Forms of coordinators: a posting, a substitute, the end of a posting, a system and its keys, a first password."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sbt.web.forms.base import DayField, OneOf, PageForm, WrittenField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sbt.web.offers import Offer

LONGEST_JWK = 8000
_EMAIL = gettext_lazy("Isi email dinas petugas")
_DECREE = gettext_lazy("Isi nomor surat yang menunjuk")


class InstitutionField(forms.Field):
    """An institution by its full name, as picked from the list."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        super().__init__(required=True, error_messages={"required": gettext_lazy("Pilih lembaga dari daftar")})
        self.known = {one.label.casefold(): one.value for one in offers} | {one.value: one.value for one in offers}

    def clean(self, value: Any) -> str:
        """Give the code of the institution."""
        found = self.known.get(" ".join(str(super().clean(value)).casefold().split()))
        if found is None:
            raise ValidationError(_("Pilih lembaga dari daftar"))
        return found


class GrantForm(PageForm):
    """One posting for one officer, known or new."""

    email = WrittenField(limit=254, missing=_EMAIL)
    name = WrittenField(limit=200)
    role = OneOf(missing=gettext_lazy("Pilih peran"))
    from_on = DayField(missing=gettext_lazy("Isi tanggal mulai"))
    until_on = DayField()
    decree = WrittenField(limit=200, missing=_DECREE)
    office = WrittenField(limit=200)

    def __init__(self, data: Any = None, *, roles: Sequence[Offer], institutions: Sequence[Offer] = ()) -> None:
        super().__init__(data)
        self.fields["role"].choices = [(one.value, one.label) for one in roles]  # type: ignore[attr-defined]
        if institutions:
            self.fields["institution"] = InstitutionField(institutions)


class SubstituteForm(PageForm):
    """Who acts in somebody's place, as what and until when."""

    email = WrittenField(limit=254, missing=_EMAIL)
    name = WrittenField(limit=200)
    acting_as = forms.ChoiceField(
        choices=[("plt", "Plt"), ("plh", "Plh")], error_messages={"required": gettext_lazy("Pilih Plt atau Plh")}
    )
    from_on = DayField(missing=gettext_lazy("Isi tanggal mulai"))
    until_on = DayField(missing=gettext_lazy("Isi hari terakhir: pengganti hanya untuk sementara"))
    decree = WrittenField(limit=200, missing=_DECREE)


class LeaveForm(PageForm):
    """How a posting ends, and who takes over."""

    when = forms.ChoiceField(
        choices=[("now", ""), ("day", "")], error_messages={"required": gettext_lazy("Pilih kapan penugasan berakhir")}
    )
    on = DayField()
    decree = WrittenField(limit=200)
    successor = forms.UUIDField(required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the day where one was meant."""
        typed = super().clean() or self.cleaned_data
        if typed.get("when") == "day" and not typed.get("on") and "on" not in self.errors:
            self.add_error("on", _("Isi hari terakhir"))
        return typed


class KeyField(WrittenField):
    """A public key in JWK."""

    def clean(self, value: Any) -> Any:
        """Give the key as JSON."""
        try:
            return json.loads(super().clean(value))
        except ValueError:
            raise ValidationError(_("Tempel kunci publik dalam bentuk JWK, satu objek JSON.")) from None


class ServiceForm(PageForm):
    """A system that is to act for an institution."""

    name = WrittenField(limit=200, missing=gettext_lazy("Isi nama sistem"))
    role = OneOf(missing=gettext_lazy("Pilih peran"))
    scopes = forms.MultipleChoiceField(error_messages={"required": gettext_lazy("Pilih sedikitnya satu kewenangan")})
    decree = WrittenField(limit=200, missing=_DECREE)
    jwk = KeyField(limit=LONGEST_JWK, lines=True, missing=gettext_lazy("Tempel kunci publik sistem"))

    def __init__(self, data: Any = None, *, roles: Sequence[Offer], powers: Sequence[Offer]) -> None:
        super().__init__(data)
        self.fields["role"].choices = [(one.value, one.label) for one in roles]  # type: ignore[attr-defined]
        self.fields["scopes"].choices = [(one.value, one.label) for one in powers]  # type: ignore[attr-defined]


class KeyForm(PageForm):
    """A second key of a system."""

    jwk = KeyField(limit=LONGEST_JWK, lines=True, missing=gettext_lazy("Tempel kunci publik sistem"))


class FirstPasswordForm(PageForm):
    """The password an officer chooses himself."""

    password = forms.CharField(
        strip=False, max_length=1000, error_messages={"required": gettext_lazy("Isi kata sandi baru")}
    )
    again = forms.CharField(
        strip=False, max_length=1000, error_messages={"required": gettext_lazy("Ketik kata sandi sekali lagi")}
    )

    def clean(self) -> dict[str, Any]:
        """See that both are the same."""
        typed = super().clean() or self.cleaned_data
        if typed.get("password") and typed.get("again") and typed["password"] != typed["again"]:
            self.add_error("again", _("Kedua kata sandi tidak sama."))
        return typed
