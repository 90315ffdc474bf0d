"""What no field of a vote rule says alone: each held against the others."""
from __future__ import annotations

from consult.ballot.rules.reading_bars import RuleFault
from consult.ballot.rules.vote_rule import Base, Binding, Method, VoteRule


def coherent(rule: VoteRule) -> VoteRule:
    """The rule, where its fields agree; RuleFault names the one that does not."""
    if rule.method == Method.THRESHOLD and not rule.thresholds and rule.binding != Binding.RECORD_ONLY:
        raise RuleFault("threshold", "a rule by threshold needs one")
    if (rule.method == Method.MODAL_GRADE) != bool(rule.grades):
        raise RuleFault("grades", "an appraisal has grades, and nothing else has")
    if rule.abstain_in_base == any(bar.base == Base.CAST for bar in rule.thresholds):
        raise RuleFault("abstain_in_base", "the base 'cast' leaves abstentions out, every other holds them")
    if rule.effective_to is not None and rule.effective_to < rule.effective_from:
        raise RuleFault("effective_to", "ends before it begins")
    if "area" in rule.metrics and "secret" in rule.secrecies:
        raise RuleFault("secrecy", "a ballot weighed by area tells whose it is, so it is named")
    return rule


def to_adopt(rule: VoteRule) -> VoteRule:
    """The rule, where a community may adopt it; RuleFault for what can be read and could not be put to a vote."""
    if rule.groups and "secret" in rule.secrecies:
        raise RuleFault("secrecy", "groups are counted apart, which a secret ballot cannot: it is named", rule.code)
    if rule.method == Method.NO_OBJECTION and not rule.quorums:
        raise RuleFault("quorum", "that nobody objects says nothing without a quorum", rule.code)
    return rule
