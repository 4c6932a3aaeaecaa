"""What a request for public information asks, an officer's act on it, and the requester's objection."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy

from sbt.rules import information as rule
from sbt.web.forms.base import CHOOSE, OneOf, PageForm, WrittenField
from sbt.web.forms.step import SomeOf


class InformationForm(PageForm):
    """Whom somebody asks for what, why, and where he can be reached: the law has him say it."""

    institution = OneOf(missing=gettext_lazy("Pilih badan publik yang Anda mintai"))
    wanted = WrittenField(
        limit=4000,
        lines=True,
        missing=gettext_lazy("Tulis informasi yang Anda minta"),
        short=(10, gettext_lazy("Tulis informasi yang Anda minta, sejelas mungkin")),
    )
    purpose = WrittenField(limit=2000, lines=True, missing=gettext_lazy("Tulis untuk apa informasi itu"))
    name = WrittenField(limit=160, missing=gettext_lazy("Isi nama Anda"))
    contact = WrittenField(limit=300, missing=gettext_lazy("Isi alamat atau kontak Anda"))
    key = WrittenField(limit=100)

    def __init__(self, *args: Any, bodies: Iterable[str], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["institution"].choices = [(one, one) for one in bodies]  # type: ignore[attr-defined]


class InformationActForm(PageForm):
    """An officer's act."""

    act = OneOf(missing=CHOOSE)
    outcome = OneOf(missing=CHOOSE, required=False)
    grounds = SomeOf(choices=(), missing="", required=False)
    number = WrittenField(limit=120)
    text = WrittenField(limit=10_000, lines=True, missing=gettext_lazy("Tulis isinya"))

    def __init__(self, *args: Any, exemptions: Iterable[str], **named: Any) -> None:
        super().__init__(*args, **named)
        outcomes = (*rule.OUTCOMES, *rule.DECISIONS, *rule.DISPUTES)
        for name, values in (("act", rule.POWERS), ("outcome", outcomes), ("grounds", exemptions)):
            self.fields[name].choices = [(one, one) for one in values]  # type: ignore[attr-defined]


class InformationObjectionForm(PageForm):
    """The requester's objection."""

    ground = OneOf(missing=gettext_lazy("Pilih alasan keberatan"))
    text = WrittenField(limit=4000, lines=True, missing=gettext_lazy("Tulis keberatan Anda"))

    def __init__(self, *args: Any, grounds: Iterable[str], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["ground"].choices = [(one, one) for one in grounds]  # type: ignore[attr-defined]
