"""Anybody sends anything: whatever comes, a room has one speaker, one matter, one motion, one vote, and says why not."""
from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from consult.core.errors import BadShape, NotFound, Refusal
from consult.meeting import actions as meetings
from consult.meeting import queries
from consult.meeting.models import Amendment, Discussion, Motion, Point, Question, Straw, Turn
from consult.meeting.queries import order as procedure
from consult.meeting.rules import room as rooms
from consult.web.shell import catalogue
from consult.web.wording import refusals as wording
from tests.builders import Neighbourhood, Room
from tests.meeting.test_room_state import folded, in_the_tables, on_the_screen
from tests.meeting.told import as_heard
from tests.meeting.told_by_the_rules import DAY
from tests.node import NODE

WHO = some.sampled_from(["chen", "wang", "li", "zhao", "sun", "he", "gu", "zhou", "lin"])
STANCES = some.sampled_from(["for", "against", "question", "addition"])
IDS = some.integers(0, 3)
TWIN = Path(__file__).parents[1] / "js" / "fold_events.mjs"


class AnyRoom(RuleBasedStateMachine):
    """One room over a real store; every rule is a command of somebody, allowed or not."""

    n: Neighbourhood

    @initialize()
    def begin(self) -> None:
        self.room: Room = self.n.a_discussion()
        self.refused: set[str] = set()

    def send(self, who: str, verb: Any, /, **args: Any) -> Any:
        """Carried out, or refused with a code."""
        try:
            return self.n.do(who, verb, meeting_id=self.room.meeting_id, **args)
        except (BadShape, NotFound):
            return None
        except Refusal as refusal:
            self.refused.add(refusal.code)
            return None

    def newest(self, kind: Any, back: int = 0) -> int:
        """The id of one of the last rows of a kind; one that is not there when there is none."""
        found = self.n.look(lambda db: list(db.scalars(select(kind.id).order_by(kind.id.desc()).limit(4))))
        return found[back % len(found)] if found else 99_999

    @rule(who=WHO, stance=STANCES)
    def raise_hand(self, who: str, stance: str) -> None:
        self.send(who, meetings.raise_hand, stance=stance)

    @rule(who=WHO, seat=some.sampled_from(["7", "12"]), stance=STANCES)
    def seat(self, who: str, seat: str, stance: str) -> None:
        self.send(who, meetings.raise_hand_at, seat=seat, stance=stance)

    @rule(who=WHO, name=some.sampled_from([
        "lower_hand", "give_floor", "end_turn", "yield_floor", "check_in", "leave", "promise_rules", "resume",
        "take_back_chair", "put_to_vote", "close_vote", "put_amendment", "move_close_debate", "ask_extra_time",
        "extend_turn",
    ]))
    def simply(self, who: str, name: str) -> None:
        self.send(who, meetings.COMMANDS[name])

    @rule(who=WHO, what=some.sampled_from(["出图报价", "委托两家公司", "先听三楼意见"]), amends=some.booleans())
    def move(self, who: str, what: str, amends: bool) -> None:
        verb = meetings.move_amendment if amends else meetings.move_motion
        self.send(who, verb, who="物业", what=what, by_when=DAY)

    @rule(who=WHO, name=some.sampled_from(["withdraw_motion", "second_motion"]))
    def about_the_motion(self, who: str, name: str) -> None:
        self.send(who, meetings.COMMANDS[name], motion_id=self.newest(Motion))

    @rule(who=WHO, kind=some.sampled_from(["order", "information"]))
    def point(self, who: str, kind: str) -> None:
        self.send(who, meetings.raise_point, kind=kind)

    @rule(who=WHO, back=IDS, name=some.sampled_from(["hear_point", "withdraw_point"]))
    def hear(self, who: str, back: int, name: str) -> None:
        self.send(who, meetings.COMMANDS[name], point_id=self.newest(Point, back))

    @rule(who=WHO, back=IDS, sustained=some.booleans())
    def rule_on(self, who: str, back: int, sustained: bool) -> None:
        self.send(who, meetings.rule_on_point, point_id=self.newest(Point, back), sustained=sustained, reason="理由")

    @rule(who=WHO, on=WHO, kind=some.sampled_from(["off_topic", "warning", "muted"]))
    def moderate(self, who: str, on: str, kind: str) -> None:
        answer = self.send(who, meetings.moderate, speaker_id=self.n.people[on], kind=kind, reason="理由")
        if answer:
            self.send("sun", meetings.appeal, ruling_id=answer["ruling_id"], reason="理由")

    @rule(who=WHO, against=some.integers(0, 3))
    def count(self, who: str, against: int) -> None:
        present = self.n.see(queries.present_voices, self.room.meeting_id)
        self.send(who, meetings.count_room, question_id=self.newest(Question), votes_for=max(0, present - against),
                  votes_against=min(against, present))

    @rule(who=WHO, name=some.sampled_from(["withdraw_question", "object_to", "settle_unopposed"]))
    def question(self, who: str, name: str) -> None:
        self.send(who, meetings.COMMANDS[name], question_id=self.newest(Question))

    @rule(who=WHO)
    def withdraw_amendment(self, who: str) -> None:
        self.send(who, meetings.withdraw_amendment, amendment_id=self.newest(Amendment))

    @rule(who=WHO, to=WHO)
    def hand_over(self, who: str, to: str) -> None:
        self.send(who, meetings.hand_over_chair, person_id=self.n.people[to], reason="理由")

    @rule(who=WHO)
    def suspend(self, who: str) -> None:
        self.send(who, meetings.suspend, reason="理由")

    @rule(who=WHO, asks=some.booleans())
    def straw(self, who: str, asks: bool) -> None:
        if asks:
            self.send(who, meetings.ask_straw, kind="temperature")
        else:
            self.send(who, meetings.answer_straw, straw_id=self.newest(Straw), answer="4")

    @rule(seconds=some.integers(1, 200))
    def time_goes_by(self, seconds: int) -> None:
        self.n.clock.forward(seconds=seconds)

    @invariant()
    def one_of_each(self) -> None:
        """One speaker, one open discussion, one open motion with at most one amendment, one open ballot."""
        with self.n.store.read() as db:
            here = select(Discussion.id).where(Discussion.meeting_id == self.room.meeting_id)
            motions = select(Motion.id).where(Motion.discussion_id.in_(here), Motion.state.in_(("moved", "put")))
            pending = select(func.count()).select_from(Amendment).where(
                Amendment.motion_id.in_(motions), Amendment.state.in_(("moved", "put")))
            running = db.scalars(select(Turn).where(Turn.discussion_id.in_(here), Turn.ended_at.is_(None))).all()
            heard = procedure.heard_point(db, self.room.meeting_id)
            asked = db.scalar(select(func.count()).select_from(Question).where(
                Question.meeting_id == self.room.meeting_id, Question.state == "open"))
            ballot = queries.open_ballot_id(db, self.room.meeting_id)
            assert len(db.scalars(motions).all()) <= 1 and (db.scalar(pending) or 0) <= 1
            assert len(running) <= 1 and (asked or 0) + bool(ballot) <= 1
            assert heard is None or all(turn.paused_at for turn in running), "two speak at once"

    def teardown(self) -> None:
        """The screens agree with the tables, at every split, in both languages; every refusal has its words."""
        if not hasattr(self, "room"):
            return
        state = folded(self.n, self.room)
        assert on_the_screen(state) == in_the_tables(self.n, self.room)
        log = as_heard(self.n.log(f"meeting:{self.room.meeting_id}"), desk=True)
        half = json.loads(json.dumps(log[len(log) // 2]["after"]))
        for e in log[len(log) // 2 + 1:]:
            rooms.apply(half, e["seq"], e["name"], e["at"], e["data"])
        assert half == state
        english = {str(m.id) for m in catalogue.merged(catalogue.files("en"), "en") if m.id and m.string}
        for code in self.refused:
            assert wording.REFUSALS[code]._args[0] in english, code
        LOGS.append(log)


LOGS: list[list[dict[str, Any]]] = []


@pytest.mark.parametrize("runs", [4, pytest.param(40, marks=pytest.mark.slow)])
def test_whatever_anybody_sends_a_room_keeps_its_order(neighbourhood: Neighbourhood, runs: int) -> None:
    AnyRoom.n = neighbourhood
    LOGS.clear()
    run_state_machine_as_test(AnyRoom, settings=settings(
        max_examples=runs, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)))
    told = [[{k: e[k] for k in ("seq", "name", "at", "data")} for e in log if e["name"] != "withheld"] for log in LOGS]
    folded_there = subprocess.run([NODE, str(TWIN)], input=json.dumps(told), capture_output=True, text=True, check=True)
    assert json.loads(folded_there.stdout) == [log[-1]["after"] for log in LOGS]
