"""Words for a matter: its state and stage, what it is about, who owes the next step, how it ended."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later
from flask_babel import ngettext
from markupsafe import Markup

from consult.core.errors import BadShape
from consult.core.working_days import days_late
from consult.matter.models import Matter
from consult.matter.rules.lifecycle import MatterState
from consult.web.shell import display, moment_filters, moments
from consult.web.shell.base import as_written
from consult.web.wording.proposal import ASKED
from consult.web.wording.stages import is_late

STATES: dict[str, Any] = {
    "proposed": later("征集附议"), "endorsed": later("等审核"), "join_suggested": later("问提议人要不要并入"),
    "returned": later("退回修改"), "admitted": later("已受理"), "scheduled": later("会前公示"),
    "in_meeting": later("正在议"), "deferred": later("改期再议"), "escalated": later("提交上级"),
    "awaiting_reply": later("等答复"), "working": later("办理中"), "reported_done": later("等居民验收"),
    "reopened": later("退回再办"), "done": later("办好了"), "answered": later("已答复"),
    "rejected": later("没有通过"), "redirected": later("转给别处"), "joined": later("并入别的议题"),
    "lapsed": later("附议不够"), "withdrawn": later("提议人收回"),
}
CHIPS = {"answered": ("done", "check"), "returned": ("warm", "edit"), "join_suggested": ("warm", "edit"),
         "in_meeting": ("go", "ring"), "working": ("go", "flag"), "reported_done": ("soon", "eye"),
         "reopened": ("warm", "turn"), "done": ("done", "check")}
STAGES: dict[str, Any] = {
    "gathering": later("征集附议"), "screening": later("审核与公示"), "deliberating": later("议事与表决"),
    "replying": later("等答复"), "working": later("办理中"), "ended": later("有结果"),
}
CATEGORIES: dict[str, Any] = {
    "facilities": later("设施和改造"), "safety": later("安全"), "environment": later("环境卫生"),
    "parking": later("停车和出行"), "property_service": later("物业服务"), "neighbours": later("邻里相处"),
    "elder_care": later("养老助老"), "health": later("健康"), "culture": later("文化和活动"), "other": later("别的事"),
}
OUTCOMES: dict[str, Any] = {
    "adopted": later("通过"), "rejected": later("没有通过"), "deferred": later("改期再议"),
    "escalated": later("提交上级"),
}
DECISIONS: dict[str, Any] = {
    "adopt": later("采纳"), "adopt_in_part": later("部分采纳"), "refer": later("转办"), "decline": later("不采纳"),
}
OWNERS: dict[str, Any] = {
    "neighbours": later("各位邻居"), "author": later("提议人"), "secretary": later("社区秘书"),
    "convenor": later("召集人"), "room": later("会场"),
}
MISSING: dict[str, Any] = {
    **{name: asked.missing for name, asked in ASKED.items()},
    "decision": later("还没选。四样里选一样。"),
    "reason": later("还没写理由。理由要公开，受理也要写。"),
    "into_no": later("还没写。写要并入的编号，比如031。"),
    "to": later("还没写。写转给谁，比如“街道城管办”。"),
}

FAULTS: dict[str, Any] = {"no_such_number": later("没有这个编号，请对一对。")}


def chip(state: MatterState) -> tuple[str | None, str | None]:
    """The kind of chip and the picture for a state."""
    return CHIPS.get(state, (None, None))


def say_owner(matter: Matter, in_english: Mapping[str, str] | None = None) -> str | Markup:
    """Who owes the next step: a role in the reader's language, a body or a unit by its name."""
    if matter.owed_by in OWNERS:
        return str(OWNERS[matter.owed_by])
    return (in_english or {}).get(matter.owed_name) or as_written(matter.owed_name)


def say_step(matter: Matter, households: int) -> str:
    """What is owed next, in a few words."""
    missing = matter.threshold - households
    steps: dict[str, Any] = {
        "proposed": lambda: still_missing(missing),
        "endorsed": lambda: _("审核，受理不受理都写明理由"),
        "join_suggested": lambda: _("答复要不要并入"),
        "returned": lambda: _("看理由，改好再交"),
        "admitted": lambda: _("定下开会的时间，贴出公示"),
        "deferred": lambda: _("定下再议的时间，贴出公示"),
        "scheduled": lambda: _("开会议这件事"),
        "in_meeting": lambda: _("正在会上议"),
        "escalated": lambda: _("答复，写明理由"),
        "awaiting_reply": lambda: _("答复，写明理由"),
        "working": lambda: _("照定下来的办"),
        "reported_done": lambda: _("看一看，办好了没有"),
        "reopened": lambda: _("下次会上定下怎么接着办"),
    }
    return str(steps[matter.state]()) if matter.state in steps else str(STATES[matter.state])


def still_missing(households: int) -> str:
    """还差3户附议."""
    if households <= 0:
        return _("户数够了")
    return str(ngettext("还差%(num)s户附议", "还差%(num)s户附议", households))


def say_households(have: int, needed: int) -> str:
    """附议7户，还差3户."""
    if have >= needed:
        return _("附议%(have)s户，户数够了", have=have)
    return _("附议%(have)s户，还差%(missing)s户", have=have, missing=needed - have)


def say_briefly(matter: Matter, households: int, in_english: Mapping[str, str] | None = None) -> str | Markup:
    """One line for a list: how many households, or who is to do it by when."""
    if matter.state == "proposed":
        return say_households(households, matter.threshold)
    limit = matter.limit
    if limit is None or matter.state == "in_meeting" or _let_be(matter):
        return str(STATES[matter.state])
    if matter.state == "scheduled" and limit >= moment_filters.today():
        return _put_in(_("%(who)s，%(by)s开会"), say_owner(matter, in_english), _day(limit))
    return _put_in(_("%(who)s，%(by)s"), say_owner(matter, in_english), by_day(limit))


def say_in_list(matter: Matter, households: int, in_english: Mapping[str, str] | None = None) -> str | Markup:
    """One line beside the chip of the state, which it does not repeat: who should have done it by when, or the day
    it ended."""
    limit = matter.limit
    if limit is None or matter.state == "in_meeting" or _let_be(matter):
        return _day(moments.local_day(matter.changed_at, moment_filters.zone()))
    if is_late(matter, moment_filters.today()):
        return _put_in(_("等%(who)s，应在%(by)s"), say_owner(matter, in_english), _before(limit))
    return say_briefly(matter, households, in_english)


def _put_in(sentence: str, who: str | Markup, by: str) -> Markup:
    return Markup(sentence) % {"who": who, "by": by}  # noqa: S704  # our own words; what is put in is escaped


def _let_be(matter: Matter) -> bool:
    """An author is not called late in public."""
    return matter.owed_by == "author" and matter.due_on is not None and matter.due_on < moment_filters.today()


def _day(on: date) -> str:
    return moments.day(on, lang=display.language(), zone=moment_filters.zone(), today=moment_filters.today())


def _before(limit: date) -> str:
    return _("%(day)s前", day=_day(limit))


def by_day(limit: date) -> str:
    """11月30日前, or 超期9天."""
    lang, zone, today = display.language(), moment_filters.zone(), moment_filters.today()
    return moments.days_left(limit, lang=lang, zone=zone, today=today) if days_late(limit, today) else _before(limit)


def own_words(refusal: BadShape) -> dict[str, str]:
    """For fields of a matter's forms, sentences of their own: what belongs in one that was left empty."""
    said = {name: MISSING[name] for name, problem in refusal.fields.items()
            if problem in ("missing", "not_a_choice") and name in MISSING}
    said |= {name: FAULTS[problem] for name, problem in refusal.fields.items() if problem in FAULTS}
    return {name: str(words) for name, words in said.items()}


WAYS: dict[str, Any] = {"own": later("自己在手机上"), "desk": later("在窗口"), "helper": later("上门代办")}


def came_which_way(by_way: Mapping[str, int]) -> str:
    """How many households came each way, where any came another way than on their own phone."""
    if sum(n for way, n in by_way.items() if way != "own") == 0:
        return ""
    return _("其中手机%(own)s户、窗口%(desk)s户、上门%(helper)s户。", own=by_way["own"], desk=by_way["desk"], helper=by_way["helper"])


FOR_TEMPLATES: dict[str, Any] = {
    "endorsed_ways": WAYS, "came_which_way": came_which_way,
    "matter_states": STATES, "stages": STAGES, "categories": CATEGORIES, "outcomes": OUTCOMES, "decisions": DECISIONS,
    "state_chip": chip, "say_owner": say_owner, "say_step": say_step, "say_briefly": say_briefly,
    "say_in_list": say_in_list,
    "say_households": say_households, "by_day": by_day,
}
