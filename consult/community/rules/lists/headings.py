"""What a column is by its heading: the words that offices use for each field, and those whose columns are never kept."""
from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from consult.community.rules.lists.model import ListKind

WORDS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))
BEFORE_THE_HOME = frozenset(WORDS["before"]["estate"].split())
A_NAME = tuple(WORDS["people"]["name"].split())
NEVER_KEPT = {why: tuple(words.split()) for why, words in WORDS["never_kept"].items()}
SAID_OF_IT = re.compile(r"[(\[【〔{<《][^)\]】〕}>》]*[)\]】〕}>》]|[*:#＊※\s]|^[0-9]{1,2}[.、]|[0-9]$")
LONGEST = 24
"""A longer text is a note and no heading."""


def plain_heading(cell: str) -> str:
    """A heading for comparing: without what stands in brackets, stars, blanks and a number; of "code words" the code."""
    text = unicodedata.normalize("NFKC", cell).strip().lower()
    code = re.match(r"([a-z_]+)(?=\s|$)", text)
    return code[1] if code else SAID_OF_IT.sub("", text)


def why_never_kept(cell: str) -> str:
    """The kind of private content that a heading announces; empty where it announces none."""
    heading = re.sub(r"\s", "", unicodedata.normalize("NFKC", cell).lower())
    if len(heading) > LONGEST:
        return ""
    return next((why for why, words in NEVER_KEPT.items() if any(word in heading for word in words)), "")


@cache
def fields_by_heading(kind: ListKind) -> dict[str, tuple[str, int]]:
    """Which field a plain heading is read as, and its rank among the words for that field: the lowest is taken, and
    another column of that field is not read. In a list of units the home is the delegate's."""
    before, of = ("delegate_", "代表") if kind is ListKind.UNITS else ("", "")
    homes = {f"{before}{part}": " ".join(of + word for word in words.split()) for part, words in WORDS["home"].items()}
    return {word: (field, rank) for field, words in {**WORDS[kind.value], **homes}.items()
            for rank, word in enumerate([field, *words.split()])}
