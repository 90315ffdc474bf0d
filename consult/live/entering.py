"""What a socket gets when it comes in or has missed something."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from consult.ballot import queries as ballots
from consult.core.actor import Actor
from consult.core.events import plain
from consult.live.broadcast import stream_of
from consult.live.snapshot import Snapshots, visible
from consult.meeting import queries as meetings
from consult.meeting.queries import order as procedure
from consult.storage.event_log import WINDOW, events_after, head_of


def look_in(
    db: Session, snapshots: Snapshots, meeting_id: int, actor: Actor, *, desk: bool, seen: Any
) -> dict[str, Any]:
    """Everything a screen needs to stand where the room stands, and what is its reader's own."""
    stream = stream_of(meeting_id)
    known = isinstance(seen, dict) and seen.get("epoch") == head_of(db, stream)[0]
    caught_up = (
        missed(db, snapshots, meeting_id, seen.get("seq"), desk=desk) if known
        else _whole(db, snapshots, stream, desk=desk)
    )
    if "state" in caught_up:
        caught_up["state"] = procedure.with_own_row(db, meeting_id, actor.person_id, caught_up["state"])
    ballot_id = meetings.open_ballot_id(db, meeting_id)
    return {
        "stream": stream, "desk": desk, "you": _yours(db, meeting_id, actor, ballot_id),
        "turnout": {"ballot_id": ballot_id, "count": ballots.turnout(db, ballot_id)} if ballot_id else None,
        **caught_up,
    }


def missed(db: Session, snapshots: Snapshots, meeting_id: int, after: Any, *, desk: bool) -> dict[str, Any]:
    """The events after a seq, as this audience may hear them; a snapshot where they are too many or it is ahead."""
    stream = stream_of(meeting_id)
    epoch, head = head_of(db, stream)
    if not _near(after, head):
        return _whole(db, snapshots, stream, desk=desk)
    events = [visible(e, desk=desk) for e in events_after(db, stream, after)]
    return {"epoch": epoch, "seq": events[-1]["seq"] if events else after, "events": events}


def _near(seq: Any, head: int) -> bool:
    return isinstance(seq, int) and not isinstance(seq, bool) and 0 <= seq <= head and head - seq <= WINDOW


def _whole(db: Session, snapshots: Snapshots, stream: str, *, desk: bool) -> dict[str, Any]:
    folded = snapshots.take(db, stream, desk=desk)
    return {"epoch": folded.epoch, "seq": folded.seq, "state": folded.state}


def _yours(db: Session, meeting_id: int, actor: Actor, ballot_id: int | None) -> dict[str, Any]:
    places = meetings.attendances(db, meeting_id, actor.person_id)
    voices = [p.voter_key for p in places if p.voter_key]
    own_vote = _own_vote(db, ballot_id, voices[0]) if ballot_id and voices else None
    return {"person_id": actor.person_id, "voices": voices, "own_vote": own_vote}


def _own_vote(db: Session, ballot_id: int, voice: str) -> Mapping[str, Any] | None:
    cast = ballots.own_cast(db, ballot_id, voice)
    if cast is None:
        return None
    own: dict[str, Any] = plain({
        "ballot_id": ballot_id, "choice": cast.choice, "revision": cast.revision, "cast_at": cast.cast_at,
    })
    return own
