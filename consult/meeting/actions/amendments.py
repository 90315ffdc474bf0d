"""Amendments: other words for the motion, one at a time, decided before it."""
from __future__ import annotations

from datetime import date
from typing import Any

from consult.ballot import actions as ballots
from consult.ballot.queries import rule_for
from consult.ballot.rules.secrecy import settled
from consult.core.errors import NotFound, RuleBroken
from consult.meeting import policy, queries
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import (
    an_open_meeting,
    check_neutral,
    full_roll,
    in_the_room,
    roll_of,
    silent_people,
    the_discussion,
    today,
    with_silence,
)
from consult.meeting.actions.motions import What, Who, WithWhat, check_day, keep_draft
from consult.meeting.events import (
    AmendmentAdopted,
    AmendmentMoved,
    AmendmentPut,
    AmendmentRejected,
    AmendmentVoted,
    AmendmentWithdrawn,
)
from consult.meeting.models import Amendment, Discussion, Meeting, Motion
from consult.meeting.queries import order as procedure
from consult.meeting.rules.motion_text import motion_text
from consult.meeting.rules.procedure import AMENDMENT
from consult.storage.work import Work


@room_command
def move_amendment(
    work: Work, *, meeting_id: int, who: Who, what: What, by_when: date, with_what: WithWhat = "",
    mover_id: int | None = None,
) -> dict[str, int]:
    """Propose other words for the motion on the floor; a voice does, or the desk for one in the hall."""
    meeting, actor = an_open_meeting(work, meeting_id, "move")
    if mover_id not in (None, actor.person_id):
        policy.require(actor, "run", meeting)
    discussion = the_discussion(work, meeting)
    place = in_the_room(work, meeting, mover_id or actor.person_id)
    if not place.voting:
        raise RuleBroken("only_voices_move")
    check_neutral(meeting, place.person_id)
    motion = _motion_on_the_floor(work, meeting, discussion)
    check_day(work, meeting, by_when)
    text = motion_text(who=who, what=what, by_when=by_when, with_what=with_what)
    if text == motion.text:
        raise RuleBroken("same_words")
    row = work.add(Amendment(
        motion_id=motion.id, mover_id=place.person_id, mover=place.shown_as, who=who, what=what, by_when=by_when,
        with_what=with_what, text=text, state="moved", moved_at=work.now,
    ))
    work.record(AmendmentMoved(
        meeting_id=meeting.id, discussion_id=discussion.id, motion_id=motion.id, amendment_id=row.id,
        mover_id=place.person_id, mover=place.shown_as, who=who, what=what, by_when=by_when, with_what=with_what,
        text=text, before=motion.text,
    ))
    return {"amendment_id": row.id}


def _motion_on_the_floor(work: Work, meeting: Meeting, discussion: Discussion) -> Motion:
    motion = queries.last_motion(work.db, discussion.id)
    if motion is None or motion.state != "moved":
        raise RuleBroken("no_motion")
    if discussion.debate_closed:
        raise RuleBroken("debate_is_closed")
    if procedure.pending_amendment(work.db, motion.id):
        raise RuleBroken("amendment_pending")
    if procedure.open_question(work.db, meeting.id):
        raise RuleBroken("question_pending")
    return motion


@room_command
def withdraw_amendment(work: Work, *, meeting_id: int, amendment_id: int) -> dict[str, int]:
    """Take the amendment back before it is decided: its mover, or the desk at the mover's word."""
    meeting, actor = an_open_meeting(work, meeting_id, "move")
    discussion = the_discussion(work, meeting)
    amendment = work.get(Amendment, amendment_id)
    motion = work.get(Motion, amendment.motion_id, lock=False)
    if motion.discussion_id != discussion.id:
        raise NotFound("amendment")
    if amendment.mover_id != actor.person_id:
        policy.require(actor, "run", meeting)
    if procedure.open_question(work.db, meeting.id):
        raise RuleBroken("question_pending")
    amendment.state = AMENDMENT.after(amendment.state, "withdraw")
    work.record(AmendmentWithdrawn(
        meeting_id=meeting.id, discussion_id=discussion.id, motion_id=motion.id, amendment_id=amendment.id,
        mover=amendment.mover,
    ))
    return {"amendment_id": amendment.id}


def put_to_ballot(work: Work, meeting: Meeting, discussion: Discussion, amendment: Amendment) -> dict[str, int]:
    """Put the amendment to the roll, under the meeting's own vote rule."""
    roll = roll_of(work, meeting)
    present = sum(voice.present for voice in roll)
    if present < (meeting.quorum_needed or 0):
        raise RuleBroken("quorum_not_met", present=present, needed=meeting.quorum_needed, expected=meeting.expected)
    rule = rule_for(meeting.vote_rule, today(work, meeting), db=work.db, community_id=meeting.community_id)
    rule = settled(rule, "", voices=present)
    roll = with_silence(meeting, roll, rule)
    ballot = ballots.open_ballot(
        work, community_id=meeting.community_id, question=amendment.text, rule=rule,
        roll=full_roll(meeting, roll),
    )
    amendment.state, amendment.ballot_id = AMENDMENT.after(amendment.state, "put"), ballot.id
    work.record(AmendmentPut(
        meeting_id=meeting.id, discussion_id=discussion.id, motion_id=amendment.motion_id, amendment_id=amendment.id,
        ballot_id=ballot.id, question=ballot.question, rule=ballot.rule, eligible=ballot.eligible,
        present=ballot.present, opened_at=ballot.opened_at, silent=silent_people(roll),
    ))
    return {"ballot_id": ballot.id}


def close_ballot_on(work: Work, meeting: Meeting, amendment: Amendment) -> dict[str, Any]:
    """Count the ballot on an amendment, and let what follows follow."""
    assert amendment.ballot_id is not None
    ballot = ballots.close_ballot(work, ballot_id=amendment.ballot_id)
    assert ballot.result is not None
    motion = work.get(Motion, amendment.motion_id, lock=False)
    work.record(AmendmentVoted(
        meeting_id=meeting.id, discussion_id=motion.discussion_id, motion_id=motion.id, amendment_id=amendment.id,
        ballot_id=ballot.id, result=ballot.result,
    ))
    decide(work, meeting, amendment, adopts=ballot.result["verdict"] == "passed")
    return {"ballot_id": ballot.id, "verdict": ballot.result["verdict"]}


def decide(work: Work, meeting: Meeting, amendment: Amendment, *, adopts: bool) -> None:
    """Merge the amendment into the motion as its next draft, or leave the motion as it was."""
    amendment.state = AMENDMENT.after(amendment.state, "adopt" if adopts else "reject")
    motion = work.get(Motion, amendment.motion_id)
    where = {"meeting_id": meeting.id, "discussion_id": motion.discussion_id, "motion_id": motion.id,
             "amendment_id": amendment.id}
    if not adopts:
        work.record(AmendmentRejected(**where, text=amendment.text))
        return
    before, motion.draft = motion.text, motion.draft + 1
    motion.who, motion.what, motion.by_when = amendment.who, amendment.what, amendment.by_when
    motion.with_what, motion.text = amendment.with_what, amendment.text
    keep_draft(work, motion, by=amendment.mover)
    work.record(AmendmentAdopted(
        **where, draft=motion.draft, who=motion.who, what=motion.what, by_when=motion.by_when,
        with_what=motion.with_what, text=motion.text, before=before,
    ))
