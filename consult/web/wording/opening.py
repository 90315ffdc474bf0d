"""Words of the check-list before a community opens."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later
from flask_babel import ngettext

from consult.founding.rules.opening import Register

STEPS: dict[str, Any] = {
    "places": later("网格和楼栋"), "homes": later("住房和住户"), "people": later("人和户代表"), "posts": later("谁管、谁召集、谁主持"),
    "bodies": later("议事会成员"), "numbers": later("报社区底数"), "slips": later("发登录单"), "session": later("召集第一次会"),
}
LACKING: dict[str, Any] = {
    "no_council": later("没有居民议事会。依据居民委员会组织法（2025年修订）第三十二条。"),
    "no_members": later("议事会还没有成员，开不成会。依据居民委员会组织法（2025年修订）第三十二条。"),
    "no_convenor": later("没有人能召集议事会。议事会由章程写明的人召集。"),
    "no_facilitator": later("没有主持人。会要有人主持，主持的人不投票。"),
    "no_secretary": later("没有社区秘书。通知、记录要有人负责。"),
}

NOTHING: dict[str, Any] = {
    "places": later("还没有楼。可以随住房名单一起导。"), "people": later("还没有人。请导入居民名单。"),
    "bodies": later("还没有成员。可以在机构页上选，也可以导职务名单。"), "slips": later("还没有账户。"),
    "numbers": later("还没有报。居民会议应到多少户，按报的数和名册里大的一个算。"),
    "session": later("写好议题，选一个够得上公示天数的日子。"),
}


def of_step(code: str, held: Register) -> str:
    """What the register holds of a step, or what is missing in it."""
    if code == "homes":
        return _homes(held)
    return _posts(held) if code == "posts" else _held(code, held) or str(NOTHING[code])


def _held(code: str, held: Register) -> str:
    said: dict[str, Callable[[], str]] = {
        "places": lambda: ngettext("%(num)s幢楼", "%(num)s幢楼", held.buildings) if held.buildings else "",
        "people": lambda: _people(held) if held.people else "",
        "bodies": lambda: ngettext("成员%(num)s名", "成员%(num)s名", held.seats) if held.seats else "",
        "numbers": lambda: _("报的是%(n)s户", n=f"{held.homes_stated:,}") if held.homes_stated else "",
        "slips": lambda: _("%(all)s个账户，%(waiting)s个还没有设密码", all=held.accounts, waiting=held.accounts_waiting),
        "session": lambda: ngettext("召集了%(num)s次", "召集了%(num)s次", held.called) if held.called else "",
    }
    return said[code]()


def _people(held: Register) -> str:
    return _("%(people)s人，%(households)s户有户代表", people=f"{held.people:,}", households=f"{held.representatives:,}")


def _homes(held: Register) -> str:
    if not held.homes:
        return _("还没有住房。请导入住房名单。")
    if held.homes_stated and held.homes < held.homes_stated * 98 // 100:
        return _("%(n)s户，社区报的是%(stated)s户，还差%(left)s户", n=f"{held.homes:,}", stated=f"{held.homes_stated:,}",
                 left=f"{held.homes_stated - held.homes:,}")
    return _("%(n)s户", n=f"{held.homes:,}")


def _posts(held: Register) -> str:
    missing = [word for there, word in ((held.secretaries, _("社区秘书")), (held.convenors, _("能召集议事会的人")),
                                        (held.facilitators, _("主持人"))) if not there]
    return _("还缺：%(what)s", what="、".join(missing)) if missing else _("社区秘书、召集人、主持人都有了")


FOR_TEMPLATES: dict[str, Any] = {"opening_steps": STEPS, "opening_lacks": LACKING}
