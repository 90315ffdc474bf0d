"""Words for the services 点单服务: categories, steps, states, who claims, why something fits, what happened."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later
from flask_babel import ngettext
from markupsafe import Markup, escape

from consult.core.events import Recorded
from consult.project.models import Claim, Need, Project, Resource
from consult.project.rules.categories import Category, categories, volunteering
from consult.project.rules.lifecycle import STEPS, step_of
from consult.project.rules.matching import Fit, Reason
from consult.web.shell import display
from consult.web.shell.base import as_written

STEP_NAMES: dict[str, Any] = {
    "request": later("点单"), "dispatch": later("交单"), "accept": later("接单"), "deliberate": later("议单"),
    "close": later("结单"),
}
STEP_SAYS: dict[str, Any] = {
    "request": later("居民说需要什么，社区5个工作日内核实。"), "dispatch": later("社区核过，放出来等人接。"),
    "accept": later("谁接、什么条件、几号前，签协议。"), "deliberate": later("要大家商量的，开一次议事会。"),
    "close": later("办完、报告，受益的人满意才算结。"),
}
PROJECT_STATES: dict[str, Any] = {
    "drawn": later("还没放出来"), "dispatched": later("等人接"), "accepted": later("有人接了"),
    "deliberating": later("等开会商量"), "working": later("正在办"), "reported": later("等居民评价"),
    "closed": later("已结单"), "dropped": later("不办了"),
}
ORDER_STEPS: dict[str, Any] = {
    "drawn": later("立了项"), "dispatched": later("放出来等人接"), "claimed": later("接下了"), "deliberating": later("要开会商量"),
    "working": later("开始办"), "reported": later("报告办完"), "sent_back": later("退回重办"), "closed": later("结了单"),
    "dropped": later("不办了"),
}
"""What a step of an order is called on the receipt of the matter it carries out."""
PROJECT_CHIPS = {"closed": ("done", "check"), "working": ("go", "flag"), "reported": ("soon", "people"),
                 "accepted": ("go", "hand"), "deliberating": ("go", "ring"), "dropped": ("warm", "cross")}
NEED_STATES: dict[str, Any] = {
    "filed": later("等核实"), "accepted": later("已列入清单"), "matched": later("正在安排"), "met": later("已办好"),
    "merged": later("并入另一条"), "returned": later("没有列入"), "withdrawn": later("收回了"),
}
CLAIM_STATES: dict[str, Any] = {
    "claimed": later("等签协议"), "agreed": later("协议生效"), "fulfilled": later("办完了"), "lapsed": later("到期没签，作罢"),
    "handed_back": later("退了单"), "replaced": later("换了人接"),
}
FILINGS: dict[str, Any] = {"own": later("本人点单"), "helper": later("助手代填"), "anonymous": later("不具名")}
SOURCES: dict[str, Any] = {
    "resident": later("居民"), "unit": later("驻区单位"), "grid": later("网格"), "party_group": later("居民党小组"),
    "meeting": later("院坝会、楼栋会"), "matter": later("议题"),
}
TERMS: dict[str, Any] = {"free": later("无偿"), "low_cost": later("低偿")}
TIMES: dict[str, Any] = {
    "any": later("什么时候都行"), "workdays": later("工作日白天"), "evenings": later("工作日晚上"), "weekends": later("周末"),
}
GRADES: dict[str, Any] = {
    "satisfied": later("满意"), "mostly": later("基本满意"), "dissatisfied": later("不满意"),
}
SIDES: dict[str, Any] = {"claimant": later("接单的一方"), "community": later("社区")}


def named(code: str, among: Callable[[], tuple[Category, ...]]) -> str:
    """A category in the reader's language; a code that is no longer in use shows itself."""
    found = next((each for each in among() if each.code == code), None)
    if found is None:
        return code
    return found.en if display.language() == "en" else found.zh


def category(code: str) -> str:
    """What a need, resource or project is about."""
    return named(code, categories)


def purpose(code: str) -> str:
    """What a volunteer post is for."""
    return named(code, volunteering)


def place(thing: Need | Resource | Project) -> str | Markup:
    """The building, the grid, or the whole community."""
    if thing.building:
        return as_written(thing.building.name)
    return as_written(thing.grid.name) if thing.grid else _("全社区")


def claimant(claim: Claim, *, in_full: bool = False) -> str | Markup:
    """Who claims: a unit by its name; a person only for the office, a neighbour to everyone else."""
    if claim.unit:
        return as_written(claim.unit.name)
    return as_written(claim.person.name) if in_full and claim.person else _("一位邻居")


def provider(resource: Resource, *, in_full: bool = False) -> str | Markup:
    """Who gives: a unit by its name; a person only for the office."""
    if resource.unit:
        return as_written(resource.unit.name)
    return as_written(resource.person.name) if in_full and resource.person else _("一位邻居")


def chip(state: str) -> tuple[str | None, str | None]:
    """The kind of chip and the picture for a project's state."""
    return PROJECT_CHIPS.get(state, (None, None))


def step(project: Project) -> str:
    """At which of the five steps an order is."""
    return step_of(project.state, deliberated=project.deliberated_at is not None)


def step_number(project: Project) -> int:
    """The same counted from one; six once it is closed."""
    return 6 if project.state == "closed" else STEPS.index(step(project)) + 1


def say_reason(reason: Reason) -> str | Markup:
    """One reason why a need and a resource fit."""
    facts: Mapping[str, Any] = reason.facts
    if reason.code == "words":
        between = Markup(", ") if display.language() == "en" else Markup("")
        return _say(_("都说到%(words)s"), words=between.join(
            Markup("“{}”").format(as_written(word)) for word in facts["words"][:4]))
    said: dict[str, Callable[[], str]] = {
        "category": lambda: _("都是%(what)s", what=category(facts["category"])),
        "here": lambda: _("就在这一片"), "everywhere": lambda: _("全社区都能用"),
        "enough": lambda: _("够%(people)s人用", people=facts["people"]),
        "part": lambda: _("只够%(capacity)s份，要的有%(people)s人", capacity=facts["capacity"], people=facts["people"]),
        "times": lambda: _("时间对得上：%(when)s", when=TIMES[facts["times"]]), "any_time": lambda: _("时间好商量"),
    }
    return said[reason.code]()


def say_fit(fit: Fit) -> list[str | Markup]:
    """All the reasons of a pair."""
    return [say_reason(reason) for reason in fit.because]


def say_hours(minutes: int) -> str:
    """Time given, in hours and half hours as people say it."""
    hours, left = divmod(minutes, 60)
    if not left:
        return ngettext("%(num)s小时", "%(num)s小时", hours)
    return _("%(hours)s小时%(left)s分钟", hours=hours, left=left) if hours else _("%(left)s分钟", left=left)


def _who(data: Mapping[str, Any]) -> str | Markup:
    return as_written(data["unit"]) if data.get("unit") else _("一位邻居")


def _say(sentence: str, **words: Any) -> Markup:
    return Markup(escape(sentence)) % words  # noqa: S704 (our own words; what is put in is escaped)


HISTORY: dict[str, Callable[[Mapping[str, Any]], str | Markup]] = {
    "ProjectDrawn": lambda d: _("点单：社区把需求做成了服务单"),
    "NeedMatched": lambda d: _say(_("并进一条需求：%(what)s"), what=as_written(d["title"])),
    "ResourceMatched": lambda d: _say(_("用上一项资源：%(what)s"), what=as_written(d["title"])),
    "ProjectDispatched": lambda d: _("交单：放出来等人接"),
    "ProjectDropped": lambda d: _say(_("不办了：%(why)s"), why=as_written(d["reason"])),
    "ProjectClaimed": lambda d: _say(_("接单：%(who)s接了%(places)s份，一共%(of)s份"), who=_who(d), places=d["places"], of=d["of"]),
    "ClaimLapsed": lambda d: _say(_("%(who)s到期没有签协议，作罢"), who=_who(d)),
    "ClaimHandedBack": lambda d: _say(_("%(who)s退了单：%(why)s"), who=_who(d), why=as_written(d["reason"])),
    "ClaimantReplaced": lambda d: _say(_("换%(who)s来接：%(why)s"), who=as_written(d["new_unit"]), why=as_written(d["reason"])),
    "BackOnTheList": lambda d: _("回到清单，重新等人接"),
    "AgreementDrawn": lambda d: _("写好协议第%(version)s稿，分%(steps)s步", version=d["version"], steps=d["steps"]),
    "AgreementConfirmed": lambda d: (
        _("%(side)s确认了协议，双方都确认，协议生效", side=SIDES[d["side"]]) if d["in_force"]
        else _("%(side)s确认了协议", side=SIDES[d["side"]])),
    "DeliberationPlanned": lambda d: _say(
        _("议单：%(body)s开会商量"), body=d["body_en"] if display.language() == "en" else d["body"]),
    "DeliberationEnded": lambda d: _("会没有开成，单子照旧") if d["outcome"] == "not_held" else _("会上议过了，接着办"),
    "DeliberationWaived": lambda d: _say(_("不用开会：%(why)s"), why=as_written(d["reason"])),
    "WorkBegun": lambda d: _("开始办"),
    "MilestoneDone": lambda d: _say(_("办好一步：%(what)s"), what=as_written(d["what"])),
    "WorkReported": lambda d: _("报告办完了，请居民评价"),
    "SatisfactionSaid": lambda d: ngettext("收到%(num)s份评价", "收到%(num)s份评价", d["answers"]),
    "WorkSentBack": lambda d: _say(_("退回重办：%(why)s"), why=as_written(d["reason"])),
    "ProjectClosed": lambda d: _("结单"),
    "ThanksGiven": lambda d: _say(_("感谢%(who)s"), who=_who(d)),
}


def say_event(event: Recorded) -> str | Markup:
    """One line of an order's history."""
    return HISTORY[event.name](event.data)


FOR_TEMPLATES: dict[str, Any] = {
    "service_steps": STEP_NAMES, "service_step_says": STEP_SAYS, "project_states": PROJECT_STATES,
    "project_chip": chip, "project_step": step, "project_step_number": step_number, "need_states": NEED_STATES,
    "claim_states": CLAIM_STATES, "need_filings": FILINGS, "need_sources": SOURCES, "service_terms": TERMS,
    "service_times": TIMES, "grades": GRADES, "service_category": category, "volunteer_purpose": purpose,
    "service_place": place, "claimant_name": claimant, "provider_name": provider, "say_fit": say_fit,
    "say_hours": say_hours, "say_service_event": say_event,
}
