"""The statement that reads the file of a case, written for each reach: what it may not know is not asked for."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sbt.people.apart import CONDITION
from sbt.rules.powers import OWN_INSTANSI

SEEN = {
    "nation": "true",
    "office": "{case}.office = %(institution)s",
    "province": "{case}.province = %(institution)s",
    "kanreg": "{case}.kanreg = %(institution)s",
    OWN_INSTANSI: "({case}.instansi = %(institution)s and {case}.released)",
}
"""Relation -> which cases are in sight; as `cases_visible_to` has it."""
REPORTS, REPORTER, ORIGINALS, SERIES = "laporan", "pelapor", "bukti_asli", "rangkaian"
"""Groups of fields that the statement leaves out where the table of powers does not open them."""
GROUPS = (REPORTS, REPORTER, ORIGINALS, SERIES)
MOST = 50
"""How many other cases are named at most."""
_NOTHING = "'[]'::json"


class Reach(NamedTuple):
    """How far a posting sees by the table of powers."""

    relation: str
    shut_out_of_own: bool
    opened: frozenset[str]
    """Those of our groups of fields that are open to the relation."""
    shut_out_by_conflict: bool = False

    def seen(self, case: str) -> str:
        """Write the condition under which a case is in sight."""
        seen = SEEN[self.relation].format(case=case)
        own = self.shut_out_of_own and self.relation != OWN_INSTANSI
        if self.shut_out_by_conflict and self.relation == OWN_INSTANSI:
            seen = f"{seen} and not {case}.conflicted"
        seen = f"{seen} and {CONDITION.format(column=f'{case}.id')}"
        return f"{seen} and {case}.instansi <> %(institution)s" if own else seen


@cache
def statement_for(reach: Reach) -> str:
    """Write the statement for one reach; empty for one that sees no case."""
    if reach.relation not in SEEN:
        return ""
    reporter = _REPORTER if REPORTER in reach.opened else "null"
    decisions = _DECISIONS.format(also=_others(_CLOSED_ALSO, reach))
    return _FILE.format(
        seen=reach.seen('"case"'),
        files=_listed(_FILES if ORIGINALS in reach.opened else _FILES_OF_INSTANSI, "number"),
        events=_listed(_EVENTS, "seq"),
        texts=_listed(_TEXTS, "id"),
        letters=_listed(_LETTERS, "dated_on, r.id"),
        decisions=_listed(decisions, "dated_on, r.number"),
        reports=_listed(_REPORTS.format(reporter=reporter), "received_on") if REPORTS in reach.opened else _NOTHING,
        linked=_others(_LINKED, reach) if SERIES in reach.opened else _NOTHING,
    )


def _listed(rows: str, order: str) -> str:
    return f"(select coalesce(json_agg(r order by r.{order}), '[]') from ({rows}) as r)"  # noqa: S608 (our own text)


def _others(cases: str, reach: Reach) -> str:
    """List other cases, each only when it is in sight itself."""
    return _listed(_OTHER_CASES.format(cases=cases, seen=reach.seen("other"), most=MOST), "ref")


_FILE = """
select json_build_object(
    'case', (select r from (
        select "case".id, "case".ref, "case".received_on, "case".act_from, "case".act_to, "case".act_precision,
            "case".area, "case".office, "case".instansi, "case".election, "case".form, "case".level, "case".category,
            coalesce(holder.name, '') as colleague, (select s from (
                select subject.name, subject.named_office, subject.unit, subject.post, subject.nip, subject.account,
                    subject.instansi, subject.job_level, subject.employment, subject.confirmed) as s) as subject
    ) as r),
    'events', {events},
    'texts', {texts},
    'files', {files},
    'letters', {letters},
    'decisions', {decisions},
    'reports', {reports},
    'linked', {linked}
)::text
from (select set_config('sbt.posting', %(posting)s, true)) as acting, cases_case as "case"
join register_subject as subject on subject.id = "case".subject_id
left join cases_assignment as own on own.case_id = "case".id and own.institution = %(institution)s
left join people_posting as hat on hat.id = own.posting_id
left join people_officer as holder on holder.id = hat.officer_id
where "case".ref = %(ref)s and {seen}
"""
_EVENTS = """
select event.seq, event.shape, event.kind, event.step, event.institution, event.posting, event.happened_on,
    event.recorded_at, event.basis, event.facts, event.warnings, event.effects, coalesce(officer.name, '') as officer
from cases_caseevent as event
left join people_posting as posting on posting.id = case
    when event.institution = %(institution)s and event.posting ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$' then event.posting::uuid
end
left join people_officer as officer on officer.id = posting.officer_id
where event.case_id = "case".id
"""
"""The officer only behind the events of the reader's institution. Named actors are no officers."""
_TEXTS = """select content.id, content.text from cases_content as content where content.case_id = "case".id"""
_FILES = """
select link.file_id, link.number, link.title, link.from_report, file.name, file.kind, file.media_type, file.size,
    file.sha256, file.digest, file.state
from cases_casefile as link join evidence_file as file on file.id = link.file_id where link.case_id = "case".id
"""
_FILES_OF_INSTANSI = f"""{_FILES}
    and not link.from_report and (link.for_instansi or link.released_to @> to_jsonb(%(institution)s::text))
"""
"""As `open_links` has it."""
_LETTERS = """
select letter.id, letter.number, letter.dated_on, letter.kind, letter.sender, letter.addressee, letter.acknowledged_on
from cases_caseletter as link join letters_letter as letter on letter.id = link.letter_id
where link.case_id = "case".id
"""
_DECISIONS = """
select decision.number, decision.dated_on, decision.institution, decision.signer, decision.sanction, {also} as also
from cases_decision_cases as link join cases_decision as decision on decision.id = link.decision_id
where link.case_id = "case".id
"""
_REPORTS = """
select report.entrance, report.channel, report.identity, report.received_on, report.known_on, report.institution,
    (select s from (
        select statement.story, statement.place, statement.links, statement.witnesses
        from intake_statement as statement where statement.report_id = report.id) as s) as statement,
    array(
        select distinct pattern.kind from intake_patternreport as alike
        join intake_pattern as pattern on pattern.id = alike.pattern_id where alike.report_id = report.id) as alike,
    {reporter} as reporter
from cases_casereport as link join intake_report as report on report.id = link.report_id
where link.case_id = "case".id
"""
_REPORTER = """(select n from (
        select named.report as id, named.offices, (
            select count(*) from sealing_formalattestation as said where said.report = named.report) as attested
        from sealing_sealedidentity as named where named.report = report.id) as n)"""
_OTHER_CASES = """
select other.ref, other.stage, other.stage_entry,
    coalesce(nullif(who.name, ''), nullif(who.account, ''), nullif(who.post, ''), who.named_office) as name
from {cases} join register_subject as who on who.id = other.subject_id and {seen} order by other.ref limit {most}
"""
_CLOSED_ALSO = """cases_decision_cases as closes join cases_case as other
    on other.id = closes.case_id and closes.decision_id = decision.id and other.id <> "case".id"""
_LINKED = """(
    select * from cases_case as sibling where sibling.incident_id = "case".incident_id and sibling.id <> "case".id
    ) as other"""
