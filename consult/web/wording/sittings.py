"""Words for sittings of every kind: what is refused in their order, people, lot, record and questions."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as later

REFUSALS: dict[str, Any] = {
    # the order
    "not_your_phase": later("现在是“%(phase)s”，这一步不由您发言。"),
    "not_in_this_phase": later("现在是“%(phase)s”，这一步不做这件事。"),
    "phase_out_of_order": later("次序是定好的，下一步是“%(following)s”，不能先做“%(wanted)s”。"),
    "phases_left": later("次序还没有走完，下一步是“%(following)s”。"),
    "no_such_end_here": later("%(kind)s不表决，只能改期再听，或者提交给作决定的会议。"),
    "rules_not_read": later("规则还没有宣读，读完再往下走。"),
    "phase_people_waiting": later("还有%(count)s人等着发言，说完了再往下走。"),
    "nobody_heard_yet": later("%(role)s还没有说话，说完了再往下走。"),
    "questions_left": later("还有%(count)s个问题没有着落，每一个都要有答复、期限、去处或者说明。"),
    "record_not_read": later("笔录还没有宣读。"),
    "record_unconfirmed": later("还有%(count)s人没有对笔录表态，%(called)s是其中一位。"),
    "was_not_heard": later("在会上发过言、写过意见的人才对笔录表态。"),
    "postpone_without_quorum": later("到会的听证代表%(present)s人，不到三分之二，要有%(needed)s人。可以再等一等，或者改期。"),
    "too_few_to_begin": later("到会%(present)s人，要有%(needed)s人才能开始。"),
    "postponed_too_near": later("改期最早改到明天。"),
    # the people
    "role_missing": later("%(role)s现在%(have)s人，至少要%(least)s人。"),
    "role_too_many": later("%(role)s现在%(have)s人，最多%(most)s人。"),
    "role_not_odd": later("%(role)s要是单数，现在%(have)s人。"),
    "share_too_small": later("利害关系人和居民公众一共%(have)s人，不到%(all)s名听证代表的%(den)s分之%(num)s。"),
    "share_out_of_order": later("%(first)s要比%(second)s多，现在%(have)s比%(other)s。"),
    "parts_are_settled": later("会已经按次序开始，人选不能再改。"),
    "group_is_drawn": later("%(group)s的名额由报名和抽签决定，不能直接指定。"),
    "participants_are_out": later("参加人名单已经公布，听证代表不能再改。"),
    "participants_not_out": later("参加人名单还没有公布，先公布名单再开会。"),
    "participants_too_late": later("参加人名单要在开会前%(needed)s天公布，这次来不及了，请改期。"),
    "has_a_part": later("%(called)s已经有一个身份了，一个人只能有一个。"),
    "no_such_part": later("这个人现在没有可以这样处理的身份。"),
    # signing up and the lot
    "lot_not_drawn": later("报名还没有截止，先截止报名、抽签，再公布名单。"),
    "sign_up_is_over": later("报名已经截止。"),
    "not_signed_up": later("您还没有报名。"),
    "seed_needed": later("报名的人比名额多，要抽签：请填一个大家都查得到、谁也定不了的号码，例如当天福利彩票的开奖号。"),
    # stepping back
    "too_late_for_recusal": later("会已经按次序开始，申请回避要在这以前提。"),
    "recusal_is_decided": later("这个回避申请已经答复过了。"),
    "recusal_undecided": later("有人申请%(called)s回避，先作决定再开始。"),
    "not_about_yourself": later("关于自己的回避申请，要由别人决定。"),
    # convening
    "ad_hoc_takes_one": later("临时召集的联席会议一次只议一件事，现在选了%(have)s件。"),
    "too_many_matters": later("这个会一次最多议%(most)s件事，现在选了%(have)s件。"),
    # questions, the door, light meetings
    "no_questions_here": later("这个会不收提问。"),
    "no_open_promise": later("这一条没有等着兑现的承诺。"),
    "door_code_is_old": later("这个签到码已经过时，请重新扫屏幕上的码，或者请工作人员帮您签到。"),
    "issue_is_proposed": later("这一条已经提成议题了。"),
}
FIELDS: dict[str, Any] = {"future": later("日期还没有到。")}
LINES: dict[str, Any] = {
    "SittingLaidOut": later("次序定好了"), "PaperAdded": later("贴出材料“%(title)s”"),
    "PartGiven": later("%(called)s有了身份"), "PartEnded": later("%(called)s不再担任"), "SignedUp": later("有人报名"),
    "SignUpWithdrawn": later("有人取消报名"), "LotDrawn": later("抽签完成"),
    "ParticipantsPublished": later("公布参加人名单"), "RecusalAsked": later("有人申请%(called)s回避"),
    "RecusalDecided": later("对%(called)s的回避申请作了决定"), "RulesRead": later("宣读规则"),
    "PhaseEntered": later("往下走一步"), "MeetingPostponed": later("会议改期"), "RecordRead": later("宣读笔录"),
    "RecordConfirmed": later("%(called)s对笔录表态"), "QuestionAsked": later("%(called)s提问"),
    "QuestionEnded": later("一个问题有了着落"), "PromiseKept": later("一个承诺兑现了"),
}
SAID: dict[str, Any] = {
    "order.now": later("会议次序第%(now)s步，共%(all)s步：%(phase)s"), "order.soon": later("会议次序"),
    "said.sign_up": later("报上名了，您是第%(no)s号。"), "said.withdraw_sign_up": later("报名取消了。"),
    "said.draw_lots": later("%(signed_up)s人报名，%(drawn)s人入选。"), "said.publish_participants": later("参加人名单公布了。"),
    "said.ask_question": later("问题送到了。"), "said.confirm_record": later("记下了您的表态。"),
    "said.ask_recusal": later("回避申请送到了，会有人答复。"), "said.postpone": later("改期了，新的公告已经贴出。"),
}
