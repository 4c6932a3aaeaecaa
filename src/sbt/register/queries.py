"""Who in the register can be meant: by number exactly, by name with a score and what matched."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from sbt.register.models import Asn
from sbt.register.names import name_key

SHORTEST = 3
"""Letters below which a name says nothing: one trigram."""
GOOD = 0.6
"""A name as alike as this is an answer; with less the search goes on to a wider one."""
_SAME = "name_key = %(key)s"
_LIKE = "name_key %% %(key)s"
_PART = "%(key)s <%% name_key"
_HERE = "instansi = %(instansi)s and "

_SEARCH = """
    select asn.*, round(70 * likeness + 15 * same_instansi::int + 8 * same_unit::int + 7 * same_post::int)::int as score,
           likeness, same_instansi, same_unit, same_post
    from (
        select asn.*, greatest(similarity(name_key, %(key)s), 0.8 * word_similarity(%(key)s, name_key)) as likeness,
               instansi = %(instansi)s as same_instansi,
               %(unit)s <> '' and (strpos(lower(unit), %(unit)s) > 0 or unit <> '' and strpos(%(unit)s, lower(unit)) > 0)
                   as same_unit,
               %(post)s <> '' and (strpos(lower(post), %(post)s) > 0 or post <> '' and strpos(%(post)s, lower(post)) > 0)
                   as same_post
        from register_asn as asn where {condition}
    ) as asn
    order by score desc, likeness desc, nip limit %(limit)s
"""


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
    """Give the register's likeliest persons for a name: those of the instansi when it is known and has any.

    Names that are alike as a whole are looked for first (misspelled, other spelling, titles left out), then names of
    which the given one is a part; a single word is always taken for a part. Agency, unit and post raise the score.
    """
    key = name_key(name)
    if len(key) < SHORTEST:
        return []
    said = {
        "key": key,
        "instansi": instansi,
        "unit": unit.strip().lower(),
        "post": post.strip().lower(),
        "limit": limit,
    }
    found: dict[str, Candidate] = {}
    for condition, alike in _searches(instansi, one_word=" " not in key):
        with connection.cursor() as cursor:
            cursor.execute(
                "select set_config('pg_trgm.similarity_threshold', %(alike)s, true),"
                " set_config('pg_trgm.word_similarity_threshold', %(alike)s, true)",
                {"alike": str(alike)},
            )
        rows = list(Asn.objects.raw(_SEARCH.format(condition=condition), said))
        for asn in rows:
            found.setdefault(asn.nip, _candidate(asn))
        if sum(vars(asn)["likeness"] >= GOOD for asn in rows) >= (limit if condition == _SAME else 1):
            break
    return sorted(found.values(), key=lambda candidate: (-candidate.score, candidate.asn.nip))[:limit]


def _searches(instansi: str, *, one_word: bool) -> list[tuple[str, float]]:
    """Give the conditions to try in order, each with how alike a name must be; narrower where the register is wider."""
    if one_word:
        here, everywhere = [(_HERE + _PART, 0.6), (_HERE + _LIKE, 0.35)], [(_SAME, 1.0), (_PART, 0.75), (_LIKE, 0.5)]
    else:
        here, everywhere = [(_HERE + _LIKE, 0.4), (_HERE + _PART, 0.6)], [(_LIKE, 0.5), (_PART, 0.7)]
    return (here if instansi else []) + everywhere


def _candidate(asn: Asn) -> Candidate:
    said = (("instansi", "same_instansi"), ("unit", "same_unit"), ("post", "same_post"))
    agreed = tuple(what for what, column in said if getattr(asn, column))
    return Candidate(asn, min(vars(asn)["score"], 100), ("name", *agreed))
