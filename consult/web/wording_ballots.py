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
    "hands_do_not_add_up": later("赞成、反对、弃权、未表决加起来是%(counted)s，到会是%(present)s，请再数一遍。"),
    "second_count_needed": later("还要第二个人数一遍，两个人数得一样才能截止。"),
    "counts_differ": later("两个人数得不一样（%(first)s，%(second)s），请一起再数一遍。"),
    "voter_has_voted": later("本人已经在%(at)s投过票，以本人的票为准，不能再代投。"),
    "already_by_another_channel": later("这一票已经在%(at)s由别的渠道投过。按这次的规则先投的算数，没有记第二票。"),
}
CHANNELS: dict[str, Any] = {
    "phone": later("手机"), "hall": later("会场平板"), "paper": later("纸质票"), "helper": later("请人代填"),
}
UNITS: dict[str, Any] = {
    "person": later("一人一票"), "household": later("一户一票"), "representative": later("一名代表一票"),
    "organisation": later("一个单位一票"), "owner_area": later("按专有面积"), "owner_head": later("按业主人数"),
}
