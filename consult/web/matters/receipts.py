"""The receipt of a matter: its log read as steps done, the one that is owed now, and those to come."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from typing import Any, Literal

from flask_babel import gettext as _
from flask_babel import ngettext

from consult.core.events import Recorded, parse_moment
from consult.core.house_words import NOT_OPENED, in_words
from consult.core.working_days import days_late, from_kept
from consult.matter.rules.lifecycle import ENDED, MatterState
from consult.web.shell import display, moments
from consult.web.wording.matters import DECISIONS, OUTCOMES
from consult.web.wording.services import ORDER_STEPS
from consult.web.wording.work import NOTES

Kind = Literal["done", "now", "next"]
HANDS = ("handed_over", "renewed")
"""Entries of the work that say above all who owes it now."""


@dataclass(frozen=True)
class Link:
    """Somewhere a step leads to: the words, the endpoint and its values; or a place on the same page."""

    words: str
    endpoint: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    anchor: str = ""


@dataclass(frozen=True)
class Hop:
    """One step: done at a moment, owed now by a day, or still to come."""

    kind: Kind
    name: str
    step: str = ""
    at: datetime | None = None
    due_on: date | None = None
    said: str = ""
    by: str = ""
    """A name people gave: shown in its own language, before what is said."""
    links: tuple[Link, ...] = ()
    late_days: int = 0


@dataclass
class _Reading:
    """What has been read so far."""

    zone: tzinfo
    hops: list[Hop] = field(default_factory=list)
    due_on: date | None = None
    households: int = 0
    threshold: int = 0
    minutes_owed: bool = False

    def done(self, event: Recorded, name: str, said: str = "", *links: Link, late: bool = False, **more: Any) -> None:
        if late and self.due_on:
            more["late_days"] = days_late(self.due_on, moments.local_day(event.at, self.zone))
        self.hops.append(Hop("done", name, at=event.at, said=said, links=links, **more))


def receipt(
    events: Iterable[Recorded], state: MatterState, zone: tzinfo, *, due_on: date | None = None, owner: str = ""
) -> list[Hop]:
    """Every step of a matter in order: the log up to now, the step its state owes, and the way ahead.

    `due_on` is when the step owed now falls due; `owner` the name of the body or unit that owes it.
    """
    reading = _Reading(zone)
    for event in events:
        if read := READERS.get(event.name):
            read(reading, event, event.data)
        if day := event.data.get("due_on"):
            reading.due_on = from_kept(date.fromisoformat(day), event.data.get("due_without", ""))
    hops = [hop for hop in reading.hops if state != "proposed" or hop.step != "endorsed"]
    if state in ENDED:
        return hops + _pending_minutes(reading)
    now, ahead = _now_and_ahead(state, reading)
    coming = [*_pending_minutes(reading), *(Hop("next", name) for name in ahead)]
    return [*hops, replace(now, due_on=due_on, by=owner), *coming]


def place_of(hops: Sequence[Hop]) -> int:
    """Which step it is now, counted from one; the last one when all are done."""
    return next((n for n, hop in enumerate(hops, start=1) if hop.kind == "now"), len(hops))


def body_names(events: Iterable[Recorded]) -> dict[str, str]:
    """The English names of the bodies that the log names, for a reader of English."""
    if display.language() != "en":
        return {}
    return {e.data["body"]: e.data["body_en"] for e in events if "body_en" in e.data}


def _pending_minutes(reading: _Reading) -> list[Hop]:
    return [Hop("next", _("会议记录"), said=_("秘书整理好就公布"))] if reading.minutes_owed else []


def _body(data: Mapping[str, Any]) -> str:
    return str(data["body_en"] if display.language() == "en" else data["body"])


# --- what was done ------------------------------------------------------------------------------------


def _proposed(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.threshold = data["threshold"]
    r.done(e, _("提议"), "", Link(_("原文"), anchor="words"), by=data["proposer"])


def _counted(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.households = data["households"]
    r.hops = [replace(hop, said=_enough(r)) if hop.step == "endorsed" else hop for hop in r.hops]


def _enough(r: _Reading) -> str:
    if r.households > r.threshold:
        return _("满%(needed)s户，现有%(have)s户", needed=r.threshold, have=r.households)
    return _("满%(needed)s户", needed=r.threshold)


def _enough_households(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.hops = [hop for hop in r.hops if hop.step != "endorsed"]
    r.households = data["households"]
    r.done(e, _("附议"), _enough(r), step="endorsed")


def _lapsed(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.done(e, _("附议"), _("到期有%(have)s户，没有满%(needed)s户", have=data["households"], needed=data["threshold"]))


def _revised(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.done(e, _("修改"), _("提议人改了写法"), Link(_("原来的写法"), anchor="before"))


def _redirected(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.done(e, _("审核"), _("转给"), Link(_("理由"), anchor="reason"), late=True, by=data["to"])


def _screened(what: Callable[[], str]) -> Callable[[_Reading, Recorded, dict[str, Any]], None]:
    def read(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
        r.done(e, _("审核"), what(), Link(_("理由"), anchor="reason"), late=True)

    return read


def _join_suggested(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.done(e, _("审核"), _("问提议人要不要并入"), _matter(data["into_no"]), Link(_("理由"), anchor="reason"), late=True)


def _join_answered(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    said = _("提议人同意并入") if data["agreed"] else _("提议人不同意并入，接着审核")
    r.done(e, _("并入"), said, _matter(data["into_no"]))
    r.due_on = None


def _joined_here(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.done(e, _("并入"), _("这件事并到这里"), _matter(data["from_no"]))


def _matter(no: str) -> Link:
    return Link(no, "matters.show", {"no": no})


def _scheduled(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    starts = moments.daytime(parse_moment(data["starts_at"]), lang=display.language(), zone=r.zone,
                             today=moments.local_day(e.at, r.zone))
    said = _("%(body)s，%(when)s开会", body=_body(data), when=starts)
    r.done(e, _("公示"), said, Link(_("公告"), "meetings.notice", {"id": data["meeting_id"]}), late=True)


def _unscheduled(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    named, said = (_("休会"), _("没有议完，下次接着议")) if data.get("adjourned") else (_("改期"), _("这次会没有议"))
    if data["reason"] == NOT_OPENED:
        named, said = _("没有开成"), _("召集人要另定日子")
    r.done(e, named, said, by=in_words(data["reason"], display.language()))
    r.due_on = None


def _taken_up(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.done(e, _body(data), _("开始议"))


def _decided(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.minutes_owed = True
    r.due_on = None
    counts, outcome = data["counts"], str(OUTCOMES[data["outcome"]])
    if counts is None or data["ballot_id"] is None:
        r.done(e, _("结论"), outcome, Link(_("理由"), anchor="decided"))
        return
    said = _("%(outcome)s，赞成%(yes)s，反对%(no)s，弃权%(abstain)s", outcome=outcome,
             yes=counts["for"], no=counts["against"], abstain=counts["abstain"])
    r.done(e, _("表决"), said, Link(_("计票"), "ballots.result", {"id": data["ballot_id"]}))


def _minutes(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.minutes_owed = False
    r.done(e, _("会议记录"), "", Link(data["number"], "minutes.show", {"id": data["meeting_id"]}))


def _answered(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    if data.get("passed_on"):
        r.done(e, _("转交"), _("转给"), Link(_("理由"), anchor="reply"), late_days=data["late_days"], by=data["referred_to"])
        return
    r.done(e, _("答复"), str(DECISIONS[data["decision"]]), Link(_("理由"), anchor="reply"),
           late_days=data["late_days"], by=_where_given(data))


def _where_given(data: Mapping[str, Any]) -> str:
    return {"sitting": _("在会上定的"), "between": _("在会外答复的")}.get(data.get("given", ""), "")


def _acknowledged(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.done(e, _body(data), _("收到了"))


def _no_reply(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.done(e, _("没有答复"), _("过了期限，放进下次会的议程"))


def _work(data: Mapping[str, Any]) -> Link:
    return Link(_("办理记录"), "tasks.show", {"id": data["task_id"]})


def _progressed(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    if data["kind"] in ("progress", "unblocked"):
        return
    r.done(e, str(NOTES[data["kind"]]), "", _work(data), by=data["owner"] if data["kind"] in HANDS else data["text"])


def _work_late(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.done(e, _("办理超期"), _("放进下次会的议程"), _work(data))


def _reported(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.done(e, _("报告办好"), "", _work(data), late=True, by=data["owner"])


def _reopened(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.done(e, _("退回再办"), _("居民说还没办好"), _work(data), by=data["reason"])


def _done(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    said = ngettext("%(num)s户居民确认办好", "%(num)s户居民确认办好", data["households"])
    r.done(e, _("验收"), said, _work(data), late_days=data["late_days"])


def _project(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    order = Link(_("%(no)s号服务单", no=data["no"]), "services.order", {"id": data["project_id"]})
    r.done(e, _("服务单"), str(ORDER_STEPS[data["step"]]), order, by=data["by"])


def _withdrawn(r: _Reading, e: Recorded, data: dict[str, Any]) -> None:
    r.done(e, _("收回"), _("提议人收回了这件事"))


READERS: dict[str, Callable[[_Reading, Recorded, dict[str, Any]], None]] = {
    "MatterProposed": _proposed, "MatterEndorsed": _counted, "EndorsementTakenBack": _counted,
    "EndorsedEnough": _enough_households, "MatterRevised": _revised, "MatterWithdrawn": _withdrawn,
    "MatterLapsed": _lapsed, "MatterAdmitted": _screened(lambda: _("受理")),
    "MatterReturned": _screened(lambda: _("退回，请提议人修改")),
    "MatterRedirected": _redirected,
    "JoinSuggested": _join_suggested, "JoinAnswered": _join_answered, "MatterJoinedHere": _joined_here,
    "MatterScheduled": _scheduled, "MatterUnscheduled": _unscheduled, "MatterTakenUp": _taken_up,
    "MatterDecided": _decided, "MinutesPosted": _minutes, "MatterAnswered": _answered,
    "ReplyAcknowledged": _acknowledged, "ReplyOverdue": _no_reply, "WorkProgressed": _progressed,
    "WorkOverdue": _work_late, "MatterReportedDone": _reported, "ProjectNoted": _project, "MatterReopened": _reopened, "MatterDone": _done,
}


# --- what is owed now, and what comes then ------------------------------------------------------------


def _now_and_ahead(state: MatterState, r: _Reading) -> tuple[Hop, list[str]]:
    way = [_("审核"), _("公示"), _("议事和表决"), _("会议记录"), _("答复"), _("办理"), _("居民验收")]
    gathering = _("已有%(have)s户，要满%(needed)s户", have=r.households, needed=r.threshold)
    steps: dict[str, tuple[str, str, int]] = {
        "proposed": (_("附议"), gathering, 0),
        "endorsed": (_("审核"), _("等社区秘书答复"), 1),
        "join_suggested": (_("并入"), _("等提议人答复"), 1),
        "returned": (_("修改"), _("等提议人改好再交"), 1),
        "admitted": (_("公示"), _("等召集人定下开会的时间"), 2),
        "deferred": (_("公示"), _("等召集人定下再议的时间"), 2),
        "scheduled": (_("议事和表决"), _("等开会"), 3),
        "in_meeting": (_("议事和表决"), _("正在会上议"), 3),
        "escalated": (_("答复"), _("等答复"), 5),
        "awaiting_reply": (_("答复"), _("等答复"), 5),
        "working": (_("办理"), _("谁来办"), 6),
        "reported_done": (_("居民验收"), _("等居民说办好了没有"), 7),
        "reopened": (_("再议"), _("下次会上议怎么接着办"), 5),
    }
    name, said, done = steps[state]
    return Hop("now", name, said=said), way[done:]
