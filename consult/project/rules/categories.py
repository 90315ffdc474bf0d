"""What needs, resources and projects are about, and what volunteer posts are for: read from data."""
from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from consult.core.errors import BadShape


@dataclass(frozen=True)
class Category:
    """One category under the names it goes by."""

    code: str
    zh: str
    en: str


@cache
def _table() -> dict[str, tuple[Category, ...]]:
    text = files(__package__).joinpath("categories.toml").read_text(encoding="utf-8")
    return {kind: tuple(Category(**row) for row in rows) for kind, rows in tomllib.loads(text).items()}


def categories() -> tuple[Category, ...]:
    """The categories of needs, resources and projects, in their order."""
    return _table()["category"]


def volunteering() -> tuple[Category, ...]:
    """What volunteer posts are for, in their order."""
    return _table()["volunteering"]


def check_category(code: str, among: tuple[Category, ...]) -> str:
    """The code, when it is one of these; BadShape otherwise."""
    if code not in {each.code for each in among}:
        raise BadShape({"category": "not_a_choice"})
    return code
