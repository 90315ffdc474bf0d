"""Check-in at the door: by the code on the screen or the sheet, and on a tablet for who has no phone."""
from __future__ import annotations

import hashlib
import secrets
from typing import Annotated, Any

from sqlalchemy import select

from consult.core.arguments import Length
from consult.core.errors import NotFound, RuleBroken
from consult.meeting.actions.attendance import Seat, mark
from consult.meeting.actions.loading import an_open_meeting, the_meeting
from consult.meeting.actions.sittings.loading import the_sitting
from consult.meeting.models import Attendee, Meeting
from consult.meeting.models.sittings import Kiosk
from consult.meeting.rules.kinds import Channel, Status
from consult.meeting.rules.sittings.door_code import holds
from consult.storage.work import Work

Code = Annotated[str, Length(most=16, least=1)]
Token = Annotated[str, Length(most=64, least=1)]


def check_in_at_door(work: Work, *, meeting_id: int, code: Code, seat: Seat = "") -> dict[str, Any]:
    """Say "I am here" in the hall, with the code that hangs there; who is not on the roll comes as an observer."""
    meeting, actor = an_open_meeting(work, meeting_id, "check_in", also_suspended=True)
    held, _ = the_sitting(work, meeting)
    if not holds(held.door, code, work.now):
        raise RuleBroken("door_code_is_old")
    return mark(work, meeting, actor.person_id, Status.PRESENT, Channel.HALL, seat=seat, by_desk=False)


def open_kiosk(work: Work, *, meeting_id: int) -> dict[str, Any]:
    """Let a tablet in the hall check people in; its link is shown once, and holds until the meeting closes."""
    meeting, actor = the_meeting(work, meeting_id, "run")
    if meeting.state not in ("convened", "open"):
        raise RuleBroken("meeting_not_open", state=meeting.state)
    token = secrets.token_urlsafe(24)
    row = work.add(Kiosk(meeting_id=meeting.id, token_hash=hashed(token), opened_at=work.now,
                         opened_by_id=actor.person_id))
    work.tell_once(token=token)
    return {"kiosk_id": row.id, "token": None}


def close_kiosks(work: Work, *, meeting_id: int) -> dict[str, int]:
    """Take the link of every tablet of this meeting back."""
    meeting, _ = the_meeting(work, meeting_id, "run")
    rows = work.db.scalars(select(Kiosk).where(Kiosk.meeting_id == meeting.id, Kiosk.closed_at.is_(None))).all()
    for row in rows:
        row.closed_at = work.now
    return {"closed": len(rows)}


def check_in_at_kiosk(work: Work, *, token: Token, person_id: int, seat: Seat = "") -> dict[str, Any]:
    """Somebody on the roll touches their name on the tablet in the hall; the facilitator set it up for that.

    It takes nobody's sign-in, and it can do nothing else: it marks people of this roll present, in the hall.
    """
    kiosk = work.db.scalar(select(Kiosk).where(Kiosk.token_hash == hashed(token)))
    meeting = work.get(Meeting, kiosk.meeting_id) if kiosk and kiosk.closed_at is None else None
    if meeting is None:
        raise NotFound("kiosk")
    if meeting.state != "open":
        raise RuleBroken("meeting_not_open", state=meeting.state)
    on_roll = select(Attendee.id).where(Attendee.meeting_id == meeting.id, Attendee.person_id == person_id)
    if work.db.scalar(on_roll) is None:
        raise NotFound("person")
    return mark(work, meeting, person_id, Status.PRESENT, Channel.HALL, seat=seat, by_desk=True)


def hashed(token: str) -> str:
    """What is kept of a tablet's link."""
    return hashlib.sha256(token.encode()).hexdigest()
