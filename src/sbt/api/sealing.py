"""What a caller needs to seal a reporter's identity himself: choices, offices, public keys. Keys open nothing here."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field as Described

from sbt.api.answers import only_parameters, shown
from sbt.api.callers import citizen
from sbt.api.documents import Document, Named
from sbt.api.law_documents import WarrantDocument
from sbt.api.law_reading import warrant_document
from sbt.api.problems import language
from sbt.api.schemas import Body
from sbt.people.acting import reading
from sbt.sealing import hpke
from sbt.sealing.envelope import to_text
from sbt.sealing.queries import seal_to

router = Router(tags=["reports"])
SUITE = "DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM"


class SealingQuery(Body):
    """Which agencies' staff the report accuses: their own offices get no share."""

    accused: Annotated[str, Described(max_length=400, description="Ids of agencies, with commas between.")] = ""


class ChoiceDocument(Document):
    """A choice of identity and what it means in law."""

    id: str
    label: str
    text: str
    effect: str
    sealed: bool
    warrant: WarrantDocument


class KeyDocument(Document):
    """A custodian's public key: the 65 bytes of its point, in base64."""

    key: str
    office: str
    public: str
    fingerprint: str


class SealingDocument(Document):
    """Whom to seal to today; no office where nothing can be sealed."""

    suite: str
    policy: str
    choices: list[ChoiceDocument]
    offices: list[str]
    holders: list[Named]
    keys: list[KeyDocument]


@router.get("", response={200: SealingDocument}, operation_id="readSealing")
def sealing(request: HttpRequest, query: Query[SealingQuery]) -> HttpResponse:
    """Tell how a reporter's identity is sealed, so that it can be done before it is sent."""
    only_parameters(request, SealingQuery.model_fields)
    caller, lang = citizen(), language()
    custody = caller.law.custody
    instansi = [one.strip() for one in query.accused.split(",") if one.strip()]
    with reading(caller.actor):
        to = seal_to(custody, instansi=instansi, on=caller.today)
    offices = [office for one in to.offices if (office := custody.office(one))] if to else []
    return shown(
        SealingDocument(
            suite=SUITE,
            policy=custody.policy,
            choices=[
                ChoiceDocument(
                    id=one.id,
                    label=one.label.in_language(lang),
                    text=one.text.in_language(lang),
                    effect=one.effect.in_language(lang),
                    sealed=one.sealed,
                    warrant=warrant_document(one.warrant, caller.law),
                )
                for one in custody.choices.values()
            ],
            offices=[office.id for office in offices],
            holders=[Named(id=office.id, label=office.label.in_language(lang)) for office in offices],
            keys=[
                KeyDocument(
                    key=one.key, office=one.office, public=to_text(one.public), fingerprint=hpke.fingerprint(one.public)
                )
                for one in (to.recipients if to else ())
            ],
        )
    )
