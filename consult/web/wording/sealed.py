"""Words for secret ballots: refusals, and what the recount page checks."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as later

CHOICES: dict[str, Any] = {
    "for": later("赞成"), "against": later("反对"), "abstain": later("弃权"), "invalid": later("无效"),
}
REFUSALS: dict[str, Any] = {
    "ballot_is_sealed": later("这是无记名表决，请到表决页投票，票在您的手机上封好再交。"),
    "ballot_not_sealed": later("这是记名表决，请到记名的表决页投票。"),
    "too_few_for_secret": later("能投票的只有%(voices)s人，不足%(needed)s人的无记名表决藏不住谁投了什么，请改用记名。"),
    "weights_are_named": later("按面积计票的表决不能无记名：面积本身就说出了是谁。"),
    "groups_are_named": later("按组分别计票的表决不能无记名：票箱里分不出哪一票是哪一组的。"),
    "secrecy_not_by_this_rule": later("这条表决规则不允许换记名或者无记名。"),
    "key_not_safe": later("开票的钥匙没有在两处都存稳，为了不丢票，表决没有开始。请管理员检查磁盘。"),
    "key_missing": later("这次表决的钥匙找不到了，票打不开。请管理员找回备用的一份。"),
    "no_place_for_keys": later("这台服务器没有存放钥匙的地方，不能开无记名表决。"),
}
