"""Words of procedure: refusals, answers, log lines, kinds and steps of the rules of order."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as later

from consult.meeting.rules.procedure import Way
from consult.meeting.rules.procedure_state import StrawNow

REFUSALS: dict[str, Any] = {
    "meeting_suspended": later("会议休息中：%(reason)s。等主持人宣布继续。"),
    "chair_is_neutral": later("主持人不表态。要发言、提动议或者公开投票，请先把主持交给别人。"),
    "asked_to_leave": later("按主持人的裁定请离了会场，全场推翻裁定以后才能回来。"),
    "debate_is_closed": later("全场已经同意停止讨论，接下来表决。"),
    "queue_full": later("排队的已经有%(most)s位，可以先写书面意见。"),
    "motion_first": later("先有动议再讨论，请成员先提出动议。"),
    "facts_first": later("还没有动议，这时只提问和补充情况，不说赞成反对。"),
    "point_is_heard": later("正在听%(called)s提出的问题，裁定以后再继续。"),
    "question_pending": later("全场正在决定一个程序问题，定了再做这一步。"),
    "quorum_lost": later("到会%(present)s人，不到法定人数%(needed)s人，按规则先停下来。"),
    "extra_time_by_vote": later("按这个会的规则，加时要问全场。"),
    "point_is_raised": later("已经提出了一个问题，等主持人听。"),
    "too_many_points": later("等着听的问题已经有%(most)s个了。"),
    "warn_first": later("要先提醒过一次，才能停止发言。"),
    "mute_first": later("要先停止过发言，才能请离会场。"),
    "no_amendment": later("现在没有修正案。"),
    "amendment_pending": later("修正案还没有定，先定修正案。"),
    "same_words": later("和现在的动议一字不差，没有要改的。"),
    "to_be_counted": later("这个问题要数人数。"),
    "someone_objects": later("有%(count)s人反对，要数人数。"),
    "count_does_not_add_up": later("数出来%(counted)s人，到会是%(present)s人，对不上，请再数一遍。"),
    "straw_is_open": later("正在摸底，先结束这一次。"),
    "straw_closed": later("这次摸底已经结束。"),
    "chairs_already": later("现在就是由这一位主持。"),
    "waits_to_speak": later("这一位在排队发言，说完再主持。"),
    "own_motion_on_the_floor": later("正在议这一位自己的动议，议完再主持。"),
    "not_suspended": later("会议没有在休息。"),
    "own_motion_not_seconded": later("自己的动议要由别人附议。"),
    "needs_a_seconder": later("动议还没有人附议，不能表决。"),
    "debate_not_over": later("按规则要等大家把发言次数用完，或者全场同意停止讨论。"),
    "statements_closed": later("按这个会的规则，不收书面意见。"),
}
"""Why something is against the rules of order."""
SAID: dict[str, Any] = {
    "said.promise_rules": later("记下了，谢谢您守规则。"),
    "said.hand_over_chair": later("主持交过去了。"),
    "said.take_back_chair": later("接回主持了。"),
    "said.suspend": later("会议休息。"),
    "said.resume": later("会议继续。"),
    "said.adjourn": later("休会，下次接着议。"),
    "said.raise_point": later("提出来了，等主持人听。"),
    "said.withdraw_point": later("撤回了。"),
    "said.second_motion": later("附议了。"),
    "said.move_amendment": later("修正案提出来了，先定它。"),
    "said.withdraw_amendment": later("修正案撤回了。"),
    "said.move_close_debate": later("提出来了，由全场决定停不停。"),
    "said.ask_extra_time": later("提出来了，由全场决定加不加时。"),
    "said.appeal": later("申诉提出来了，由全场决定。"),
    "said.postpone_motion": later("提出来了，由全场决定缓不缓。"),
    "said.object_to": later("记下了您反对，会改成数人数。"),
    "said.answer_straw": later("记下了，结束前可以改。"),
    "said.park": later("记在停车场了，不会丢。"),
    "said.propose_parked": later("成了第%(no)s号提议。"),
    "said.yield_floor": later("让给下一位了。"),
}
"""What to tell someone whose step was taken."""
LINES: dict[str, Any] = {
    "RulesHeard": later("%(called)s承诺守规则"),
    "SeatTaken": later("%(called)s入座"),
    "ChairHandedOver": later("主持交给%(called)s"),
    "ChairTakenBack": later("%(called)s接回主持"),
    "MeetingSuspended": later("会议休息"),
    "MeetingResumed": later("会议继续"),
    "ClockPaused": later("%(called)s的计时停住"),
    "ClockResumed": later("%(called)s的计时继续"),
    "FloorYielded": later("%(called)s让出余下的时间"),
    "TimeRanOut": later("%(called)s的时间到了，发言结束"),
    "PointRaised": later("%(called)s提出%(kind)s"),
    "PointHeard": later("听%(called)s的%(kind)s"),
    "PointWithdrawn": later("%(called)s撤回%(kind)s"),
    "ChairRuled": later("裁定：%(called)s，%(kind)s"),
    "RulingOverturned": later("全场推翻了对%(called)s的裁定"),
    "MotionSeconded": later("动议有人附议"),
    "AmendmentMoved": later("%(mover)s提出修正案"),
    "AmendmentWithdrawn": later("修正案撤回"),
    "AmendmentPut": later("修正案付表决"),
    "AmendmentVoted": later("修正案表决截止"),
    "AmendmentAdopted": later("修正案采纳，并入动议"),
    "AmendmentRejected": later("修正案没有通过"),
    "RoomAsked": later("%(called)s提出：%(kind)s"),
    "ObjectionMade": later("有人反对"),
    "QuestionWithdrawn": later("撤回：%(kind)s"),
    "RoomAnswered": later("全场决定：%(kind)s，%(carried)s"),
    "DebateClosed": later("停止讨论，准备表决"),
    "MotionPostponed": later("动议暂缓"),
    "DiscussionAdjourned": later("没有议完，下次接着议"),
    "DiscussionContinued": later("接着上次议"),
    "StrawAsked": later("开始%(kind)s"),
    "StrawCounted": later("%(kind)s有新的回答"),
    "StrawClosed": later("%(kind)s结束"),
    "MatterParked": later("%(called)s的话记在停车场"),
    "ParkedProposed": later("停车场里的“%(title)s”成了提议"),
    "ParkedSettled": later("停车场里%(called)s的话有了交代"),
}
"""One event a line, for the desk."""
KINDS: dict[str, Any] = {
    "order": later("规则问题"),
    "information": later("信息问题"),
    "point": later("对所提问题的裁定"),
    "off_topic": later("跑题提醒"),
    "warning": later("警告"),
    "muted": later("停止这次发言"),
    "removed": later("请离会场"),
    "amendment": later("采纳修正案"),
    "close_debate": later("停止讨论"),
    "extra_time": later("加时"),
    "appeal": later("推翻主持人的裁定"),
    "postpone": later("暂缓动议"),
    "straw": later("摸底"),
    "temperature": later("测温度"),
}
"""Points, rulings, questions and straw polls by name."""
STEPS: dict[str, Any] = {
    "raise_hand_at": later("按座号排队"),
    "suspend": later("休息"),
    "resume": later("继续开会"),
    "adjourn": later("休会，下次接着议"),
    "hand_over_chair": later("把主持交给别人"),
    "take_back_chair": later("接回主持"),
    "hear_point": later("听提出的问题"),
    "rule_on_point": later("裁定"),
    "moderate": later("维持秩序"),
    "put_amendment": later("定修正案"),
    "count_room": later("数人数"),
    "settle_unopposed": later("没有人反对，就这样定"),
    "withdraw_question": later("撤回这个问题"),
    "ask_straw": later("摸底或者测温度"),
    "close_straw": later("结束摸底"),
    "park": later("记到停车场"),
    "move_amendment": later("记下修正案"),
    "move_close_debate": later("提出停止讨论"),
    "postpone_motion": later("提出暂缓"),
    "ask_extra_time": later("问全场加不加时"),
    "second_motion": later("记下附议"),
    "yield_floor": later("让给下一位"),
    "raise_point": later("记下提出的问题"),
    "appeal": later("记下申诉"),
}
"""Steps of the desk by name."""
DECIDED: dict[str, Any] = {
    "carried": later("通过"), "lost": later("没有通过"), "unopposed": later("没有人反对"),
}
"""How the room decided a question of procedure; that nobody objected is no count."""
ANSWERS: dict[str, Any] = {
    "for": later("赞成"), "against": later("反对"), "unsure": later("还没想好"), "1": later("1：差得远"), "2": "2",
    "3": later("3：一半"), "4": "4", "5": later("5：差不多了"),
}
"""Answers to straw polls, and from 1 to 5 how far the room is from being of one mind."""
PAGE: dict[str, Any] = {
    "order.suspended": later("会议休息中"), "order.chair": later("现在由%(chair)s主持"),
    "order.point": later("正在听%(called)s："), "order.amendment": later("%(mover)s的修正案，先定它"),
    "order.asked": later("问全场"), "order.hands": later("请举手，由主持台数人数。"),
    "order.not_binding": later("不作数"), "straw.how_far": later("我们离一致有多远？"), "order.parked": later("停车场%(n)s件"),
    "decided.carried": later("通过"), "decided.lost": later("没有通过"), "decided.unopposed": later("没有人反对"),
}
"""What the resident's page says of the procedure."""
NO_STEP: dict[str, Any] = {
    "no_point": later("现在没有人提问题。"), "no_question": later("现在没有问全场的事。"),
    "no_ruling": later("没有可以申诉的裁定。"), "already_promised": later("已经承诺过了。"),
}
"""Reasons that no verb gives, only the list of next steps."""


@dataclass(frozen=True)
class Press:
    """One button: its words, what is said above it, what it sends, and the id that it takes from the room's state."""

    label: Any
    hint: Any = ""
    sends: Mapping[str, Any] = field(default_factory=dict)
    fill: str = ""


PRESSES: dict[str, Press] = {
    "promise_rules": Press(later("我守议事规则"), hint=later("先举手再说，一次说一件，不打断别人")),
    "yield_floor": Press(later("余下的时间让给下一位")),
    "object_to": Press(later("我反对，请数人数"), fill="question_id"),
    "withdraw_question": Press(later("撤回我提的问题"), fill="question_id"),
    "withdraw_point": Press(later("撤回我提的规则问题"), fill="point_id"),
    "ask_extra_time": Press(later("请全场决定加1分钟"), sends={"seconds": 60}),
    "second_motion": Press(later("附议这个动议"), fill="motion_id"),
    "withdraw_amendment": Press(later("撤回我的修正案"), fill="amendment_id"),
}
"""By the name of the command, in the order of the page; each is shown while it can be taken."""

def kind(name: str) -> str:
    """A point, a ruling, a question or a straw poll by name."""
    return str(KINDS[name])


def straw_words(straw: StrawNow) -> str:
    """What everybody is asked: the words that were written, or of a temperature without any the one question it is."""
    return straw["text"] or (str(PAGE["straw.how_far"]) if straw["kind"] == "temperature" else "")


def decided(carried: bool, way: str) -> str:
    """How the room decided: by a count, or because nobody objected."""
    return str(DECIDED["unopposed" if carried and way == Way.NO_OBJECTION else "carried" if carried else "lost"])
