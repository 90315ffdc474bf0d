"""Every state that what goes with a ballot can be in, written out: what is stored keeps its code."""
from __future__ import annotations

from typing import get_args

import pytest

from consult.ballot.rules import hands, states


@pytest.mark.parametrize(("kind", "codes"), [
    ("VotingWay", "ballots hands"), ("AnnouncementState", "announced opened called_off"),
    ("RollRuling", "upheld dismissed"), ("PaperState", "issued entered differs valid void"),
    ("SealingState", "open counted sealed"), ("StatementKind", "open close"),
])
def test_what_is_stored_keeps_its_code(kind: str, codes: str) -> None:
    assert list(get_args(getattr(states, kind))) == codes.split()


def test_a_box_is_counted_and_then_sealed() -> None:
    assert states.SEALING.name == "sealed_ballot"
    assert states.SEALING.moves == {("open", "count"): "counted", ("counted", "seal"): "sealed"}


def test_nobody_silent_is_needed_among_those_who_did_not_vote() -> None:
    """A count in which everybody voted, and nobody had to be silent, adds up."""
    hands.check_sum(hands.Hands(votes_for=2, against=1, abstain=0, not_voting=0), 3)
