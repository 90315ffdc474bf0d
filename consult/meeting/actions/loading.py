"""What every verb of a room loads first: the meeting, locked and open, and its open discussion."""
from __future__ import annotations

from datetime import date

from consult.community.models import Community, Person
from consult.community.queries import shown_name
from consult.core.actor import Actor
from consult.core.clock import local_date
from consult.core.errors import RuleBroken
from consult.meeting import policy, queries
from consult.meeting.models import Attendee, Discussion, Meeting
from consult.meeting.rules.kinds import Capacity, Status
from consult.meeting.rules.order import Order, order_from
from consult.storage.unit_of_work import Work


def the_meeting(work: Work, meeting_id: int, verb: str) -> tuple[Meeting, Actor]:
    """The meeting, locked, and the actor, permitted to do `verb` in it."""
    meeting = work.get(Meeting, meeting_id)
    return meeting, policy.require(work.actor, verb, meeting)


def an_open_meeting(work: Work, meeting_id: int, verb: str) -> tuple[Meeting, Actor]:
    """The same, while the sitting is open."""
    meeting, actor = the_meeting(work, meeting_id, verb)
    if meeting.state != "open":
        raise RuleBroken("meeting_not_open", state=meeting.state)
    return meeting, actor


def the_discussion(work: Work, meeting: Meeting) -> Discussion:
    """The discussion that is open in the room."""
    found = queries.open_discussion(work.db, meeting.id)
    if found is None:
        raise RuleBroken("no_open_discussion")
    return found


def in_the_room(work: Work, meeting: Meeting, person_id: int) -> Attendee:
    """The place of someone who is present."""
    places = queries.attendances(work.db, meeting.id, person_id)
    if not places or places[0].status != Status.PRESENT:
        raise RuleBroken("check_in_first")
    return places[0]


def check_may_be_heard(meeting: Meeting, place: Attendee) -> None:
    """Observers only listen where the rules of order say so; who proposed the matter is invited to speak."""
    if place.capacity == Capacity.OBSERVER and not order_of(meeting).observers_may_speak:
        raise RuleBroken("observers_listen")


def order_of(meeting: Meeting) -> Order:
    """The rules of order this meeting runs by."""
    return order_from(meeting.rules_of_order)


def the_queue(work: Work, meeting: Meeting, discussion: Discussion) -> list[int]:
    """The speaking queue as it stands."""
    work.db.flush()
    return queries.queue_order(work.db, discussion.id, order_of(meeting))


def today(work: Work, meeting: Meeting) -> date:
    """The calendar date where the meeting is."""
    return local_date(work.now, work.get(Community, meeting.community_id, lock=False).timezone)


def name_in_room(work: Work, meeting: Meeting, person_id: int) -> str:
    """The name the room sees."""
    places = queries.attendances(work.db, meeting.id, person_id)
    if places:
        return places[0].shown_as
    return shown_name(work.db, work.get(Person, person_id, lock=False), today(work, meeting))
