"""What is read from a file: one table of texts; or why it is not read."""
from __future__ import annotations

from dataclasses import dataclass, field

from consult.core.errors import Refusal

MB = 1024 * 1024


class Unreadable(Refusal):
    """A file that is not read: `code` says what it is, so that the door can say how to save it."""


@dataclass(frozen=True)
class Limits:
    """How much of a file is read at the most; everything beyond is refused before it is taken apart."""

    file_bytes: int = 20 * MB
    unpacked_bytes: int = 64 * MB
    sheets: int = 20
    rows: int = 20_000
    columns: int = 100
    characters: int = 20_000_000
    """Of all cells together: a text that many cells share is written once in a workbook."""
    memory_bytes: int = 1024 * MB
    """Of the process that takes the file apart."""
    seconds: int = 30


LIMITS = Limits()


@dataclass(frozen=True)
class Table:
    """A sheet as rows of texts, all as long as the longest; `first_row` is the number a spreadsheet gives to rows[0].

    Numbers are written without needless zeros (301, 89.35), days as 2026-03-02; a cell merged downwards stands in every
    row that it covers. `others` are the sheets of the file that hold something too and were not read.
    """

    sheet: str
    rows: list[list[str]]
    first_row: int = 1
    others: list[str] = field(default_factory=list)
