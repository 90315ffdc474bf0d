"""What every verb of a room loads first: the meeting, locked and open, and its open discussion."""
from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from consult.ballot.actions import FullRoll, Voice
from consult.ballot.queries.places import place_in
from consult.ballot.rules.roll_base import base_of
from consult.ballot.rules.vote_rule import Electorate, VoteRule
from consult.community.models import Community, Person
from consult.community.queries import held_posts, shown_name
from consult.community.rules.electors import Elector
from consult.core.actor import Actor
from consult.core.clock import local_date
from consult.core.errors import NotFound, RuleBroken
from consult.meeting import policy, queries
from consult.meeting.models import Attendee, Discussion, FloorSeat, Meeting
from consult.meeting.queries import order as procedure
from consult.meeting.rules.chairs import chairs_by
from consult.meeting.rules.kinds import Capacity, Status
from consult.meeting.rules.order import Order, order_from
from consult.meeting.rules.procedure import RulingKind
from consult.storage.work import Work


def the_meeting(work: Work, meeting_id: int, verb: str) -> tuple[Meeting, Actor]:
    """The meeting, locked, and the actor, permitted to do `verb` in it."""
    meeting = work.get(Meeting, meeting_id)
    return meeting, policy.require(work.actor, verb, meeting)


def an_open_meeting(
    work: Work, meeting_id: int, verb: str, *, also_suspended: bool = False
) -> tuple[Meeting, Actor]:
    """The same, while the sitting is open and not suspended (or suspended as well, where that is no hindrance)."""
    meeting, actor = the_meeting(work, meeting_id, verb)
    if meeting.state != "open":
        raise RuleBroken("meeting_not_open", state=meeting.state)
    if meeting.suspended_at is not None and not also_suspended:
        raise RuleBroken("meeting_suspended", reason=meeting.suspended_reason)
    return meeting, actor


@dataclass(frozen=True)
class Speaker:
    """Someone in the room who may be heard: a person, or a floor seat."""

    person_id: int | None
    seat_id: int | None
    called: str
    capacity: str
    voting: bool

    @property
    def id(self) -> int:
        """As rooms know them: a person's id, or a floor seat's below zero."""
        return self.person_id if self.person_id is not None else -(self.seat_id or 0)

    @property
    def whose(self) -> dict[str, int | str | None]:
        """The columns that say whose something is."""
        return {"person_id": self.person_id, "seat_id": self.seat_id, "shown_as": self.called}


def a_speaker(work: Work, meeting: Meeting, speaker_id: int) -> Speaker:
    """Someone who is present, by the id that rooms know them by."""
    if speaker_id >= 0:
        place = in_the_room(work, meeting, speaker_id)
        return Speaker(place.person_id, None, place.shown_as, place.capacity, place.voting)
    seat = work.get(FloorSeat, -speaker_id, lock=False)
    if seat.meeting_id != meeting.id:
        raise NotFound("seat")
    made = procedure.rulings_on(work.db, meeting.id, person_id=None, seat_id=seat.id)
    if any(ruling.kind == RulingKind.REMOVED for ruling in made):
        raise RuleBroken("asked_to_leave")
    return Speaker(None, seat.id, seat.shown_as, Capacity.OBSERVER, voting=False)


def speaker_for(work: Work, meeting: Meeting, actor: Actor, speaker_id: int | None) -> tuple[Speaker, bool]:
    """Who speaks up: the actor, or someone in the hall for whom the desk does it; and whether the desk does."""
    by_desk = speaker_id not in (None, actor.person_id)
    if by_desk:
        policy.require(actor, "run", meeting)
    return a_speaker(work, meeting, actor.person_id if speaker_id is None else speaker_id), by_desk


def check_neutral(meeting: Meeting, person_id: int | None) -> None:
    """Who chairs gives no opinion: to speak, move or vote openly the chair is handed over first (主持中立)."""
    if person_id is not None and person_id == meeting.chairs_now:
        raise RuleBroken("chair_is_neutral")


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


def full_roll(meeting: Meeting, voices: list[Voice]) -> FullRoll:
    """The roll of a ballot in this sitting, over the base that was frozen when it opened; a sitting that was open
    before bases were kept has its voices alone."""
    base = meeting.base or base_of([Elector(v.voter_key, v.person_id, v.shown_as) for v in voices], Electorate.MEMBERS).plain()
    return FullRoll(voices, base, place_in(meeting.body, in_meeting=True))


def roll_of(work: Work, meeting: Meeting) -> list[Voice]:
    """The voices of a meeting as they stand, for a ballot's roll; `with_silence` says which of them may not vote."""
    return [
        Voice(a.voter_key, a.person_id, a.shown_as, a.status == Status.PRESENT)
        for a in queries.attendees(work.db, meeting.id) if a.voting and a.voter_key
    ]


def with_silence(meeting: Meeting, roll: list[Voice], rule: VoteRule) -> list[Voice]:
    """The same roll, the chair's voices silent where the rules of order want it (主持中立, practice.md 2.8).

    A chair with a voice gives it where it shows no side: in a secret ballot, unless the order says always or never.
    Who chairs when the vote is put stays silent in it to its end, handed over or not: the roll is frozen, and whoever
    wants to vote hands the chair over first. The silent voice stays among those entitled and those present.
    """
    if not order_of(meeting).keeps_chair_silent(rule.secrecy):
        return roll
    return [replace(voice, silent_because="chair_is_neutral") if voice.person_id == meeting.chairs_now else voice
            for voice in roll]


def silent_people(roll: list[Voice]) -> dict[int, str]:
    """Who gives no voice in a ballot, with the reason, as the room hears it."""
    return {voice.person_id: voice.silent_because for voice in roll if voice.silent_because and voice.person_id}


def check_may_be_heard(meeting: Meeting, place: Attendee | Speaker) -> None:
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


def chair_post(work: Work, meeting: Meeting, person_id: int) -> str:
    """The post by which somebody is asked to chair a meeting today; empty where it is by none."""
    held = held_posts(work.db, person_id, today(work, meeting))
    return chairs_by(held, meeting.community_id, meeting.body_id)
