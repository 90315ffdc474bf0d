"""Figures of a vote held elsewhere, held against the rule it names: told, never counted anew."""
from __future__ import annotations

from typing import Any

from consult.ballot.rules.plain_words import say
from consult.ballot.rules.tally import Figures, Verdict, tally
from consult.ballot.rules.vote_rule import VoteRule


def held_against(
    rule: VoteRule, *, eligible: int, participating: int, votes_for: int, votes_next: int = 0
) -> dict[str, Any]:
    """Whether the figures of a document meet its rule, with the sentence; empty where it has none, or none by heads.

    Whoever came next must have fewer votes: a place goes to the one with most (居委会组织法 art. 19).
    """
    if not eligible or not participating or rule.metrics != ("heads",):
        return {}
    figures = Figures(eligible, participating, votes_for, max(0, participating - votes_for), 0)
    result = tally(rule, {"heads": figures}).plain() | {"standing": True, "options": [], "base": None}
    met = result["verdict"] == Verdict.PASSED and not (votes_next and votes_next >= votes_for)
    return {"meets_rule": met, "said": {language: say(rule, result, language) for language in ("zh", "en")}}
