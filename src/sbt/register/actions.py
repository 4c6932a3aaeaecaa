"""Names the person of a case, and ties him to the register once an officer has confirmed who he is."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Protocol

from sbt.evidence.digest import text_digest
from sbt.people.storing import fresh
from sbt.register.models import Subject

if TYPE_CHECKING:
    from sbt.register.models import Asn


class Named(Protocol):
    """The accused in somebody's words."""

    @property
    def name(self) -> str: ...
    @property
    def named_office(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def post(self) -> str: ...
    @property
    def nip(self) -> str: ...
    @property
    def nik(self) -> str: ...
    @property
    def account(self) -> str: ...
    @property
    def instansi(self) -> str: ...


def named_subject(person: Named) -> Subject:
    """Give the accused as he was named, not yet stored; who he is in the register is an officer's finding later."""
    digest = text_digest(f"{person.name}\x1f{person.named_office}\x1f{person.unit}\x1f{person.post}\x1f{person.nip}")
    return fresh(
        Subject,
        id=uuid.uuid4(),
        name=person.name,
        named_office=person.named_office,
        unit=person.unit,
        post=person.post,
        nip=person.nip,
        nik=person.nik,
        account=person.account,
        instansi=person.instansi,
        salt=digest.salt,
        digest=digest.digest,
    )


def tie_to_register(subject: Subject, asn: Asn) -> Subject:
    """Take over name, post and agency of the register's person; what the reporter called him stays beside it."""
    digest = text_digest(f"{asn.name}\x1f{asn.instansi}\x1f{asn.unit}\x1f{asn.post}\x1f{asn.nip}")
    subject.name, subject.nip, subject.unit, subject.post = asn.name, asn.nip, asn.unit, asn.post
    subject.instansi, subject.job_level, subject.employment = asn.instansi, asn.job_level, asn.employment
    subject.confirmed, subject.salt, subject.digest = True, digest.salt, digest.digest
    subject.save()
    return subject
