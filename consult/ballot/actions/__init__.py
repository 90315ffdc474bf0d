"""Verbs of ballots."""
from __future__ import annotations

from consult.ballot.actions.adopting import adopt_rules, record_official_result
from consult.ballot.actions.announcing import (
    announce_ballot,
    call_off,
    close_standing,
    open_announced,
)
from consult.ballot.actions.bursts import cast_all
from consult.ballot.actions.casting import cast
from consult.ballot.actions.disputing import object_to_roll, recuse, rule_on_objection
from consult.ballot.actions.hands import count_hands
from consult.ballot.actions.helping import cast_for, cast_in_hall, end_proxy, file_proxy, make_hall_link
from consult.ballot.actions.merging import follow_merge
from consult.ballot.actions.opening import FullRoll, Voice, close_ballot, open_ballot
from consult.ballot.actions.opening_the_box import seal_away
from consult.ballot.actions.papers import enter_paper, issue_papers, void_paper
from consult.ballot.actions.sealing import cast_for_sealing, cast_sealed

__all__ = [
    "FullRoll", "Voice", "adopt_rules", "announce_ballot", "call_off", "cast", "cast_all", "cast_for", "cast_for_sealing", "cast_in_hall",
    "cast_sealed", "close_ballot", "close_standing", "count_hands", "end_proxy", "enter_paper", "file_proxy", "follow_merge",
    "issue_papers", "make_hall_link", "object_to_roll", "open_announced", "open_ballot", "record_official_result",
    "recuse", "rule_on_objection", "seal_away", "void_paper",
]
