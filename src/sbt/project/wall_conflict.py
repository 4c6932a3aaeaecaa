"""Who is shut out of which case as a person: kept by the database itself from the events, whoever writes them.

The application asks these functions in its queries, and the policies ask them again: one place, two walls.
"""

from __future__ import annotations

TABLE = """
CREATE TABLE IF NOT EXISTS sbt.shut (posting text, case_id uuid, ref text NOT NULL, PRIMARY KEY (posting, case_id));
CREATE OR REPLACE FUNCTION sbt.note_conflict() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    person CONSTANT text := coalesce(NEW.facts ->> 'officer', NEW.posting);
BEGIN
    IF NEW.kind = 'conflict' THEN
        INSERT INTO sbt.shut SELECT person, NEW.case_id, known.ref FROM public.cases_case AS known
            WHERE known.id = NEW.case_id ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM sbt.shut WHERE posting = person AND case_id = NEW.case_id;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER notes_conflict AFTER INSERT ON public.cases_caseevent
    FOR EACH ROW WHEN (NEW.kind IN ('conflict', 'conflict_end')) EXECUTE FUNCTION sbt.note_conflict();
INSERT INTO sbt.shut
SELECT last.person, last.case_id, known.ref FROM (
    SELECT DISTINCT ON (event.case_id, coalesce(event.facts ->> 'officer', event.posting))
        event.case_id, event.kind, coalesce(event.facts ->> 'officer', event.posting) AS person
    FROM public.cases_caseevent AS event WHERE event.kind IN ('conflict', 'conflict_end')
    ORDER BY event.case_id, coalesce(event.facts ->> 'officer', event.posting), event.seq DESC
) AS last JOIN public.cases_case AS known ON known.id = last.case_id WHERE last.kind = 'conflict'
ON CONFLICT DO NOTHING;
"""
_SHUT = """
CREATE OR REPLACE FUNCTION sbt.{name}(wanted text) RETURNS {kind}[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    seat uuid;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM sbt.shut) THEN
        RETURN '{{}}';
    END IF;
    IF wanted ~ '^[0-9a-f]{{8}}-[0-9a-f-]{{27}}$' THEN
        seat := wanted::uuid;
    END IF;
    RETURN coalesce((
        SELECT array_agg(one.{column}) FROM sbt.shut AS one WHERE one.posting = wanted OR one.posting IN (
            SELECT hat.id::text FROM public.people_posting AS mine JOIN public.people_posting AS hat USING (officer_id)
            WHERE mine.id = seat)
    ), '{{}}');
END $$;
"""
_ONLY_OF = """
CREATE OR REPLACE FUNCTION sbt.only_of_shut_{name}() RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    closed CONSTANT uuid[] := sbt.shut_cases(sbt.posting());
BEGIN
    IF closed = '{{}}' THEN
        RETURN closed;
    END IF;
    RETURN coalesce((
        SELECT array_agg(link.{column}) FROM public.{table} AS link WHERE link.{case_column} = ANY (closed)
        AND NOT EXISTS (SELECT 1 FROM public.{table} AS other
            WHERE other.{column} = link.{column} AND other.{case_column} <> ALL (closed))
    ), '{{}}');
END $$;
"""
_LINKS = {
    "files": ("cases_casefile", "file_id", "case_id"),
    "reports": ("cases_casereport", "report_id", "case_id"),
    "letters": ("cases_caseletter", "letter_id", "case_id"),
    "decisions": ("cases_decision_cases", "decision_id", "case_id"),
    "subjects": ("cases_case", "subject_id", "id"),
}
"""What hangs on cases by a link: out of reach where every case that it hangs on is closed."""
FUNCTIONS = (
    _SHUT.format(name="shut_cases", kind="uuid", column="case_id"),
    _SHUT.format(name="shut_refs", kind="text", column="ref"),
)
AFTER_SESSIONS = tuple(
    _ONLY_OF.format(name=name, table=table, column=column, case_column=case_column)
    for name, (table, column, case_column) in _LINKS.items()
)
OPEN_TO_APP = (
    *("shut_cases(text)", "shut_refs(text)"),
    *(f"only_of_shut_{name}()" for name in _LINKS),
)

_CASES = "((SELECT sbt.shut_cases((SELECT sbt.posting())))::uuid[])"
_BY_CASE = (
    *("cases_accusedcode", "cases_casereport", "cases_assignment", "cases_deadline", "cases_desk", "cases_content"),
    *("cases_casefile", "cases_caseletter", "cases_caseevent", "cases_decision_cases", "protection_disposalitem"),
)
_BY_LINK = {
    "evidence_file": "files",
    "intake_report": "reports",
    "letters_letter": "letters",
    "cases_decision": "decisions",
    "register_subject": "subjects",
}
APART: dict[str, str] = {
    "cases_case": f"id <> ALL {_CASES}",
    **dict.fromkeys(_BY_CASE, f"case_id <> ALL {_CASES}"),
    "cases_forwardingline": f"case_id IS NULL OR case_id <> ALL {_CASES}",
    **{table: f"id <> ALL ((SELECT sbt.only_of_shut_{name}())::uuid[])" for table, name in _BY_LINK.items()},
    "notices_notice": "ref <> ALL ((SELECT sbt.shut_refs((SELECT sbt.posting())))::text[])",
    "protection_reading": "ref <> ALL ((SELECT sbt.shut_refs((SELECT sbt.posting())))::text[])",
}
"""Case-bound table -> what keeps a row from a person who has an interest in its case; restrictive, for the application.

The functions above run as the owner, whom these policies do not bind, so that they can see what they have to hide.
"""
