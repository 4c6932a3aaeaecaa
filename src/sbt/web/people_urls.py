"""Addresses of the pages of coordinators."""

from django.urls import URLPattern, URLResolver, path

from sbt.web import people, people_posting, people_services, people_sheet

urlpatterns: list[URLPattern | URLResolver] = [
    path("petugas", people.people, name="people"),
    path("petugas/baru", people.grant_new, name="grant_new"),
    path("petugas/lembar", people_sheet.posting_sheet, name="posting_sheet"),
    path("petugas/lembar/contoh", people_sheet.posting_template, name="posting_template"),
    path("petugas/usul/<uuid:proposal_id>", people.proposal, name="proposal"),
    path("petugas/usul/<uuid:proposal_id>/putusan", people.proposal_settle, name="proposal_settle"),
    path("petugas/usul/<uuid:proposal_id>/tautan", people.proposal_links, name="proposal_links"),
    path("petugas/penugasan/<uuid:posting_id>", people_posting.posting, name="posting"),
    path("petugas/penugasan/<uuid:posting_id>/tautan", people.posting_link, name="posting_link"),
    path("petugas/sistem", people_services.services, name="services"),
    path("petugas/sistem/<uuid:client_id>", people_services.service, name="service"),
]
