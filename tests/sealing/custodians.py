"""Custodians for tests: appointed, with keys offered and confirmed by the real actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from sbt.people.actions import add_officer, post_officer
from sbt.people.actor import actor_for
from sbt.people.models import Posting
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.authority import Actor
from sbt.rules.outcome import Refused
from sbt.sealing import envelope, hpke
from sbt.sealing.keys import confirm_key, offer_key

ROLE = "pemegang_kunci"


@dataclass
class Custodians:
    """Who holds what: by office of the law."""

    postings: dict[str, list[Posting]] = field(default_factory=dict)
    private: dict[str, EllipticCurvePrivateKey] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def actor(self, office: str, n: int = 0) -> Actor:
        """Give a custodian of the office as the rules know him."""
        return actor_for(self.postings[office][n], law().book.commons)

    def opened(self, sealed: envelope.Envelope) -> dict[str, str]:
        """Open with the first two offices, as two custodians together could."""
        shares = {one: envelope.open_share(sealed, self.keys[one], self.private[one]) for one in sealed.offices[:2]}
        return envelope.open_identity(sealed, shares)


def appointed(offices: tuple[str, ...] = ("unit_penerima", "inspektorat", "pelindung")) -> Custodians:
    """Appoint two custodians at each office and let the first have a key."""
    made, known = Custodians(), law()
    for id_ in offices:
        office = known.custody.office(id_)
        assert office is not None
        made.postings[id_] = [custodian(office.institution, n) for n in (1, 2)]
        private = hpke.new_private()
        public = hpke.public_of(private)
        key = offer_key(public, law=known, actor=made.actor(id_), on=date(2024, 1, 2))
        assert not isinstance(key, Refused), key
        end = hpke.fingerprint(public)[-9:]
        done = confirm_key(key.id, typed=end, law=known, actor=made.actor(id_, 1), now=clock.now())
        assert not isinstance(done, Refused), done
        made.private[id_], made.keys[id_] = private, str(key.id)
    return made


def custodian(institution: str, n: int) -> Posting:
    """Post a custodian."""
    officer = add_officer(f"kunci{n}@{institution}.example", f"Pemegang {n} {institution}")
    return post_officer(officer, institution, ROLE, from_on=date(2024, 1, 1), decree="SK 1")
