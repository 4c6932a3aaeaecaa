"""Every example of docs/api.md answers as it says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sbt.cases.models import Case
from tests.api.api_calls import PDF, Api

EXAMPLES = re.findall(
    r"```sh\n(.*?)```", (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(), re.DOTALL
)


def run(example: str, api: Api, known: dict[str, str]) -> Any:
    """Do what the curl command does."""
    for name, value in known.items():
        example = example.replace(f"'${name}'", value).replace(f"${name}", value)
    words = shlex.split(example.replace("\\\n", " "))
    assert words.pop(0) == "curl"
    headers: dict[str, str] = {}
    body, upload, address = None, False, ""
    while words:
        match words.pop(0):
            case "-H":
                name, _, value = words.pop(0).partition(": ")
                headers[name] = value
            case "-d":
                body = words.pop(0)
            case "-F":
                upload = words.pop(0) == "file=@bukti.pdf"
            case other:
                address = other
    kind = headers.pop("Content-Type", "")
    if upload:
        return api.client.post(address, {"file": SimpleUploadedFile("bukti.pdf", PDF)}, headers=headers)
    if body is None:
        return api.client.get(address, headers=headers)
    return api.client.post(address, body, content_type=kind, headers=headers)


def test_every_example(citizen: Api, officer: Callable[..., Api]) -> None:
    known = {"SBT": "", "TOKEN": officer("bkn", "verifikator").token}
    assert len(EXAMPLES) >= 9
    for example in EXAMPLES:
        answer = run(example, citizen, known)
        assert answer.status_code in {200, 201}, (example, answer.content)
        if "/files" in example:
            known["HANDLE"] = answer.json()["id"]
        if example.rstrip().endswith("/reports"):
            known |= {"RECEIPT": answer.json()["receipt"], "REF": Case.objects.get().ref}
