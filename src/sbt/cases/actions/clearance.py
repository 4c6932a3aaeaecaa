"""When the accused is cleared, exactly those who knew of the case are told: no more, and none is left out."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from sbt.cases.models import Content
from sbt.cases.projection import event_of
from sbt.cases.wording import day_in_words
from sbt.evidence.digest import text_digest
from sbt.notices.actions import tell, tell_postings
from sbt.people.acting import as_clerk
from sbt.rulebook.current import law as current_law
from sbt.rules.case import CaseState, evolve
from sbt.rules.decide import audience, desks
from sbt.rules.event import Event, Ref
from sbt.rules.powers import NOT_BODIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from sbt.cases.models import Case
    from sbt.rules.book import CaseLaw
    from sbt.rules.process import Step

CLEARED = "pemulihan"
READER, ITEM = "terlapor", "surat_pemulihan"


READERS: list[Callable[[str], Iterable[tuple[str, str]]]] = []
"""Who read a case, as (institution, posting): asked of the parts of the house that keep it, which stand above this one."""


def cleared(state: CaseState) -> bool:
    """Tell whether the disclosure law gives the accused his letter now."""
    return any(row.item == ITEM for row in current_law().disclosure.open_rows(READER, state))


def tell_cleared(case: Case, before: CaseState, after: CaseState, law: CaseLaw, *, on: date) -> None:
    """Tell those who knew, at the step that clears the accused."""
    if after.stage == before.stage or not cleared(after) or cleared(before):
        return
    known = knew_of(case, law)
    tell(known, ref=case.ref, code=CLEARED, on=on)
    with as_clerk():
        seen = {one for ask in READERS for one in ask(case.ref)}
    alone = sorted(one for one in seen if one[0] not in known)
    tell_postings(alone, ref=case.ref, code=CLEARED, on=on)


def knew_of(case: Case, law: CaseLaw) -> tuple[str, ...]:
    """Name the institutions that acted on the case, had it on their desk, were told of it, or had a file of it."""
    state, found = CaseState(), dict.fromkeys(n for link in case.file_links.all() for n in link.released_to)
    for event in (event_of(row) for row in case.events.order_by("seq")):
        state = evolve(state, event)
        step = law.process.step(event.step)
        tells = step.tells if step else ()
        hidden = step.hidden_from if step else frozenset[str]()
        told = audience(tells, state, law, event.happened_on)
        reached = (name for name in told if law.commons.sight_of(name) not in hidden)
        found |= dict.fromkeys((event.institution, *reached, *desks(state, law, event.happened_on)))
    return tuple(name for name in found if name and name not in NOT_BODIES)


FROZEN = "clearance_text"
"""The fact that names the text of the letter; its code is the SHA-256 of exactly this text."""
_LETTER = """SURAT PEMULIHAN NAMA
Nomor: {number}
Tanggal: {dated_on}

{body}
menerangkan bahwa dugaan pelanggaran netralitas atas nama

Nama: {name}
NIP: {nip}
Instansi: {instansi}
Nomor kasus: {ref}

telah selesai ditangani dengan hasil: {outcome}, ditetapkan {closer} pada {on}.

Dugaan itu tidak boleh dipakai terhadap yang bersangkutan. Setiap lembaga dan petugas yang pernah menangani, diberi tahu,
atau membaca kasus ini sudah dikabari.

Penanda tangan: {signer}
Dicatat dalam sistem pada {signed_on} sebagai tindakan petugas lembaga di atas.
"""


def with_letter(case: Case, before: CaseState, event: Event, step: Step, texts: list[Content], law: CaseLaw) -> Event:
    """Freeze the text of the letter that the step signs: the event names it and its SHA-256."""
    if step.makes != "clearance":
        return event
    said = {str(one.id): one.text for one in texts}
    ended = event_of(case.events.get(seq=before.stage_entry))
    dated, subject = event.facts.get("letter_date"), case.subject
    text = _LETTER.format(
        number=_said(event, "number", said),
        dated_on=day_in_words(dated if isinstance(dated, type(event.happened_on)) else event.happened_on),
        body=_institution(event.institution),
        name=subject.name,
        nip=subject.nip or "-",
        instansi=_institution(case.instansi or subject.instansi) or "-",
        ref=case.ref,
        outcome=law.process.stage(before.stage).label.id,
        closer=_institution(ended.institution),
        on=day_in_words(ended.happened_on),
        signer=_said(event, "signer", said),
        signed_on=day_in_words(event.happened_on),
    )
    digest = text_digest(text)
    row = Content(
        id=uuid.uuid4(), case=case, name=f"{step.id}.{FROZEN}", text=text, salt=digest.salt, digest=digest.digest
    )
    texts.append(row)
    frozen = Ref(str(row.id), row.digest, hashlib.sha256(text.encode()).hexdigest())
    return replace(event, facts={**event.facts, FROZEN: frozen})


def _institution(id_: str) -> str:
    known = current_law().institution(id_)
    return known.name.id if known else ""


def _said(event: Event, name: str, said: dict[str, str]) -> str:
    value = event.facts.get(name)
    return said.get(value.id, "") if isinstance(value, Ref) else ""
