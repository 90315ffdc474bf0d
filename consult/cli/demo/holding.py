"""Holding a whole sitting: roll, talk, motion, vote, end, minutes."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from consult.ballot.rules.tally import Choice
from consult.cli.demo.publishing import let_out
from consult.cli.demo.secret_voting import cast_secretly
from consult.cli.demo.sittings import (
    AGAINST,
    FOR,
    Ended,
    Script,
    Sitting,
    convene,
    move,
    open_and_call,
    talk,
    write,
)
from consult.cli.demo.stage import Story, Town
from consult.matter import queries as matters
from consult.meeting import actions as meetings
from consult.meeting import queries as rooms
from consult.meeting.rules.kinds import Status
from consult.minutes import actions as minutes
from consult.minutes import queries as records
from consult.minutes.rules.fingerprint import text_hash
from consult.minutes.rules.kinds import Capacity

HALL = "党群服务中心二楼议事厅"


def hold(
    town: Town, matter_id: int, script: Script, *, body: str = "council", notice_at: datetime,
    starts_at: datetime, place: str = HALL,
) -> Story[Sitting]:
    """Convene and hold one sitting up to its close; the minutes are then a draft."""
    sitting = yield from convene(
        town, matter_id, body=body, notice_at=notice_at, starts_at=starts_at, place=place)
    roll = {"council": town.council, "joint": town.delegates}.get(body, [])
    yield from open_and_call(town, sitting, script, roll, starts_at, minutes=6)
    yield from discuss(town, sitting, script)
    yield town.stage.later(minutes=1)
    town.do(town.facilitator, meetings.close_meeting, meeting_id=sitting.meeting_id)
    town.stage.tell(f"  {starts_at:%Y-%m-%d %H:%M}  {_title(town, matter_id)}")
    return sitting


def _title(town: Town, matter_id: int) -> str:
    with town.stage.store.read() as db:
        return matters.matter(db, matter_id, town.community_id).title


def discuss(town: Town, sitting: Sitting, script: Script) -> Story[None]:
    """The one discussion, from its opening to its end."""
    meeting_id = sitting.meeting_id
    yield town.stage.later(minutes=1)
    town.do(town.facilitator, meetings.open_discussion, meeting_id=meeting_id,
            discussion_id=sitting.discussion_id)
    yield from talk(town, sitting, script.said)
    yield from write(town, sitting, script.written)
    if script.motion:
        yield from move(town, sitting, script.motion)
    if script.votes:
        yield from vote(town, sitting, script)
    elif script.motion:
        yield from _take_back(town, sitting, script.motion.mover)
    if script.ended:
        yield from _end(town, sitting, script.ended)


def _take_back(town: Town, sitting: Sitting, mover: str) -> Story[None]:
    yield town.stage.later(minutes=4)
    with town.stage.store.read() as db:
        motion = rooms.last_motion(db, sitting.discussion_id)
    assert motion is not None
    town.do(mover, meetings.withdraw_motion, meeting_id=sitting.meeting_id, motion_id=motion.id)


def vote(town: Town, sitting: Sitting, script: Script) -> Story[None]:
    """Put the motion, let everyone present vote as the script counts, close."""
    yield town.stage.later(minutes=1)
    how = {"secrecy": "secret"} if script.secret else {}
    ballot_id = town.do(town.facilitator, meetings.put_to_vote, meeting_id=sitting.meeting_id, **how)["ballot_id"]
    for who, choice in _choices(town, sitting, script).items():
        yield town.stage.later(seconds=town.stage.random.randint(1, 7))
        if script.secret:
            cast_secretly(town.stage.store, town.actor(who), ballot_id, str(choice))
        else:
            town.do(who, meetings.cast_vote, meeting_id=sitting.meeting_id, ballot_id=ballot_id, choice=choice)
    yield town.stage.later(seconds=20)
    town.do(town.facilitator, meetings.close_vote, meeting_id=sitting.meeting_id)


def _choices(town: Town, sitting: Sitting, script: Script) -> dict[str, Choice]:
    """Who says what: the speakers keep to their side as far as the count allows."""
    present = _voices(town, sitting)
    left = dict(zip(Choice, script.votes or (), strict=True))
    sides = {s.who: Choice(s.stance) for s in (*script.said, *script.written) if s.stance in (FOR, AGAINST)}
    choices: dict[str, Choice] = {}
    for who in sorted(present, key=lambda who: who not in sides):
        side = sides.get(who)
        choice = side if side and left[side] else next(c for c in reversed(Choice) if left[c])
        left[choice] -= 1
        choices[who] = choice
    order = list(choices)
    town.stage.random.shuffle(order)
    return {who: choices[who] for who in order}


def _voices(town: Town, sitting: Sitting) -> list[str]:
    names = {id: name for name, id in town.people.items()}
    with town.stage.store.read() as db:
        attendees = rooms.attendees(db, sitting.meeting_id)
    return [names[a.person_id] for a in attendees if a.voting and a.status == Status.PRESENT]


def _end(town: Town, sitting: Sitting, ended: Ended) -> Story[None]:
    yield town.stage.later(minutes=2)
    town.do(
        town.facilitator, meetings.close_discussion, meeting_id=sitting.meeting_id, outcome=ended.outcome,
        reason=ended.reason, owner=ended.owner, escalated_to=town.bodies.get(ended.escalated_to),
        due_on=None if ended.in_days is None else town.stage.day(ended.in_days),
    )


def record(
    town: Town, sitting: Sitting, at: datetime, *, edits: Mapping[str, str] | None = None,
    added: str = "", publish: bool = True,
) -> Story[None]:
    """The secretary changes some words, adds a line, has it read, and publishes what both signed.

    `edits` is what a speech begins with and what it shall read instead. Where there is time those who came have
    two days to object; else it was read out before they went home.
    """
    yield at
    texts, id, revision = _lines(town, sitting, edits or {})
    if texts or added:
        revision = town.act(town.secretary, lambda work: minutes.edit(
            work, minutes_id=id, revision=revision, texts=texts, added=added))["revision"]
    if publish:
        yield town.stage.later(minutes=25)
        quick = town.stage.later(days=3) > town.stage.now
        town.do(town.secretary, minutes.circulate, minutes_id=id, revision=revision, read_out=quick)
        if not quick:
            yield town.stage.later(hours=49)
        _signed(town, sitting, id)
        town.do(town.secretary, minutes.publish, minutes_id=id, revision=revision)
        let_out(town, id)


def _signed(town: Town, sitting: Sitting, id: int) -> None:
    with town.stage.store.read() as db:
        found = records.of_meeting(db, sitting.meeting_id, town.community_id)
    signed = text_hash(found.title, found.lines)
    for who, capacity in ((town.secretary, Capacity.RECORDER), (town.facilitator, Capacity.CHAIR)):
        town.do(who, minutes.sign, minutes_id=id, capacity=capacity, text_hash=signed)


def _lines(town: Town, sitting: Sitting, edits: Mapping[str, str]) -> tuple[dict[int, str], int, int]:
    with town.stage.store.read() as db:
        found = records.of_meeting(db, sitting.meeting_id, town.community_id)
        changed = {
            line.id: new for line in found.lines for old, new in edits.items() if line.text.startswith(old)
        }
    return changed, found.id, found.revision
