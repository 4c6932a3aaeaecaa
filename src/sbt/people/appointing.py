"""Names officers and gives them postings by the law's roles: what does not fit the law is refused by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sbt.people.actions import end_posting, post_officer
from sbt.people.models import Officer, Posting
from sbt.people.queries import live_postings
from sbt.people.security_log import note
from sbt.rules.outcome import Refused
from sbt.rules.text import TextFault, check_text

if TYPE_CHECKING:
    from datetime import date

    from sbt.rules.book import Commons

LONGEST = 200


def name_officer(email: str, name: str, password: str | None) -> Officer | Refused:
    """Make an officer who signs in with the address, written as sign-in reads it; one address is one officer."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        return Refused("email_unreadable", "facts", {"email": email})
    if Officer.objects.filter(email__iexact=email).exists():
        return Refused("officer_known", "facts", {"email": email})
    called = check_text(name, limit=LONGEST)
    if isinstance(called, TextFault):
        return text_fault(called)
    if not called:
        return Refused("officer_name_missing", "facts")
    return Officer.objects.create_user(email, name=called, password=password)


def appoint(
    email: str, institution: str, role: str, *, commons: Commons, from_on: date, decree: str, office: str = ""
) -> Posting | Refused:
    """Give the officer a posting by an act with a number, in a role that the institution has on that day."""
    officer = Officer.objects.filter(email__iexact=email.strip()).first()
    if officer is None:
        return Refused("officer_unknown", "unknown", {"email": email})
    if refused := unfit(institution, role, commons, from_on):
        return refused
    texts = [check_text(text, limit=LONGEST) for text in (decree, office)]
    fault = next((text for text in texts if isinstance(text, TextFault)), None)
    if fault is not None:
        return text_fault(fault)
    number, title = (text for text in texts if isinstance(text, str))
    if not number:
        return Refused("decree_missing", "facts")
    held = live_postings(from_on).filter(officer=officer, institution=institution, role=role)
    if held.exists():
        return Refused("posting_held", "facts", {"day": from_on.isoformat()})
    return post_officer(officer, institution, role, from_on=from_on, decree=number, office=title)


def dismiss(email: str, institution: str, role: str, *, on: date) -> Posting | Refused:
    """Let the officer's posting at the institution end with the day; without a role the only one there."""
    found = Posting.objects.filter(officer__email__iexact=email.strip(), institution=institution)
    if role:
        found = found.filter(role=role)
    postings = [one for one in found.order_by("from_on") if one.until_on is None or one.until_on > on]
    if not postings:
        return Refused("posting_unknown", "unknown", {"day": on.isoformat()})
    if len(postings) > 1:
        return Refused("posting_several", "facts", {"postings": ", ".join(str(one) for one in postings)})
    posting = postings[0]
    if on < posting.from_on:
        return Refused("posting_ends_before_start", "facts", {"day": posting.from_on.isoformat()})
    end_posting(posting, on=on)
    return posting


def link_subject(email: str, provider: str, subject: str, *, by_posting: str = "") -> SocialAccount | Refused:
    """Let the officer come in by his institution's provider under this subject, and under no other."""
    officer = Officer.objects.filter(email__iexact=email.strip()).first()
    if officer is None:
        return Refused("officer_unknown", "unknown", {"email": email})
    subject = subject.strip()
    if not subject:
        return Refused("subject_missing", "facts", {}, "subject")
    if SocialAccount.objects.filter(provider=provider, uid=subject).exclude(user=officer).exists():
        return Refused("subject_taken", "facts", {}, "subject")
    linked, _made = SocialAccount.objects.update_or_create(
        provider=provider, user=officer, defaults={"uid": subject, "extra_data": {}}
    )
    note("subject_linked", officer, by_posting=by_posting, about=provider)
    return linked


def unfit(institution: str, role: str, commons: Commons, day: date) -> Refused | None:
    """Say what keeps the institution from having somebody in the role on the day."""
    known, part = commons.institutions.get(institution), commons.authority.role(role)
    if known is None:
        return Refused("institution_unknown", "unknown")
    if part is None:
        return Refused("role_unknown", "unknown", {"role": role})
    if part.kinds and known.kind not in part.kinds:
        fitting = [one.id for one in commons.authority.roles if not one.kinds or known.kind in one.kinds]
        return Refused("role_not_of_kind", "facts", {"role": role, "kind": known.kind, "roles": ", ".join(fitting)})
    if not known.span.covers(day):
        return Refused("institution_not_on_date", "facts", {"day": day.isoformat()})
    return None


def text_fault(fault: TextFault) -> Refused:
    """Give the refusal of a text that cannot be taken."""
    return Refused(fault.code, "facts", {"place": str(fault.place), "limit_letters": str(fault.limit)})
