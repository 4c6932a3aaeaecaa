"""Postings are given by two persons: one proposes, as a whole or not at all; another confirms. Both are noted for ever."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db.models import Q

from sbt.people.grants import concerned, faults_of, known_of, read_grant
from sbt.people.models import Officer, PeopleEvent, Posting, Proposal
from sbt.people.systems import grant_client, grant_key
from sbt.project import clock
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from sbt.people.grants import Grant, Reach
    from sbt.rules.book import Commons

POSTINGS, CLIENT, KEY = "postings", "client", "key"


def propose_postings(
    grants: Sequence[Grant], *, reach: Reach, commons: Commons, now: datetime, sent: bool = True
) -> Proposal | list[Refused | None]:
    """Propose all the postings, or none: the fault of each row where one cannot be granted.

    Not sent, it is a preview that only its maker sees.
    """
    known = known_of(grants, on=local_day(now, "WIB"))
    faults = faults_of(grants, reach=reach, commons=commons, known=known)
    if any(faults):
        return faults
    content = {"rows": [one.kept() for one in grants]}
    return keep(POSTINGS, content, concerned(grants, known), reach=reach, now=now, sent=sent)


def keep(
    kind: str, content: Mapping[str, object], officers: list[uuid.UUID], *, reach: Reach, now: datetime, sent: bool
) -> Proposal:
    """Keep a proposal; one that is sent is noted."""
    moment = clock.real_now()
    made = Proposal.objects.create(
        kind=kind,
        institution=reach.posting.institution,
        content=content,
        officers=officers,
        proposed_by_id=reach.posting.officer_id,
        proposed_at=moment,
        sent_at=moment if sent else None,
    )
    if sent:
        _noted(f"{kind}_proposed", made, now=now)
    return made


def send(id_: uuid.UUID, *, reach: Reach, now: datetime) -> Proposal | Refused:
    """Send one's own preview on to whoever is to confirm it."""
    own = Proposal.objects.filter(proposed_by_id=reach.posting.officer_id, sent_at=None, settled_at=None)
    found = own.select_for_update().filter(id=id_).first()
    if found is None:
        return Refused("proposal_settled", "unknown")
    found.sent_at = clock.real_now()
    found.save(update_fields=["sent_at"])
    _noted(f"{found.kind}_proposed", found, now=now)
    return found


def settle(id_: uuid.UUID, *, confirm: bool, reach: Reach, commons: Commons, now: datetime) -> Proposal | Refused:
    """Confirm or refuse what another proposed; who proposed may take it back. Confirmed, all of it holds at once."""
    found = in_reach(reach).select_for_update(of=("self",)).filter(id=id_, settled_at=None).first()
    if found is None:
        return Refused("proposal_settled", "unknown")
    if confirm and found.proposed_by_id == reach.posting.officer_id:
        return Refused("proposal_same_person", "guard")
    if confirm and reach.posting.officer_id in found.officers:
        return Refused("grant_himself", "guard")
    found.settled_by_id, found.settled_at, found.confirmed = reach.posting.officer_id, clock.real_now(), confirm
    found.save(update_fields=["settled_by", "settled_at", "confirmed"])
    if not confirm:
        _noted(f"{found.kind}_refused", found, now=now)
        return found
    if found.kind == POSTINGS:
        refused = _grant_postings(found, reach, commons, now)
    elif found.kind == CLIENT:
        refused = grant_client(found, commons=commons, now=now)
    else:
        refused = grant_key(found, now=now)
    return refused or found


def in_reach(reach: Reach) -> QuerySet[Proposal]:
    """Give the proposals that a coordinator sees: of his institution or of all; previews only his own."""
    mine = Q(proposed_by_id=reach.posting.officer_id)
    sent = Q(sent_at__isnull=False)
    if not reach.everywhere:
        sent &= Q(institution=reach.posting.institution)
    return Proposal.objects.filter(mine | sent).select_related("proposed_by", "settled_by").order_by("-proposed_at")


def grants_of(proposal: Proposal) -> list[Grant]:
    """Read the rows of a proposal of postings."""
    return [read_grant(row) for row in proposal.content["rows"]]


def log_of(reach: Reach) -> QuerySet[PeopleEvent]:
    """Give what was noted of the institution's postings, or of all, the latest first."""
    found = PeopleEvent.objects.select_related("officer", "first", "second").order_by("-id")
    return found if reach.everywhere else found.filter(institution=reach.posting.institution)


def note_event(
    kind: str, posting: Posting, *, now: datetime, first: uuid.UUID | None, facts: dict[str, object]
) -> None:
    """Note what one person did with a posting."""
    PeopleEvent.objects.create(
        at=clock.real_now(),
        on=local_day(now, "WIB"),
        kind=kind,
        institution=posting.institution,
        posting=str(posting.id),
        officer_id=posting.officer_id,
        first_id=first,
        facts=facts,
    )


def _grant_postings(proposal: Proposal, reach: Reach, commons: Commons, now: datetime) -> Refused | None:
    grants = grants_of(proposal)
    known = known_of(grants, on=local_day(now, "WIB"))
    outside = next((one for one in grants if not reach.covers(one.institution)), None)
    if outside is not None:
        return Refused("grant_outside", "power")
    fault = next((one for one in faults_of(grants, reach=reach, commons=commons, known=known) if one), None)
    if fault is not None:
        return fault
    if proposal.proposed_by_id in concerned(grants, known):
        return Refused("grant_himself", "guard")
    officers = dict(known.officers)
    fresh: list[Officer] = []
    for one in grants:
        email = one.email.lower()
        if email not in officers:
            officers[email] = Officer(email=email, name=one.name)
            officers[email].set_unusable_password()
            fresh.append(officers[email])
    Officer.objects.bulk_create(fresh)
    postings = Posting.objects.bulk_create(
        Posting(
            officer=officers[one.email.lower()],
            institution=one.institution,
            role=one.role,
            office=one.office,
            from_on=one.from_on,
            until_on=one.until_on,
            decree=one.decree,
            acts_for=known.substituted.get(one.acts_for),
            acting_as=one.acting_as,
        )
        for one in grants
    )
    PeopleEvent.objects.bulk_create(_granted(one, proposal, now) for one in postings)
    return None


def _granted(posting: Posting, proposal: Proposal, now: datetime) -> PeopleEvent:
    facts = {
        "role": posting.role,
        "decree": posting.decree,
        "from": posting.from_on.isoformat(),
        "until": posting.until_on.isoformat() if posting.until_on else "",
        "acts_for": str(posting.acts_for_id or ""),
        "acting_as": posting.acting_as,
    }
    return PeopleEvent(
        at=clock.real_now(),
        on=local_day(now, "WIB"),
        kind="substitute_granted" if posting.acts_for_id else "posting_granted",
        institution=posting.institution,
        posting=str(posting.id),
        officer_id=posting.officer_id,
        proposal=proposal.id,
        first_id=proposal.proposed_by_id,
        second_id=proposal.settled_by_id,
        facts=facts,
    )


def _noted(kind: str, proposal: Proposal, *, now: datetime) -> None:
    other = proposal.settled_by_id if proposal.settled_by_id != proposal.proposed_by_id else None
    PeopleEvent.objects.create(
        at=clock.real_now(),
        on=local_day(now, "WIB"),
        kind=kind,
        institution=proposal.institution,
        proposal=proposal.id,
        first_id=proposal.proposed_by_id,
        second_id=other,
        facts={"rows": len(proposal.content.get("rows", ())) or 1},
    )
