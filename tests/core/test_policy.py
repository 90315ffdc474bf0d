"""The same table hides the button and refuses the request; what is next door is not there."""
from __future__ import annotations

from types import SimpleNamespace as Thing

import pytest

from consult.core.actor import THE_SYSTEM, Actor, HeldPost
from consult.core.errors import Forbidden, NotFound, RuleBroken
from consult.core.policy import Policy, holds_post, of_the_house, the_system

POLICY = Policy({"read": [of_the_house], "run": [holds_post("facilitator"), the_system]})


def actor(*posts: HeldPost, community: int | None = 1) -> Actor:
    return Actor(
        person_id=7, account_id=7, community_id=community, name="何静", called="何女士", posts=frozenset(posts),
    )


HERE, NEXT_DOOR = Thing(community_id=1), Thing(community_id=2)
ROOM = Thing(community_id=1, body_id=5)


@pytest.mark.parametrize(("who", "verb", "subject", "may"), [
    (actor(), "read", HERE, True), (actor(), "read", NEXT_DOOR, False), (None, "read", HERE, False),
    (actor(community=None), "read", Thing(community_id=None), False), (THE_SYSTEM, "read", NEXT_DOOR, True),
    (actor(), "run", HERE, False), (THE_SYSTEM, "run", HERE, True),
    (actor(HeldPost("facilitator", 1)), "run", HERE, True),
    (actor(HeldPost("facilitator", 1)), "run", ROOM, True),
    (actor(HeldPost("facilitator", 1, body_id=5)), "run", ROOM, True),
    (actor(HeldPost("facilitator", 1, body_id=6)), "run", ROOM, False),
    (actor(HeldPost("facilitator", 1, body_id=5)), "run", HERE, False),
    (actor(HeldPost("facilitator", 2)), "run", HERE, False),
    (actor(HeldPost("secretary", 1)), "run", HERE, False),
    (actor(HeldPost("facilitator", None)), "run", Thing(community_id=None), False),
    (THE_SYSTEM, "not in the table", HERE, False),
])
def test_who_may(who: Actor | None, verb: str, subject: object, may: bool) -> None:
    assert POLICY.permits(who, verb, subject) is may


def test_who_belongs_here_is_forbidden_and_who_does_not_finds_nothing() -> None:
    with pytest.raises(Forbidden) as refused:
        POLICY.require(actor(), "run", HERE)
    assert refused.value.facts == {"verb": "run"}
    for who in (None, actor(community=2), actor(community=None)):
        with pytest.raises(NotFound):
            POLICY.require(who, "run", HERE)


def test_missing_and_forbidden_look_alike_to_the_word() -> None:
    """A row names its table both when it is missing and when it is next door."""
    subject = Thing(community_id=2, __tablename__="docket_entry")
    with pytest.raises(NotFound) as refused:
        POLICY.require(actor(), "run", subject)
    assert refused.value.facts == NotFound("docket_entry").facts


def test_a_refusal_shows_its_code_and_facts() -> None:
    assert repr(RuleBroken("quorum_not_met", present=3)) == "RuleBroken('quorum_not_met', {'present': 3})"
