"""Put the motion to the vote, cast, close the vote."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from consult.ballot import actions as ballots
from consult.ballot.actions.casting import Answer, Other, VoterKey
from consult.ballot.models import Ballot
from consult.ballot.queries import rule_for
from consult.ballot.rules.hands import Hands
from consult.ballot.rules.secrecy import Secrecy, settled
from consult.core.errors import NotFound, Refusal, RuleBroken
from consult.core.policy import of_the_house
from consult.meeting import policy, queries
from consult.meeting.actions.amendments import close_ballot_on
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import (
    an_open_meeting,
    full_roll,
    order_of,
    roll_of,
    silent_people,
    the_discussion,
    today,
    with_silence,
)
from consult.meeting.events import VoteClosed, VoteOpened
from consult.meeting.models import Discussion, Meeting, Motion
from consult.meeting.queries import order as procedure
from consult.meeting.rules.kinds import MOTION
from consult.storage.bursts import Asked, alone
from consult.storage.work import Work


@room_command
def put_to_vote(
    work: Work, *, meeting_id: int, secrecy: Secrecy | None = None, by_hands: bool = False
) -> dict[str, int]:
    """Put the motion to the vote, once the debate is over and the quorum is there; by ballots, or by a show of
    hands that two people count.

    When debate is over, the rules of order say: nobody waits for the floor, every turn is used up, or the room
    closed debate (充分辩论, practice.md 2.8). Nobody speaks then, and no amendment is left to decide. Named or secret
    is what the rule says, unless the desk chooses the other and the rule allows it.
    """
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    discussion = the_discussion(work, meeting)
    motion = queries.last_motion(work.db, discussion.id)
    if motion is None or motion.state not in ("moved", "put"):
        raise RuleBroken("no_motion")
    _check_ready(work, meeting, motion)
    _check_debate_over(work, meeting, discussion)
    roll = roll_of(work, meeting)
    present = sum(v.present for v in roll)
    if present < (meeting.quorum_needed or 0):
        raise RuleBroken("quorum_not_met", present=present, needed=meeting.quorum_needed, expected=meeting.expected)
    state = MOTION.after(motion.state, "put")
    rule = rule_for(meeting.vote_rule, today(work, meeting), db=work.db, community_id=meeting.community_id)
    rule = settled(rule, secrecy or "", voices=present)
    roll = with_silence(meeting, roll, rule)
    ballot = ballots.open_ballot(
        work, community_id=meeting.community_id, question=motion.text, rule=rule, by_hands=by_hands,
        roll=full_roll(meeting, roll),
    )
    motion.state, motion.ballot_id = state, ballot.id
    work.record(VoteOpened(
        meeting_id=meeting.id, discussion_id=discussion.id, motion_id=motion.id, ballot_id=ballot.id,
        question=ballot.question, rule=ballot.rule, eligible=ballot.eligible, present=ballot.present,
        opened_at=ballot.opened_at, silent=silent_people(roll),
    ))
    return {"ballot_id": ballot.id}


def _check_ready(work: Work, meeting: Meeting, motion: Motion) -> None:
    if procedure.pending_amendment(work.db, motion.id):
        raise RuleBroken("amendment_pending")
    if procedure.open_question(work.db, meeting.id):
        raise RuleBroken("question_pending")
    if order_of(meeting).seconder and motion.seconder_id is None:
        raise RuleBroken("needs_a_seconder")


def _check_debate_over(work: Work, meeting: Meeting, discussion: Discussion) -> None:
    if turn := queries.running_turn(work.db, discussion.id):
        raise RuleBroken("has_the_floor", called=turn.shown_as)
    rules, waiting = order_of(meeting), len(queries.waiting_hands(work.db, discussion.id))
    if "debate_closed" in rules.vote_when and discussion.debate_closed:
        return
    if waiting:
        raise RuleBroken("people_waiting", count=waiting)
    if "queue_empty" in rules.vote_when:
        return
    taken, each = queries.turns_taken(work.db, discussion.id), rules.turns_each
    if "turns_used_up" not in rules.vote_when or each is None or procedure.voices_with_turns_left(
            work.db, meeting.id, taken, each):
        raise RuleBroken("debate_not_over")


@room_command
def cast_vote(
    work: Work, *, meeting_id: int, ballot_id: int, choice: Answer, voter_key: VoterKey = "", other: Other = ""
) -> dict[str, Any]:
    """Give one's voice, or change it until the close; recorded before it is answered.

    Who gives several voices says which one. The meeting is not locked: a cast waits for no one in the room.
    """
    told: dict[str, Any] = alone(cast_votes, work, {
        "meeting_id": meeting_id, "ballot_id": ballot_id, "choice": choice, "voter_key": voter_key, "other": other})
    return told


def cast_votes(work: Work, asked: Sequence[Asked]) -> list[Any]:
    """`cast_vote` for many at once: for each, in order, its answer or its refusal."""
    held = {id: queries.discussion_of_ballot(work.db, id) for id in sorted({one.args["ballot_id"] for one in asked})}
    refused = [_not_here(held[one.args["ballot_id"]], one) for one in asked]
    let_in = [Asked(one.actor, {name: value for name, value in one.args.items() if name != "meeting_id"})
              for one, refusal in zip(asked, refused, strict=True) if refusal is None]
    outcomes = iter(ballots.cast_all(work, let_in))
    return [next(outcomes) if refusal is None else refusal for refusal in refused]


def _not_here(held: tuple[Meeting, Discussion, Motion] | None, one: Asked) -> Refusal | None:
    """NotFound where the ballot is not held in this meeting: an address that leads nowhere, and no rule of voting."""
    return NotFound("ballot") if held is None or held[0].id != one.args["meeting_id"] else None


@room_command
def count_hands(
    work: Work, *, meeting_id: int, votes_for: int, against: int, abstain: int, not_voting: int
) -> dict[str, Any]:
    """Enter one's own count of the hands; a second person's must be the same before the vote can be closed."""
    meeting, actor = an_open_meeting(work, meeting_id, "run")
    motion = queries.last_motion(work.db, the_discussion(work, meeting).id)
    if motion is None or motion.state != "put" or motion.ballot_id is None:
        raise RuleBroken("no_open_vote")
    ballot = work.get(Ballot, motion.ballot_id)
    return ballots.count_hands(work, ballot, actor, Hands(votes_for, against, abstain, not_voting))


@room_command
def close_vote(work: Work, *, meeting_id: int) -> dict[str, Any]:
    """Close the vote and count; the verdict follows from the frozen rule."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    discussion = the_discussion(work, meeting)
    motion = queries.last_motion(work.db, discussion.id)
    amendment = procedure.pending_amendment(work.db, motion.id) if motion else None
    if amendment and amendment.state == "put":
        return close_ballot_on(work, meeting, amendment)
    if motion is None or motion.state != "put" or motion.ballot_id is None:
        raise RuleBroken("no_open_vote")
    ballot = ballots.close_ballot(work, ballot_id=motion.ballot_id)
    assert ballot.result is not None
    return _conclude(work, meeting, motion, ballot.id, ballot.result)


def finish_vote(work: Work, *, ballot_id: int) -> dict[str, Any]:
    """Finish a close that was begun and cut off: the ballot takes no more, so it is counted, whoever is there."""
    held = queries.discussion_of_ballot(work.db, ballot_id)
    if held is None or work.actor is None or not of_the_house(work.actor, held[0]):
        raise NotFound("ballot")
    meeting = work.get(Meeting, held[0].id)
    policy.require(work.actor, "finish_vote", meeting)
    amendment = procedure.pending_amendment(work.db, held[2].id)
    if amendment and amendment.ballot_id == ballot_id:
        return close_ballot_on(work, meeting, amendment)
    ballot = ballots.close_ballot(work, ballot_id=ballot_id)
    assert ballot.result is not None
    return _conclude(work, meeting, held[2], ballot.id, ballot.result)


def _conclude(
    work: Work, meeting: Meeting, motion: Motion, ballot_id: int, result: dict[str, Any]
) -> dict[str, Any]:
    motion.state = MOTION.after(motion.state, "pass" if result["verdict"] == "passed" else "fail")
    work.record(VoteClosed(
        meeting_id=meeting.id, discussion_id=motion.discussion_id, motion_id=motion.id, ballot_id=ballot_id,
        result=result,
    ))
    return {"ballot_id": ballot_id, "verdict": result["verdict"]}
