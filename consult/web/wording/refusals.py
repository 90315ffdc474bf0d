"""Words for refusal codes, states and kinds: the one place where codes become sentences."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from consult.core.errors import BadShape, Refusal
from consult.web.shell import display, moment_filters, moments
from consult.web.wording import (
    ballots,
    life,
    list_reading,
    lists,
    posts,
    room_order,
    roster,
    sealed,
    setup,
    sittings,
    slips,
    work,
)
from consult.web.wording.record_refusals import REFUSALS_OF_THE_RECORD

REFUSALS: dict[str, Any] = {
    **work.REFUSALS,
    **roster.REFUSALS,
    **list_reading.REFUSALS,
    **lists.REFUSALS,
    **posts.REFUSALS,
    **setup.REFUSALS,
    **life.REFUSALS,
    **slips.REFUSALS,
    "not_found": later("没有找到。"),
    "not_yours_to_do": later("这一步不归您办。"),
    "not_now": later("现在还不能这样做，情况可能刚刚变了，请看一看最新的页面。"),
    "repeat_differs": later("这一步已经用别的内容交过了，请刷新页面再试。"),
    "another_community": later("没有找到。"),
    "linked_already": later("和%(no)s号的这种关联已经有了。"),
    "someone_was_quicker": later("刚才有人先一步做了改动，请再试一次。"),
    "account_disabled": later("这个账户已经停用，请到办事窗口询问。"),
    "wait_before_next_try": later("试错的次数多了，请过%(seconds)s秒再试，或者到办事窗口请人帮忙。"),
    "sign_in_failed": later("登录名或者密码不对，请再核对一遍。"),
    "invitation_unknown": later("没有这个邀请码，请对照邀请单再输一遍。"),
    "invitation_expired": later("这个邀请码已经过期，请到办事窗口换一张新的邀请单。"),
    "invitation_used_up": later("这个邀请码已经用满，请到办事窗口再要一张。"),
    "joining_waits": later("您的账户还在等确认，户代表或者社区确认以后就能登录；到%(until)s还没有人确认，就要重新交一次。"),
    "same_name_entered": later("这一户已经登记了一位%(name)s，还没有账户。"),
    "same_name_has_account": later("这一户的%(name)s已经有账户了。是您本人的，请直接登录；忘了密码，请到办事窗口。"),
    "same_name_waits": later("已经有一位%(name)s在等确认。是您本人的，不用再交一次。"),
    "stands_behind_already": later("这位邻居已经附议过了，一个人附议一次。"),
    "lives_in_no_home": later("名册里没有写这位邻居住在哪一户，先登记住处。"),
    "own_household": later("自己家提的事，附议要由别家来。"),
    "joins_itself": later("不能并入它自己。"),
    "joins_ended": later("%(no)s号已经结束，不能再并入。"),
    "notice_too_short": later(
        "离开会只有%(days)s天，规则要求提前%(needed)s天公示，最早是%(earliest)s。"
        "确有急事，请写明理由，按临时会议召集。"
    ),
    "nobody_could_come": later("%(body)s的名册上没有一个人能来，不能召集：先登记成员和代表。"),
    "starts_in_the_past": later("开会时间已经过去了。"),
    "too_early": later("还没到开会时间，提前一小时以内才能开会。"),
    "empty_roll": later("%(body)s的名册还是空的，没法开会。"),
    "meeting_not_open": later("会议没有在进行。"),
    "discussion_already_open": later("正在议“%(title)s”，一次只议一件。"),
    "discussion_still_open": later("“%(title)s”还没有结论，先定下结果再散会。"),
    "no_open_discussion": later("现在没有正在议的事。"),
    "check_in_first": later("请先签到。"),
    "vote_is_open": later("表决进行中，不能要求发言。"),
    "observers_listen": later("按这个会的规则，旁听的人不发言。"),
    "already_waiting": later("已经在排队了。"),
    "not_waiting": later("不在队伍里了。"),
    "has_the_floor": later("%(called)s正在发言，等发言结束再做这一步。"),
    "turns_used_up": later("每件事每人最多说%(turns)s次，已经说满了，可以写书面意见。"),
    "queue_empty": later("现在没有人排队。"),
    "reason_to_override": later("不按次序请人发言，要写明理由。"),
    "nobody_speaks": later("现在没有人在发言。"),
    "extra_time_out_of_range": later("一次最多加%(most)s秒。"),
    "only_voices_move": later("动议要由名册上的成员提出。"),
    "one_motion_at_a_time": later("一次只议一个动议，先把现在这个议完。"),
    "motion_passed": later("动议已经通过。"),
    "motion_pending": later("动议还没有表决，先付表决或者撤回。"),
    "nothing_passed": later("没有通过的动议，不能按“通过”结束。"),
    "no_motion": later("还没有动议。"),
    "no_open_vote": later("现在没有进行中的表决。"),
    "people_waiting": later("还有%(count)s人等着发言，说完了再表决。"),
    "quorum_not_met": later("应到%(expected)s，到会%(present)s，没有达到法定人数%(needed)s，不能表决。"),
    "ballot_closed": later("表决已经截止，没有记录这一票。"),
    "not_on_the_roll": later("您不在这次表决的名册上。有疑问请找秘书核对。"),
    "not_present_at_opening": later("表决开始时您还没有签到，这一次不能投。"),
    "no_rule_in_force": later("这一天没有可用的表决规则。"),
    "in_their_own_words": later("“%(line)s”是本人写的，照原文留存，不能改。"),
    "edited_meanwhile": later("有人刚刚保存过，您写的还在下面，请对照最新的一稿再保存。"),
    **REFUSALS_OF_THE_RECORD,
    "already_answered": later("这一条已经答复过了。"),
    "places_taken": later("只剩%(left)s份了，接不了%(wanted)s份。"),
    "claimed_already": later("已经接了这一单。"),
    "agreement_changed": later("协议刚刚改过，请看一看新的一稿再确认。"),
    "agreements_open": later("还有%(count)s份协议没有双方确认，确认了再开始。"),
    "say_why_no_discussion": later("没有开会商量就开始办，请写一句为什么不用商量。"),
    "steps_undone": later("还有%(count)s步没有办，办完再报告。"),
    "answered_already": later("您家已经评价过了，一户一份。"),
    "confirmed_already": later("这一方已经确认过了。"),
    "too_few_answers": later("收到%(answers)s份评价，满%(needed)s份才能结单。"),
    "not_content": later("满意和基本满意没有过半，不能结单，请退回重办。"),
    "thanked_already": later("已经感谢过了。"),
    "merges_into_unlisted": later("“%(title)s”还没有列进清单，不能并到那里。"),
    "slots_taken": later("%(slots)s个名额都认领满了。"),
    "day_is_full": later("一天最多记%(most)s小时。"),
    "too_many_events": later("操作太快了，请稍等一下。"),
    "unknown_event": later("这个操作不认识，请刷新页面。"),
    "signed_out": later("登录已经失效，请重新登录。"),
    "bad_shape": later("有的地方没有填对，请看一看提示。"),
    **sealed.REFUSALS,
    "year_unreadable": later("%(field)s有误：%(why)s。"),
    **ballots.REFUSALS,
    **sittings.REFUSALS,
    **room_order.REFUSALS,
}
FIELDS: dict[str, Any] = {
    **life.FIELDS,
    **work.FIELDS,
    **setup.FIELDS,
    **slips.FIELDS,
    **sittings.FIELDS,
    "missing": later("这一项要填。"),
    "has_an_account": later("这一位刚刚开好账户了，请再选一次。"),
    "unknown": later("多出了一项不认识的内容。"),
    "witness_needed": later("请写在场的另一位是谁，不能是代办的人自己。"),
    "not_a_choice": later("请从选项里选一个。"),
    "not_a_number": later("请填数字。"),
    "not_a_month": later("请写年和月，比如2027-03；已经满18周岁的不填。"),
    "not_a_date": later("请填一个日期。"),
    "not_a_time": later("请填一个钟点，例如19:00。"),
    "not_text": later("里面有不能保存的字符。"),
    "itself": later("这就是它自己，请写另一件的号码。"),
    "out_of_range": later("这个数不可能，请再核对一遍。"),
    "not_yet": later("日期还没有到。"),
    "past": later("日期已经过去了。"),
    "unchanged": later("还是原来的文字，没有改。"),
    "wrong_password": later("密码不对，请再核对一遍。"),
    "length": later("长短不合适。"),
    "letters": later("只能用汉字、字母、数字和 - _ . 。"),
    "taken": later("已经有人用了这个名字，请换一个。"),
    "step_without_day": later("每一行先写日期，比如2026-12-05，再写做什么。"),
    "step_without_words": later("有一行只写了日期，请写做什么。"),
    "too_many_steps": later("步骤太多了，最多写8步。"),
    "not_both": later("网格和楼幢选一个就行。"),
    "before_it_begins": later("结束的日子在开始之前，请对一对。"),
    "to_come": later("那一天还没有到。"),
    "too_common": later("这个密码太常见，容易被猜到，请换一个。"),
    **ballots.FIELDS,
}


def say(refusal: Refusal) -> str:
    """A refusal in a sentence that says what to do."""
    words = REFUSALS.get(refusal.code)
    if words is None:
        return str(REFUSALS["not_now"])
    return str(words) % shown(refusal.facts)


def said(refusal: Refusal) -> str:
    """A refusal in a sentence where a page has no field to say it at: each thing that is wrong, once."""
    if isinstance(refusal, BadShape):
        return "；".join(dict.fromkeys(say_field(problem) for problem in refusal.fields.values()))
    return say(refusal)


def shown(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as a sentence shows them: dates and moments in the reader's language."""
    return {
        name: _moment_words(value) if isinstance(value, (date, datetime)) else _named(value)
        for name, value in facts.items()
    }


def _named(value: Any) -> Any:
    """A name that a fact carries in both languages, in the reader's; a refusal within another, in its own words."""
    if isinstance(value, Refusal):
        return said(value)
    if isinstance(value, Mapping) and "zh" in value:
        return value["en" if display.language() == "en" else "zh"]
    return value


def _moment_words(value: date | datetime) -> str:
    lang, zone, today = display.language(), moment_filters.zone(), moment_filters.today()
    if isinstance(value, datetime):
        return moments.daytime(value, lang=lang, zone=zone, today=today)
    return moments.day(value, lang=lang, zone=zone, today=today)


def say_field(problem: str) -> str:
    """What is wrong with one field, and how to mend it."""
    kind, _sep, number = problem.partition(":")
    if kind == "too_long":
        return _("太长了，最多%(n)s个字。", n=number)
    if kind == "too_short":
        return _("再多写几句，至少%(n)s个字。", n=number)
    if kind == "number_between":
        least, _sep, most = number.partition(":")
        return _("请填%(least)s到%(most)s之间的数。", least=least, most=most)
    if kind == "in_line":
        line, _sep, what = number.partition(":")
        return _("第%(line)s行：%(what)s", line=line, what=say_field(what))
    if kind == "building_twice":
        return _("%(name)s写了两次，一幢楼只在一个网格里。", name=number)
    return str(FIELDS.get(kind, FIELDS["missing"]))
