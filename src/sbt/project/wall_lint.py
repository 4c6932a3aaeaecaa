"""Looks for holes in the fourth wall: in tables, policies, logins, functions and views as the database itself has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg

from sbt.project import privileges, wall

PRODUCT = "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'"
COMMANDS = {"r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE"}
CACHES = frozenset({"cases_desk", "cases_assignment"})
"""Case-bound tables whose rows go: both can be made again, one from the events, one by assigning anew."""


@dataclass(frozen=True, slots=True, order=True)
class Hole:
    """One hole: where it is, and what is wrong there."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What is looked at, and which logins the product has."""

    db: psycopg.Connection
    app: str
    logins: tuple[str, ...]


def holes(db: psycopg.Connection, *, app: str, logins: tuple[str, ...]) -> list[Hole]:
    """Name every hole; an empty list where the wall is whole."""
    ground = Ground(db, app, logins)
    return sorted({hole for look in LOOKS for hole in look(ground)})


def _tables(ground: Ground) -> Iterator[Hole]:
    rows = ground.db.execute(
        "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity FROM pg_class AS c"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
        " AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e')"
    )
    for table, on, forced in rows:
        if table in wall.READ:
            if not (on and forced):
                yield Hole(table, "case-bound without forced row-level security")
        elif not wall.free(table):
            yield Hole(table, "neither listed as case-bound nor as free")


def _policies(ground: Ground) -> Iterator[Hole]:
    rows = ground.db.execute(
        "SELECT c.relname, p.polname, p.polcmd::text, p.polpermissive, pg_get_expr(p.polqual, p.polrelid),"
        " pg_get_expr(p.polwithcheck, p.polrelid) FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid"
    )
    found: dict[str, set[str]] = {}
    for table, name, command, permissive, using, check in rows:
        if command == "*" and permissive:
            yield Hole(table, f"policy {name} is for every command at once")
        if permissive and _says_nothing(using if command != "a" else check):
            yield Hole(table, f"policy {name} has no predicate")
        if permissive and command == "w" and check is not None and _says_nothing(check):
            yield Hole(table, f"policy {name} lets anything be written")
        if permissive and name not in wall.NAMES:
            yield Hole(table, f"policy {name} is none of ours")
        found.setdefault(table, set()).add(command)
    for table in wall.READ.keys() & wall.existing(ground.db):
        for command in COMMANDS.keys() - found.get(table, set()):
            yield Hole(table, f"no policy for {COMMANDS[command]}")


def _says_nothing(predicate: str | None) -> bool:
    return predicate is None or predicate.strip("() ").lower() in ("true", "1 = 1", "not false")


def _logins(ground: Ground) -> Iterator[Hole]:
    rows = ground.db.execute(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = ANY (%s)",
        [list(ground.logins)],
    )
    for name, superuser, bypasses, makes_roles in rows:
        if superuser:
            yield Hole(name, "login is a superuser")
        if bypasses:
            yield Hole(name, "login bypasses row-level security")
        if makes_roles and name == ground.app:
            yield Hole(name, "the application may make logins")
    members = ground.db.execute(
        "SELECT member.rolname, whole.rolname FROM pg_auth_members AS m JOIN pg_roles AS member ON member.oid = m.member"
        " JOIN pg_roles AS whole ON whole.oid = m.roleid WHERE member.rolname = %s",
        [ground.app],
    )
    for member, whole in members:
        yield Hole(member, f"the application may become {whole}")


def _owners(ground: Ground) -> Iterator[Hole]:
    rows = ground.db.execute(
        f"SELECT n.nspname || '.' || c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"  # noqa: S608
        f" WHERE {PRODUCT} AND pg_get_userbyid(c.relowner) = %s"
        " UNION ALL SELECT 'function ' || p.proname FROM pg_proc AS p WHERE pg_get_userbyid(p.proowner) = %s"
        " UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE pg_get_userbyid(nspowner) = %s",
        [ground.app] * 3,
    )
    for (name,) in rows:
        yield Hole(name, "owned by the application")


def _functions(ground: Ground) -> Iterator[Hole]:
    rows = ground.db.execute(
        "SELECT n.nspname || '.' || p.proname, p.proconfig, has_function_privilege('public', p.oid, 'EXECUTE')"  # noqa: S608
        f" FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE p.prosecdef AND {PRODUCT}"
        " AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.objid = p.oid AND d.deptype = 'e')"
    )
    for name, settings, anybody in rows:
        paths = [one for one in settings or () if one.startswith("search_path=")]
        if not paths or not paths[0].startswith("search_path=pg_catalog"):
            yield Hole(name, "SECURITY DEFINER without a fixed search_path")
        if anybody:
            yield Hole(name, "SECURITY DEFINER that anybody may call")


def _views(ground: Ground) -> Iterator[Hole]:
    rows = ground.db.execute(
        "SELECT n.nspname || '.' || c.relname, c.relkind::text, c.reloptions FROM pg_class AS c"  # noqa: S608
        f" JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm') AND {PRODUCT}"
        " AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e')"
    )
    for name, kind, options in rows:
        if kind == "m":
            yield Hole(name, "a materialised view keeps rows beyond every policy")
        elif not {"security_invoker=true", "security_invoker=on"} & set(options or ()):
            yield Hole(name, "view without security_invoker")


def _rights(ground: Ground) -> Iterator[Hole]:
    for table in sorted(wall.READ.keys() & wall.existing(ground.db)):
        if table not in CACHES | wall.UNUSED.keys() and _may(ground, table, "DELETE"):
            yield Hole(table, "the application may delete case-bound rows")
        if table in privileges.FOR_EVER and _may(ground, table, "UPDATE"):
            yield Hole(table, "the application may change what is kept for ever")
        if _may(ground, table, "TRUNCATE") or _may(ground, table, "TRIGGER"):
            yield Hole(table, "the application may empty it or hang triggers on it")
    for right in ("SELECT", "INSERT", "UPDATE", "DELETE"):
        if _may(ground, "sbt.session", right):
            yield Hole("sbt.session", f"the application may {right.lower()} sessions")


def _may(ground: Ground, table: str, right: str) -> bool:
    row = ground.db.execute("SELECT has_table_privilege(%s, %s, %s)", [ground.app, table, right]).fetchone()
    return bool(row and row[0])


LOOKS: tuple[Callable[[Ground], Iterator[Hole]], ...] = (
    _tables,
    _policies,
    _logins,
    _owners,
    _functions,
    _views,
    _rights,
)
