"""The tables of the log, in a schema of their own, and the triggers that queue an act in the transaction that does it.

The application may read entries, tiles and checkpoints; only the login of the sequencer writes them. Runs as the owner.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

from sbt.ledger.leaves import SOURCES, Source

_TABLES = """
CREATE SCHEMA IF NOT EXISTS ledger;
CREATE TABLE IF NOT EXISTS ledger.pending (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source text NOT NULL,
    content jsonb NOT NULL
);
CREATE TABLE IF NOT EXISTS ledger.entry (
    idx bigint PRIMARY KEY CHECK (idx >= 0),
    source text NOT NULL,
    ref text,
    key bytea,
    leaf bytea NOT NULL CHECK (octet_length(leaf) <= 65535),
    UNIQUE (source, ref)
);
CREATE TABLE IF NOT EXISTS ledger.tile (
    level smallint NOT NULL,
    n bigint NOT NULL,
    hashes bytea NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0),
    PRIMARY KEY (level, n)
);
CREATE TABLE IF NOT EXISTS ledger.checkpoint (
    size bigint PRIMARY KEY,
    root bytea NOT NULL,
    note text NOT NULL,
    signed_at timestamptz NOT NULL,
    published_at timestamptz,
    troubles jsonb NOT NULL DEFAULT '{}'
);
CREATE TABLE IF NOT EXISTS ledger.line (
    case_id uuid PRIMARY KEY,
    name bytea NOT NULL,
    last bytea NOT NULL
);
CREATE OR REPLACE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'tile' AND TG_OP = 'UPDATE' THEN
        IF octet_length(OLD.hashes) < 8192 AND starts_with(encode(NEW.hashes, 'hex'), encode(OLD.hashes, 'hex')) THEN
            RETURN NEW;
        END IF;
    ELSIF TG_TABLE_NAME = 'checkpoint' AND TG_OP = 'UPDATE' THEN
        IF NEW.size = OLD.size AND NEW.root = OLD.root THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the log only grows' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER only_grows BEFORE UPDATE OR DELETE ON ledger.entry
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE OR REPLACE TRIGGER only_grows BEFORE UPDATE OR DELETE ON ledger.tile
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE OR REPLACE TRIGGER only_grows BEFORE UPDATE OR DELETE ON ledger.checkpoint
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE OR REPLACE FUNCTION ledger.queue() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    content jsonb := to_jsonb(NEW);
    word text;
BEGIN
    FOREACH word IN ARRAY coalesce(TG_ARGV::text[], '{}') LOOP
        IF starts_with(word, 'day:') THEN
            word := substr(word, 5);
            content := jsonb_set(content, ARRAY[word], to_jsonb(left(content ->> word, 10)));
        ELSE
            content := content - word;
        END IF;
    END LOOP;
    INSERT INTO ledger.pending (source, content) VALUES (TG_TABLE_NAME, content);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION ledger.queue() FROM PUBLIC;
"""
_RIGHTS = """
REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM {app}, {sequencer};
GRANT USAGE ON SCHEMA ledger TO {app}, {sequencer};
GRANT CONNECT ON DATABASE {database} TO {sequencer};
GRANT SELECT ON ledger.entry, ledger.tile, ledger.checkpoint TO {app}, {sequencer};
GRANT SELECT, DELETE ON ledger.pending TO {sequencer};
GRANT INSERT ON ledger.entry TO {sequencer};
GRANT INSERT, UPDATE ON ledger.tile, ledger.checkpoint TO {sequencer};
GRANT SELECT, INSERT, UPDATE ON ledger.line TO {sequencer}
"""


def raise_log(owner: psycopg.Connection, app: str, sequencer: str) -> None:
    """Make the tables and the triggers; safe to repeat."""
    names = {"app": app, "sequencer": sequencer, "database": owner.info.dbname}
    with owner.transaction():
        owner.execute("SET LOCAL client_min_messages = error")
        owner.execute(_TABLES)
        owner.execute(sql.SQL(_RIGHTS).format(**{name: sql.Identifier(value) for name, value in names.items()}))
        for table, source in SOURCES.items():
            owner.execute(_triggers(table, source))


def _triggers(table: str, source: Source) -> sql.Composed:
    words = (*source.dropped, *(f"day:{column}" for column in source.to_the_day))
    given = {
        "table": sql.Identifier(table),
        "words": sql.SQL(", ").join(sql.Literal(word) for word in words),
        "column": sql.Identifier(source.updates or source.key),
    }
    made = (
        "CREATE OR REPLACE TRIGGER queued AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION ledger.queue({words})"
    )
    if source.updates:
        made += (
            "; CREATE OR REPLACE TRIGGER queued_again AFTER UPDATE OF {column} ON {table} FOR EACH ROW"
            " WHEN (OLD.{column} IS DISTINCT FROM NEW.{column}) EXECUTE FUNCTION ledger.queue({words})"
        )
    return sql.SQL(made).format(**given)
