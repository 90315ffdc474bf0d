"""The migrations make exactly what the models say, from nothing, on both databases."""
from __future__ import annotations

import importlib
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import CheckConstraint, Connection, Engine, MetaData, Table, inspect, text

from consult.matter import queries as matters
from consult.storage import migrations
from consult.storage.altering import altered
from consult.storage.base import Base
from consult.storage.engine import connect
from tests.builders import Neighbourhood
from tests.databases import Databases

TABLES = {table.name: table for table in Base.metadata.sorted_tables}

pytestmark = pytest.mark.as_served


@pytest.fixture
def engine(database_url: str) -> Any:
    engine = connect(database_url, writing=True)
    yield engine
    engine.dispose()


def test_an_empty_database_is_brought_to_the_head(database_url: str) -> None:
    assert migrations.current(database_url) == migrations.head()
    assert migrations.is_current(database_url)


def test_a_second_upgrade_changes_nothing(database_url: str) -> None:
    assert migrations.upgrade(database_url) == migrations.head()


def test_three_processes_that_migrate_at_once_wait_for_each_other(databases: Databases, tmp_path: Path) -> None:
    """As when several workers start on a new machine."""
    with databases.unmigrated(tmp_path) as url:
        program = "import sys; from consult.storage import migrations; print(migrations.upgrade(sys.argv[1]))"
        started = [
            subprocess.Popen(
                [sys.executable, "-c", program, url], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True,
            ) for _ in range(3)
        ]
        assert [process.communicate(timeout=110)[0].strip() for process in started] == [migrations.head()] * 3
        assert migrations.is_current(url)


def test_a_database_that_was_never_migrated_stands_nowhere(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    assert migrations.current(url) is None
    assert not migrations.is_current(url)


def test_a_database_of_a_later_release_is_left_alone(database_url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(migrations.NewerDatabase, match=r"revision 9999.*does not know.*restore a backup"):
            migrations.upgrade(database_url)
        assert migrations.current(database_url) == "9999"
        assert not migrations.is_current(database_url)
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{migrations.head()}'"))


def test_a_matter_that_was_in_session_is_in_a_meeting(neighbourhood: Neighbourhood, database_url: str) -> None:
    n, room = neighbourhood, neighbourhood.a_discussion()
    step = importlib.import_module("migrations.versions.0013_in_a_meeting")
    engine = migrations._engine(database_url)
    with engine.begin() as db, Operations.context(MigrationContext.configure(db)):
        with altered("matter", {"matter_state_known": step.KNOWN.format("'in_session', 'in_meeting'")}):
            pass
        db.execute(text("UPDATE matter SET state = 'in_session' WHERE state = 'in_meeting'"))
        step.upgrade()
    engine.dispose()
    assert n.see(matters.matter, room.matter_id, n.community).state == "in_meeting"


def test_the_models_hold_nothing_that_the_migrations_do_not(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("table", TABLES)
def test_the_checks_of_the_database_are_those_of_the_models(engine: Engine, table: str) -> None:
    in_the_database = {check["name"] for check in inspect(engine).get_check_constraints(table)}
    in_the_model = {each.name for each in TABLES[table].constraints if isinstance(each, CheckConstraint)}
    assert in_the_database == in_the_model


@pytest.mark.parametrize("table", TABLES)
def test_every_constraint_has_a_name(engine: Engine, table: str) -> None:
    seen = inspect(engine)
    named = [seen.get_pk_constraint(table)["name"]]
    named += [each["name"] for each in seen.get_foreign_keys(table) + seen.get_unique_constraints(table)]
    assert all(named), named


@pytest.mark.parametrize("table", TABLES)
def test_the_partial_indexes_are_partial_on_this_database_too(engine: Engine, table: str) -> None:
    where = f"{engine.dialect.name}_where"
    wanted = {
        index.name for index in TABLES[table].indexes
        if index.dialect_options[engine.dialect.name]["where"] is not None
    }
    found = {
        each["name"] for each in inspect(engine).get_indexes(table) if where in each.get("dialect_options", {})
    }
    assert found == wanted


def filled(connection: Connection, table: str, **told: Any) -> None:
    """A row of a table as it was at that revision; what is not told gets the plainest value of its kind."""
    rows = Table(table, MetaData(), autoload_with=connection)
    plain = {str: "x", int: 1, date: date(2026, 1, 1), datetime: datetime(2026, 1, 1, tzinfo=UTC), bool: False}
    values = {c.name: plain[c.type.python_type] for c in rows.columns if not c.nullable and c.server_default is None}
    connection.execute(rows.insert().values(values | told))


def test_limits_that_were_counted_by_weekends_alone_are_kept_as_such(databases: Databases, tmp_path: Path) -> None:
    """Before 0014 no holiday was known; what waits to be screened or reviewed is nobody's fault for ten days more."""
    with databases.unmigrated(tmp_path) as url:
        migrations.upgrade(url, "0013")
        engine = connect(url, writing=True)
        matter = {"category": "other", "due_on": date(2026, 10, 7)}
        with engine.begin() as connection:
            for table in ("street", "community", "person"):
                filled(connection, table, id=1)
            filled(connection, "matter", id=1, number=1, state="endorsed", owed_by="secretary", **matter)
            filled(connection, "matter", id=2, number=2, state="admitted", owed_by="convenor", **matter)
            own = {"community_id": 1, "source": "resident", "filing": "own", "times": "any", "filed_by_id": 1, "category": "other"}
            filled(connection, "need", id=1, state="filed", due_on=date(2027, 1, 4), **own)
            filled(connection, "need", id=2, state="withdrawn", due_on=date(2027, 1, 4), **own)
        migrations.upgrade(url)
        with engine.connect() as connection:
            kept = {name: connection.scalars(text(f"SELECT due_without FROM {name} ORDER BY id")).all() for name in ("matter", "need")}
        engine.dispose()
    assert kept == {"matter": ["2026", ""], "need": ["2027", ""]}
