"""What has just happened in a room, one line an event, for the desk."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as later

from consult.web.shell import display, drawing, moments
from consult.web.wording import room_order, sittings
from consult.web.wording.matters import OUTCOMES

STATUSES: dict[str, Any] = {
    "expected": later("还没到"), "present": later("到了"), "excused": later("请假"), "left": later("先走了"),
}
CAPACITIES: dict[str, Any] = {
    "member": later("成员"), "delegate": later("单位代表"), "household_representative": later("户代表"),
    "proposer": later("提议人"), "observer": later("旁听"), "seat": later("现场席位"),
}
STEPS: dict[str, Any] = {
    "open_meeting": later("开会"), "open_discussion": later("开始议事"), "give_floor": later("请下一位"),
    "extend_turn": later("加1分钟"), "end_turn": later("结束这次发言"), "raise_hand_for": later("替现场的人举手"),
    "move_motion": later("记下动议"), "put_to_vote": later("开始表决"), "close_vote": later("截止并计票"),
    "close_discussion": later("宣布结论"), "close_meeting": later("散会"),
    **room_order.STEPS,
}
LINES: dict[str, Any] = {
    "MeetingConvened": later("会议召集了"), "MeetingOpened": later("会议开始，点名"),
    "AttendanceMarked": later("%(called)s：%(status)s"), "DiscussionOpened": later("开始议“%(title)s”"),
    "HandRaised": later("%(called)s举手（%(stance)s）"), "HandLowered": later("%(called)s退出排队"),
    "FloorGiven": later("%(called)s开始发言（%(stance)s）"), "FloorExtended": later("发言加时"),
    "FloorEnded": later("%(called)s发言结束，用时%(time)s"), "TurnNoted": later("记下%(called)s说的话"),
    "StatementSubmitted": later("%(called)s送来书面意见"), "MotionMoved": later("%(mover)s提出动议"),
    "MotionReworded": later("动议改了措辞"), "MotionWithdrawn": later("动议撤回"),
    "VoteOpened": later("表决开始"), "VoteClosed": later("表决截止，计票"),
    "DiscussionClosed": later("结论：%(outcome)s"), "MeetingClosed": later("散会"),
    **sittings.LINES,
    "HelpAsked": later("%(called)s求助"), "HelpAnswered": later("已去帮%(called)s"),
    **room_order.LINES,
}


def line(event: Mapping[str, Any]) -> str:
    """One event of the room's last ones as a sentence."""
    facts = dict.fromkeys(("called", "status", "title", "stance", "time", "mover", "outcome", "kind", "carried"), "")
    facts |= {name: event[name] for name in ("called", "title", "mover") if name in event}
    if "status" in event:
        facts["status"] = str(STATUSES[event["status"]])
    if "stance" in event:
        facts["stance"] = drawing.stance_word(event["stance"])
    if "outcome" in event:
        facts["outcome"] = str(OUTCOMES[event["outcome"]])
    if "kind" in event:
        facts["kind"] = str(room_order.KINDS.get(event["kind"], ""))
    if "carried" in event:
        facts["carried"] = room_order.decided(event["carried"], event.get("way", ""))
    if "spoke_seconds" in event:
        facts["time"] = moments.duration(event["spoke_seconds"], lang=display.language())
    return str(LINES.get(event["name"], "")) % facts
