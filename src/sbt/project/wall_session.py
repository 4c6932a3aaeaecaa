"""The sessions of the database: who a transaction may be, by the hash of its token. Only sign-in writes here."""

from __future__ import annotations

from psycopg import sql

from sbt.project import wall_conflict

_TABLE = """
CREATE SCHEMA IF NOT EXISTS sbt;
REVOKE ALL ON SCHEMA sbt FROM PUBLIC;
CREATE TABLE IF NOT EXISTS sbt.session (
    token_hash bytea PRIMARY KEY,
    posting text NOT NULL,
    institution text NOT NULL,
    role text NOT NULL,
    sight text NOT NULL CHECK (sight IN
        ('nation', 'nation_but_own', 'province', 'kanreg', 'office', 'instansi', 'receipt', 'custodian', 'clerk', 'none')),
    fields text[] NOT NULL,
    offices text[] NOT NULL,
    shut_out boolean NOT NULL,
    ends_at timestamptz NOT NULL
);
CREATE OR REPLACE FUNCTION sbt.me() RETURNS sbt.session LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT s FROM sbt.session AS s
    WHERE s.token_hash = sha256(convert_to(current_setting('sbt.token', true), 'UTF8')) AND s.ends_at > now()
$$;
CREATE OR REPLACE FUNCTION sbt.receipt() RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT decode(nullif(current_setting('sbt.receipt', true), ''), 'hex')
$$;
CREATE OR REPLACE FUNCTION sbt.report_of_receipt() RETURNS uuid LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT report.id FROM public.intake_report AS report WHERE report.receipt_hash = sbt.receipt()
$$;
CREATE OR REPLACE FUNCTION sbt.cases_of_receipt() RETURNS uuid[] LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg(link.case_id), '{}') FROM public.cases_casereport AS link
    WHERE link.report_id = sbt.report_of_receipt()
$$;
CREATE OR REPLACE FUNCTION sbt.accused() RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT decode(nullif(current_setting('sbt.accused', true), ''), 'hex')
$$;
CREATE OR REPLACE FUNCTION sbt.case_of_accused() RETURNS uuid LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT code.case_id FROM public.cases_accusedcode AS code
    WHERE code.opener_hash = sbt.accused() AND code.ended_on IS NULL
$$;
CREATE TABLE IF NOT EXISTS sbt.reference (ref text PRIMARY KEY);
INSERT INTO sbt.reference SELECT ref FROM public.cases_case ON CONFLICT DO NOTHING;
CREATE OR REPLACE FUNCTION sbt.note_reference() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO sbt.reference VALUES (NEW.ref) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER notes_reference AFTER INSERT ON public.cases_case
    FOR EACH ROW EXECUTE FUNCTION sbt.note_reference();
CREATE OR REPLACE FUNCTION sbt.reference_taken(wanted text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$ SELECT EXISTS (SELECT 1 FROM sbt.reference WHERE ref = wanted) $$;
"""
_READ_OWN = """
CREATE OR REPLACE FUNCTION sbt.{name}() RETURNS {kind} LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.{column} FROM sbt.session AS s
    WHERE s.token_hash = sha256(convert_to(current_setting('sbt.token', true), 'UTF8')) AND s.ends_at > now()
$$
"""
_OWN = (
    ("sight", "text", "sight"),
    ("institution", "text", "institution"),
    ("posting", "text", "posting"),
    ("fields", "text[]", "fields"),
    ("offices", "text[]", "offices"),
    ("shut_out_by_conflict", "boolean", "shut_out"),
)
OPEN_TO_APP = (
    "me",
    *(name for name, _, _ in _OWN),
    "receipt",
    "report_of_receipt",
    "cases_of_receipt",
    *("accused", "case_of_accused"),
)


def statements(app_login: str, signin_login: str, database: str) -> sql.Composed:
    """Write the table, the functions and who may use them."""
    app, signin = sql.Identifier(app_login), sql.Identifier(signin_login)
    parts: list[sql.Composable] = [sql.SQL(_TABLE), sql.SQL(wall_conflict.TABLE)]
    parts += [sql.SQL(_READ_OWN.format(name=name, kind=kind, column=column)) for name, kind, column in _OWN]
    parts += [sql.SQL(text) for text in (*wall_conflict.FUNCTIONS, *wall_conflict.AFTER_SESSIONS)]
    parts += [
        sql.SQL("REVOKE ALL ON sbt.session, sbt.reference, sbt.shut FROM PUBLIC, {}, {}").format(app, signin),
        sql.SQL("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sbt FROM PUBLIC, {}").format(app),
        sql.SQL("GRANT USAGE ON SCHEMA sbt TO {}, {}").format(app, signin),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(database), signin),
        sql.SQL("GRANT INSERT, SELECT, DELETE, UPDATE ON sbt.session TO {}").format(signin),
    ]
    parts += [
        sql.SQL("GRANT EXECUTE ON FUNCTION {}.{}() TO {}").format(sql.Identifier("sbt"), sql.Identifier(name), app)
        for name in OPEN_TO_APP
    ]
    parts.append(sql.SQL("GRANT EXECUTE ON FUNCTION sbt.reference_taken(text) TO {}").format(app))
    parts += [sql.SQL(f"GRANT EXECUTE ON FUNCTION sbt.{one} TO {{}}").format(app) for one in wall_conflict.OPEN_TO_APP]
    return sql.SQL(";\n").join(parts)
