"""A room's state as its pages read it; static/js/rooms/views draw the same from the same state."""
from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from consult.core.events import parse_moment
from consult.meeting.rules import next_order, next_steps, own_steps
from consult.meeting.rules import own as standing
from consult.meeting.rules.room import State
from consult.meeting.rules.room_state import MotionNow, there
from consult.web.shell import display, moments
from consult.web.wording.room import say

NEAR_SECONDS = 30
MOST_SEATS = 120
STEPS = ("gather", "talk", "motion", "vote", "conclude")
PLACES = {"convened": 0, "gathering": 1, "talk": 2, "motion": 3, "vote": 4, "conclude": 5}


@dataclass(frozen=True)
class Clock:
    """A turn's time: seconds left (negative when over), what the face shows, and running, near or over."""

    left: int
    face: str
    mode: str


@dataclass(frozen=True)
class Reading:
    """One room, at one moment, for one reader."""

    s: State
    me: int
    now: datetime

    @property
    def stage(self) -> str:
        """How far the room is."""
        return next_steps.stage(self.s)

    @property
    def place_on_track(self) -> int:
        """The step in progress counted from one: 0 before the opening, one more than there are when all are done."""
        return PLACES.get(self.stage, len(STEPS) + 1)

    @property
    def steps(self) -> dict[str, next_steps.Step]:
        """What the reader may do."""
        return own_steps.own_steps(self.s, self.me)

    @property
    def own(self) -> standing.Own:
        """Where the reader stands."""
        return standing.own(self.s, self.me)

    @property
    def talking(self) -> bool:
        """Whether a discussion is open and not at the vote: the floor can be given."""
        talk = self.s["discussion"]
        return talk is not None and talk["state"] == "open" and not next_order.ballot_open(self.s)

    @property
    def floor(self) -> bool:
        """Whether the floor and the queue are worth showing: after a vote only while somebody uses them."""
        used = bool(self.s["turn"] or self.s["queue"])
        return self.talking and (used or self.stage != "conclude")

    @property
    def motion(self) -> MotionNow | None:
        """The motion that counts: the last one, unless it was withdrawn."""
        motion = self.s["motion"]
        return None if motion is None or motion["state"] == "withdrawn" else motion

    @property
    def in_procedure(self) -> bool:
        """Whether the procedure is at anything that everyone is shown."""
        s = self.s
        handed_over = s["chair_id"] != s["convened_chair_id"]
        shown = s["suspended"] or s["point"] or s["question"] or s["straw"] or s["parked"]
        return bool(shown or handed_over or next_order.amendment_pending(s))

    @property
    def clock(self) -> Clock:
        """The time of the turn that runs; it stands still while the turn is interrupted."""
        turn = there(self.s["turn"])
        now = parse_moment(turn["paused_at"]) if turn["paused_at"] else self.now
        left = math.ceil((parse_moment(turn["ends_at"]) - now).total_seconds())
        near = (self.s["order"] or {}).get("warn_seconds", NEAR_SECONDS)
        mode = "over" if left < 0 else "near" if left <= near else "running"
        face = moments.countdown(left)
        return Clock(left, say("clock.over", t=face) if mode == "over" else face, mode)

    def whereabouts(self, person_id: int, channel: str | None) -> str:
        """Where someone takes part: 大厅7号席, 大厅, 手机."""
        row = self.s["attendees"].get(str(person_id))
        if channel == "hall" and row is not None and row["seat"]:
            return say("channel.seat", seat=row["seat"])
        return say(f"channel.{channel}") if channel else ""

    def wait_minutes(self, index: int) -> int:
        """About how many minutes until the hand at `index` has the floor."""
        each: int = (self.s["order"] or {}).get("seconds_a_turn", 120)
        running = max(0, self.clock.left) if self.s["turn"] else 0
        return max(1, math.ceil((running + index * each) / 60))

    def channels(self) -> dict[str, int]:
        """Voices by where they are: hall, phone, expected, excused, left."""
        counts: dict[str, int] = self.s["counts"]
        return {"hall": 0, "phone": 0, "expected": 0, "excused": 0, "left": 0} | counts


def minutes_of(seconds: int) -> int:
    """Seconds as whole minutes, the last one counted as one."""
    return math.ceil(seconds / 60)


def moment_of(text: str | None) -> datetime | date | None:
    """A moment or a date as the log writes them."""
    if not text:
        return None
    return parse_moment(text) if "T" in text else date.fromisoformat(text)


def said_in(result: dict[str, Any]) -> str:
    """A result as one sentence in the page's language."""
    words: str = result.get("said", {}).get("en" if display.language() == "en" else "zh", "")
    return words
