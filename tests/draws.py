"""What of a product a run tries: a fixed tenth, drawn by the commit, so that ten commits in a row try everything.

A product is a test for every page, mode, language or role there is. Its function is marked:

    @pytest.mark.drawn                  of its cases a tenth
    @pytest.mark.drawn("postgresql")    all of them on SQLite, a tenth on PostgreSQL
    @pytest.mark.drawn("postgresql", one=True)   all of them on SQLite, one on PostgreSQL

A test that goes through a product by itself asks `in_this_draw` what of it to try.

`make test` sets CONSULT_TEST_DRAW to the number of the draw; without it (`make test-full`, or pytest by hand)
everything is tried. A case that is named by its id is always tried.
"""
from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar
from zlib import crc32

import pytest

from tests.databases import kind_of_database

PARTS = 10
NOT_DRAWN = "of products: not in this draw"
OPENS_NO_DATABASE = "opens no database: ran in the first half"
Reasons = Counter[str]
Case = TypeVar("Case")


def draw() -> int | None:
    """The number of the draw; None when everything is tried."""
    said = os.environ.get("CONSULT_TEST_DRAW", "")
    return int(said) % PARTS if said else None


def falls_on(number: int, name: str, drawn: int | None, parts: int = PARTS) -> bool:
    """Whether the case with this number, of the product with this name, is in a draw."""
    return drawn is None or (number + crc32(name.encode())) % parts == drawn % parts


def in_this_draw(name: str, cases: Iterable[Case]) -> list[Case]:
    """Of a product that one test goes through by itself: the cases that this run tries."""
    return [case for number, case in enumerate(cases) if falls_on(number, name, draw())]


def roles_in_turn(name: str, roles: Sequence[str]) -> list[str]:
    """The roles for which a row is tried: all on SQLite, on PostgreSQL one, which is another at the next commit."""
    drawn = draw()
    if drawn is None or kind_of_database() == "sqlite":
        return list(roles)
    return [roles[(crc32(name.encode()) + drawn) % len(roles)]]


def left_out(items: list[pytest.Item], *, once: bool, drawn: int | None) -> dict[str, str]:
    """By id, the tests that this run leaves out, and why."""
    found = _not_drawn(items, drawn)
    if once:
        found |= {item.nodeid: OPENS_NO_DATABASE for item in items if "databases" not in item.fixturenames}  # type: ignore[attr-defined]
    return found


def _not_drawn(items: list[pytest.Item], drawn: int | None) -> dict[str, str]:
    products: dict[str, list[pytest.Item]] = {}
    for item in items:
        marked = item.get_closest_marker("drawn")
        if marked is None or (marked.args and kind_of_database() not in marked.args):
            continue
        products.setdefault(item.nodeid.split("[")[0], []).append(item)
    return {item.nodeid: NOT_DRAWN for name, cases in products.items() for number, item in enumerate(cases)
            if not falls_on(number, name, drawn, _parts(cases))}


def _parts(cases: list[pytest.Item]) -> int:
    """Into how many parts the cases fall."""
    marked = cases[0].get_closest_marker("drawn")
    return len(cases) if marked and marked.kwargs.get("one") else PARTS


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not in this draw, and in the second half what has nothing to do with a database."""
    if any("::" in named for named in config.args):
        return
    out = left_out(items, once=bool(os.environ.get("CONSULT_TEST_SECOND_HALF")), drawn=draw())
    if out:
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid in out])
        items[:] = [item for item in items if item.nodeid not in out]
    config.stash[LEFT_OUT] = Counter(out.values())


LEFT_OUT = pytest.StashKey[Reasons]()
