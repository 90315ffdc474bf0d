"""Tables for spreadsheets: UTF-8 with the mark by which they know it, and no cell that they would run.

A heading is the stable code of its column and, after a space, its words. A column of codes is followed by one that says
them, under words alone.
"""
from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula begins with (OWASP, CSV injection), full-width forms included."""
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Words:
    """How a table is said in the reader's language: headings by column, and for a column of codes what says a row's."""

    headings: Mapping[str, Any]
    codes: Mapping[str, Callable[[Row], Any]]


def said_by(table: Mapping[Any, Any], column: str) -> Callable[[Row], str]:
    """What says the codes of a column by a table of words; a code without words says itself."""
    return lambda row: "" if row[column] in ("", None) else str(table.get(row[column], row[column]))


def worded(columns: Sequence[str], rows: Iterable[Row], words: Words) -> Iterator[list[Any]]:
    """The head and every row, with codes and their words side by side."""
    yield [cell for column in columns for cell in _heading(column, words)]
    for row in rows:
        yield [cell for column in columns for cell in (
            (row[column], words.codes[column](row)) if column in words.codes else (row[column],))]


def _heading(column: str, words: Words) -> tuple[str, ...]:
    said = str(words.headings[column])
    return (column, said) if column in words.codes else (f"{column} {said}",)


def written(rows: Iterable[Sequence[Any]]) -> str:
    """The file."""
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([cell(value) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()


def cell(value: Any) -> Any:
    """A cell that stays what it is: a text that looks like a formula gets an apostrophe before it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value.startswith(RUNS) else "" if value is None else value
