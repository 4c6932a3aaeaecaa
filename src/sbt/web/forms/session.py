"""Signing in: an address and a password."""

from django import forms
from django.utils.translation import gettext_lazy

from sbt.web.forms.base import PageForm, WrittenField


class SignInForm(PageForm):
    """What an officer types to sign in; a password is never shown again."""

    email = WrittenField(limit=254, missing=gettext_lazy("Isi email dinas Anda"))
    password = forms.CharField(
        strip=False, max_length=1000, error_messages={"required": gettext_lazy("Isi kata sandi Anda")}
    )
