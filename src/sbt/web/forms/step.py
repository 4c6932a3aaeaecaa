"""The form of a step, made from the facts that the law data asks for. What is lawful is decided elsewhere."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sbt.cases.actions import Person
from sbt.evidence.kinds import MOST
from sbt.rules.text import TextFault, check_text
from sbt.web.formats import label
from sbt.web.forms.base import DayField, OneOf, PageForm, WrittenField, text_fault_words

if TYPE_CHECKING:
    from sbt.rules.process import FactField, Step
    from sbt.web.offers import Offer

TEAM_ROWS = 7
NAMES = 4
ONE_LINE = 300
LONGEST_NAME = 160
MOST_DIGITS = 9


class StepForm(PageForm):
    """One field for each fact of the step."""

    def __init__(
        self, *args: Any, step: Step, offered: Mapping[str, Sequence[Offer]], today: date, **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self.step, self.offered, self.today = step, offered, today
        for fact in step.facts:
            self.fields[fact.name] = _field(fact, offered.get(fact.name, ()), today)

    @property
    def single_files(self) -> frozenset[str]:
        """Name the fields that hold one file."""
        return frozenset(fact.name for fact in self.step.facts if fact.kind == "file" and not fact.many)

    def stated(self) -> dict[str, Any]:
        """Give the facts that were stated; what was left empty is left out."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", (), [])}


def _field(fact: FactField, offered: Sequence[Offer], today: date) -> forms.Field:
    words = _lower(label(fact.label))
    missing = (_("Isi %(field)s") % {"field": words}) if fact.required else ""
    match fact.kind:
        case "date":
            return _PastField(missing=missing, latest=today if fact.past else None)
        case "number":
            return WholeNumber(missing=missing)
        case "file" if fact.source:
            return CopiesField(choices=[offer.pair for offer in offered], missing=missing, required=fact.required)
        case "file":
            return FilesField(missing=_("Unggah %(field)s") % {"field": words} if fact.required else "", many=fact.many)
        case "person" if fact.many:
            return PeopleField(missing=missing)
        case "person":
            return OnePersonField(limit=LONGEST_NAME, missing=missing)
        case "text":
            short = _("Tulis paling sedikit %(count)s karakter") % {"count": fact.shortest}
            return WrittenField(
                limit=fact.longest,
                lines=fact.longest > ONE_LINE,
                missing=missing,
                short=(fact.shortest, short) if fact.shortest else None,
            )
        case _:
            return _choice(fact, offered, words)


def _choice(fact: FactField, offered: Sequence[Offer], words: str) -> forms.Field:
    missing = _("Pilih %(field)s") % {"field": words}
    if fact.source == "cases":
        return WrittenField(limit=20, missing=missing if fact.required else "")
    if fact.kind == "institution" or fact.source == "institutions":
        if fact.many:
            return NamesField(offered, missing=missing, required=fact.required)
        return NamedField(offered, missing=missing, required=fact.required)
    allowed = [(offer.value, offer.label) for offer in offered]
    if fact.many:
        return SomeOf(choices=allowed, missing=missing, required=fact.required)
    field = OneOf(missing=missing, required=fact.required)
    field.choices = allowed
    return field


class _PastField(DayField):
    def __init__(self, *, missing: str, latest: date | None) -> None:
        super().__init__(missing=missing)
        self.latest = latest

    def clean(self, value: Any) -> date | None:
        found = super().clean(value)
        if found is not None and self.latest is not None and found > self.latest:
            raise ValidationError(_("Tanggal tidak boleh lebih dari hari ini."))
        return found


class WholeNumber(forms.Field):
    """A whole number that is not negative."""

    def __init__(self, *, missing: str = "") -> None:
        super().__init__(required=bool(missing))
        self.missing = missing

    def clean(self, value: Any) -> int | None:
        """Give the number, or say what is wrong with it."""
        text = str(value or "").strip().replace(".", "")
        if not text:
            if self.required:
                raise ValidationError(self.missing)
            return None
        if not (text.isascii() and text.isdigit()) or len(text) > MOST_DIGITS:
            raise ValidationError(_("Isi dengan angka bulat."))
        return int(text)


class SomeOf(forms.MultipleChoiceField):
    """Several choices, given as a tuple of codes."""

    def __init__(self, *, choices: Sequence[tuple[str, str]], missing: str, required: bool) -> None:
        super().__init__(
            choices=choices, required=required, error_messages={"required": missing, "invalid_choice": missing}
        )

    def clean(self, value: Any) -> tuple[str, ...]:
        """Give the codes chosen."""
        return tuple(super().clean(value))


class CopiesField(SomeOf):
    """Release copies of the case; nothing is uploaded."""

    def clean(self, value: Any) -> Any:
        """Give the ids of the copies chosen."""
        return tuple(uuid.UUID(id_) for id_ in super().clean(value))


class NamedField(forms.Field):
    """An institution typed or picked by name; gives its id."""

    def __init__(self, offered: Sequence[Offer], *, missing: str, required: bool) -> None:
        super().__init__(required=required)
        self.missing = missing
        self.ids = {" ".join(offer.label.lower().split()): offer.value for offer in offered}
        self.ids |= {offer.value: offer.value for offer in offered}

    def clean(self, value: Any) -> str:
        """Give the id of the institution of exactly this name."""
        wanted = " ".join(str(value or "").lower().split())
        if not wanted:
            if self.required:
                raise ValidationError(self.missing)
            return ""
        if wanted not in self.ids:
            raise ValidationError(_("Lembaga ini tidak ada dalam daftar. Pilih dari saran yang muncul saat mengetik."))
        return self.ids[wanted]


class SeveralNames(forms.Widget):
    """Reads several inputs of one name."""

    def value_from_datadict(self, data: Any, files: object, name: str) -> list[str]:
        """Give what was typed in each."""
        return list(data.getlist(name)) if hasattr(data, "getlist") else []


class NamesField(NamedField):
    """Several institutions by name; gives their ids."""

    widget = SeveralNames

    def prepare_value(self, value: Any) -> list[str]:
        """Show what was typed, or empty inputs."""
        return [*(value or ()), *([""] * NAMES)][:NAMES]

    def clean(self, value: Any) -> Any:
        """Give the ids, or name the one that is not known."""
        read = super().clean
        found = [read(typed) for typed in value or () if str(typed).strip()]
        if not found and self.required:
            raise ValidationError(self.missing)
        return tuple(dict.fromkeys(found))


class OnePersonField(WrittenField):
    """A person by name."""

    def clean(self, value: Any) -> Any:
        """Give the person, or nothing."""
        name = super().clean(value)
        return Person(name) if name else None


class PeopleRows(forms.Widget):
    """Reads the rows of a team: name, level of job, part."""

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> list[dict[str, str]]:
        """Give the rows as typed."""
        return [
            {part: str(data.get(f"{name}_{number}_{part}") or "") for part in ("name", "level", "part")}
            for number in range(1, TEAM_ROWS + 1)
        ]


class PeopleField(forms.Field):
    """Several persons with their level of job and their part."""

    widget = PeopleRows

    def __init__(self, *, missing: str = "") -> None:
        super().__init__(required=bool(missing))
        self.missing = missing

    def prepare_value(self, value: Any) -> list[dict[str, str]]:
        """Show what was typed, or empty rows."""
        return value or [{"name": "", "level": "", "part": ""} for _row in range(TEAM_ROWS)]

    def clean(self, value: Any) -> tuple[Person, ...]:
        """Give the persons, or say which row is wrong."""
        people = []
        for number, row in enumerate(value or (), start=1):
            name = check_text(row["name"], limit=LONGEST_NAME)
            if isinstance(name, TextFault):
                raise ValidationError(
                    _("Baris %(number)s: %(fault)s") % {"number": number, "fault": text_fault_words(name)}
                )
            if name:
                people.append(Person(name, f"{row['level'][:40]}/{row['part'][:40]}"))
            elif row["level"] or row["part"]:
                raise ValidationError(_("Baris %(number)s: isi namanya.") % {"number": number})
        if not people and self.required:
            raise ValidationError(self.missing)
        return tuple(people)


class FilesPicker(forms.Widget):
    """Reads every file of one name."""

    needs_multipart_form = True

    def value_from_datadict(self, data: object, files: Any, name: str) -> list[UploadedFile[Any]]:
        """Give the uploads."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class FilesField(forms.Field):
    """One upload or several; what is in them is judged when they are stored."""

    widget = FilesPicker
    default_error_messages = {"too_many": gettext_lazy("Paling banyak 20 berkas sekaligus.")}

    def __init__(self, *, missing: str = "", many: bool = False) -> None:
        super().__init__(required=bool(missing))
        self.missing, self.many = missing, many

    def clean(self, value: Any) -> list[UploadedFile[Any]]:
        """Give the uploads, or say that there are none or too many."""
        uploads: list[UploadedFile[Any]] = list(value or ())
        if not uploads and self.required:
            raise ValidationError(self.missing)
        if len(uploads) > (MOST if self.many else 1):
            raise ValidationError(_("Pilih satu berkas saja.") if not self.many else self.error_messages["too_many"])
        return uploads


def _lower(words: str) -> str:
    """Begin with a small letter unless the first word is an acronym."""
    first = words.split(" ", 1)[0]
    return words if len(first) > 1 and first.isupper() else words[:1].lower() + words[1:]
