"""Words for the roster: kinds of unit and body, and the terms of posts."""
from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from consult.community.models import Post
from consult.web.shell import display, moment_filters, moments
from consult.web.wording.meetings import CADENCES, POSTS, convenors

BODIES: dict[str, Any] = {
    "residents_council": later("居民议事会"), "joint_meeting": later("党建联席会议"),
    "two_committees": later("“两委”联席会议"), "representatives_meeting": later("居民代表会议"),
    "residents_assembly": later("居民会议"), "hearing": later("听证会"), "public_forum": later("民情恳谈会"),
    "appraisal": later("民主评议会"), "courtyard_meeting": later("院坝会"), "building_meeting": later("楼栋会"),
    "grid_meeting": later("网格会议"), "party_group_meeting": later("党小组会议"),
}

REFUSALS: dict[str, Any] = {
    "confirmed_by_another": later("这一步要由别人来：不能是经办的人、新的户代表，也不能是原来的户代表。"),
    "confirmed_by_an_adult": later("要由家里满18周岁的人来确认。"),
    "objection_needs_an_official": later("家里有人提了异议，要由社区另一位工作人员核实以后再确认。"),
    "nothing_to_confirm": later("这一条已经不用确认了，可能别人刚刚确认过，或者又换了人。"),
    "too_late_to_object": later("换户代表满%(days)s天以后，不能在这里提异议了，请到办事窗口说。"),
    "objected_already": later("异议已经记下了，社区会答复。"),
    "another_official_names": later("没有换：这一户上次这样换，没有人确认。%(days)s天以内请由另一位工作人员来办。"),
    "representative_not_of_age": later("户代表要满18周岁。"),
    "not_of_age_before_its_month": later("没有登记：满18周岁的那个月还没有到。"),
    "owned_by_no_person": later("没有登记：先登记这套房是谁的；单位的房由单位代表表态。"),
    "voter_is_no_owner": later("没有登记：共有的房，由共有人当中的一位表态。"),
    "voter_not_of_age": later("没有登记：表态的人要满18周岁。"),
    "unit_closed": later("这个单位已经关了。"),
    "home_joined_already": later("那一处已经并过了，请看一看最新的页面。"),
    "not_a_home": later("这一处不是单独的一户，不能分也不能并。"),
    "merge_of_oneself": later("自己的两条登记，请另一位工作人员来合并。"),
    "merge_of_gone": later("这两条里有一条记着人已经不在了，另一条却还在。请先在个人页上更正，再来合并。"),
    "merged_already": later("这两条里有一条已经并过了，请看一看最新的页面。"),
    "merge_waits_until": later("“%(question)s”正在不记名投票，里面有这位居民，合并要等到%(until)s投票结束。"),
    "merge_waits_for_the_room": later("会场上正在不记名投票，里面有这位居民，等这次投票结束再合并。"),
    "merge_waits_for_meeting": later("%(body)s正在开会，要撤的那一条在名册上，等散会再合并。"),
}
HOME_USES: dict[str, Any] = {
    "home": later("住宅"), "shop": later("商铺"), "garage": later("车位、车库"), "storage": later("储藏室"), "other": later("其他"),
}
COUNTED: dict[str, Any] = {"households": later("住着人的户数"), "adults": later("满18周岁的居民人数")}


def shown_day(day: date) -> str:
    """11月30日, with the year when it is not this one."""
    return moments.day(day, lang=display.language(), zone=moment_filters.zone(), today=moment_filters.today())


def term(post: Post) -> str:
    """11月2日起，到2027年12月31日止."""
    if post.ends_on is None:
        return _("%(day)s起", day=shown_day(post.starts_on))
    return _("%(day)s起，到%(end)s止", day=shown_day(post.starts_on), end=shown_day(post.ends_on))


FOR_TEMPLATES: dict[str, Any] = {
    "post_kinds": POSTS, "home_uses": HOME_USES, "counted": COUNTED,
    "body_kinds": BODIES, "cadences": CADENCES, "term_of": term, "convenors_of": convenors,
}
