"""What the verbs of a sitting load first."""
from __future__ import annotations

from consult.community.models import Person
from consult.community.queries import shown_name
from consult.community.rules.sittings import Kind
from consult.core.actor import Actor
from consult.core.errors import NotFound, RuleBroken
from consult.meeting.actions.loading import the_meeting, today
from consult.meeting.models import Meeting
from consult.meeting.models.sittings import Sitting
from consult.meeting.queries import sittings as queries
from consult.storage.work import Work


def the_sitting(work: Work, meeting: Meeting) -> tuple[Sitting, Kind]:
    """How a meeting goes, locked, and the kind it was convened as."""
    held = work.get(Sitting, meeting.id)
    return held, queries.kind_of(held)


def before_it_opens(work: Work, meeting_id: int, verb: str) -> tuple[Meeting, Actor, Sitting, Kind]:
    """A meeting that was convened and is not open yet."""
    meeting, actor = the_meeting(work, meeting_id, verb)
    if meeting.state != "convened":
        raise RuleBroken("not_now", thing="meeting", state=meeting.state, move=verb)
    return meeting, actor, *the_sitting(work, meeting)


def a_neighbour(work: Work, meeting: Meeting, person_id: int) -> tuple[Person, str]:
    """A person of the meeting's own community, and the name that is shown."""
    person = work.get(Person, person_id, lock=False)
    if person.community_id != meeting.community_id:
        raise NotFound("person")
    return person, shown_name(work.db, person, today(work, meeting))
