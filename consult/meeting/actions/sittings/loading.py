"""What the verbs of a sitting load first, and the checks that the room's own verbs ask for."""
from __future__ import annotations

from consult.community.models import Person
from consult.community.queries import shown_name
from consult.community.rules.sittings import Kind
from consult.core.actor import Actor
from consult.core.errors import NotFound, RuleBroken
from consult.meeting.actions.loading import Speaker, the_meeting, today
from consult.meeting.models import Attendee, Meeting
from consult.meeting.models.sittings import Sitting
from consult.meeting.queries import sittings as queries
from consult.meeting.rules.kinds import Outcome
from consult.meeting.rules.sittings import phases
from consult.storage.unit_of_work import Work


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


def check_act(work: Work, meeting: Meeting, place: Attendee | Speaker | None, act: str) -> None:
    """Refuse what the step the sitting is in has no place for, or not from this person."""
    held = queries.sitting(work.db, meeting.id)
    kind = queries.kind_of(held)
    part = queries.part_of(work.db, meeting.id, place.person_id) if place and place.person_id else None
    phases.check_act(kind, held.phase, act, roles=[part.role] if part else [], voting=bool(place and place.voting))


def check_allows(work: Work, meeting: Meeting, act: str) -> None:
    """Refuse what the step the sitting is in has no place for, whoever asks."""
    held = queries.sitting(work.db, meeting.id)
    phases.check_allows(queries.kind_of(held), held.phase, act)


def check_end(work: Work, meeting: Meeting, outcome: Outcome) -> None:
    """Refuse an end that this kind does not know, or that comes before the last step of its order."""
    held = queries.sitting(work.db, meeting.id)
    kind = queries.kind_of(held)
    if str(outcome) not in kind.ends:
        raise RuleBroken("no_such_end_here", kind={"zh": kind.name, "en": kind.name_en})
    if following := phases.following(kind, held.phase):
        raise RuleBroken("phases_left", following=phases.named(following))


def check_may_close(work: Work, meeting: Meeting) -> None:
    """Refuse to close a sitting before the last step of its order is done."""
    from consult.meeting.actions.sittings.order import check_done

    held = queries.sitting(work.db, meeting.id)
    kind = queries.kind_of(held)
    if following := phases.following(kind, held.phase):
        raise RuleBroken("phases_left", following=phases.named(following))
    check_done(work, meeting, held, kind)
