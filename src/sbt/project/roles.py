"""Makes the login `sbt_app` and grants it what `privileges` lists. Runs as the migrator, after the migrations."""

from __future__ import annotations

import psycopg
from psycopg import sql

from sbt.project import privileges, wall_session
from sbt.project.address import Address

REFUSE = """
CREATE OR REPLACE FUNCTION sbt_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$
"""

MAINTAIN_SINCE = 170000
"""The first server that can let a login write a table anew which it does not own."""


def make_login(owner: psycopg.Connection, app: Address) -> None:
    """Make or renew a login of the product: it owns nothing and makes nothing."""
    known = owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [app.user]).fetchone()
    secret = owner.pgconn.encrypt_password(app.password.encode(), app.user.encode(), b"scram-sha-256").decode()
    verb = sql.SQL("ALTER ROLE {} PASSWORD {}" if known else "CREATE ROLE {} LOGIN NOCREATEDB NOCREATEROLE PASSWORD {}")
    owner.execute(verb.format(sql.Identifier(app.user), sql.Literal(secret)))


def grant_privileges(owner: psycopg.Connection, app_login: str) -> None:
    """Take every privilege back, then give exactly what `privileges` lists, table by table."""
    app = sql.Identifier(app_login)
    database = sql.Identifier(owner.info.dbname)
    statements = [
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, app),
        sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(app),
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(app),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(app),
        sql.SQL(REFUSE),
    ]
    for table in tables(owner):
        name = sql.Identifier(table)
        rights = sql.SQL(", ").join(sql.SQL(right) for right in sorted(privileges.allowed(table)))
        statements.append(sql.SQL("GRANT {} ON {} TO {}").format(rights, name, app))
        if table in privileges.FOR_EVER:
            statements.append(
                sql.SQL(
                    "CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON {} "
                    "FOR EACH ROW EXECUTE FUNCTION sbt_refuse_change()"
                ).format(name)
            )
            statements.append(
                sql.SQL(
                    "CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON {} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION sbt_refuse_change()"
                ).format(name)
            )
    with owner.transaction():
        owner.execute("SET LOCAL client_min_messages = error")
        owner.execute(sql.SQL("; ").join(statements))


def grant_to_public_reader(owner: psycopg.Connection, login: str) -> None:
    """Give the public reader what public pages need: the published law and the marker of the installation."""
    reader = sql.Identifier(login)
    statements = [
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(owner.info.dbname), reader),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(reader),
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(reader),
        *(sql.SQL("GRANT SELECT ON {} TO {}").format(sql.Identifier(one), reader) for one in privileges.PUBLIC),
    ]
    with owner.transaction():
        owner.execute(sql.SQL("; ").join(statements))


def grant_to_retention(owner: psycopg.Connection, login: str) -> None:
    """Give the login that erases what `privileges` lists, and the way through the wall where one stands."""
    who = sql.Identifier(login)
    statements = [
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(owner.info.dbname), who),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(who),
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(who),
    ]
    maintains = owner.info.server_version >= MAINTAIN_SINCE
    for table, allowed in privileges.RETENTION.items():
        given = allowed | ({"MAINTAIN"} if allowed > privileges.READ and maintains else set())
        rights = sql.SQL(", ").join(sql.SQL(right) for right in sorted(given))
        statements.append(sql.SQL("GRANT {} ON {} TO {}").format(rights, sql.Identifier(table), who))
    if owner.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'sbt'").fetchone():
        statements.append(sql.SQL("GRANT USAGE ON SCHEMA sbt TO {}").format(who))
        statements += [
            sql.SQL("GRANT EXECUTE ON FUNCTION sbt.{}() TO {}").format(sql.Identifier(name), who)
            for name in wall_session.OPEN_TO_APP
        ]
    with owner.transaction():
        owner.execute(sql.SQL("; ").join(statements))


def tables(owner: psycopg.Connection) -> list[str]:
    """Every table and view of the product's schema."""
    found = owner.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')"
        " AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e') ORDER BY relname"
    )
    return [row[0] for row in found]
