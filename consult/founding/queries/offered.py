"""Which vote rules a body can be founded with."""
from __future__ import annotations

from datetime import date

from consult.ballot.queries.vote_rules import rules_at_hand
from consult.ballot.rules.vote_rule import Binding, Method, VoteRule
from consult.community.rules.kinds import BodyKind
from consult.community.rules.presets import PRESETS

DECIDES = (Method.THRESHOLD, Method.MORE_FOR_THAN_AGAINST, Method.NO_OBJECTION)


def offered_rules(kind: BodyKind, day: date) -> list[VoteRule]:
    """The rules by which a body of the kind may decide on a day, that of its kind first."""
    usual = PRESETS[kind].vote_rule
    found = [rule for rule in rules_at_hand() if rule.in_force(day) and (rule.code == usual or _decides(rule, kind))]
    return sorted(found, key=lambda rule: rule.code != usual)


def _decides(rule: VoteRule, kind: BodyKind) -> bool:
    """Whether it is for every question of the body: not for ending a post or a debate, nor a request from below."""
    return (str(kind) in rule.bodies and rule.method in DECIDES and rule.binding in (Binding.BINDING, Binding.ADVISORY)
            and not rule.ends_post and "requisition" not in rule.code and not rule.code.startswith(("village_", "close_")))


def fitting_rules(day: date) -> dict[BodyKind, frozenset[str]]:
    """Their codes, by kind of body."""
    return {kind: frozenset(rule.code for rule in offered_rules(kind, day)) for kind in PRESETS}
