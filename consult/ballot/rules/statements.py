"""What is signed about a sealed ballot, and how anybody recomputes it: box, roll, sealed set, statements.

static/recount/ and static/js/ballots/recount*.js compute the same by themselves, and the result from it.
"""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from consult.ballot.rules.sealed_text import QUESTION, Opened
from consult.core.events import canonical

VERSION = 2
"""Of statements: the second says form, base and numbers of the roll at the opening, and at the close what was chosen."""
RECEIPT_VERSION = 1
FIRST = "0" * 64
"""What the first statement of a community names as the one before it."""


def digest(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


RollLine = tuple[str, bool, bool] | str
"""Of the roll at the opening: a voice's key, whether it was there, whether it can vote. Of those who voted: the key."""


def box_csv(rows: Iterable[Opened]) -> str:
    """The box as it is published: one line a ballot, in the order of the trackers."""
    return "question,tracker,choice\n" + "".join(f"{QUESTION},{row.tracker},{row.choice}\n" for row in rows)


def roll_hash(salt: bytes, voices: Iterable[RollLine]) -> str:
    """The hash of a list of voices; salted, since who voted could be tried out otherwise."""
    return digest(salt + canonical(sorted(voices)))


def sealed_root(envelopes: Iterable[str]) -> str:
    """The Merkle root over the hashes of the envelopes that were opened, sorted; 64 zeros when there were none."""
    level = [hashlib.sha256(b"\x00" + bytes.fromhex(each)).digest() for each in sorted(envelopes)]
    if not level:
        return FIRST
    while len(level) > 1:
        pairs = [level[at:at + 2] for at in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\x01" + pair[0] + pair[1]).digest() if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0].hex()


def counted(rows: Sequence[Opened], choices: Iterable[str]) -> dict[str, int]:
    """How many ballots say what; a ballot that says several counts for each."""
    said = [code for row in rows for code in row.choice.split("+")]
    return {code: said.count(code) for code in [*choices, "invalid"]}


def statement(kind: str, previous: str, **facts: Any) -> bytes:
    """The canonical text of a statement; `previous` is the hash of the community's statement before it."""
    return canonical({"v": VERSION, "kind": kind, "previous": previous, **facts})


def receipt(ballot_id: int, envelope: str, n: int, head: str) -> bytes:
    """What a receipt signs: this envelope is line n of the cast log, whose head it made."""
    return canonical({
        "v": RECEIPT_VERSION, "kind": "receipt", "ballot": ballot_id, "envelope": envelope, "n": n, "head": head})
