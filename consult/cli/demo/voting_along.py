"""The others in the room vote, so that one visitor alone can see a vote to its end."""
from __future__ import annotations

from functools import partial
from random import Random

from sqlalchemy.orm import Session

from consult.account.queries import actor_of_person
from consult.ballot import queries as ballots
from consult.ballot.rules.tally import Choice
from consult.cli.demo.people import LOGINS
from consult.cli.demo.secret_voting import cast_secretly
from consult.cli.demo.stage import SEED
from consult.community import queries as register
from consult.core.actor import Actor
from consult.core.errors import NotFound, RuleBroken
from consult.meeting import actions as meetings
from consult.meeting import queries as rooms
from consult.meeting.models import Attendee, Meeting
from consult.meeting.rules.kinds import Status
from consult.storage.store import Store

USUALLY = [Choice.FOR] * 7 + [Choice.AGAINST] * 2 + [Choice.ABSTAIN]


def vote_along(store: Store) -> int:
    """Everyone present votes who is nobody's sign-in and has not voted; how many did."""
    with store.read() as db:
        open_ones = [
            (meeting, ballot_id) for community in register.communities(db)
            for meeting in rooms.meetings(db, community.id, states=["open"])
            if (ballot_id := rooms.open_ballot_id(db, meeting.id))
        ]
    return sum(_vote(store, meeting, ballot_id) for meeting, ballot_id in open_ones)


def _vote(store: Store, meeting: Meeting, ballot_id: int) -> int:
    random, cast = Random(SEED), 0  # noqa: S311 (opinions, not a secret)
    with store.read() as db:
        sides, secret = _sides(db, meeting), ballots.ballot(db, ballot_id, meeting.community_id).is_secret
        voters = [
            (actor, sides.get(place.person_id, random.choice(USUALLY)))
            for place in rooms.attendees(db, meeting.id) if (actor := _undecided(db, store, place, ballot_id))
        ]
    for actor, choice in voters:
        vote = partial(meetings.cast_vote, meeting_id=meeting.id, ballot_id=ballot_id, choice=choice)
        try:
            if secret:
                cast_secretly(store, actor, ballot_id, str(choice))
            else:
                store.carry_out(vote, actor=actor)
            cast += 1
        except RuleBroken:
            continue
    return cast


def _sides(db: Session, meeting: Meeting) -> dict[int, Choice]:
    """What those said who took a side."""
    discussion = rooms.open_discussion(db, meeting.id)
    said = rooms.turns(db, discussion.id) if discussion else []
    return {turn.speaker_id: Choice(turn.stance) for turn in said if turn.stance in ("for", "against")}


def _undecided(db: Session, store: Store, place: Attendee, ballot_id: int) -> Actor | None:
    """The actor, where it is for the demonstration to let them vote."""
    if not place.voter_key or place.status != Status.PRESENT or place.shown_as in LOGINS:
        return None
    if ballots.has_given(db, ballot_id, place.voter_key):
        return None
    try:
        return actor_of_person(db, place.person_id, store.clock())
    except NotFound:
        return None
