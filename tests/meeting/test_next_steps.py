"""What a screen offers is what the verbs allow: after every command of a sitting, each step is tried and undone."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consult.core.arguments import bind
from consult.core.errors import Refusal
from consult.core.events import plain
from consult.meeting import actions as meetings
from consult.meeting import queries
from consult.meeting.rules.next_steps import desk_steps
from consult.meeting.rules.own_steps import own_steps
from consult.storage.work import Work
from tests.builders import Neighbourhood
from tests.meeting.told import as_heard, tell

PEOPLE = ("chen", "he")
MOTION = {"who": "物业", "what": "出图报价", "by_when": date(2027, 12, 31)}
# A screen says these where the verb says nothing, or says it in other words.
ONLY_ON_SCREEN = {"already_here", "agenda_done", "already_promised"}


class Undo(Exception):
    """The step could be taken; it is not to stay."""


def taken(n: Neighbourhood, who: str, name: str, args: dict[str, Any]) -> str:
    """The code with which a step is refused; empty when it can be taken."""
    verb = meetings.COMMANDS[name]
    bound = bind(verb, plain(args))

    def try_it(work: Work) -> None:
        verb(work, **bound)
        raise Undo

    try:
        n.store.carry_out(try_it, actor=n.actor(who))
    except Undo:
        return ""
    except Refusal as refused:
        return refused.code
    raise AssertionError


def arguments(n: Neighbourhood, name: str, state: dict[str, Any], me: int) -> dict[str, Any]:
    """What a screen would send with a step."""
    motion, turn, ballot = state["motion"], state["turn"], state["ballot"]
    waiting = {hand["person_id"] for hand in state["queue"]} | ({turn["person_id"]} if turn else set())
    free = [int(id) for id, p in state["attendees"].items()
            if p["status"] == "present" and int(id) not in waiting and p["turns"] < 2]
    planned = [item["discussion_id"] for item in state["agenda"] if item["state"] == "planned"]
    question, straw = state["question"], state["straw"]
    point = state["point"] or next(iter(state["points"]), None)
    amended = MOTION | {"what": "出图报价以后再定"}
    return {
        "raise_hand_at": {"seat": "99", "stance": "question"}, "park": {"text": "另外一件事"},
        "hear_point": {"point_id": state["points"][0]["point_id"] if state["points"] else 99_999},
        "rule_on_point": {"point_id": point["point_id"] if point else 99_999, "sustained": True, "reason": "理由"},
        "withdraw_point": {"point_id": next((p["point_id"] for p in state["points"] if p["person_id"] == me), 99_999)},
        "raise_point": {"kind": "order"}, "ask_straw": {"kind": "temperature"},
        "count_room": {"question_id": question["question_id"] if question else 99_999, "votes_abstain": 0,
                       "votes_for": state["present"], "votes_against": 0},
        **{name: {"question_id": question["question_id"] if question else 99_999}
           for name in ("settle_unopposed", "withdraw_question", "object_to")},
        "close_straw": {"straw_id": straw["straw_id"] if straw else 99_999},
        "answer_straw": {"straw_id": straw["straw_id"] if straw else 99_999,
                         "answer": "5" if straw and straw["kind"] == "temperature" else "for"},
        "suspend": {"reason": "理由"}, "adjourn": {"reason": "理由"}, "postpone_motion": {"reason": "理由"},
        "second_motion": {"motion_id": motion["motion_id"] if motion else 1}, "move_amendment": amended,
        "withdraw_amendment": {"amendment_id": state["amendment"]["amendment_id"] if state["amendment"] else 99_999},
        "appeal": {"reason": "理由", "ruling_id": next(
            (r["ruling_id"] for r in reversed(state["rulings"]) if r["state"] == "stands"), 99_999)},
        "raise_hand": {"stance": "for"}, "submit_statement": {"stance": "for", "text": "话"},
        "raise_hand_for": {"stance": "for", "person_id": free[0] if free else n.people["xu"]},
        "note_turn": {"turn_id": turn["turn_id"] if turn else 99_999, "text": "话"},
        "move_motion": MOTION, "reword_motion": MOTION | {"motion_id": motion["motion_id"] if motion else 1},
        "withdraw_motion": {"motion_id": motion["motion_id"] if motion else 1},
        "cast_vote": {"ballot_id": ballot["ballot_id"] if ballot else 1, "choice": "for"},
        "open_discussion": {"discussion_id": planned[0] if planned else 1},
        "close_discussion": {"outcome": "deferred", "reason": "理由", "due_on": date(2027, 12, 31)},
    }.get(name, {})


@pytest.mark.timeout(300)
def test_what_a_screen_offers_is_what_the_verbs_allow(neighbourhood: Neighbourhood) -> None:
    n, tried, wrong = neighbourhood, 0, []
    really_do = n.do

    def compare(who: str, name: str, why: str, state: dict[str, Any], meeting_id: int) -> None:
        nonlocal tried
        tried += 1
        args = arguments(n, name, state, n.people[who]) | {"meeting_id": meeting_id}
        if who == "zhou" and name == "park":
            args["speaker_id"] = n.people["chen"]
        if who == "zhou" and name == "move_motion":
            args["mover_id"] = n.people["chen"]
        code = taken(n, who, name, args)
        if bool(code) != bool(why) and why not in ONLY_ON_SCREEN:
            wrong.append((who, name, f"offered: {why or 'yes'}", f"taken: {code or 'yes'}"))

    def do_and_compare(who: str, verb: Any, /, **args: Any) -> Any:
        answer = really_do(who, verb, **args)
        meeting_id = args.get("meeting_id", 0)
        if meeting_id and n.see(queries.meeting, meeting_id, n.community).state == "open":
            state = as_heard(n.log(f"meeting:{meeting_id}"), desk=True)[-1]["after"]
            for step in desk_steps(state, n.clock()):
                if step.name != "raise_hand_for":
                    compare("zhou", step.name, step.why, state, meeting_id)
            for person in PEOPLE:
                for step in own_steps(state, n.people[person]).values():
                    compare(person, step.name, step.why, state, meeting_id)
        return answer

    n.do = do_and_compare  # type: ignore[method-assign]
    tell(n)
    assert tried > 600
    assert wrong == [], "\n".join(map(str, wrong))
