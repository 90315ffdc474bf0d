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

__all__ = [
    "PACKS", "ballot", "ballots", "named_choices", "open_for", "own_cast", "own_voices", "rule_for", "rules_at_hand",
    "turnout", "voices", "with_a_voice_of",
]
