"""Words for invitations, sign-in slips and what is made beside the page."""
from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as later

REFUSALS: dict[str, Any] = {
    "slip_unknown": later("没有这个码，或者已经换了新的。请对照登录单再输一遍，还不行就到办事窗口换一张。"),
    "slip_used": later("这个码已经用过了。是您本人用的，请直接登录；不是，请马上告诉办事窗口。"),
    "slip_expired": later("这个码过了十四天，不能用了。请到办事窗口换一张登录单。"),
    "slip_not_waiting": later("这一张不用再办了，情况刚刚变了。"),
    "has_account": later("这一位已经有账户了。"),
    "account_in_use": later("这个账户已经设过密码了。忘了密码的，请当面核对以后办。"),
    "first_slip_not_used": later("这个账户还没有设过密码，请重新印一张登录单。"),
    "not_for_oneself": later("自己的密码不能自己办，请别的工作人员来办。"),
    "second_official_needed": later("要由另一位工作人员同意，一个人不能办两次。"),
    "login_changed_lately": later("登录名三十天只能改一次，%(again_on)s以后可以再改。"),
    "nobody_to_print_for": later("没有要印的：换一个范围再看看。"),
    "went_wrong": later("没有做成。请再试一次，还不行就告诉管理员。"),
}
FIELDS: dict[str, Any] = {"too_long_ago": later("只能写最近七天里的一天。")}
SEEN: dict[str, Any] = {
    "id_card": later("看过身份证"), "other_paper": later("看过别的证件"), "known": later("工作人员认识本人"),
    "vouched_for": later("有邻居当面作证"),
}
"""How somebody was known at the desk."""
FORMS: dict[str, Any] = {"cards": later("小卡片，一张纸十户，剪开来发"), "letters": later("一户一张信")}
WHOM: dict[str, Any] = {"nobody_joined": later("还没有人开账户的人家"), "all": later("所有人家")}
JOBS: dict[str, Any] = {"invitations": later("印邀请单"), "slips": later("印登录单")}
FOR_TEMPLATES: dict[str, Any] = {"seen_ways": SEEN, "paper_forms": FORMS, "whom_to_invite": WHOM, "job_kinds": JOBS}
