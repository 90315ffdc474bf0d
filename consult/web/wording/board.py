"""Words of the notice board: kinds of notice, how long they hang, and what refusals say."""
from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from consult.publishing.models import Notice
from consult.web.shell import moment_filters
from consult.web.wording import refusals

KINDS: dict[str, Any] = {
    "result": later("议事结果"), "minutes": later("会议记录"), "progress": later("办理进展"), "accounts": later("账目"),
    "appraisal": later("评议结果"), "plan": later("征求意见"), "convening": later("会议通知"), "other": later("其他公示"),
}
HIDDEN: dict[str, Any] = {
    "identity": later("证件号"), "phone": later("电话"), "card": later("卡号"), "plate": later("车牌"), "mail": later("邮箱"),
    "account": later("账号"), "address": later("门牌"), "resident_name": later("居民姓名"),
}
refusals.REFUSALS |= {
    "notice_period_too_short": later("这一类公示至少要贴%(needed)s天，填的是%(days)s天。"),
    "reason_to_take_down_early": later("公示要贴到%(until)s。提前取下要写明理由，至少%(least)s个字，理由会一直留在公示栏上。"),
    "notice_period_over": later("公示期到%(until)s已经结束，不能再提意见。可以到办事窗口说。"),
    "second_person_needed": later("这一份是您自己准备的，要由另一个人看过再公布。"),
    "objection_waits_already": later("您的意见已经收到，等答复以后可以再提。"),
    "objection_answered_already": later("这条意见已经答复过了。"),
    "photos_enough": later("照片已经有%(most)s张，不能再加。"),
}
refusals.FIELDS |= {
    "photo_too_large": later("照片太大，最多12兆。"), "not_a_photo": later("这不是照片。请用JPEG、PNG或者WebP格式。"),
}


def hanging(notice: Notice) -> str:
    """How a notice stands on the board today."""
    if notice.state == "prepared":
        return _("等第二个人看")
    if notice.state == "down":
        return _("提前取下了") if notice.down_early else _("已经取下")
    assert notice.until is not None
    days = (notice.until - moment_filters.today()).days
    return _("还要贴%(days)s天", days=days) if days > 0 else _("今天是最后一天") if days == 0 else _("公示期满")


def is_running(notice: Notice) -> bool:
    """Whether it hangs and its time is not over."""
    return notice.state == "posted" and notice.until is not None and notice.until >= moment_filters.today()
