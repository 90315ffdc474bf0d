"""One act, one set of rules: a rule that only one way in asks is found.

A verb is inner where a door calls it itself and another verb calls it too. Whatever the outer verb refuses on its
way to the inner one is skipped by that door: it belongs into the inner verb, or into what the inner verb reads.
"""
from __future__ import annotations

import ast
import sys
from functools import cache

import pytest

from tests.architecture.who_calls import Place, below, is_verb, modules, refers


@cache
def refuses(place: Place) -> bool:
    """Whether a function says no by a rule. That something is not there, or not theirs, is no rule about the act."""
    return any(
        isinstance(node, ast.Raise) and node.exc is not None and "RuleBroken" in ast.unparse(node.exc)
        for statement in modules()[place.module].defines[place.name] for node in ast.walk(statement))


def called_by_doors() -> set[Place]:
    """The verbs that a door calls itself."""
    return {verb for place, others in refers().items() if place.is_door and not place.module.startswith("consult.cli")
            for verb in others if is_verb(verb)}


OF_THEIR_OWN = ("consult.community.actions.life.", "consult.community.actions.places.", "consult.community.actions.lists.",
                "consult.founding.actions.")
"""A move, a split, a list, a founding are acts of their own; what follows from them is done by the verbs that pages call,
with all of their rules, and what they refuse themselves is about the move, the list, the plan."""


def outer_rules() -> dict[tuple[str, str], set[str]]:
    """By outer and inner verb, the functions that refuse on the outer's way alone.

    What an outer verb refuses by way of another inner one is that one's rule.
    """
    found: dict[tuple[str, str], set[str]] = {}
    inner = called_by_doors()
    for outer in (place for place in refers() if is_verb(place) and not place.module.startswith(OF_THEIR_OWN)):
        own = {outer, *below(outer, through=lambda p: p not in inner)} - inner | {outer}
        said = {place for place in own if ".actions" in place.module and refuses(place)}
        for verb in inner & below(outer) - {outer}:
            if alone := {str(place) for place in said - below(verb)}:
                found[str(outer), str(verb)] = alone
    return found


def test_no_rule_stands_in_an_outer_verb_alone() -> None:
    assert outer_rules() == {}


def test_a_rule_that_only_the_room_asks_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it stood once: the room's own verb refused a chair, and the page cast by the verb beneath."""
    only_here, before = Place("consult.meeting.actions.voting", "_not_here"), refuses
    monkeypatch.setattr(sys.modules[__name__], "refuses", lambda place: place == only_here or before(place))
    assert outer_rules()["meeting.actions.voting:cast_votes", "ballot.actions.bursts:cast_all"] == {str(only_here)}
