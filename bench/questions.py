"""What the bench asks of the product, request by request."""

from __future__ import annotations

import json
from dataclasses import dataclass

from bench.traffic import Asking, request

JSON = ("Content-Type", "application/json")
PACKED = ("Accept-Encoding", "gzip")
HTML = ("Accept", "text/html")


@dataclass(frozen=True)
class Known:
    """What the requests need to know of the data: a signed-in officer, a token, cases in sight, places."""

    cookie: str
    token: str
    refs: tuple[str, ...]
    areas: tuple[str, ...]
    unseen: tuple[str, ...]
    """Cases in sight that no other measurement opens."""
    email: str


def report(known: Known) -> Asking:
    """A citizen's report, each one another."""

    def asking(client: int, turn: int) -> bytes:
        body = {
            "form": "social_media",
            "act": {"on": "2024-11-05"},
            "area": known.areas[(client * 7919 + turn) % len(known.areas)],
            "story": f"Membagikan ajakan memilih salah satu calon di grup warga, {client}-{turn}.",
            "accused": [{"name": f"Budi Contoh {client}", "post": "Camat", "named_office": "Pemkab Contoh"}],
        }
        return request("POST", "/api/v1/reports", [JSON], json.dumps(body).encode())

    return asking


def page(known: Known, path: str) -> Asking:
    """The same page of an officer every time."""
    message = request("GET", path, [("Cookie", known.cookie), HTML])
    return lambda _client, _turn: message


def api(known: Known, path: str) -> Asking:
    """The same list of the API every time."""
    message = request("GET", path, [("Authorization", f"Bearer {known.token}")])
    return lambda _client, _turn: message


def case_page(known: Known) -> Asking:
    """The page of a case, each time another."""
    messages = [request("GET", f"/kasus/{ref}", [("Cookie", known.cookie), HTML]) for ref in known.refs]
    return lambda client, turn: messages[(client * 7919 + turn) % len(messages)]


def case_document(known: Known) -> Asking:
    """The document of a case, each time another."""
    header = [("Authorization", f"Bearer {known.token}")]
    messages = [request("GET", f"/api/v1/cases/{ref}", header) for ref in known.refs]
    return lambda client, turn: messages[(client * 7919 + turn) % len(messages)]
