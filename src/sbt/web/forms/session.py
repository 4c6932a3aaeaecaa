"""Signing in: an address and a password, then a code or a passkey."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from sbt.web.forms.base import PageForm, WrittenField

LONGEST_CREDENTIAL = 20_000


class SignInForm(PageForm):
    """What an officer types to sign in; a password is never shown again."""

    email = WrittenField(limit=254, missing=gettext_lazy("Isi email dinas Anda"))
    password = forms.CharField(
        strip=False, max_length=1000, error_messages={"required": gettext_lazy("Isi kata sandi Anda")}
    )


class FactorForm(PageForm):
    """A code that was typed, or what a passkey signed."""

    targets: ClassVar[dict[str, str]] = {"credential": "f-passkey"}
    code = forms.CharField(required=False, max_length=40)
    credential = forms.JSONField(required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for one of both."""
        typed = super().clean() or self.cleaned_data
        if not typed.get("code") and not typed.get("credential") and not self.errors:
            self.add_error("code", str(gettext_lazy("Isi kode dari aplikasi autentikator, atau pakai kunci sandi")))
        return typed


class PasskeyForm(PageForm):
    """A new passkey and how its owner calls it."""

    name = WrittenField(limit=60)
    credential = forms.JSONField(
        error_messages={
            "required": gettext_lazy(
                "Perangkat ini tidak memberi kunci sandi. Coba lagi, atau pakai aplikasi autentikator."
            )
        }
    )


class PasswordForm(PageForm):
    """A password in place of the present one."""

    present = forms.CharField(
        strip=False, max_length=1000, error_messages={"required": gettext_lazy("Isi kata sandi sekarang")}
    )
    password = forms.CharField(
        strip=False, max_length=1000, error_messages={"required": gettext_lazy("Isi kata sandi baru")}
    )
