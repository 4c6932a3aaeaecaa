# ruff: noqa: S608 - every statement here is our own text; no value of anybody enters it
"""The fourth wall: row-level security over everything that belongs to a case. Written here, raised by `sbt migrate`.

A transaction names itself by a token; `sbt.session` knows its hash, and only the login `sbt_signin` writes there. What a
row needs to be seen stands in `READ`, table by table; what is not listed as case-bound nor as free fails the lint.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from sbt.project import wall_conflict, wall_session

SIGHT = "(SELECT sbt.sight())"
ME = "(SELECT sbt.institution())"
CLERK = f"{SIGHT} = 'clerk'"
"""Jobs, the clock and the owner's tools: they see everything and are nobody's seat."""
NATION = f"{SIGHT} IN ('nation', 'clerk')"


def opens(group: str) -> str:
    """Write that the table of powers opens the group of fields to this session."""
    return f"'{group}' = ANY ((SELECT sbt.fields())::text[])"


def by_case(column: str = "case_id") -> str:
    """Write that the row's case is in sight; the case's own policy answers."""
    return f"({NATION} OR EXISTS (SELECT 1 FROM cases_case AS seen WHERE seen.id = {column}))"


def own(column: str = "institution") -> str:
    """Write that the row is the institution's own."""
    return f"({column} <> '' AND {column} = {ME})"


def by_report(column: str = "report_id") -> str:
    """Write that the row's report is in sight."""
    return f"EXISTS (SELECT 1 FROM intake_report AS told WHERE told.id = {column})"


_CASE = f"""CASE {SIGHT}
    WHEN 'clerk' THEN true
    WHEN 'nation' THEN true
    WHEN 'nation_but_own' THEN instansi <> {ME}
    WHEN 'office' THEN office = {ME}
    WHEN 'province' THEN province = {ME}
    WHEN 'kanreg' THEN kanreg = {ME}
    WHEN 'instansi' THEN instansi = {ME} AND released
    WHEN 'receipt' THEN id = ANY ((SELECT sbt.cases_of_receipt())::uuid[]) OR id = (SELECT sbt.case_of_accused())
    ELSE false END"""
_FILES = (
    f"""({NATION} OR {own()} OR EXISTS (SELECT 1 FROM cases_casefile AS link WHERE link.file_id = evidence_file.id))"""
)
_LETTER = f"""({NATION} OR addressee = {ME} OR sender = {ME}
    OR EXISTS (SELECT 1 FROM cases_caseletter AS link WHERE link.letter_id = letters_letter.id))"""
_LINKS = f"""{by_case()} AND ({CLERK} OR {opens("bukti_asli")}
    OR (NOT from_report AND (for_instansi OR released_to @> to_jsonb({ME}::text)
        OR ({SIGHT} = 'receipt' AND released_to <> '[]'::jsonb))))"""
_REPORT = f"""CASE {SIGHT}
    WHEN 'clerk' THEN true
    WHEN 'receipt' THEN receipt_hash = (SELECT sbt.receipt())
    ELSE {opens("laporan")} AND ({own()} OR {SIGHT} = 'nation'
        OR EXISTS (SELECT 1 FROM cases_casereport AS link WHERE link.report_id = intake_report.id)) END"""
_REPORT_LINK = f"""CASE {SIGHT}
    WHEN 'clerk' THEN true
    WHEN 'receipt' THEN report_id = (SELECT sbt.report_of_receipt())
    ELSE {opens("laporan")} AND {by_case()} END"""
_FORWARDING = f"""({NATION} OR {SIGHT} = 'nation_but_own' OR {own()}
    OR institution = ANY ((SELECT sbt.offices())::text[]))"""

READ: dict[str, str] = {
    "cases_case": _CASE,
    "cases_accusedcode": f"CASE {SIGHT} WHEN 'clerk' THEN true"
    f" WHEN 'receipt' THEN opener_hash = (SELECT sbt.accused()) ELSE {by_case()} END",
    "cases_casereport": _REPORT_LINK,
    "cases_assignment": by_case(),
    "cases_deadline": by_case(),
    "cases_desk": f"({own()} OR {by_case()}) AND NOT (own_staff AND {SIGHT} = 'nation_but_own')",
    "cases_content": by_case(),
    "cases_casefile": _LINKS,
    "cases_caseletter": by_case(),
    "cases_caseevent": by_case(),
    "cases_decision": f"({NATION} OR {own()} OR EXISTS (SELECT 1 FROM cases_decision_cases AS link"
    " WHERE link.decision_id = cases_decision.id))",
    "cases_decision_cases": by_case(),
    "cases_forwarding": _FORWARDING,
    "cases_forwardingline": "EXISTS (SELECT 1 FROM cases_forwarding AS whole WHERE whole.id = forwarding_id)",
    "cases_incident": f"({NATION} OR EXISTS (SELECT 1 FROM cases_case AS seen WHERE seen.incident_id = cases_incident.id))",
    "register_subject": f"({NATION} OR ({SIGHT} = 'nation_but_own' AND instansi <> {ME})"
    " OR EXISTS (SELECT 1 FROM cases_case AS seen WHERE seen.subject_id = register_subject.id))",
    "intake_report": _REPORT,
    "intake_statement": by_report(),
    "intake_question": by_report(),
    "intake_reprisal": f"({CLERK} OR {own('recipient')} OR receipt_hash = (SELECT sbt.receipt()))",
    "intake_reprisalact": "EXISTS (SELECT 1 FROM intake_reprisal AS told WHERE told.id = reprisal_id)",
    "intake_patternreport": f"({CLERK} OR ({opens('laporan')} AND {by_report()}))",
    "intake_pattern": "EXISTS (SELECT 1 FROM intake_patternreport AS one WHERE one.pattern_id = intake_pattern.id)",
    "intake_answer": "EXISTS (SELECT 1 FROM intake_question AS asked WHERE asked.id = question_id)",
    "evidence_file": _FILES,
    "evidence_page": "EXISTS (SELECT 1 FROM evidence_file AS whole WHERE whole.id = file_id)",
    "evidence_releasecopy": "EXISTS (SELECT 1 FROM evidence_file AS whole WHERE whole.id = source_id)",
    "letters_letter": _LETTER,
    "notices_notice": f"({CLERK} OR {own()})",
    "information_request": f"({CLERK} OR {own()} OR receipt_hash = (SELECT sbt.receipt()))",
    "information_act": "EXISTS (SELECT 1 FROM information_request AS asked WHERE asked.id = request_id)",
    "protection_reading": f"({CLERK} OR watched_by = {ME})",
    "protection_disposal": f"{SIGHT} IS NOT NULL",
    "protection_disposalitem": f"({by_case()} OR (case_id IS NULL AND {SIGHT} IS NOT NULL))",
    "protection_disposalapproval": f"{SIGHT} IS NOT NULL",
    "sealing_sealedidentity": f"({SIGHT} = 'custodian' OR {by_report('report')})",
    "sealing_opening": f"({SIGHT} = 'custodian' OR {own()} OR {by_report('report')})",
    "sealing_openingact": "EXISTS (SELECT 1 FROM sealing_opening AS asked WHERE asked.id = opening_id)",
    "sealing_formalattestation": f"({SIGHT} = 'custodian' OR {by_report('report')})",
}
"""Case-bound table -> what makes a row of it visible."""

SAID_BY = {"cases_caseevent": "(posting = (SELECT sbt.posting()) OR " + CLERK + ")"}
"""What a new row must say of its maker: nobody writes an event in another's name."""

SHUT_OUT = {"cases_case": "NOT (conflicted AND (SELECT sbt.shut_out_by_conflict()))"}
"""Restrictive: whoever the table of powers shuts out of a case with a conflict of interest."""

UNUSED = {
    "evidence_file": f"({CLERK} AND NOT EXISTS (SELECT 1 FROM cases_casefile AS link WHERE link.file_id = evidence_file.id))",
    "evidence_page": f"({CLERK} AND NOT EXISTS (SELECT 1 FROM cases_casefile AS link WHERE link.file_id = evidence_page.file_id))",
}
"""What the house may remove: uploads that came into no case."""

INSERTS = "(SELECT sbt.sight()) IS NOT NULL"
"""Rows are added by whoever has a session: a report comes in before anybody sees a case of it."""

NAMES = ("sees", "adds", "changes", "removes", "shut_out", "apart")
"""Our policies; another one on a case-bound table is a hole."""

NOT_BOUND = frozenset(
    {
        *("django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions"),
        *("project_installation", "demo_played", "rulebook_publishedrulebook", "register_asn"),
        *("intake_draft", "intake_draftfile", "sealing_custodiankey", "sealing_keyact"),
    }
)
"""Tables that say nothing of a case: the law, the register, drafts sealed with their reporter's own key."""
FREE_FLOORS = ("people_", "mfa_", "account_", "socialaccount_", "procrastinate_")
"""Parts of the house below the cases, which cannot name one, and the queue of jobs."""


def free(table: str) -> bool:
    """Tell whether the table is said to belong to no case."""
    return table in NOT_BOUND or table.startswith(FREE_FLOORS)


def raise_sessions(owner: psycopg.Connection, app_login: str, signin_login: str) -> None:
    """Put up the table of sessions and the functions that read it; without policies they bind nobody."""
    with owner.transaction():
        owner.execute("SET LOCAL client_min_messages = error")
        owner.execute(wall_session.statements(app_login, signin_login, owner.info.dbname))


def raise_wall(owner: psycopg.Connection, app_login: str, signin_login: str) -> None:
    """Put up the sessions and every policy anew, in one transaction: there is no moment without them."""
    tables = existing(owner)
    with owner.transaction():
        owner.execute("SET LOCAL client_min_messages = error")
        owner.execute(wall_session.statements(app_login, signin_login, owner.info.dbname))
        for table in sorted(READ.keys() & tables):
            owner.execute(sql.SQL("; ").join(_policies(table, app_login)))


def lower_wall(owner: psycopg.Connection) -> None:
    """Take every policy down; for the measure of what the wall costs."""
    with owner.transaction():
        for table in sorted(READ.keys() & existing(owner)):
            name = sql.Identifier(table)
            owner.execute(sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(name))
            owner.execute(sql.SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(name))


@contextmanager
def before_the_owner_only(owner: psycopg.Connection) -> Iterator[None]:
    """Let the owner pass while the block runs, and nobody else: for migrations, and for COPY, which no policy allows."""
    _force(owner, "NO FORCE")
    try:
        yield
    finally:
        _force(owner, "FORCE")


def _force(owner: psycopg.Connection, word: str) -> None:
    with owner.transaction():
        for table in sorted(READ.keys() & existing(owner)):
            owner.execute(sql.SQL(f"ALTER TABLE {{}} {word} ROW LEVEL SECURITY").format(sql.Identifier(table)))


def existing(owner: psycopg.Connection) -> set[str]:
    """Name the tables of the product's schema."""
    found = owner.execute("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
    return {row[0] for row in found}


def _policies(table: str, app_login: str) -> list[sql.Composed]:
    name, seen = sql.Identifier(table), sql.SQL(READ[table])
    added = sql.SQL(f"{INSERTS} AND {SAID_BY[table]}" if table in SAID_BY else INSERTS)
    made = [sql.SQL("DROP POLICY IF EXISTS {} ON {}").format(sql.Identifier(policy), name) for policy in NAMES]
    made += [
        sql.SQL("CREATE POLICY sees ON {} FOR SELECT USING ({})").format(name, seen),
        sql.SQL("CREATE POLICY adds ON {} FOR INSERT WITH CHECK ({})").format(name, added),
        sql.SQL("CREATE POLICY changes ON {} FOR UPDATE USING ({}) WITH CHECK ({})").format(name, seen, seen),
        sql.SQL("CREATE POLICY removes ON {} FOR DELETE USING ({})").format(
            name, sql.SQL(UNUSED.get(table, READ[table]))
        ),
    ]
    if table in SHUT_OUT:
        made.append(
            sql.SQL("CREATE POLICY shut_out ON {} AS RESTRICTIVE USING ({})").format(name, sql.SQL(SHUT_OUT[table]))
        )
    if table in wall_conflict.APART:
        apart = sql.SQL("CREATE POLICY apart ON {} AS RESTRICTIVE FOR SELECT TO {} USING ({})")
        made.append(apart.format(name, sql.Identifier(app_login), sql.SQL(wall_conflict.APART[table])))
    made += [
        sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(name),
        sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(name),
    ]
    return made
