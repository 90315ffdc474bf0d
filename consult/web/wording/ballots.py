"""Words of ballots: what is refused and why, channels, units, states of a paper and of an announcement."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as later

REFUSALS: dict[str, Any] = {
    "held_elsewhere": later("这一类表决由有权的机构另行组织，这里只登记结果，不在这里投票。"),
    "form_not_of_this_rule": later("这条规则不能用这种问法，请换一条规则或者换一种问法。"),
    "hands_are_seen": later("无记名的表决不能举手，请用选票。"),
    "form_not_secret": later("选几个、写其他意见的问法不能无记名，笔迹和组合会露出是谁，请改成记名或者单选。"),
    "by_show_of_hands": later("这一次是举手表决，由两个人清点，不用投票。"),
    "not_by_show_of_hands": later("这一次是投票表决，不是举手。"),
    "silent_voices_do_not_vote": later("主持人不表态：未表决的至少有%(silent)s人，请再数一遍。"),
    "hands_do_not_add_up": later("赞成、反对、弃权、未表决加起来是%(counted)s，到会是%(present)s，请再数一遍。"),
    "second_count_needed": later("还要第二个人数一遍，两个人数得一样才能截止。"),
    "counts_differ": later("两个人数得不一样（%(first)s，%(second)s），请一起再数一遍。"),
    "voter_has_voted": later("本人已经在%(at)s投过票，以本人的票为准，不能再代投。"),
    "already_by_another_channel": later("这一票已经在%(at)s由别的渠道投过。按这次的规则先投的算数，没有记第二票。"),
    "closes_before_it_opens": later("截止时间要在开始以后，也要在现在以后。"),
    "roll_not_long_enough": later("名册要公布%(needed)s天才能开始，现在只有%(days)s天。"),
    "already_ruled": later("这条异议已经答复过了。"),
    "not_in_the_register": later("名册的底册里没有这个人，请先到名册里登记。"),
    "opens_later": later("还没到开始时间，%(opens_at)s开始。"),
    "objections_wait": later("还有%(count)s条对名册的异议没有答复，答复完才能开始。"),
    "roll_is_empty": later("名册上没有能投票的人，不能开始。"),
    "closed_in_its_meeting": later("这次表决在会上截止，不在这里。"),
    "closes_later": later("还没到截止时间，%(closes_at)s截止。"),
    "roll_is_frozen": later("名册已经锁定，不能再改，也不能再提异议。"),
    "slip_of_another_paper": later("二维码不是发给%(number)s号票的那一张，可能是复印的或者别的表决的票，请核对。"),
    "paper_done": later("%(number)s号票已经处理完，不能再录。"),
    "own_vote_needs_no_helper": later("自己的票请自己投，不用代填。"),
    "no_proxies_here": later("按这次的规则，不能委托别人投票。"),
    "proxy_to_oneself": later("不能委托给自己。"),
    "too_many_proxies": later("%(called)s已经接受了%(most)s份委托，一人最多%(most)s份。"),
    "voted_already": later("这一票已经投过，不能再办委托。"),
    "hall_link_over": later("这次投票的页面已经用过或者过了时间，请工作人员再开一次。"),
    "rule_unreadable": later("第%(line)s行，规则%(rule)s的%(field)s有误：%(why)s。"),
    "rule_needs_a_meeting": later("“%(name)s”只能在会议上表决：要提前通知，也要有人到会，不能在会外开始。"),
    "rule_between_meetings": later("“%(name)s”只用在会外征集，不在会议上表决。"),
    "rule_not_of_this_body": later("“%(name)s”不是这个组织的规则，不能用在它的名册上。"),
    "rule_not_of_this_place": later("“%(name)s”不能用在这个范围，请换一个范围或者换一条规则。"),
    "rule_counts_others": later("“%(name)s”数的是另外的人，这份名册上没有他们。"),
    "no_owner": later("这一户没有登记业主，没有人能投这一票。请先到名册里登记。"),
    "no_delegate": later("这个单位没有委派代表，没有人能投这一票。"),
    "no_representative": later("这一户没有登记户代表，没有人能投这一票。"),
    "body_appraises_itself": later("一个组织不评议自己，请换一份名册。"),
    "same_person": later("这位居民登记了两次，已经并成一条，一人投一次。"),
    "appraised": later("这次评议的就是您所在的班子或者您本人，不评自己。"),
    "not_of_age": later("业主未满十八周岁，由监护人投这一票，请先登记监护人。"),
    "no_voter_named": later("这一户由几个人共有，还没有推选谁来投这一票。"),
    "no_heir": later("业主不在了，继承人还没有登记，这一票先空着。"),
    "held_here": later("这一类表决不属于只登记结果的，请在这里组织投票。"),
}
FIELDS: dict[str, Any] = {
    "not_yet": later("日子还没有到。"),
    "too_large": later("文件太大，最多2MB。"),
    "not_a_document": later("只收PDF、PNG、JPEG文件。"),
}
SILENCES: dict[str, Any] = {
    "no_representative": later("没有登记户代表"), "no_delegate": later("单位没有委派代表"), "no_owner": later("没有登记业主"),
    "not_of_age": later("业主未满十八周岁，没有登记监护人"), "no_voter_named": later("共有人没有推选谁来投票"),
    "no_heir": later("业主不在了，继承人还没有登记"),
    "not_in_register": later("名册里没有登记"), "area_unknown": later("没有登记专有面积"),
    "stepped_back": later("申请回避，仍计入基数，也可以投票"), "chair_is_neutral": later("主持人不表态"),
    "appraised": later("被评议的人不评自己"), "same_person": later("同一个人登记了两次，只算一票，先投的算数"),
}
NOTES: dict[str, Any] = {"changed_today": later("今天有变动，以后登记的为准")}
PAPER_STATES: dict[str, Any] = {
    "issued": later("已发出，没有收回"), "entered": later("录了一遍，等第二个人"), "differs": later("两次录入不一致，请对照原票"),
    "valid": later("有效，已计入"), "void": later("废票"),
}
CHANNELS: dict[str, Any] = {
    "phone": later("手机"), "hall": later("会场平板"), "paper": later("纸质票"), "helper": later("请人代填"),
}
UNITS: dict[str, Any] = {
    "person": later("一人一票"), "household": later("一户一票"), "representative": later("一名代表一票"),
    "organisation": later("一个单位一票"), "owner_area": later("按专有面积"), "owner_head": later("按业主人数"),
}
