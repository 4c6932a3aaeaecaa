"""Which files an officer may open or use: those of cases in his sight, and what his own institution uploaded."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db.models import Q

from sbt.cases.models import CaseFile
from sbt.cases.queries.sight import cases_visible_to
from sbt.evidence.models import File
from sbt.people.apart import apart_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from sbt.rules.authority import Actor
    from sbt.rules.book import Commons


def file_in_sight(id_: uuid.UUID, actor: Actor, commons: Commons) -> tuple[File, str] | None:
    """Give the file with its title, or None: absent and out of sight are the same.

    The accused's instansi gets no file as a reporter handed it in.
    """
    links = CaseFile.objects.filter(file_id=id_, case__in=cases_visible_to(actor, commons)).select_related("file")
    link = open_links(links, actor, commons).order_by("id").first()
    if link is not None:
        return link.file, link.title
    uploads = File.objects.filter(id=id_, institution=actor.institution).exclude(institution="")
    own = uploads.exclude(case_links__in=CaseFile.objects.exclude(apart_from(actor.posting, "case_id"))).first()
    return (own, own.name) if own else None


def open_links(links: QuerySet[CaseFile], actor: Actor, commons: Commons) -> QuerySet[CaseFile]:
    """Leave those files of cases in sight that the posting may open.

    The accused's instansi opens what was filed for it and what was released to it by name, never a reporter's file.
    """
    if commons.shows(commons.sight_for(actor), "bukti_asli"):
        return links
    released = Q(released_to__contains=[actor.institution])
    return links.filter(Q(for_instansi=True) | released, from_report=False)


def files_of_institution(ids: Iterable[uuid.UUID], institution: str) -> dict[uuid.UUID, File]:
    """Give the files that the institution itself uploaded; others are left out as if they did not exist."""
    wanted = set(ids)
    if not wanted or not institution:
        return {}
    return {file.id: file for file in File.objects.filter(id__in=wanted, institution=institution)}
