"""A sitting does not take place now: it is convened anew, with its people, papers and sign-ups."""
from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import select

from consult.community.models import Community
from consult.core.arguments import Length
from consult.core.clock import local_date
from consult.core.errors import RuleBroken
from consult.meeting import queries as room
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.convening import convene_again, drop_planned
from consult.meeting.actions.loading import the_meeting, today
from consult.meeting.actions.sittings.loading import the_sitting
from consult.meeting.events.sittings import MeetingPostponed
from consult.meeting.models import Discussion, Meeting
from consult.meeting.models.sittings import Paper, SignUp, Sitting
from consult.meeting.queries import sittings as queries
from consult.meeting.rules.kinds import MEETING
from consult.storage.work import Work

Why = Annotated[str, Length(most=500, least=4)]
MaybePlace = Annotated[str, Length(most=120)]


@room_command
def postpone(
    work: Work, *, meeting_id: int, starts_at: datetime, reason: Why, place: MaybePlace = ""
) -> dict[str, Any]:
    """Put a sitting off to a new day, the next one at the earliest: for want of a quorum, or for another reason.

    What is not yet taken up goes along, and so do parts, papers and sign-ups; the notice is posted anew.
    """
    meeting, _ = the_meeting(work, meeting_id, "arrange")
    held, kind = the_sitting(work, meeting)
    if local_date(starts_at, work.get(Community, meeting.community_id, lock=False).timezone) <= today(work, meeting):
        raise RuleBroken("postponed_too_near")
    if talk := room.open_discussion(work.db, meeting.id):
        raise RuleBroken("discussion_still_open", title=talk.matter.title)
    state = MEETING.after(meeting.state, "postpone")
    present = room.present_voices(work.db, meeting.id) if meeting.state == "open" else None
    matter_ids = list(work.db.scalars(select(Discussion.matter_id).where(
        Discussion.meeting_id == meeting.id, Discussion.state == "planned").order_by(Discussion.position)))
    meeting.state, meeting.opened_at = state, None
    drop_planned(work, meeting, reason)
    again = convene_again(work, meeting, kind, held, matter_ids=matter_ids, starts_at=starts_at,
                          place=place or meeting.place)
    _bring_along(work, meeting, held, again)
    work.record(MeetingPostponed(
        meeting_id=meeting.id, reason=reason, present=present, needed=meeting.quorum_needed,
        next_meeting_id=again.id, starts_at=starts_at,
    ))
    return {"next_meeting_id": again.id}


def _bring_along(work: Work, meeting: Meeting, held: Sitting, again: Meeting) -> None:
    new = work.get(Sitting, again.id)
    new.lot, new.participants_at = held.lot, held.participants_at
    for paper in queries.papers(work.db, meeting.id):
        work.add(Paper(meeting_id=again.id, title=paper.title, text=paper.text, added_at=paper.added_at))
    for row in queries.sign_ups(work.db, meeting.id):
        work.add(SignUp(meeting_id=again.id, person_id=row.person_id, shown_as=row.shown_as, no=row.no, grp=row.grp,
                        signed_at=row.signed_at, state=row.state))


