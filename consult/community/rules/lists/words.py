"""The words of lists for what the register keeps as a code (words.toml)."""
from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

TABLES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
YES, NO, NOTHING = (frozenset(TABLES["answer"][which].split()) for which in ("yes", "no", "nothing"))
"""NOTHING is what is written where there is nothing."""


def codes_of(table: str) -> dict[str, str]:
    """The code of every word of a table, codes among them."""
    return {word: code for code, words in TABLES[table].items() for word in (code, *words.split())}


def plain_word(text: str) -> str:
    """A word for comparing: half width, small letters, no blanks, nothing in brackets."""
    return re.sub(r"\s|\([^)]*\)", "", unicodedata.normalize("NFKC", text)).lower()


def kind_by_name(name: str) -> str:
    """The kind of unit that a name is of; empty where it is no organisation's."""
    return next((one["kind"] for one in TABLES["named"] if re.search(one["pattern"], name)), "")
