"""In which way reports are alike, in words that say nothing of why."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sbt.cases.look_alikes import FILES, PERSON, PLACE, TEXT


def said_of(kind: str) -> str:
    """Say in which way reports are alike."""
    return {
        TEXT: _("isinya hampir sama kata demi kata"),
        FILES: _("berkas buktinya sama persis"),
        PERSON: _("banyak laporan tentang orang yang sama dalam tujuh hari"),
        PLACE: _("banyak laporan tentang tempat dan hari yang sama dalam tujuh hari"),
    }[kind]
