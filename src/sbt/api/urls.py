"""Addresses of the API."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from sbt.api import batches, cases, files, findings, law, look_alikes, oauth, reports, sealing, steps
from sbt.api.door import JSON, UPLOAD, api, dressed, nothing_here
from sbt.api.openapi import openapi

api.add_router("/reports", reports.router)
api.add_router("/sealing", sealing.router)
api.add_router("/files", files.router)
api.add_router("/findings", findings.router)
api.add_router("/batches", batches.router)
api.add_router("/cases", cases.router)
api.add_router("/cases", steps.router)
api.add_router("/cases", look_alikes.router)
api.add_router("/law", law.router)
api.add_router("/institutions", law.institutions_router)

UPLOADS = frozenset({"upload"})


def _endpoints() -> list[URLPattern | URLResolver]:
    methods = {
        operation.view_func.__name__: frozenset(operation.methods)
        for bound in api._get_bound_routers()  # noqa: SLF001 (ninja has no public list of its operations)
        for view in bound.path_operations.values()
        for operation in view.operations
    }
    found: list[URLPattern | URLResolver] = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name in methods:
            media_type = UPLOAD if pattern.name in UPLOADS else JSON
            pattern.callback = dressed(pattern.callback, methods[pattern.name], media_type)
            found.append(pattern)
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("openapi.json", dressed(openapi, frozenset({"GET"}), JSON)),
    path("oauth/token", oauth.token, name="oauth_token"),
    path("", (_endpoints(), "api", "api")),
    re_path(r"", nothing_here),
]
