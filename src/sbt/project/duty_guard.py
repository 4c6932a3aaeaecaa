"""The database's own guard of separation of duty: one person, one duty on a case; one vote for each institution.

Which step belongs to which duty it reads from the published law whenever law is published; no release is needed.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

_DUTIES = """
CREATE SCHEMA IF NOT EXISTS sbt;
CREATE TABLE IF NOT EXISTS sbt.duty (step text PRIMARY KEY, duty text NOT NULL);
CREATE OR REPLACE FUNCTION sbt.learn_duties() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM sbt.duty;
    WITH latest AS (
        SELECT text::jsonb -> 'powers' -> 'duties' AS duties, text::jsonb -> 'in_force' -> 'process' AS processes
        FROM public.rulebook_publishedrulebook WHERE kind = 'commons' ORDER BY id DESC LIMIT 1
    ), powers AS (
        SELECT power.value #>> '{}' AS power, duty.value ->> 'id' AS duty
        FROM latest, jsonb_array_elements(coalesce(latest.duties, '[]')) AS duty,
            jsonb_array_elements(CASE jsonb_typeof(duty.value -> 'powers') WHEN 'array' THEN duty.value -> 'powers'
                ELSE jsonb_build_array(duty.value -> 'powers') END) AS power
    ), steps AS (
        SELECT step.value ->> 'id' AS step, step.value ->> 'power' AS power
        FROM latest, jsonb_each_text(latest.processes) AS named
        JOIN public.rulebook_publishedrulebook AS book ON book.digest = named.value,
            jsonb_array_elements(book.text::jsonb -> 'steps' || coalesce(book.text::jsonb -> 'process' -> 'entrances', '[]'))
                AS step
    )
    INSERT INTO sbt.duty
    SELECT steps.step, min(powers.duty) FROM steps LEFT JOIN powers ON powers.power = steps.power
    GROUP BY steps.step HAVING count(DISTINCT coalesce(powers.duty, '')) = 1 AND min(powers.duty) IS NOT NULL;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER learns_duties AFTER INSERT ON public.rulebook_publishedrulebook
    FOR EACH STATEMENT EXECUTE FUNCTION sbt.learn_duties();
"""
_GUARD = """
CREATE OR REPLACE FUNCTION sbt.keep_duties_apart() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off AS $$  -- a plan made while the tables were empty would stay
DECLARE
    mine text;
    seats text[] := ARRAY[NEW.posting];
BEGIN
    SELECT known.duty INTO mine FROM sbt.duty AS known WHERE known.step = NEW.step;
    IF mine IS NOT NULL THEN
        IF NEW.posting LIKE '________-____-____-____-____________' THEN  -- a person's; the clock and the public have words
            SELECT seats || coalesce(array_agg(two.id::text), '{}') INTO seats
            FROM public.people_posting AS one JOIN public.people_posting AS two USING (officer_id)
            WHERE one.id = NEW.posting::uuid;
        END IF;
        IF EXISTS (
            SELECT 1 FROM public.cases_caseevent AS event JOIN sbt.duty AS other ON other.step = event.step
            WHERE event.case_id = NEW.case_id AND event.posting = ANY (seats) AND other.duty <> mine
        ) THEN
            RAISE EXCEPTION 'one person, two duties on a case'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'duties_apart';
        END IF;
    END IF;
    IF NEW.kind = 'vote' AND EXISTS (
        SELECT 1 FROM public.cases_caseevent AS event JOIN public.cases_case AS whole ON whole.id = event.case_id
        WHERE event.case_id = NEW.case_id AND event.kind = 'vote' AND event.institution = NEW.institution
            AND event.seq > whole.stage_entry
    ) THEN
        RAISE EXCEPTION 'an institution votes once' USING ERRCODE = 'check_violation', CONSTRAINT = 'one_vote_each';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER duties_apart BEFORE INSERT ON public.cases_caseevent
    FOR EACH ROW WHEN (NEW.seq > 1) EXECUTE FUNCTION sbt.keep_duties_apart();
"""


def raise_guard(owner: psycopg.Connection, app_login: str) -> None:
    """Put up the table of duties and the two triggers; safe to repeat."""
    app = sql.Identifier(app_login)
    with owner.transaction():
        owner.execute("SET LOCAL client_min_messages = error")
        owner.execute(sql.SQL(_DUTIES))
        owner.execute(sql.SQL(_GUARD))
        owner.execute(sql.SQL("GRANT USAGE ON SCHEMA sbt TO {}; GRANT SELECT ON sbt.duty TO {}").format(app, app))
        owner.execute(sql.SQL("REVOKE ALL ON FUNCTION sbt.learn_duties() FROM PUBLIC"))
