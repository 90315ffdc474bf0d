"""Which rule fits which roll: the bodies, places and units that it may be put to, and whether it needs a meeting."""
from __future__ import annotations

from dataclasses import dataclass

from consult.ballot.rules.vote_rule import Binding, Electorate, Method, Sitting, VoteRule
from consult.community.rules.kinds import Membership
from consult.core.errors import RuleBroken

OF_A_BODY: dict[Electorate, str] = {
    Electorate.MEMBERS: Membership.LISTED, Electorate.HOUSEHOLDS: Membership.HOUSEHOLDS,
    Electorate.NAMED_HOUSEHOLDS: Membership.HOUSEHOLDS, Electorate.ADULTS: "adults",
}
"""Which roll of a body is whose: owners have no body here."""


@dataclass(frozen=True)
class Place:
    """Where a question is put: to a place or a body's roll, in a meeting or between meetings."""

    scope: str
    body: str = ""
    """The kind of the body, where the scope is one."""
    membership: str = ""
    in_meeting: bool = False


def why_not(rule: VoteRule, place: Place) -> str:
    """The code of the reason why a rule does not fit a place; empty where it does."""
    if rule.binding == Binding.RECORD_ONLY:
        return "held_elsewhere"
    if place.in_meeting and rule.sitting == Sitting.NEVER:
        return "rule_between_meetings"
    if not place.in_meeting and rule.sitting == Sitting.ONLY:
        return "rule_needs_a_meeting"
    return _not_of_body(rule, place) if place.scope == "body" else _not_of_place(rule, place.scope)


def _not_of_body(rule: VoteRule, place: Place) -> str:
    if place.body not in rule.bodies or not (place.in_meeting or "body" in rule.scopes):
        return "rule_not_of_this_body"
    if rule.electorate == Electorate.ANYONE:
        return ""
    return "" if OF_A_BODY.get(Electorate(rule.electorate)) == place.membership else "rule_counts_others"


def _not_of_place(rule: VoteRule, scope: str) -> str:
    if rule.electorate == Electorate.MEMBERS:
        return "rule_counts_others"
    return "" if scope in rule.scopes else "rule_not_of_this_place"


def check_fits(rule: VoteRule, place: Place) -> None:
    """RuleBroken with the reason where the rule does not fit."""
    if code := why_not(rule, place):
        raise RuleBroken(code, rule=rule.code, name={"zh": rule.name, "en": rule.name_en})


def counted_whom(rule: VoteRule, scope: str) -> Electorate:
    """Whose electorate a rule takes in a scope. One that takes whoever is there takes a body's members, the households
    of a place where it counts households, else its adults; only an opinion is asked of the young too."""
    if rule.electorate != Electorate.ANYONE:
        return Electorate(rule.electorate)
    if scope == "body":
        return Electorate.MEMBERS
    if rule.unit[0] == "household":
        return Electorate.HOUSEHOLDS
    return Electorate.ANYONE if rule.method == Method.OPINION else Electorate.ADULTS
