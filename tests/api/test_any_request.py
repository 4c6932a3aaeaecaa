"""Every operation is asked at random, as every role: schemathesis makes requests from the description, good and bad ones.

Half of them name objects that exist, so that they come further than the door. No answer is a fault of ours, each has a
status, content type, header and body of the description, and none is given without the token that the description asks for.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.case import Case
from schemathesis.specs.openapi import checks

from sbt.project.headers import NEVER
from tests.api.api_calls import PDF, Api, problem, report
from tests.oracle.conftest import Keep, keep  # noqa: F401 (the fixture)
from tests.oracle.expected import Where

FULL = 50_000
EACH = 3
"""Requests of each role to each operation; under SBT_FULL as many as give 50,000 in all."""
CITIZEN = ("", "")
ROLES = (
    CITIZEN, ("bkn", "verifikator"), ("bkn", "auditor"), ("bkn", "pimpinan"), ("bkn", "operator"), ("bkn", "pic"),
    ("bkn-kanreg-03", "kanreg"), ("kemenpanrb", "pengamat"), ("kemendagri", "verifikator"), ("kemendagri", "irjen"),
    ("bawaslu", "verifikator"), ("bawaslu", "pemegang_kunci"), ("bawaslu-32", "pleno"), ("bawaslu-32.91", "pengkaji"),
    ("bawaslu-32.91", "pleno"), ("bawaslu-73.91", "pengkaji"), ("bpasn", "banding"), ("pemda-32.91", "pic"),
    ("pemda-32.91", "pejabat"), ("pemda-32.91", "ppk"), ("pemda-73.91", "pemeriksa"), ("kemenkeu", "pic"),
)  # fmt: skip
WEST = ("bawaslu-32.91", "bawaslu-32", "bkn-kanreg-03")
CASES = (
    Where(*WEST, "pemda-32.91", released=False),
    Where(*WEST, "pemda-32.91", released=True),
    Where("bawaslu-73.91", "bawaslu-73", "bkn-kanreg-04", "pemda-73.91", released=True),
)
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.ignored_auth,
]
DESCRIPTION = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
PATHS: dict[str, dict[str, Any]] = json.loads(DESCRIPTION.read_bytes())["paths"]
OPERATIONS = sorted((path, method) for path, methods in PATHS.items() for method in methods)
VARIED = [(path, method) for path, method in OPERATIONS if PATHS[path][method].get("parameters") or method == "post"]
"""Those of which there is more than one request."""
METHODS = {"get", "post", "put", "patch", "delete", "options", "trace"}
PARTS = sorted({path.split("/")[3] for path, _ in OPERATIONS})
PLAIN = {"Accept-Encoding": "identity"}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@dataclass
class World:
    """What exists: values by the name of the part of an address or body that may hold them."""

    known: dict[str, list[Any]]
    facts: list[str]
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    answered: Counter[int] = field(default_factory=Counter)

    def deepen(self, value: Any, draw: Callable[[st.SearchStrategy[Any]], Any], name: str = "") -> Any:
        """Put what exists in the place of what was made up; facts get the names that steps ask for."""
        if name in self.known:
            return draw(st.sampled_from(self.known[name]))
        if name == "facts":
            return draw(st.dictionaries(st.sampled_from(self.facts), VALUES, max_size=4))
        if isinstance(value, dict):
            return {key: self.deepen(inner, draw, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.deepen(inner, draw) for inner in value]
        return value


@pytest.fixture
def world(keep: Keep, law: Any, citizen: Api) -> World:  # noqa: F811 (the fixture)
    kept = keep(CASES)
    steps = sorted({step.id for process in law.book.processes for step in process.steps})
    facts = sorted({fact.name for process in law.book.processes for step in process.steps for fact in step.facts})
    handed = citizen.post("/reports", report(area="32"))
    assert handed.status_code == 201, handed.content
    handles = [[citizen.upload(PDF).json()["id"]] for _ in range(3)]
    known: dict[str, list[Any]] = {
        "ref": [one.case.ref for one in kept],
        "step": steps,
        "id_": [str(one.file.id) for one in kept],
        "number": [0, 1],
        "year": ["2024", "1999"],
        "term": sorted(law.terms)[:5],
        "receipt": [handed.json()["receipt"], "AAAA-AAAA-AAAA-AAAA-AAAA"],
        "form": ["social_media"],
        "area": ["32", "32.91", ""],
        "instansi": ["pemda-32.91", ""],
        "files": [*handles, []],
        "papers": [[]],
        "stage": sorted({stage.id for process in law.book.processes for stage in process.stages}),
        "on": ["2024-11-05"],
        "act_on": ["2024-11-05"],
        "start": ["2024-11-05"],
        "desk": ["mine", "all"],
        "If-Match": ['"1"'],
        "stage_entry": [1],
    }
    return World(known, facts)


def application(environ: Any, start_response: Any) -> list[bytes]:
    """The application of the product; each answer is read and closed, as servers do."""
    answer = WSGIHandler()(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


@pytest.fixture
def schema(law: Any) -> Iterator[Any]:
    """The description as the application gives it; the connection stays that of the test, as with Django's own client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def tokens(officer: Callable[..., Api]) -> dict[tuple[str, str], dict[str, str]]:
    """The header of each role; a citizen sends none."""
    made = {role: officer(*role).token for role in ROLES if role != CITIZEN}
    return {CITIZEN: {}} | {role: {"Authorization": f"Bearer {token}"} for role, token in made.items()}


def size() -> int:
    return -(-FULL // (len(ROLES) * len(VARIED))) if os.environ.get("SBT_FULL") else EACH


def strategies(operation: Any) -> st.SearchStrategy[Case]:
    """Requests that fit the description, and, where anything can be wrong, as many that do not."""
    good = operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE)
    if (operation.path, operation.method) not in VARIED:
        return good
    return st.one_of(good, operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE))


@pytest.mark.parametrize("part", PARTS)
def test_no_request_finds_a_fault(
    part: str, world: World, schema: Any, tokens: dict[tuple[str, str], dict[str, str]]
) -> None:
    times = size()
    for path, method in (one for one in OPERATIONS if one[0].split("/")[3] == part):
        made = strategies(schema[path][method.upper()])
        for role, headers in tokens.items():
            before = world.asked[role]
            asked_by(role, headers, made, times, world, named=f"{role} {method} {path}")
            assert world.asked[role] >= before + (times if (path, method) in VARIED else 1), (role, method, path)
    print(f"/{part}: {sum(world.asked.values())} requests, answered {dict(sorted(world.answered.items()))}")


def asked_by(
    role: tuple[str, str],
    headers: dict[str, str],
    made: st.SearchStrategy[Case],
    times: int,
    world: World,
    *,
    named: str,
) -> None:
    """Ask so often as the role; the same requests in every run."""

    @seed(zlib.crc32(named.encode()))
    @settings(
        max_examples=times,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=made, deeper=st.booleans(), data=st.data())
    def ask(case: Case, deeper: bool, data: st.DataObject) -> None:
        if deeper:
            for part in ("path_parameters", "query", "body"):
                setattr(case, part, world.deepen(getattr(case, part), data.draw))
            if case.operation.definition.raw["operationId"] == "takeStep" and data.draw(st.booleans()):
                case.headers["If-Match"] = '"1"'
        answer = case.call(headers=headers | PLAIN)
        world.asked[role] += 1
        world.answered[answer.status_code] += 1
        # what we put in the place of a fault, a good token among it, may have mended it
        mended = deeper or (
            bool(headers) and case.meta is not None and case.meta.is_negative_at(ParameterLocation.HEADER)
        )
        judged = [one for one in CHECKS if not (mended and one is checks.negative_data_rejection)]
        case.validate_response(answer, checks=judged, headers=headers)

    ask()


@pytest.mark.parametrize("path", sorted(PATHS))
def test_another_method_is_refused_by_name(path: str, citizen: Api) -> None:
    address = re.sub(r"{\w+}", "1", path)
    for method in sorted(METHODS - set(PATHS[path])):
        answer = citizen.client.generic(method.upper(), address, headers={"Accept-Language": "id"})
        if method.upper() in NEVER:
            assert (answer.status_code, answer.content) == (405, b"")
            continue
        problem(answer, 405, "method_not_allowed")
        assert answer.headers["Allow"] == ", ".join(sorted(one.upper() for one in PATHS[path])), (method, path)
