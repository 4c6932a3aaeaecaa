"""Addresses of the pages of officers."""

from django.urls import URLPattern, URLResolver, path

from sbt.web import (
    case,
    copies,
    evidence,
    finding,
    forwarding,
    handover,
    identity,
    inbox,
    letters,
    notices,
    step,
    together,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("tugas", inbox.inbox, name="inbox"),
    path("tugas/bersama", together.together, name="together"),
    path("tugas/bersama/<slug:step_id>", together.together_step, name="together_step"),
    path("tugas/tugaskan", together.assign_cases, name="assign"),
    path("kasus", inbox.cases, name="cases"),
    path("pengalihan", handover.handover, name="handover"),
    path("kasus/<str:ref>", case.case, name="case"),
    path("kasus/<str:ref>/tenggat/<slug:term>", case.deadline, name="deadline"),
    path("kasus/<str:ref>/langkah/<slug:step_id>", step.step, name="step"),
    path("kasus/<str:ref>/identitas", identity.identity, name="identity"),
    path("kasus/<str:ref>/berkas/<int:number>", evidence.case_file, name="case_file"),
    path("kasus/<str:ref>/berkas/<int:number>/halaman/<int:at>", evidence.case_file_page, name="case_file_page"),
    path("kasus/<str:ref>/berkas/<int:number>/asli", evidence.case_file_original, name="case_file_original"),
    path("kasus/<str:ref>/berkas/<int:number>/salinan", copies.copy_new, name="copy_new"),
    path("kasus/<str:ref>/berkas/<int:number>/salinan/<int:at>", copies.copy_preview, name="copy_preview"),
    path("kasus/<str:ref>/salinan", copies.copies, name="copies"),
    path("temuan/baru", finding.finding, name="finding"),
    path("penerusan", forwarding.forwardings, name="forwardings"),
    path("penerusan/baru", forwarding.forwarding_new, name="forwarding_new"),
    path("penerusan/lembar", forwarding.sheet_template, name="forwarding_template"),
    path("penerusan/<uuid:forwarding_id>", forwarding.forwarding, name="forwarding"),
    path("surat/<uuid:letter_id>", letters.letter, name="letter"),
    path("pemberitahuan", notices.notices, name="notices"),
]
