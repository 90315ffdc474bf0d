"""Commands as a hall full of people might send them: mostly sensible for the moment, sometimes not."""
from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

Step = tuple[str, str, dict[str, Any]]
"""Who, which command, with what."""
VOICES = ("chen", "wang", "li", "zhao", "sun", "qian")
OTHERS = ("he", "gu")
DESK = ("zhou", "lin")
EVERYONE = (*VOICES, *OTHERS, *DESK)
STANCES = ("for", "against", "question", "addition")
MOTION = {"who": "青禾物业", "by_when": "2026-12-31"}


class Session:
    """Chooses the next step from what the desk's screen shows."""

    def __init__(self, seed: int, people: dict[str, int], discussion_id: int, joint: int) -> None:
        self.chance = random.Random(seed)
        self.people, self.discussion_id, self.joint = people, discussion_id, joint

    def next(self, state: dict[str, Any]) -> Step:
        """One step; about one in ten is drawn without a look at the room."""
        choices = _ANY if self.chance.random() < 0.1 else list(_sensible(state))
        return self.chance.choice(choices)(self, state)

    # --- what may be done

    def open_meeting(self, s: Any) -> Step:
        return "zhou", "open_meeting", {}

    def check_in(self, s: Any) -> Step:
        return self.chance.choice(EVERYONE), "check_in", {}

    def leave(self, s: Any) -> Step:
        return self.chance.choice(EVERYONE), "leave", {}

    def mark(self, s: Any) -> Step:
        status = self.chance.choice(("present", "present", "left", "excused", "expected"))
        return self._desk(), "mark_attendance", {"person_id": self._somebody(), "status": status, "seat": "2排"}

    def open_discussion(self, s: Any) -> Step:
        return self._desk(), "open_discussion", {"discussion_id": self.discussion_id}

    def raise_hand(self, s: Any) -> Step:
        return self.chance.choice(EVERYONE), "raise_hand", {"stance": self.chance.choice(STANCES)}

    def raise_for(self, s: Any) -> Step:
        return self._desk(), "raise_hand_for", {"person_id": self._somebody(), "stance": self.chance.choice(STANCES)}

    def lower_hand(self, s: Any) -> Step:
        waiting = [who for who, id in self.people.items() if any(h["person_id"] == id for h in s["queue"])]
        return self.chance.choice(waiting or EVERYONE), "lower_hand", {}

    def remove_hand(self, s: Any) -> Step:
        return self._desk(), "remove_hand", {"hand_id": self._hand(s), "reason": "已经离开会场"}

    def give_floor(self, s: Any) -> Step:
        out_of_order = {"hand_id": self._hand(s), "reason": "先请提议人说明"}
        return self._desk(), "give_floor", self.chance.choice(({}, {}, out_of_order))

    def extend(self, s: Any) -> Step:
        return self._desk(), "extend_turn", {"seconds": self.chance.choice((30, 60, 6000))}

    def end_turn(self, s: Any) -> Step:
        return self.chance.choice((*DESK, self.chance.choice(EVERYONE))), "end_turn", {}

    def note(self, s: Any) -> Step:
        turns = [turn["turn_id"] for turn in [*s["turns"], *([s["turn"]] if s["turn"] else [])]]
        text = self.chance.choice(("我不反对装，要看到钱怎么分。", "先出图。\n再报价。", "👩‍🦽 上下楼难"))
        return self._desk(), "note_turn", {"turn_id": self.chance.choice(turns or [1]), "text": text}

    def state_in_writing(self, s: Any) -> Step:
        return self.chance.choice(EVERYONE), "submit_statement", {
            "stance": self.chance.choice(STANCES), "text": "费用可以分三年付。"}

    def move(self, s: Any) -> Step:
        return self.chance.choice(VOICES), "move_motion", MOTION | {"what": "委托两家公司出图报价"}

    def reword(self, s: Any) -> Step:
        motion = (s["motion"] or {"motion_id": 1})["motion_id"]
        return self._desk(), "reword_motion", MOTION | {"motion_id": motion, "what": "委托三家公司出图报价"}

    def withdraw(self, s: Any) -> Step:
        return self._desk(), "withdraw_motion", {"motion_id": (s["motion"] or {"motion_id": 1})["motion_id"]}

    def put(self, s: Any) -> Step:
        return self._desk(), "put_to_vote", {}

    def cast(self, s: Any) -> Step:
        ballot = (s["ballot"] or {"ballot_id": 1})["ballot_id"]
        return self.chance.choice(EVERYONE), "cast_vote", {
            "ballot_id": ballot, "choice": self.chance.choice(("for", "against", "abstain"))}

    def close_vote(self, s: Any) -> Step:
        return self._desk(), "close_vote", {}

    def close_discussion(self, s: Any) -> Step:
        return self._desk(), "close_discussion", self.chance.choice((
            {"outcome": "adopted", "owner": "青禾物业", "due_on": "2026-12-31"},
            {"outcome": "rejected", "reason": "多数住户不同意"},
            {"outcome": "deferred", "reason": "等报价出来再议", "due_on": "2026-12-31"},
            {"outcome": "escalated", "reason": "超出议事会的权限", "escalated_to": self.joint},
        ))

    def close_meeting(self, s: Any) -> Step:
        return self._desk(), "close_meeting", {}

    def ask_help(self, s: Any) -> Step:
        return self.chance.choice(EVERYONE), "ask_help", {}

    def answer_help(self, s: Any) -> Step:
        calls = [call["person_id"] for call in s["help"]]
        return self._desk(), "answer_help", {"person_id": self.chance.choice(calls or [self._somebody()])}

    def _desk(self) -> str:
        return self.chance.choice(DESK)

    def _somebody(self) -> int:
        return self.people[self.chance.choice(EVERYONE)]

    def _hand(self, s: Any) -> int:
        return self.chance.choice([hand["hand_id"] for hand in s["queue"]] or [1])


Choice = Callable[[Session, Any], Step]
_ENDS = [Session.close_discussion, Session.close_meeting]
_COMING = [*[Session.check_in] * 5, Session.mark, Session.mark, Session.leave]
_TALK = [
    *[Session.raise_hand] * 4, Session.raise_for, Session.lower_hand, Session.remove_hand, *[Session.give_floor] * 4,
    Session.extend, *[Session.end_turn] * 3, *[Session.note] * 2, *[Session.state_in_writing] * 2, Session.ask_help,
    Session.answer_help, Session.check_in,
]
_VOTE = [
    *[Session.cast] * 20, Session.close_vote, Session.close_vote, Session.check_in, Session.mark, Session.leave,
    Session.ask_help, Session.answer_help,
]
_ANY: list[Choice] = [
    value for name, value in vars(Session).items()
    if callable(value) and name[0] != "_" and name != "next" and value not in _ENDS
]


def _sensible(s: dict[str, Any]) -> list[Choice]:
    """What fits the room as it stands; an end comes seldom."""
    if not s["meeting"] or s["meeting"]["state"] != "open":
        return [Session.open_meeting]
    if not s["discussion"]:
        return [*_COMING, Session.ask_help, *[Session.open_discussion] * (3 if s["present"] > 3 else 0)]
    if s["discussion"]["state"] != "open":
        return [*_COMING * 3, Session.answer_help, Session.close_meeting]
    state = s["motion"]["state"] if s["motion"] else "none"
    if state == "put":
        return _VOTE
    if state == "moved":
        return [*_TALK, Session.reword, Session.withdraw, *[Session.put] * (1 if s["queue"] or s["turn"] else 12)]
    if state in ("passed", "failed"):
        return [*_TALK, Session.close_discussion, *[Session.move] * (3 if state == "failed" else 0)]
    return [*_TALK * 5, *[Session.move] * 12, Session.close_discussion]
