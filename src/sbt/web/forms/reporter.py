"""What officers type about a reporter: a question, a request to open his identity, a key, an attestation."""

from __future__ import annotations

import binascii
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sbt.cases.actions.questions import LONGEST
from sbt.sealing.envelope import from_text
from sbt.web.forms.base import OneOf, PageForm, WrittenField


class QuestionForm(PageForm):
    """A question to a reporter."""

    report = forms.CharField(max_length=36)
    text = WrittenField(limit=LONGEST, lines=True, missing=gettext_lazy("Tulis pertanyaannya"))


class AnswerForm(PageForm):
    """A reporter's answer."""

    question = forms.CharField(max_length=36)
    text = WrittenField(limit=4000, lines=True, missing=gettext_lazy("Tulis jawaban Anda"))


class BytesField(forms.CharField):
    """Bytes written as base64."""

    def __init__(self, *, missing: Any, **named: Any) -> None:
        super().__init__(max_length=2000, error_messages={"required": missing}, **named)

    def clean(self, value: Any) -> Any:
        """Give the bytes."""
        try:
            return from_text("".join(super().clean(value).split()))
        except (binascii.Error, ValueError):
            raise ValidationError(_("Ini bukan base64. Salin lagi seluruhnya.")) from None


class OpeningForm(PageForm):
    """A request to open an identity."""

    targets: ClassVar[dict[str, str]] = {"session": "f-session"}
    report = forms.CharField(max_length=36)
    reason = OneOf(missing=gettext_lazy("Pilih alasannya"))
    basis = WrittenField(limit=200, missing=gettext_lazy("Sebutkan dasar hukumnya: pasal, nomor surat, atau penetapan"))
    explanation = WrittenField(
        limit=2000, lines=True, missing=gettext_lazy("Jelaskan mengapa identitas ini diperlukan")
    )
    session = BytesField(missing=gettext_lazy("Buat kunci sekali pakai, atau tempel kunci publiknya"))

    def __init__(self, *args: Any, reasons: list[str], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["reason"].choices = [(one, one) for one in reasons]  # type: ignore[attr-defined]


class PublicKeyForm(PageForm):
    """A custodian's public key."""

    public = BytesField(missing=gettext_lazy("Buat kunci, atau tempel kunci publiknya"))


class ShareForm(PageForm):
    """A share that is passed on."""

    share = BytesField(missing=gettext_lazy("Buka berkas kunci Anda, atau tempel hasil perintahnya"))
