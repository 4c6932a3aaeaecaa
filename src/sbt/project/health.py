"""Whether the parts of this installation are alive. Says nothing of any case."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

HEARTBEAT_SECONDS = 45


def healthz(request: HttpRequest) -> JsonResponse:
    """200 with the state of each part and the digest of the law in force; 503 naming what is down."""
    parts: dict[str, str | None] = {"web": "ok", "database": "down", "worker": "unknown", "law": None, **guards()}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        parts["database"] = "ok"
        parts["worker"] = "ok" if worker_beats() else "down"
        parts["law"] = law_digest()
    except DatabaseError:
        connection.close()
    down = [name for name, state in parts.items() if state in {"down", "unknown", None}]
    response = JsonResponse(
        {"status": "down" if down else "ok", **parts, **({"down": down} if down else {})},
        status=503 if down else 200,
        headers={"Cache-Control": "no-store"},
    )
    # whoever asks every few seconds need not fill the log with the same sentence
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
    return response


def worker_beats() -> bool:
    """Whether a worker wrote its heartbeat lately."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - make_interval(secs => %s))",
            [HEARTBEAT_SECONDS],
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def guards() -> dict[str, str | None]:
    """Whether the store of keys answers, and how files are looked into: the malware scanner, and how decoders are kept off the network."""
    from sbt.evidence import decoding, keys, scanner

    return {
        "keys": "ok" if keys.answers() else "down",
        "scanner": scanner.status(),
        "decoder": decoding.network_refusal(),
    }


def law_digest() -> str | None:
    """The digest of the law in force; nothing when none was published."""
    from sbt.rulebook.current import digest_in_force

    return digest_in_force()
