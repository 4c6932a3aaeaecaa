"""What the institution has been told: that something happened on a case, never what is in it."""

from __future__ import annotations

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sbt.cases.actions.clearance import CLEARED
from sbt.cases.actions.openings import AWAITED
from sbt.cases.actions.questions import ANSWERED
from sbt.cases.queries.letters import letters_to
from sbt.cases.queries.sight import may_be_told
from sbt.notices.actions import mark_read
from sbt.notices.queries import notices_of
from sbt.people.acting import acting, reading
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.sealing.keys import holds
from sbt.web.formats import label
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.numerals import whole
from sbt.web.page import page


@guard(OFFICER)
@require_http_methods(["GET", "POST"])
def notices(request: OfficerRequest) -> HttpResponseBase:
    """List the institution's notices, the newest first; a POST marks those shown as read."""
    if request.method == "POST":
        last = whole(request.POST.get("sampai"))
        now = clock.now()
        if last is not None:
            with acting(request.actor, now=now):
                mark_read(request.actor.institution, last, on=local_day(now, request.actor.zone), but=_not_for(request))
        return HttpResponseRedirect(reverse("notices"))
    before = request.GET.get("sebelum", "")
    with reading(request.actor):
        found, more = notices_of(request.actor.institution, posting=request.actor.posting, before=whole(before))
        letters = letters_to(request.actor.institution, [one.ref for one in found])
        open_ = may_be_told(request.actor, law().book.commons, (one.ref for one in found if one.ref))
    said, hidden = _said(), _not_for(request)
    told = [one for one in found if (one.ref in open_ if one.ref else one.code not in hidden)]
    lines = [
        {"notice": one, "words": said.get(one.code, one.code), "letter": letters.get((one.ref, one.code))}
        for one in told
    ]
    return page(
        request,
        "officer/notices.html",
        {
            "lines": lines,
            "unread": any(one.read_on is None for one in told),
            "last": found[0].id if found else 0,
            "next": f"{reverse('notices')}?sebelum={found[-1].id}" if more else "",
            "paged": bool(before),
        },
    )


def _not_for(request: OfficerRequest) -> frozenset[str]:
    """Name the notices of the institution that are for others in it: what custodians are asked."""
    return frozenset() if holds(request.actor, law()) else frozenset({AWAITED})


def _said() -> dict[str, str]:
    words = {
        AWAITED: _("Permintaan pembukaan identitas menunggu jawaban kantor Anda"),
        ANSWERED: _("Pelapor menjawab pertanyaan Anda"),
        CLEARED: _("Terlapor dipulihkan: dugaan atas dirinya tidak terbukti atau dihentikan"),
        "assignment_moved": _("Penanggung jawab kasus di lembaga ini pindah karena petugasnya berhenti"),
    }
    for process in law().book.processes:
        for step in process.steps:
            words[step.id] = label(step.said) or label(step.label)
        for entrance in process.entrances:
            words[entrance.id] = label(entrance.label)
    return words
