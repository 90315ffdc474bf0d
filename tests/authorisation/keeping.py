"""What the database holds, what changed in it, and putting it back: row by row, so that it is quick."""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, Table, and_, event, insert, select
from sqlalchemy.exc import IntegrityError

from consult.storage.base import Base
from consult.storage.guards import lifted
from tests.databases import count_ids_from

TABLES = {table.name: table for table in Base.metadata.sorted_tables}
WAYS_IN = {"sign_in_session", "sign_in_failure", "command"}
"""What a refused request may touch: when a session was last seen, a wrong password, a name for one act."""
WRITTEN = re.compile(r'\b(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
LOOKS_AT_ALL = 25
"""So often everything is looked at, and not only what statements name: nothing writes past them."""
Picture = dict[str, list[Any]]
Changes = dict[str, list[Any]]


def look(engine: Engine, names: Iterable[str] = TABLES) -> Picture:
    """Every row of tables as the driver gives it: quick, and enough to compare."""
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        picture = {}
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            picture[name] = cursor.fetchall()
        cursor.close()
    return picture


class Keeper:
    """Remembers a database, says what changed in it, and puts it back."""

    def __init__(self, reading: Engine, writing: Engine) -> None:
        self.reading, self.writing = reading, writing
        self._keys = self._places_of_keys()
        self.picture = look(reading)
        self._rows = self._as_written()
        self._named: set[str] = set()
        self._looks = 0
        event.listen(Engine, "before_cursor_execute", self._note)

    def close(self) -> None:
        """Watch no more."""
        event.remove(Engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self._named.update(name for name in WRITTEN.findall(statement) if name in TABLES)

    def _places_of_keys(self) -> dict[str, list[int]]:
        """Where in a row its key is: columns come in the order of the migrations, not of the models."""
        with self.reading.connect() as connection:
            columns = {name: list(connection.exec_driver_sql(f'SELECT * FROM "{name}" LIMIT 0').keys()) for name in TABLES}
        return {name: [columns[name].index(c.name) for c in table.primary_key] for name, table in TABLES.items()}

    def _as_written(self) -> dict[str, dict[Any, dict[str, Any]]]:
        with self.reading.connect() as connection:
            return {
                name: {tuple(row[c.name] for c in table.primary_key): dict(row)
                       for row in connection.execute(select(table)).mappings()}
                for name, table in TABLES.items()
            }

    def changed(self) -> Changes:
        """The keys of the rows that were added, changed or lost, by table."""
        self._looks += 1
        names = TABLES if self._looks % LOOKS_AT_ALL == 0 else [name for name in TABLES if name in self._named]
        now = look(self.reading, names)
        differing = {name: self._differing(name, now[name]) for name in names if now[name] != self.picture[name]}
        found = {name: keys for name, keys in differing.items() if keys}
        assert found.keys() <= self._named, "something wrote and no statement named it"
        return found

    def _differing(self, name: str, rows: list[Any]) -> list[Any]:
        before, after = self._by_key(name, self.picture[name]), self._by_key(name, rows)
        return [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]

    def _by_key(self, name: str, rows: list[Any]) -> dict[Any, Any]:
        return {tuple(row[i] for i in self._keys[name]): row for row in rows}

    def put_back(self, changed: Changes) -> None:
        """Make everything as it was: first what stayed, so that nothing points at what came, which then goes.

        What stayed and has to stand alone, such as a turn that runs, comes after what took its place.
        """
        lost: dict[str, list[dict[str, Any]]] = {}
        later: list[Any] = []
        with self.writing.begin() as connection, lifted(connection):
            for name, table in TABLES.items():
                for key in changed.get(name, ()):
                    if row := self._rows[name].get(key):
                        as_it_was = table.update().where(_is(table, key)).values(row)
                        try:
                            with connection.begin_nested():
                                found = connection.execute(as_it_was).rowcount
                        except IntegrityError:
                            later.append(as_it_was)
                            continue
                        lost.setdefault(name, []).extend([] if found else [row])
            for name, table in reversed(TABLES.items()):
                for key in sorted(changed.get(name, ()), reverse=True):  # the newest may point at one before it
                    if key not in self._rows[name]:
                        connection.execute(table.delete().where(_is(table, key)))
            for as_it_was in later:
                connection.execute(as_it_was)
            for name, rows in lost.items():
                if rows:
                    connection.execute(insert(TABLES[name]), rows)
            count_ids_from(connection, [TABLES[name] for name in changed], start=False)
        self._named.clear()


def _is(table: Table, key: Any) -> Any:
    return and_(*(column == value for column, value in zip(table.primary_key, key, strict=True)))
