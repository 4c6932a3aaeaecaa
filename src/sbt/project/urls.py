"""Where each address leads: health here, pages to `web`, JSON to `api`."""

from __future__ import annotations

from django.urls import include, path

from sbt.project.health import healthz

urlpatterns = [
    path("healthz", healthz),
    path("api/v1/", include("sbt.api.urls")),
    path("", include("sbt.web.urls")),
]

handler400 = "sbt.web.errors.bad_request"
handler403 = "sbt.web.errors.forbidden"
handler404 = "sbt.web.errors.not_found"
handler500 = "sbt.web.errors.server_error"
