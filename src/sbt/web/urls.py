"""Addresses of the pages: the public ones here, those of officers beside them."""

from django.urls import URLPattern, URLResolver, path

from sbt.web import law, more_evidence, officer_urls, proof, public, receipt, report, reporter_steps, sending, session

urlpatterns: list[URLPattern | URLResolver] = [
    path("", public.home, name="home"),
    path("bantuan", public.help_page, name="help"),
    path("aksesibilitas", public.accessibility, name="accessibility"),
    path("privasi", public.privacy, name="privacy"),
    path("bahasa", public.set_language, name="set_language"),
    path("tampilan", public.set_theme, name="set_theme"),
    path("lapor", report.start, name="report"),
    path("lapor/1", report.what, name="report_what"),
    path("lapor/1/wilayah", report.where, name="report_where"),
    path("lapor/2", report.people, name="report_people"),
    path("lapor/2/orang/<int:number>", report.person, name="report_person"),
    path("lapor/3", proof.proof, name="report_proof"),
    path("lapor/4", report.you, name="report_you"),
    path("lapor/5", sending.check, name="report_check"),
    path("lapor/kode", sending.sent, name="report_sent"),
    path("lapor/kode/ketik", sending.typed_back, name="report_typed_back"),
    path("lapor/hapus", report.discard, name="report_discard"),
    path("lapor/keluar", report.leave, name="report_leave"),
    path("status", receipt.status, name="status"),
    path("status/tutup", receipt.close, name="status_close"),
    path("status/bukti", more_evidence.more_evidence, name="status_evidence"),
    path("status/lengkapi", reporter_steps.complete, name="status_complete"),
    path("status/tarik", reporter_steps.withdraw, name="status_withdraw"),
    path("status/sanggah", reporter_steps.contest, name="status_contest"),
    path("hukum", law.contents, name="law"),
    path("hukum/matriks", law.matrix, name="law_matrix"),
    path("hukum/sanksi", law.sanctions, name="law_sanctions"),
    path("hukum/tenggat", law.terms, name="law_terms"),
    path("hukum/tenggat/<slug:term>", law.term, name="law_term"),
    path("hukum/kalender", law.calendar, name="law_calendar"),
    path("masuk", session.sign_in, name="sign_in"),
    path("keluar", session.sign_out, name="sign_out"),
    path("penugasan", session.postings, name="postings"),
    *officer_urls.urlpatterns,
]
