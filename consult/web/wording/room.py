"""The room's own words: one table for its templates and for its scripts, so that both say the same."""
from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import lazy_gettext as later
from flask_babel import ngettext
from markupsafe import Markup

from consult.web.wording import refusals, room_order, sittings

WORDS: dict[str, Any] = {
    # the line to the room
    "conn.before": later("还没有开会"), "conn.over": later("会议已经结束"),
    "conn.ok": later("已连上会场"), "conn.elder": later("到会%(present)s人"),
    "conn.wait": later("正在连接会场"),
    "conn.met": later("到会%(present)s人，达到法定人数%(needed)s人"),
    "conn.unmet": later("到会%(present)s人，法定人数%(needed)s人还没到"),
    "conn.retry": later("正在重新连接，下面是%(clock)s的情况"),
    "conn.off": later("没有连上，下面是%(clock)s的情况；写的内容都留着"),
    "conn.again": later("再试一次"), "conn.ended": later("登录已经失效"), "conn.sign_in": later("重新登录"),
    "conn.back": later("又连上了"), "conn.lost": later("和会场断开了，正在重新连接"),
    "conn.short.ok": later("已连接"), "conn.short.wait": later("正在连接"), "conn.short.retry": later("重新连接"),
    "conn.short.off": later("没有连上"), "conn.short.ended": later("登录已经失效"),
    # how far the room is
    "step.gather": later("签到"), "step.talk": later("发言"), "step.motion": later("动议"),
    "step.vote": later("表决"), "step.conclude": later("结论"),
    "step.now": later("第%(now)s步，共%(all)s步："), "step.stop": later("。"),
    "step.gather.next": later("人到齐了就开始议事。"), "step.talk.next": later("接下来由成员提出动议。"),
    "step.motion.next": later("大家说完就表决。"), "step.vote.next": later("截止前都可以改。"),
    "step.conclude.next": later("由主持人宣布结论。"),
    # who is there
    "quorum.head": later("到会"), "quorum.met": later("达到法定人数"), "quorum.unmet": later("还没到法定人数"),
    "quorum.line": later("应到%(expected)s人，实到%(present)s人，需要%(needed)s人"),
    "quorum.need": later("需%(n)s人"),
    "quorum.seats": later("应到%(expected)s人，实到%(present)s人：大厅%(hall)s，手机%(phone)s；法定人数%(needed)s"),
    # who speaks
    "speaker.head": later("正在发言"),
    "speaker.wait": later("等主持人请下一位。"), "speaker.you": later("您"),
    "speaker.nth": later("第%(nth)s次发言"), "speaker.left": later("剩余发言时间"),
    "speaker.each": later("共%(t)s"), "clock.over": later("超%(t)s"),
    "channel.hall": later("大厅"), "channel.phone": later("手机"), "channel.seat": later("大厅%(seat)s号席"),
    # the queue
    "queue.title": later("排队发言"), "queue.rule": later("没说过的先说，正反轮流"),
    "queue.none": later("还没有人排队，您可以先说。"), "queue.first": later("头一回"),
    "queue.nth": later("第%(nth)s次"), "queue.you": later("您"), "queue.wait": later("大约%(n)s分钟后"),
    # the motion
    "motion.none": later("还没有动议"), "motion.yet": later("现在先说情况和看法，再由成员提出动议。"),
    "motion.never": later("这次没有提出动议。"), "motion.moved": later("正在议的动议"),
    "motion.put": later("正在表决的动议"), "motion.passed": later("通过的动议"),
    "motion.failed": later("没有通过的动议"), "motion.draft": later("第%(draft)s稿"),
    "motion.mover": later("提出人%(mover)s"),
    # the vote and its result
    "vote.opened": later("表决开始了"), "vote.go": later("去投票"),
    "vote.sent": later("正在送出，还没有记下。请等一等，不用再按。"),
    "vote.recorded": later("已经记下：%(choice)s。截止前还可以改。"),
    "vote.failed": later("没有记下：%(why)s"),
    "vote.waiting": later("还没有收到回执，连上以后会自动再送，不会算两票。"),
    "result.head": later("表决结果"), "result.link": later("看怎么算的"), "result.need": later("要%(n)s票"),
    "result.seats": later("到会%(present)s：赞成%(for)s，反对%(against)s，弃权%(abstain)s"),
    "result.eligible": later("应到"), "result.present": later("实到"),
    "verdict.passed": later("通过"), "verdict.failed": later("不通过"), "verdict.tied": later("平局，不通过"),
    "verdict.no_quorum": later("人数不够，表决无效"),
    "outcome.adopted": later("结论：通过"), "outcome.rejected": later("结论：不通过"),
    "outcome.deferred": later("结论：改期再议"), "outcome.escalated": later("结论：提交上级"),
    "outcome.adopted.says": later("由%(owner)s负责，%(due_on)s前完成。"),
    "outcome.rejected.says": later("这件事到此为止，理由公开。"),
    "outcome.deferred.says": later("%(due_on)s前再议。"),
    "outcome.escalated.says": later("提交%(escalated_to)s。"), "outcome.reason": later("理由："),
    # what happens to what one sends
    "sending": later("正在发送"), "expired": later("没有发出去，请看一看最新的情况再按一次。"),
    "said.check_in": later("签到好了。"), "said.leave": later("已经记下您先离开。"),
    "said.raise_hand": later("排上了，您是第%(place)s位。"), "said.lower_hand": later("已经退出排队。"),
    "said.end_turn": later("发言结束。"), "said.note_turn": later("记下了。"),
    "said.submit_statement": later("书面意见已经送到会场。"), "said.move_motion": later("动议提出来了。"),
    "said.reword_motion": later("动议改好了。"), "said.withdraw_motion": later("动议撤回了。"),
    "said.ask_help": later("已经告诉主持台，马上有人来帮您。"), "said.cast_vote": later("这一票记下了，截止前可以改。"),
    "said.done": later("做好了。"),
    # what the bar at the foot says
    "bar.shut": later("现在不能发言"), "bar.vote_is_open": later("表决时不能发言"),
    "bar.no_open_discussion": later("还没有开始议事"), "bar.meeting_not_open": later("还没有开会"),
    "bar.turns_used_up": later("已经说满%(turns)s次"), "bar.observers_listen": later("旁听的人不发言"),
    "bar.place": later("您排第%(place)s位"),
    "page.look": later("看最新的"),
    "list.changed": later("有更新，点这里看"),
    # what is said to screen readers
    "hear.your_turn": later("轮到您发言了。"), "hear.next": later("下一位就是您。"),
    "hear.vote": later("表决开始了，可以投票。"), "hear.vote_closed": later("表决截止了。"),
    "hear.left": later("还剩%(seconds)s秒。"), "hear.removed": later("主持人请您退出了排队：%(reason)s"),
    "hear.speaker": later("%(called)s开始发言。"), "hear.closed": later("会议结束了。"),
    "hear.suspended": later("会议休息了。"), "hear.resumed": later("会议继续。"), "hear.asked": later("全场正在决定：%(kind)s。"),
    "hear.amendment": later("有修正案，先定它。"), "hear.straw": later("正在%(kind)s，不作数。"),
    "hear.phase": later("现在是%(phase)s。"),
    "hear.motion": later("有新的动议。"), "hear.reworded": later("动议改了措辞。"),
    # large print
    "elder.speaking": later("正在说话的是"), "elder.seconds": later("还能说%(n)s秒"),
    "elder.over": later("时间到了"), "elder.place": later("您排第%(place)s位，轮到时会叫您。"),
    "elder.nobody": later("还没有人等着说。"), "elder.not_yet": later("现在还没到投票的时候。"),
    # the hall
    "hall.motion": later("正在议的动议"), "hall.matter": later("正在议的事"), "hall.soon": later("马上开会"),
    "hall.next": later("接下来："), "hall.nobody": later("等候发言"), "hall.vote": later("请表决"),
    "hall.turnout": later("已投"), "hall.of": later("共%(n)s票"),
    "hall.over": later("会议结束，谢谢各位邻居"), "hall.phase": later("会议次序"),
    **sittings.SAID,
    "hall.gather": later("请签到"), "hall.quorum": later("法定人数"), "hall.conclude": later("等主持人宣布结论"),
    **room_order.SAID, **room_order.PAGE,
    **{f"kind.{name}": words for name, words in room_order.KINDS.items()},
    **{f"answer.{name}": words for name, words in room_order.ANSWERS.items()},
}

Counted = Callable[[int], str]
COUNTED: dict[str, Counted] = {
    "queue.head": lambda n: ngettext("排队发言%(n)s人", "排队发言%(n)s人", n, n="%(n)s"),
    "queue.more": lambda n: ngettext("后面还有%(n)s人", "后面还有%(n)s人", n, n="%(n)s"),
    "statements.head": lambda n: ngettext("书面意见%(n)s条", "书面意见%(n)s条", n, n="%(n)s"),
    "statements.more": lambda n: ngettext("更早的还有%(n)s条，都写进会议记录。", "更早的还有%(n)s条，都写进会议记录。",
                                          n, n="%(n)s"),
    "elder.minutes": lambda n: ngettext("还能说%(n)s分钟", "还能说%(n)s分钟", n, n="%(n)s"),
    "elder.waiting": lambda n: ngettext("还有%(n)s位邻居等着说。", "还有%(n)s位邻居等着说。", n, n="%(n)s"),
    "hear.queue": lambda n: ngettext("有%(n)s位邻居在排队。", "有%(n)s位邻居在排队。", n, n="%(n)s"),
    "conn.online": lambda n: ngettext("%(n)s人在线", "%(n)s人在线", n, n="%(n)s"),
}
"""Sentences that depend on a number: given it, they leave %(n)s open."""

REFUSALS = (
    "not_found", "not_yours_to_do", "not_now", "repeat_differs", "someone_was_quicker", "too_early", "empty_roll",
    "meeting_not_open", "discussion_already_open", "discussion_still_open", "no_open_discussion", "check_in_first",
    "vote_is_open", "observers_listen", "already_waiting", "not_waiting", "has_the_floor", "turns_used_up",
    "queue_empty", "reason_to_override", "nobody_speaks", "extra_time_out_of_range", "only_voices_move",
    "one_motion_at_a_time", "motion_passed", "motion_pending", "nothing_passed", "no_motion", "no_open_vote",
    "people_waiting", "quorum_not_met", "ballot_closed", "not_on_the_roll", "not_present_at_opening",
    "no_rule_in_force", "too_many_events", "signed_out", "bad_shape", "ballot_is_sealed", "too_few_for_secret",
    "weights_are_named", "groups_are_named", "secrecy_not_by_this_rule", "key_not_safe", "key_missing", "no_place_for_keys",
    *sittings.REFUSALS,
    *room_order.REFUSALS,
)
"""What a command of the room may be refused for; a code that is not here is said as not_now."""
FIELDS = ("missing", "future", "not_a_choice", "not_a_number", "not_a_date", "not_text", "past", "length")

WHY: dict[str, Any] = {
    "already_here": later("已经签到了。"), "agenda_done": later("议程上的事都议过了。"),
    **room_order.NO_STEP,
}
"""Reasons that no verb gives, only the list of next steps."""


def say(key: str, **facts: Any) -> str:
    """A sentence of the room, its %(facts)s filled in; one that depends on a number takes it as n."""
    pattern = COUNTED[key](facts["n"]) if key in COUNTED else str(WORDS[key])
    return pattern % facts


def why(code: str, facts: Mapping[str, Any]) -> str:
    """Why a step cannot be taken now."""
    words = WHY.get(code) or refusals.REFUSALS.get(code) or refusals.REFUSALS["not_now"]
    return str(words) % refusals.shown(facts)


def said(name: str, answer: Any) -> str:
    """What to tell someone whose command was carried out."""
    facts = answer if isinstance(answer, dict) else {}
    return say(f"said.{name}" if f"said.{name}" in WORDS else "said.done", **facts)


def shut(code: str, facts: Mapping[str, Any]) -> str:
    """Why one cannot ask for the floor, short enough for a button."""
    return say(f"bar.{code}" if f"bar.{code}" in WORDS else "bar.shut", **facts)


def as_json(value: Any) -> Markup:
    """JSON for a data block in a page: nothing in it can end the block, and 汉字 stay themselves."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704  # no markup can be in it


def for_scripts() -> dict[str, Any]:
    """Every sentence that the room's scripts may need, with its %(facts)s open."""
    table: dict[str, Any] = {key: str(words) for key, words in WORDS.items()}
    table |= {key: {"one": counted(1), "other": counted(2)} for key, counted in COUNTED.items()}
    table |= {f"refused.{code}": str(refusals.REFUSALS[code]) for code in REFUSALS}
    table |= {f"refused.{code}": str(words) for code, words in WHY.items()}
    return table | {f"field.{code}": str(refusals.FIELDS[code]) for code in FIELDS} | {
        "field.too_long": refusals.say_field("too_long:%(n)s"),
        "field.too_short": refusals.say_field("too_short:%(n)s"),
    }
