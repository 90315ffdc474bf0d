"""A discussion that an earlier meeting of the body broke off goes on where it stopped."""
from __future__ import annotations

from typing import Any

from consult.meeting import queries
from consult.meeting.events import DiscussionContinued
from consult.meeting.models import Discussion, Meeting, Motion, MotionDraft
from consult.meeting.queries import order as procedure
from consult.storage.work import Work


def continue_where_it_stopped(work: Work, meeting: Meeting, discussion: Discussion) -> None:
    """A discussion that an earlier meeting of the body adjourned: its motion, turns and parked things come along."""
    before = procedure.adjourned_before(work.db, meeting, discussion.matter_id)
    if before is None:
        return
    discussion.continues_id = before.id
    work.db.flush()
    earlier = work.get(Meeting, before.meeting_id, lock=False)
    taken = queries.turns_taken(work.db, discussion.id)
    work.record(DiscussionContinued(
        meeting_id=meeting.id, discussion_id=discussion.id, from_meeting_id=earlier.id, from_discussion_id=before.id,
        from_number=earlier.number, from_year=earlier.year, motion=_brought(work, before, discussion),
        turns_taken={str(person_id): turns for person_id, turns in sorted(taken.items())},
        parked=_brought_along(work, before, discussion),
    ))


def _brought(work: Work, before: Discussion, discussion: Discussion) -> dict[str, Any] | None:
    old = queries.last_motion(work.db, before.id)
    if old is None or old.state != "adjourned":
        return None
    words: dict[str, Any] = {name: getattr(old, name) for name in (
        "mover_id", "mover", "who", "what", "by_when", "with_what", "text", "draft", "seconder_id", "seconder")}
    motion = work.add(Motion(discussion_id=discussion.id, state="moved", moved_at=old.moved_at, **words))
    for d in procedure.drafts(work.db, old.id):
        work.db.add(MotionDraft(motion_id=motion.id, draft=d.draft, who=d.who, what=d.what, by_when=d.by_when,
                                with_what=d.with_what, text=d.text, by=d.by, at=d.at))
    return words | {"motion_id": motion.id}


def _brought_along(work: Work, before: Discussion, discussion: Discussion) -> list[dict[str, Any]]:
    entries = procedure.parked(work.db, before.id)
    for entry in entries:
        entry.discussion_id = discussion.id
    return [{"parked_id": e.id, "person_id": e.speaker_id, "called": e.shown_as, "text": e.text} for e in entries]
