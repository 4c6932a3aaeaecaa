"""Somebody who calls the API, what he sends, and how an answer is judged."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sbt.demo.papers import Paper
from sbt.people.models import Posting

PROBLEM = "application/problem+json"
PDF = b"".join(Paper("bukti.pdf", "isi contoh").pieces())


@dataclass
class Api:
    """Somebody at the API: a posting with its token, or a citizen without one."""

    client: Client
    token: str = ""
    language: str = "id"
    posting: Posting | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1{path}", headers=self._headers(headers))

    def head(self, path: str) -> Any:
        return self.client.head(f"/api/v1{path}", headers=self._headers({}))

    def post(self, path: str, body: Any, **headers: str) -> Any:
        content = body if isinstance(body, bytes | str) else json.dumps(body)
        return self.client.post(
            f"/api/v1{path}", content, content_type="application/json", headers=self._headers(headers)
        )

    def upload(self, content: bytes, name: str = "bukti.pdf", part: str = "file", **headers: str) -> Any:
        file = SimpleUploadedFile(name, content)
        return self.client.post("/api/v1/files", {part: file}, headers=self._headers(headers))

    def step(self, ref: str, step: str, entry: int | None, *, accepts: tuple[str, ...] = (), **facts: Any) -> Any:
        headers = {} if entry is None else {"If-Match": f'"{entry}"'}
        body: dict[str, Any] = {"facts": facts}
        if accepts:
            body["accepts"] = list(accepts)
        return self.post(f"/cases/{ref}/steps/{step}", body, **headers)

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        token = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {"Accept-Language": self.language, **token, **self.headers, **more}


def report(**changes: Any) -> dict[str, Any]:
    return {
        "form": "social_media",
        "act": {"on": "2024-11-05"},
        "area": "32.91",
        "story": "Membagikan ajakan memilih salah satu calon di grup warga.",
        "accused": [{"name": "Budi Contoh", "post": "Camat", "named_office": "Pemkab Contoh"}],
        **changes,
    }


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    """The problem document of an answer, whole and of this code."""
    assert response.headers["Content-Type"].startswith(PROBLEM), response.content[:300]
    found: dict[str, Any] = response.json()
    assert (response.status_code, found["code"]) == (status, code), found
    assert found["type"] == f"urn:sbt:problem:{code}"
    assert found["status"] == status
    assert found["title"]
    assert found["detail"]
    return found


def pointers(found: dict[str, Any]) -> dict[str, str]:
    return {part["pointer"]: part["code"] for part in found["fields"]}
