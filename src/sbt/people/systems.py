"""Systems of institutions: each acts in one posting of its own, proves itself with a private key, and never gets more."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey, import_key

from sbt.people.appointing import unfit
from sbt.people.models import SYSTEMS, Officer, PeopleEvent, Posting, ServiceClient, ServiceKey
from sbt.project import clock
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from sbt.people.models import Proposal
    from sbt.rules.book import Commons

SMALLEST_RSA = 3072
"""Bits; what NIST SP 800-57 counts as 128 bits of strength."""
CURVES = ("P-256", "P-384", "P-521", "Ed25519")
SLOTS = (1, 2)


def public_key(jwk: Any) -> tuple[str, dict[str, Any]] | Refused:
    """Give the thumbprint and the public part of a key (RSA, EC or Ed25519); a private or weak one is refused."""
    if not isinstance(jwk, dict) or jwk.get("kty") not in ("RSA", "EC", "OKP"):
        return Refused("service_key_unreadable", "facts", {}, "jwk")
    try:
        key = import_key(jwk)
    except (JoseError, ValueError, TypeError, KeyError):
        return Refused("service_key_unreadable", "facts", {}, "jwk")
    if not isinstance(key, (RSAKey, ECKey, OKPKey)):
        return Refused("service_key_unreadable", "facts", {}, "jwk")
    if key.is_private:
        return Refused("service_key_private", "facts", {}, "jwk")
    if jwk["kty"] != "RSA" and jwk.get("crv") not in CURVES:
        return Refused("service_key_weak", "facts", {}, "jwk")
    if isinstance(key, RSAKey) and key.public_key.key_size < SMALLEST_RSA:
        return Refused("service_key_weak", "facts", {}, "jwk")
    kid = key.thumbprint()
    kept = {
        name: value for name, value in key.as_dict(private=False).items() if name in ("kty", "n", "e", "crv", "x", "y")
    }
    return kid, kept | {"kid": kid}


def client_fault(content: dict[str, Any], *, commons: Commons) -> Refused | None:
    """Say what is wrong with a system that is to be registered: role, scopes or key."""
    if refused := unfit(content["institution"], content["role"], commons, date.fromisoformat(content["from_on"])):
        return refused
    powers = commons.authority.role_powers(content["role"])
    beyond = sorted(set(content["scopes"]) - powers)
    if beyond or not content["scopes"]:
        return Refused("scope_beyond", "facts", {"scopes": ", ".join(beyond)}, "scopes")
    if not content["decree"]:
        return Refused("decree_missing", "facts", {}, "decree")
    if not content["name"]:
        return Refused("officer_name_missing", "facts", {}, "name")
    found = public_key(content["jwk"])
    return found if isinstance(found, Refused) else _taken(found[0])


def grant_client(proposal: Proposal, *, commons: Commons, now: datetime) -> Refused | None:
    """Make the system's account, posting and first key."""
    content = proposal.content
    if fault := client_fault(content, commons=commons):
        return fault
    found = public_key(content["jwk"])
    if isinstance(found, Refused):
        return found
    id_ = uuid.uuid4()
    officer = Officer(email=f"{id_}{SYSTEMS}", name=content["name"])
    officer.set_unusable_password()
    officer.save()
    posting = Posting.objects.create(
        officer=officer,
        institution=content["institution"],
        role=content["role"],
        from_on=date.fromisoformat(content["from_on"]),
        decree=content["decree"],
    )
    client = ServiceClient.objects.create(id=id_, posting=posting, scopes=sorted(content["scopes"]))
    _add(client, *found)
    _note(
        "client_registered", client, proposal, now, {"scopes": client.scopes, "kid": found[0], "decree": posting.decree}
    )
    return None


def key_fault(client: ServiceClient, jwk: Any) -> Refused | None:
    """Say why the key cannot be added: unreadable, known, or two are live already."""
    found = public_key(jwk)
    if isinstance(found, Refused):
        return found
    if client.ended_at is not None:
        return Refused("service_ended", "order")
    if client.keys.filter(ended_at=None).count() >= len(SLOTS):
        return Refused("service_keys_full", "order", {}, "jwk")
    return _taken(found[0])


def grant_key(proposal: Proposal, *, now: datetime) -> Refused | None:
    """Add a second key beside the one in use."""
    client = ServiceClient.objects.select_for_update().get(id=proposal.content["client"])
    if fault := key_fault(client, proposal.content["jwk"]):
        return fault
    found = public_key(proposal.content["jwk"])
    if isinstance(found, Refused):
        return found
    _add(client, *found)
    _note("key_added", client, proposal, now, {"kid": found[0]})
    return None


def end_key(key: ServiceKey, *, by: Posting, now: datetime) -> ServiceKey | Refused:
    """End a key; one person is enough to take a power away."""
    if key.ended_at is not None:
        return Refused("service_ended", "order")
    key.ended_at = clock.real_now()
    key.save(update_fields=["ended_at"])
    _note("key_ended", key.client, None, now, {"kid": key.kid}, by=by)
    return key


def end_client(client: ServiceClient, *, by: Posting, now: datetime) -> ServiceClient | Refused:
    """End a system: its keys and tokens open nothing from now on."""
    if client.ended_at is not None:
        return Refused("service_ended", "order")
    moment = clock.real_now()
    client.ended_at = moment
    client.save(update_fields=["ended_at"])
    client.keys.filter(ended_at=None).update(ended_at=moment)
    client.posting.tokens.filter(ended_at=None).update(ended_at=moment)
    Posting.objects.filter(id=client.posting_id).update(ended_at=moment)
    _note("client_ended", client, None, now, {}, by=by)
    return client


def _add(client: ServiceClient, kid: str, jwk: dict[str, Any]) -> None:
    used = set(client.keys.filter(ended_at=None).values_list("slot", flat=True))
    slot = next(one for one in SLOTS if one not in used)
    ServiceKey.objects.create(client=client, kid=kid, jwk=jwk, slot=slot, added_at=clock.real_now())


def _taken(kid: str) -> Refused | None:
    return Refused("service_key_known", "facts", {}, "jwk") if ServiceKey.objects.filter(kid=kid).exists() else None


def _note(
    kind: str,
    client: ServiceClient,
    proposal: Proposal | None,
    now: datetime,
    facts: dict[str, object],
    *,
    by: Posting | None = None,
) -> None:
    PeopleEvent.objects.create(
        at=clock.real_now(),
        on=local_day(now, "WIB"),
        kind=kind,
        institution=client.posting.institution,
        posting=str(client.posting_id),
        officer_id=client.posting.officer_id,
        proposal=proposal.id if proposal else None,
        first_id=by.officer_id if by else proposal.proposed_by_id if proposal else None,
        second_id=proposal.settled_by_id if proposal else None,
        facts={"client": str(client.id)} | facts,
    )
