"""Reads of ballots."""
from __future__ import annotations

from consult.ballot.queries.announcements import (
    announced_roll,
    announcement,
    announcements,
    due_to_close,
    due_to_open,
    objection,
    objections,
    objections_open,
    official_result,
    official_results,
    standing_ballots,
)
from consult.ballot.queries.ballots import (
    all_open,
    ballot,
    ballots,
    has_given,
    named_choices,
    open_for,
    own_cast,
    own_voices,
    silent_because,
    silent_count,
    turnout,
    voices,
    voices_by_proxy,
    with_a_voice_of,
)
from consult.ballot.queries.casting import said_before, voices_of_all
from consult.ballot.queries.channels import (
    grades_before,
    hall_link,
    hand_counts,
    keys_given,
    keys_given_away,
    paper,
    papers,
    papers_counted,
    proxies,
    proxies_held,
    read_by,
    readings,
)
from consult.ballot.queries.foreseen import Foreseen, foresee
from consult.ballot.queries.merging import announced_with, check_no_secret_ballot, merged_since, open_with
from consult.ballot.queries.sealed import (
    Place,
    box,
    cast_log,
    last_statement_hash,
    moment_of,
    next_statement,
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
    "PACKS", "Foreseen", "Place", "all_open", "announced_roll", "announced_with", "announcement", "announcements", "ballot",
    "ballots", "box", "cast_log", "check_no_secret_ballot", "due_to_close", "due_to_open", "foresee", "grades_before",
    "hall_link", "hand_counts", "has_given", "keys_given", "keys_given_away", "last_statement_hash", "merged_since",
    "moment_of", "named_choices", "next_statement", "objection", "objections", "objections_open", "official_result",
    "official_results", "open_for", "open_with", "own_cast", "own_rules", "own_voices", "paper", "papers", "papers_counted",
    "place", "proxies", "proxies_held", "read_by", "readings", "record", "roll", "roll_record", "rule_for", "rules_at_hand",
    "rules_in_force", "said_before", "sealed", "silent_because", "silent_count", "standing_ballots", "turnout",
    "unfinished", "voices", "voices_by_proxy", "voices_of_all", "voted", "with_a_voice_of",
]
