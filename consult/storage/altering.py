"""What a migration asks of both databases alike: checks that are worded anew, rows that may never be changed.

A database that refuses by itself keeps its promise whoever writes to it, past every verb. SQLite rebuilds a table
to change a check, and its guards are put up again.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import op


@contextmanager
def altered(table: str, checks: Mapping[str, str | None] | None = None) -> Iterator[Any]:
    """Alter a table: what a batch of Alembic can do, and checks given by name (None takes one away).

        with altered("task", {"task_state_known": "state IN ('open', 'done')"}) as batch:
            batch.add_column(sa.Column("note", sa.String()))
    """
    connection = op.get_bind()
    standing = {str(check["name"]) for check in sa.inspect(connection).get_check_constraints(table)}
    triggers = _written_down(connection, table)
    for name in _that_ask(connection, table):
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    with op.batch_alter_table(table, recreate="always" if connection.dialect.name == "sqlite" else "auto") as batch:
        for name in sorted(standing & set(checks or {})):
            batch.drop_constraint(name, type_="check")
        yield batch
        for name, condition in (checks or {}).items():
            if condition is not None:
                batch.create_check_constraint(name, condition)
    for trigger in triggers:
        connection.exec_driver_sql(trigger)


def _written_down(connection: sa.Connection, table: str) -> list[str]:
    """The triggers that SQLite forgets when it rebuilds a table, and those of other tables that ask it."""
    if connection.dialect.name != "sqlite":
        return []
    asked = sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
    others = sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
    return [*connection.scalars(asked, {"table": table}),
            *(connection.scalars(others, {"name": name}).one() for name in _that_ask(connection, table))]


def _that_ask(connection: sa.Connection, table: str) -> list[str]:
    """Triggers of other tables that read this one: SQLite renames no table that one of them misses meanwhile."""
    if connection.dialect.name != "sqlite":
        return []
    asked = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name <> :table ORDER BY name")
    return [name for name, sql in connection.execute(asked, {"table": table}) if f"FROM {table} " in sql]


def never_changed(table: str, but: Sequence[str] = ()) -> None:
    """Refuse every UPDATE of a table's rows (but of these columns), and every DELETE, on both databases.

    Only what empties an installation as a whole lifts them (consult/storage/guards.py).
    """
    columns = [column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)]
    of = ", ".join(f'"{name}"' for name in columns if name not in but)
    for statement in raise_guards(op.get_bind().dialect.name, table, of):
        op.get_bind().exec_driver_sql(statement)


def guarded_anew(table: str, but: Sequence[str] = ()) -> None:
    """The guard of a table that got new columns covers them too; or it is put up again over others."""
    on = "" if op.get_bind().dialect.name == "sqlite" else f' ON "{table}"'
    for what in ("update", "delete"):
        op.get_bind().exec_driver_sql(f"DROP TRIGGER {table}_no_{what}{on}")
    never_changed(table, but)


def never_changed_once(table: str, since: str, columns: Sequence[str]) -> None:
    """Refuse to give these columns of a row other values once its column `since` has one, on both databases."""
    dialect = op.get_bind().dialect.name
    other = "IS NOT" if dialect == "sqlite" else "IS DISTINCT FROM"
    when = f'OLD."{since}" IS NOT NULL AND (' + " OR ".join(f'NEW."{c}" {other} OLD."{c}"' for c in columns) + ")"
    then = (f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END" if dialect == "sqlite"
            else "EXECUTE FUNCTION never_changed()")
    op.get_bind().exec_driver_sql(
        f'CREATE TRIGGER {table}_once_{since} BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN ({when}) {then}')


def raise_guards(dialect: str, table: str, of: str) -> list[str]:
    """The statements that put the guards of one table up."""
    said = f"rows of {table} are never changed"
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {of} ON \"{table}\" "
            f"BEGIN SELECT RAISE(ABORT, '{said}'); END",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON \"{table}\" "
            f"BEGIN SELECT RAISE(ABORT, '{said}'); END",
        ]
    return [
        "CREATE OR REPLACE FUNCTION never_changed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION USING MESSAGE = 'rows of ' || TG_TABLE_NAME || ' are never changed', "
        "ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {of} ON \"{table}\" "
        "FOR EACH ROW EXECUTE FUNCTION never_changed()",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON \"{table}\" "
        "FOR EACH ROW EXECUTE FUNCTION never_changed()",
    ]
