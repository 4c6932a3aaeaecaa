"""Whose data a breach concerns: the list behind the notices that the law asks for within three days."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sbt.people.acting import reading
from sbt.people.actor import JOBS
from sbt.people.asking import ask

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

COLUMNS = ("orang", "nama", "nip", "instansi", "kasus", "bagian", "pertama", "terakhir")
"""The columns of the list: who it is in the matter, name, number, agency, cases, parts, first and last day."""


class Concerned(NamedTuple):
    """One person concerned, or one report whose maker only the receipt reaches."""

    person: str
    name: str
    nip: str
    instansi: str
    cases: str
    fields: str
    first: date | None
    last: date | None


_PEOPLE = """
 select 'terlapor' as who, subject.name, subject.nip, seen.instansi, seen.ref, reached.fields, reached.first, reached.last
 from reached join cases_case as seen on seen.id = reached.case_id
 join register_subject as subject on subject.id = seen.subject_id
 union all
 select 'saksi', witness.value, '', '', seen.ref, reached.fields, reached.first, reached.last
 from reached join cases_case as seen on seen.id = reached.case_id
 join cases_casereport as link on link.case_id = seen.id
 join intake_statement as statement on statement.report_id = link.report_id
 cross join lateral jsonb_array_elements_text(statement.witnesses) as witness(value)
 where 'laporan' = any (reached.fields)
 union all
 select 'pelapor (lewat kode laporan)', '', '', '', seen.ref, reached.fields, reached.first, reached.last
 from reached join cases_case as seen on seen.id = reached.case_id
 join cases_casereport as link on link.case_id = seen.id
 join intake_report as report on report.id = link.report_id and report.institution = ''
 where 'laporan' = any (reached.fields) or 'bukti_asli' = any (reached.fields)
"""
_GROUPED = """
select who, name, nip, instansi, string_agg(distinct ref, ' '),
 (select string_agg(distinct part, ' ') from unnest(string_to_array(string_agg(array_to_string(fields, ' '), ' '), ' ')) as part),
 min(first), max(last)
from people group by who, name, nip, instansi, case when name = '' then ref else '' end order by who, name, nip
"""
_READ = f"""
with rows as (
 select ref, fields, nips, "on" from protection_reading
 where "on" between %(first)s::date and %(last)s::date and (%(posting)s::text = '' or posting = %(posting)s::text)
), parts as (
 select rows.ref, part, min("on") as first, max("on") as last from rows cross join lateral unnest(fields) as part
 where rows.ref <> '' group by rows.ref, part
), reached as (
 select seen.id as case_id, array_agg(part) as fields, min(first) as first, max(last) as last
 from parts join cases_case as seen using (ref) group by seen.id
), people as ({_PEOPLE}
 union all
 select 'pegawai dalam pencarian', coalesce(asn.name, ''), number, coalesce(asn.instansi, ''), rows.ref, rows.fields,
  rows."on", rows."on" from rows cross join lateral unnest(nips) as number
 left join register_asn as asn on asn.nip = number
) {_GROUPED}
"""  # noqa: S608 - pieces of our own
_TABLE = f"""
with reached as (
 select seen.id as case_id, %(fields)s::text[] as fields, seen.received_on as first, seen.received_on as last
 from cases_case as seen where seen.received_on between %(first)s::date and %(last)s::date
), people as ({_PEOPLE}) {_GROUPED}
"""  # noqa: S608 - pieces of our own
_OFFICERS = """
select 'petugas', officer.name, '', coalesce(string_agg(distinct posting.institution, ' '), ''), '', 'akun',
 officer.created_on, officer.created_on
from people_officer as officer left join people_posting as posting on posting.officer_id = officer.id
where officer.created_on <= %(last)s::date and %(first)s::date <= %(last)s::date group by officer.id order by 2
"""
_REQUESTERS = """
select 'pemohon informasi', name, '', institution, ref, 'permintaan informasi', received_on, received_on
from information_request where received_on between %(first)s::date and %(last)s::date order by received_on, ref
"""
_READERS = """
select 'petugas', officer.name, '', posting.institution, '', 'catatan pembacaan', min(noted."on"), max(noted."on")
from protection_reading as noted join people_posting as posting on posting.id::text = noted.posting
join people_officer as officer on officer.id = posting.officer_id
where noted."on" between %(first)s::date and %(last)s::date group by officer.id, posting.institution order by 2
"""
_REGISTER = """
select 'pegawai ASN', name, nip, instansi, '', 'salinan data kepegawaian', null, null from register_asn
where %(first)s::date <= %(last)s::date order by name, nip
"""
_REPRISALS = """
select 'pelapor balasan (lewat kode laporan)', '', '', employer, '', 'laporan balasan', received_on, received_on
from intake_reprisal where received_on between %(first)s::date and %(last)s::date order by received_on, employer
"""

TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "cases_case": (_TABLE, ("ringkasan",)),
    "cases_content": (_TABLE, ("pertimbangan",)),
    "register_subject": (_TABLE, ("nomor_induk",)),
    "intake_report": (_TABLE, ("laporan",)),
    "intake_statement": (_TABLE, ("laporan",)),
    "intake_answer": (_TABLE, ("laporan",)),
    "intake_question": (_TABLE, ("laporan",)),
    "intake_reprisal": (_REPRISALS, ()),
    "intake_reprisalact": (_REPRISALS, ()),
    "evidence_file": (_TABLE, ("bukti_asli",)),
    "evidence_page": (_TABLE, ("bukti_asli",)),
    "evidence_releasecopy": (_TABLE, ("salinan",)),
    "cases_casefile": (_TABLE, ("bukti_asli",)),
    "cases_caseevent": (_TABLE, ("riwayat",)),
    "cases_accusedcode": (_TABLE, ("ringkasan",)),
    "cases_decision": (_TABLE, ("keputusan",)),
    "cases_forwardingline": (_TABLE, ("ringkasan",)),
    "information_request": (_REQUESTERS, ()),
    "information_act": (_REQUESTERS, ()),
    "protection_reading": (_READERS, ()),
    "sealing_sealedidentity": (_TABLE, ("laporan",)),
    "people_officer": (_OFFICERS, ()),
    "people_posting": (_OFFICERS, ()),
    "mfa_authenticator": (_OFFICERS, ()),
    "register_asn": (_REGISTER, ()),
}
"""What a table tells of whom; for tables of cases the days are those on which the case came in."""


def concerned_by_reading(first: date, last: date, *, posting: str = "") -> Iterator[Concerned]:
    """Give whom the readings of the days concern, of one posting or of all."""
    with reading(JOBS):
        rows = ask(_READ, {"first": first, "last": last, "posting": posting}, actor=JOBS)
    return (Concerned(*row) for row in rows)


def concerned_by_table(table: str, first: date, last: date) -> Iterator[Concerned]:
    """Give whose data the table holds, of cases that came in on these days; KeyError for a table that names nobody."""
    statement, fields = TABLES[table]
    values = {"first": first, "last": last, "fields": list(fields)}
    with reading(JOBS):
        rows = ask(statement, values, actor=JOBS)
    return (Concerned(*row) for row in rows)
