"""The day from which a reader has a limit counted."""

from django.utils.translation import gettext_lazy

from sbt.web.forms.base import DayField, PageForm


class CountForm(PageForm):
    """One day."""

    start = DayField(missing=gettext_lazy("Isi tanggal mulainya"))
