"""One sitting from the notice to the published minutes, as its script says."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from consult.cli.demo.stage import Story, Town
from consult.meeting import actions as meetings
from consult.meeting.rules.kinds import Channel, Outcome, Stance, Status

FOR, AGAINST, ASKS, ADDS = Stance.FOR, Stance.AGAINST, Stance.QUESTION, Stance.ADDITION


@dataclass(frozen=True)
class Said:
    """Someone speaks, or writes: who, on which side, and what the record keeps of it."""

    who: str
    stance: Stance
    text: str


@dataclass(frozen=True)
class Moved:
    """A motion, with the date as days from today."""

    mover: str
    who: str
    what: str
    in_days: int
    with_what: str = ""


@dataclass(frozen=True)
class Ended:
    """How the discussion ends."""

    outcome: Outcome
    reason: str = ""
    owner: str = ""
    in_days: int | None = None
    escalated_to: str = ""


@dataclass(frozen=True)
class Script:
    """One discussion: who comes, what is said, moved, voted and decided. Votes are for, against, abstain."""

    said: Sequence[Said]
    present: int = 33
    written: Sequence[Said] = ()
    motion: Moved | None = None
    votes: tuple[int, int, int] | None = None
    ended: Ended | None = None
    there: Sequence[str] = ()
    """Who comes besides those with a part: guests, or members who are needed."""
    excused: Sequence[str] = ()
    secret: bool = False
    """Whether the vote is a secret one."""


@dataclass(frozen=True)
class Sitting:
    """A meeting that was convened, with its one discussion."""

    meeting_id: int
    discussion_id: int
    matter_id: int


def convene(
    town: Town, matter_id: int, *, body: str, notice_at: datetime, starts_at: datetime, place: str,
    by: str = "",
) -> Story[Sitting]:
    """The notice."""
    yield notice_at
    made = town.do(
        by or (town.secretary if body == "council" else town.party_secretary), meetings.convene,
        body_id=town.bodies[body], matter_id=matter_id, starts_at=starts_at, place=place,
    )
    return Sitting(made["meeting_id"], made["discussion_id"], matter_id)


def open_and_call(town: Town, sitting: Sitting, script: Script, roll: Sequence[str], opens_at: datetime,
                  minutes: int) -> Story[None]:
    """Open the room; the roll is called within so many minutes, some by phone and some in the hall."""
    yield opens_at
    town.do(town.facilitator, meetings.open_meeting, meeting_id=sitting.meeting_id)
    coming = _coming(town, script, roll)
    for i, who in enumerate(coming, start=1):
        yield opens_at + timedelta(minutes=minutes) * i / len(coming)
        _check_in(town, sitting, who, i)
    for who in script.excused:
        town.do(town.facilitator, meetings.mark_attendance, meeting_id=sitting.meeting_id,
                person_id=town.people[who], status=Status.EXCUSED)


def _coming(town: Town, script: Script, roll: Sequence[str]) -> list[str]:
    """Those with a part in the script, then others of the roll up to the number present."""
    parts = [*script.there, *(s.who for s in (*script.said, *script.written))]
    parts += [script.motion.mover] if script.motion else []
    with_part = list(dict.fromkeys(parts))
    others = [who for who in roll if who not in with_part and who not in script.excused]
    voices = sum(who in roll for who in with_part)
    coming = with_part + town.stage.random.sample(others, script.present - voices)
    town.stage.random.shuffle(coming)
    return coming


def _check_in(town: Town, sitting: Sitting, who: str, nth: int) -> None:
    if in_the_hall(who):
        town.do(town.facilitator, meetings.mark_attendance, meeting_id=sitting.meeting_id,
                person_id=town.people[who], status=Status.PRESENT, channel=Channel.HALL, seat=str(nth))
    else:
        town.do(who, meetings.check_in, meeting_id=sitting.meeting_id)


def in_the_hall(who: str) -> bool:
    """Whether someone sits in the hall, or takes part by phone; two of three sit in the hall."""
    return who not in ALWAYS_BY_PHONE and sum(map(ord, who)) % 3 != 0


ALWAYS_BY_PHONE = ("陈玉兰", "张建民", "王慧敏", "罗国华")
"""Visitors sign in as these: they hold their own phone."""


def talk(town: Town, sitting: Sitting, said: Sequence[Said], *, waiting: int = 3) -> Story[None]:
    """Everyone speaks in the order of the fair queue, of which so many wait at a time."""
    texts: dict[str, list[Said]] = {}
    for part in said:
        texts.setdefault(part.who, []).append(part)
    to_ask = list(said)
    names = {town.people[who]: who for who in texts}
    asking: set[str] = set()
    while to_ask or asking:
        while to_ask and len(asking) < waiting and to_ask[0].who not in asking:
            asking.add(to_ask[0].who)
            raise_hand(town, sitting, to_ask.pop(0))
        yield town.stage.later(seconds=town.stage.random.randint(4, 12))
        turn = town.do(town.facilitator, meetings.give_floor, meeting_id=sitting.meeting_id)
        who = names[turn["person_id"]]
        asking.remove(who)
        yield town.stage.later(seconds=town.stage.random.randint(46, 118))
        town.do(town.facilitator, meetings.end_turn, meeting_id=sitting.meeting_id)
        town.do(town.secretary, meetings.note_turn, meeting_id=sitting.meeting_id, turn_id=turn["turn_id"],
                text=texts[who].pop(0).text)


def raise_hand(town: Town, sitting: Sitting, part: Said) -> None:
    """Ask for the floor: on one's phone, or through the desk."""
    if in_the_hall(part.who):
        town.do(town.facilitator, meetings.raise_hand_for, meeting_id=sitting.meeting_id,
                person_id=town.people[part.who], stance=part.stance)
    else:
        town.do(part.who, meetings.raise_hand, meeting_id=sitting.meeting_id, stance=part.stance)


def write(town: Town, sitting: Sitting, written: Iterable[Said]) -> Story[None]:
    """Written statements, half a minute apart."""
    for part in written:
        yield town.stage.later(seconds=31)
        town.do(part.who, meetings.submit_statement, meeting_id=sitting.meeting_id, stance=part.stance,
                text=part.text)


def move(town: Town, sitting: Sitting, moved: Moved) -> Story[None]:
    """The motion."""
    yield town.stage.later(seconds=40)
    town.do(moved.mover, meetings.move_motion, meeting_id=sitting.meeting_id, who=moved.who, what=moved.what,
            by_when=town.stage.day(moved.in_days), with_what=moved.with_what)
