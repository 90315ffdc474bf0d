"""Reads of ballots."""
from __future__ import annotations

from consult.ballot.queries.ballots import (
    ballot,
    ballots,
    has_given,
    named_choices,
    open_for,
    own_cast,
    own_voices,
    turnout,
    voices,
    voices_by_proxy,
    with_a_voice_of,
)
from consult.ballot.queries.channels import hand_counts, papers_counted
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
from consult.ballot.queries.vote_rules import PACKS, own_rules, rule_for, rules_at_hand, rules_in_force

__all__ = [
    "PACKS", "Place", "ballot", "ballots", "box", "cast_log", "hand_counts", "has_given", "last_statement_hash", "moment_of",
    "named_choices", "next_statement", "open_for", "open_sealed", "own_cast", "own_rules", "own_voices",
    "papers_counted", "place", "record", "roll", "roll_record", "rule_for", "rules_at_hand", "rules_in_force",
    "sealed", "turnout", "unfinished", "voices", "voices_by_proxy", "voted", "with_a_voice_of",
]
