"""Reads of ballots."""
from __future__ import annotations

from consult.ballot.queries.ballots import (
    PACKS,
    ballot,
    ballots,
    named_choices,
    open_for,
    own_cast,
    own_voices,
    rule_for,
    rules_at_hand,
    turnout,
    voices,
    with_a_voice_of,
)
from consult.ballot.queries.sealed import (
    Place,
    box,
    cast_log,
    last_statement_hash,
    moment_of,
    next_statement,
    open_sealed,
    place,
    record,
    roll,
    roll_record,
    sealed,
    unfinished,
    voted,
)

__all__ = [
    "PACKS", "Place", "ballot", "ballots", "box", "cast_log", "last_statement_hash", "moment_of",
    "named_choices", "next_statement", "open_for", "open_sealed", "own_cast", "own_voices", "place",
    "record", "roll", "roll_record", "rule_for", "rules_at_hand", "sealed", "turnout", "unfinished",
    "voices", "voted", "with_a_voice_of",
]
