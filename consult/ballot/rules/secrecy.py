"""When a ballot may be secret, and what may be told of one."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from consult.ballot.rules.vote_rule import VoteRule
from consult.core.errors import RuleBroken

K = 5
"""In a group smaller than this everybody's choice can be worked out."""
TOLD_ALWAYS = ("verdict", "winner", "present", "eligible", "form", "way", "standing", "base")


class Secrecy(StrEnum):
    """Whether anybody can tell whose ballot is whose."""

    NAMED = "named"
    SECRET = "secret"  # noqa: S105 (a word, no password)


NAMED, SECRET = str(Secrecy.NAMED), str(Secrecy.SECRET)


def is_weighted(rule: VoteRule) -> bool:
    """Whether votes weigh by area: a weight of 87.3 m² names its owner."""
    return "area" in rule.metrics or any(unit.startswith("owner") for unit in rule.unit)


def ways(rule: VoteRule) -> tuple[str, ...]:
    """The kinds of ballot that a rule allows, its own first."""
    return tuple(dict.fromkeys((rule.secrecy, *rule.secrecies)))


def settled(rule: VoteRule, wanted: str, *, voices: int) -> VoteRule:
    """The rule with its secrecy settled: the rule's own unless the desk wants the other and the rule allows it.

    `voices` is how many can vote. Refused: area weights, rules that
    count groups apart (a box does not say of which group a ballot is), and fewer than k voices.
    """
    chosen = wanted or rule.secrecy
    if chosen == SECRET and is_weighted(rule):
        raise RuleBroken("weights_are_named")
    if chosen == SECRET and rule.groups:
        raise RuleBroken("groups_are_named")
    if chosen not in ways(rule):
        raise RuleBroken("secrecy_not_by_this_rule", secrecy=rule.secrecy)
    if chosen == SECRET and voices < K:
        raise RuleBroken("too_few_for_secret", voices=voices, needed=K)
    return replace(rule, secrecy=chosen)


def withheld(result: Mapping[str, Any], cast: int) -> dict[str, Any]:
    """What is told of a result with fewer than k ballots: the verdict, how many voted, and nothing of how."""
    kept = {name: result[name] for name in TOLD_ALWAYS if name in result}
    return {**kept, "withheld": "fewer_than_k", "participating": cast, "quorum": [], "threshold": [], "options": []}


def is_unanimous(tally: Mapping[str, int]) -> bool:
    """Whether all said the same, so that everybody's choice is known."""
    return sum(count > 0 for count in tally.values()) == 1
