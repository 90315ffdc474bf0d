"""What is read out of a list: entries of known fields, doubts with the column at fault, and what was dropped."""
from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as made
from enum import StrEnum
from typing import Any


class ListKind(StrEnum):
    """The lists that a register is kept by."""

    HOMES = "homes"
    PEOPLE = "people"
    OWNERS = "owners"
    UNITS = "units"
    POSTS = "posts"


FIELDS: dict[ListKind, tuple[str, ...]] = {
    ListKind.HOMES: ("grid", "building", "door", "use", "area", "lived_in"),
    ListKind.PEOPLE: ("name", "called", "building", "door", "comes_of_age", "posts", "login", "representative"),
    ListKind.OWNERS: ("building", "door", "owner", "area", "use", "unit_kind"),
    ListKind.UNITS: ("kind", "name", "name_en", "delegate", "delegate_building", "delegate_door", "member_of"),
    ListKind.POSTS: ("name", "building", "door", "post", "body", "grid", "starts_on", "ends_on", "seat", "login"),
}
"""What an entry of each list may hold; a field that the list does not have is absent from every entry.

Texts are normalised: an area in m² (89.35), days 2026-03-02, a month 2031-05, yes or no in lived_in and representative,
the codes of HomeUse, UnitKind and PostKind in use, kind, unit_kind, post and posts (several with a blank between them),
member or alternate in seat, several owners with 、 between them. member_of and body are a BodyKind's code where the word is
one of these, otherwise the body's name as written.
"""
NEEDED: dict[ListKind, tuple[str, ...]] = {
    ListKind.HOMES: ("building", "door"),
    ListKind.PEOPLE: ("name",),
    ListKind.OWNERS: ("building", "door", "owner"),
    ListKind.UNITS: ("name",),
    ListKind.POSTS: ("name", "post"),
}
"""What makes a list of this kind: without these columns it is another list, and an entry without them is in doubt."""


@dataclass(frozen=True)
class Column:
    """A column of the file: the letter a spreadsheet gives it, its heading, the field it was read as (empty: not read),
    and why it was dropped (a key of `Reading.dropped`; empty where it was not)."""

    letter: str
    heading: str
    field: str = ""
    dropped_because: str = ""


@dataclass(frozen=True)
class Entry:
    """One row that says something; `row` is its number in the spreadsheet."""

    row: int
    fields: dict[str, str]


@dataclass(frozen=True)
class Doubt:
    """Something in a row that cannot be taken in as it stands: a code with facts, and the column likely at fault.

    An entry of the same row may be there with what could be read. `letter` is empty where no column is to blame.
    """

    row: int
    letter: str
    field: str
    code: str
    facts: dict[str, Any] = made(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A list as it was read. `dropped` counts, by kind of private content (identity, phone, card …), cells that were
    not kept; nothing of their content is anywhere in here."""

    kind: ListKind
    columns: list[Column]
    entries: list[Entry]
    doubts: list[Doubt]
    dropped: dict[str, int]
