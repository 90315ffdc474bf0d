"""What changed between two texts: pieces that stayed, went and came, in reading order."""
from __future__ import annotations

from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Kind = Literal["same", "gone", "new"]
LONGEST_COMPARED = 4_000
"""Characters; beyond that the whole text went and the whole text came, which is told at once."""


class Piece(NamedTuple):
    """A piece of text and what became of it."""

    kind: Kind
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The pieces; joining what stayed with what went gives `before`, with what came `after`."""
    if max(len(before), len(after)) > LONGEST_COMPARED:
        return [piece for piece in (Piece("gone", before), Piece("new", after)) if piece.text]
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", before[a:b]))
        else:
            found += [piece for piece in (Piece("gone", before[a:b]), Piece("new", after[c:d])) if piece.text]
    return found
