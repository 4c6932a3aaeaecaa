"""How a request to open an identity stands, in words for officers, reporters and the public."""

from django.utils.translation import gettext as _


def state_words(state: str) -> str:
    """Say how a request stands."""
    return {
        "running": _("menunggu"),
        "looked": _("sudah dibuka sekali"),
        "declined": _("ditolak"),
        "ended": _("lewat waktu"),
        "over": _("tidak dibuka"),
    }[state]
