"""Who in the register can be meant: by number exactly, by name with a score and what matched."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from sbt.register.models import Asn
from sbt.register.names import name_key


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the register who may be the accused, with the score and what agreed."""

    asn: Asn
    score: int
    """0 to 100."""
    matched: tuple[str, ...]


def by_nip(nip: str) -> Asn | None:
    """Give the person with this NIP."""
    return Asn.objects.filter(nip=nip).first()


def candidates(*, name: str, instansi: str = "", unit: str = "", post: str = "", limit: int = 10) -> list[Candidate]:
    """Give the register's likeliest persons for a name, those of the instansi first when it is known.

    Similarity of trigrams finds them through the index; agency, unit and post then raise the score.
    """
    key = name_key(name)
    if len(key) < 3:  # noqa: PLR2004 (a trigram)
        return []
    where, params = "name_key %% %s", [key, key]
    if instansi:
        where += " and instansi = %s"
        params.append(instansi)
    with connection.cursor() as cursor:
        cursor.execute("select set_config('pg_trgm.similarity_threshold', %s, true)", ["0.45"])
    found = Asn.objects.raw(
        f"select *, similarity(name_key, %s) as likeness from register_asn where {where}"  # noqa: S608 (fixed text)
        " order by likeness desc, nip limit %s",
        [*params, limit * 3],
    )
    scored = [_scored(asn, asn.likeness, instansi=instansi, unit=unit, post=post) for asn in found]
    return sorted(scored, key=lambda candidate: (-candidate.score, candidate.asn.nip))[:limit]


def _scored(asn: Asn, likeness: float, *, instansi: str, unit: str, post: str) -> Candidate:
    score, matched = 70 * likeness, ["name"]
    for said, known, weight, what in (
        (instansi, asn.instansi, 15, "instansi"),
        (unit.lower(), asn.unit.lower(), 8, "unit"),
        (post.lower(), asn.post.lower(), 7, "post"),
    ):
        if said and (said == known or said in known or known in said):
            score += weight
            matched.append(what)
    return Candidate(asn, round(score), tuple(matched))
