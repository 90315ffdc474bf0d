"""Both databases of the tests refuse words that are longer than their column, and zero bytes: SQLite by itself would not."""
from __future__ import annotations

import pytest
from sqlalchemy import Column, String, inspect, text, update
from sqlalchemy.exc import DBAPIError

from consult.matter.models import Matter
from consult.storage.base import Base
from consult.storage.store import Store
from tests.builders import Neighbourhood

WORDS = [column for table in Base.metadata.sorted_tables for column in table.c if isinstance(column.type, String)]


def test_every_column_of_words_is_held_to_its_length(store: Store) -> None:
    """PostgreSQL does it by the type; in the tests' SQLite every column of words has a check."""
    with store.reading.connect() as db:
        if store.reading.dialect.name == "postgresql":
            looked = inspect(db)
            there = {(table, c["name"]): c["type"].length for table in looked.get_table_names() for c in looked.get_columns(table)
                     if isinstance(c["type"], String)}
            wrong = [column for column in WORDS if there[column.table.name, column.name] != column.type.length]
        else:
            tables = dict(db.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all())
            wrong = [column for column in WORDS if check_of(column) not in tables[column.table.name]]
    assert [str(column) for column in wrong] == [] and len(WORDS) > 300


def check_of(column: Column[str]) -> str:
    """What the tests' SQLite checks of a column."""
    longest = f'length("{column.name}") <= {column.type.length} AND ' if column.type.length else ""
    return f'CHECK ({longest}instr("{column.name}", char(0)) = 0)'


@pytest.mark.parametrize(("column", "words"), [("title", "长" * 61), ("title", "a\x00b"), ("what", "a\x00b")])
def test_words_that_do_not_fit_are_refused(neighbourhood: Neighbourhood, column: str, words: str) -> None:
    neighbourhood.a_matter()
    with neighbourhood.store.writing.connect() as db, pytest.raises((DBAPIError, ValueError)):
        db.execute(update(Matter).values({column: words}))
