"""Words for meetings: their names, states and ends, and the notice they need."""
from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from consult.community.models import Body
from consult.meeting.models import Discussion, Meeting
from consult.web.shell import display, moment_filters, moments
from consult.web.wording.matters import OUTCOMES

POSTS: dict[str, Any] = {
    "party_secretary": later("社区党组织书记"), "committee_director": later("居委会主任"),
    "committee_member": later("居委会委员"), "secretary": later("社区秘书"), "facilitator": later("主持人"),
    "grid_head": later("网格长"), "building_head": later("楼栋长"), "resident_group_leader": later("居民小组长"),
    "resident_representative": later("居民代表"), "household_representative": later("户代表"),
    "council_member": later("议事会成员"), "oversight_member": later("居务监督委员会成员"),
    "grid_volunteer": later("居民骨干"), "street_secretary": later("街道党工委书记"),
    "street_officer": later("街道工作人员"),
}
CADENCES: dict[str, Any] = {
    "on_demand": later("按需召开"), "monthly": later("每月一次"), "quarterly": later("每季度一次"),
    "half_yearly": later("每半年一次"), "yearly": later("每年一次"),
}


def body_name(body: Body) -> str:
    """The name of a body in the reader's language."""
    return body.name_en if display.language() == "en" and body.name_en else body.name


def meeting_name(meeting: Meeting) -> str:
    """居民议事会2026年第3次会议; Residents' Council, meeting 3 of 2026."""
    return _("%(body)s%(year)s年第%(number)s次会议", body=body_name(meeting.body), year=meeting.year,
             number=meeting.number)


def convenors(body: Body) -> str:
    """The posts whose holders may call a body together."""
    joint = ", " if display.language() == "en" else "、"
    return joint.join(str(POSTS[kind]) for kind in body.convened_by if kind in POSTS)


def outcome_words(discussion: Discussion) -> str:
    """How a discussion ended, in two or three words; empty while it has not."""
    if discussion.state == "dropped":
        return _("没有议到")
    return str(OUTCOMES[discussion.outcome]) if discussion.outcome else ""


def notice_rule(body: Body, earliest: date) -> str:
    """How long before a meeting its notice is to be posted, and the first day that is lawful."""
    name = body_name(body)
    if body.notice_days == 0:
        return _("%(body)s没有规定公示天数，今天就可以开。", body=name)
    lang, zone = display.language(), moment_filters.zone()
    return _(
        "%(body)s开会要提前%(days)s天公示：今天召集，最早%(day)s（%(weekday)s）开会。",
        body=name, days=body.notice_days, weekday=moments.weekday(earliest, lang=lang, zone=zone),
        day=moments.day(earliest, lang=lang, zone=zone, today=moment_filters.today()),
    )
