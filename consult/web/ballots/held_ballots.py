"""A ballot with the meeting, the discussion and the motion it belongs to, as pages of votes need it."""
from __future__ import annotations

from dataclasses import dataclass

from flask import g, url_for

from consult.ballot import queries
from consult.ballot.models import Ballot, RollEntry
from consult.ballot.rules.reading import read_rule
from consult.ballot.rules.vote_rule import VoteRule
from consult.core.errors import NotFound, RuleBroken
from consult.meeting import queries as meetings
from consult.meeting.models import Discussion, Meeting, Motion
from consult.web.doorway.access import db
from consult.web.wording.refusals import say


@dataclass(frozen=True)
class Held:
    """A ballot and where it is held."""

    ballot: Ballot
    rule: VoteRule
    meeting: Meeting
    discussion: Discussion
    motion: Motion


@dataclass(frozen=True)
class Counted:
    """A ballot whose box is looked at, wherever it was held: what it is called, and where its result stands."""

    ballot: Ballot
    title: str
    result_at: str


def counted_ballot(id: int) -> Counted:
    """A ballot of the community of this page, in a room or between meetings; NotFound otherwise."""
    ballot = queries.ballot(db(), id, g.community.id)
    if ballot.standing:
        return Counted(ballot, ballot.question[:30], url_for("standing.show", id=id))
    return Counted(ballot, held_ballot(id).discussion.matter.title, url_for("ballots.result", id=id))


def held_ballot(id: int) -> Held:
    """A ballot of the community of this page; NotFound otherwise."""
    ballot = queries.ballot(db(), id, g.community.id)
    place = meetings.discussion_of_ballot(db(), id)
    if place is None:
        raise NotFound("ballot")
    return Held(ballot, read_rule(ballot.rule), *place)


def why_silent(voice: RollEntry | None) -> str:
    """Why a voice may not vote, in words; empty where the roll keeps it from nothing."""
    return say(RuleBroken(voice.silent_because)) if voice and voice.silent_because else ""
