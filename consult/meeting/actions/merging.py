"""Two entries of one person became one while a room was sitting."""
from __future__ import annotations

from sqlalchemy import select

from consult.community.events import PersonsMerged
from consult.core.errors import RuleBroken
from consult.meeting.actions.attendance import mark
from consult.meeting.models import Attendee, Meeting
from consult.meeting.rules.kinds import Status
from consult.storage.work import Work


def follow_merge(work: Work, e: PersonsMerged) -> None:
    """Its roll was made when it opened, and stays. Whoever sits there by both entries sits there by one from now on: the
    other has left. A voice that is there by the entry that goes alone keeps the merge waiting until the room has closed."""
    rooms = work.db.scalars(select(Meeting.id).where(Meeting.state == "open", Meeting.id.in_(
        select(Attendee.meeting_id).where(Attendee.person_id == e.gone_id))).order_by(Meeting.id)).all()
    for meeting_id in rooms:
        meeting = work.get(Meeting, meeting_id)
        there = work.db.scalars(select(Attendee).where(
            Attendee.meeting_id == meeting.id, Attendee.person_id.in_((e.kept_id, e.gone_id)))).all()
        voices = {place.person_id for place in there if place.voting}
        if e.gone_id in voices and e.kept_id not in voices:
            raise RuleBroken("merge_waits_for_meeting", body={"zh": meeting.body.name, "en": meeting.body.name_en})
        if any(place.person_id == e.gone_id and place.status == Status.PRESENT for place in there):
            mark(work, meeting, e.gone_id, Status.LEFT, None, seat="", by_desk=True)
