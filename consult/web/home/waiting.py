"""What waits for one person: a vote to give, a question to answer, a step that one's post owes."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import g, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from consult.ballot import queries as ballots
from consult.community import policy as register_policy
from consult.community import queries as register
from consult.community.models import Body
from consult.community.queries.body_members import elections_due
from consult.community.rules.cadence import next_due
from consult.community.rules.kinds import OFFICIAL_POSTS
from consult.community.rules.representing import CONFIRM_DAYS
from consult.core.actor import Actor
from consult.matter import policy as matter_policy
from consult.matter.models import Matter
from consult.meeting import policy as meeting_policy
from consult.meeting import queries as meetings
from consult.meeting.models import Meeting
from consult.minutes import queries as minutes
from consult.minutes.rules.windows import report_due_on
from consult.resolution import policy as reply_policy
from consult.resolution import queries as resolutions
from consult.web.doorway.access import db
from consult.web.home.changes import own_changes, to_confirm
from consult.web.home.confirming import requests_for
from consult.web.minutes.view import RecordView
from consult.web.shell import display, moment_filters, moments
from consult.web.wording.meetings import CADENCES, POSTS, body_name, meeting_name

A_MONTH = timedelta(days=30)
TOLD = timedelta(days=CONFIRM_DAYS)
"""How long whoever was displaced finds it among what waits; on the own page it stands longer."""


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: what is asked, about what, until when, and where it is done."""

    asked: str
    picture: str
    title: str
    url: str
    no: str = ""
    due_on: date | None = None
    at: datetime | None = None
    said: str = ""


def waiting_for(actor: Actor, going: Sequence[Matter], soon: Sequence[Meeting]) -> list[Waiting]:
    """Everything that waits for this person of this community: votes first, then what is due first."""
    found = [*_own_matters(actor, going), *_work(actor), *_to_confirm(actor, going), *_meetings(actor, soon)]
    found += [*_records(actor), *_homes(actor)]
    if any(post.kind in OFFICIAL_POSTS for post in actor.posts):
        met = {body: last for body, last in meetings.bodies_and_last_met(db(), g.community.id)
               if meeting_policy.permits(actor, "convene", body)}
        found += [*_screening(actor, going), *_replies(actor)]
        found += [*_convening(going), *_due_to_meet(met, soon)] if met else []
        found += _elections(actor)
    dated = sorted(found, key=lambda one: (one.due_on or date.max, one.at or moment_filters.now()))
    return [*_votes(actor), *dated]


def _votes(actor: Actor) -> Iterator[Waiting]:
    for ballot, given in ballots.open_for(db(), g.community.id, actor.person_id):
        said = _("您投过了，截止前还可以改") if given else _("表决正在进行，主持人宣布截止前都可以投")
        if ballot.closes_at:
            said = _("%(time)s截止", time=moments.daytime(
                ballot.closes_at, lang=display.language(), zone=moment_filters.zone(), today=moment_filters.today()))
        yield Waiting(_("请投票"), "check", ballot.question, url_for("ballots.show", id=ballot.id), said=said)


def _work(actor: Actor) -> Iterator[Waiting]:
    """Work of the units that this person speaks for: a reminder as long as it is not done."""
    for task in resolutions.tasks_for(db(), g.community.id, actor.person_id, moment_filters.today()):
        yield Waiting(_("请办理"), "flag", task.matter.title, url_for("tasks.show", id=task.id), no=task.matter.no,
                      due_on=task.due_on, said=_("由%(who)s办", who=task.owner))


def _to_confirm(actor: Actor, going: Sequence[Matter]) -> Iterator[Waiting]:
    """Who proposed a matter is asked first whether it is done."""
    if any(m.state == "reported_done" and m.proposer_id == actor.person_id for m in going):
        for task in resolutions.to_confirm(db(), g.community.id):
            if task.matter.proposer_id == actor.person_id:
                yield Waiting(_("请验收"), "eye", task.matter.title, url_for("tasks.show", id=task.id),
                              no=task.matter.no, said=_("报上来说办好了，您看办好了没有"))


def _own_matters(actor: Actor, going: Sequence[Matter]) -> Iterator[Waiting]:
    for matter in going:
        if matter.proposer_id == actor.person_id and matter.state in ("join_suggested", "returned"):
            joins = matter.state == "join_suggested"
            said = _("社区问您要不要并入别的议题") if joins else _("社区请您改一改再交，理由已经写明")
            yield _about(matter, _("请答复") if joins else _("请修改"), "edit", said)


def _about(matter: Matter, asked: str, picture: str, said: str, url: str = "") -> Waiting:
    url = url or url_for("matters.show", no=matter.no)
    return Waiting(asked, picture, matter.title, url, no=matter.no, due_on=matter.limit, said=said)


def _meetings(actor: Actor, soon: Sequence[Meeting]) -> Iterator[Waiting]:
    planned = [meeting for meeting in soon if meeting.state == "convened"]
    mine = register.bodies_of(db(), actor.person_id, g.community.id, moment_filters.today()) if planned else ()
    for meeting in planned:
        proposed = any(d.matter.proposer_id == actor.person_id for d in meeting.discussions)
        chairs = meeting.chair_id == actor.person_id
        if chairs or proposed or meeting.body_id in mine:
            yield _to_attend(meeting, chairs, proposed)


def _to_attend(meeting: Meeting, chairs: bool, proposed: bool) -> Waiting:
    asked = _("请主持") if chairs else _("请到会")
    said = _("要议您提的事") if proposed and not chairs else ""
    titles = meeting.discussions[0].matter.title if meeting.discussions else meeting_name(meeting)
    return Waiting(asked, "people", titles, url_for("meetings.notice", id=meeting.id), at=meeting.starts_at, said=said)


def _screening(actor: Actor, going: Sequence[Matter]) -> Iterator[Waiting]:
    if matter_policy.permits(actor, "screen", g.community):
        for matter in going:
            if matter.state == "endorsed":
                url = url_for("matters.screen", no=matter.no)
                yield _about(matter, _("请审核"), "check", _("附议满了，等社区答复"), url)


def _convening(going: Sequence[Matter]) -> Iterator[Waiting]:
    for matter in going:
        if matter.state in ("admitted", "deferred"):
            url = url_for("meetings.convene", matter=matter.no)
            yield _about(matter, _("请召集"), "calendar", _("定下开会的时间，贴出公示"), url)


def _due_to_meet(met: Mapping[Body, datetime | None], soon: Sequence[Meeting]) -> Iterator[Waiting]:
    """Bodies that are to meet within a month by their cadence, or should have, and of which no meeting is called."""
    called = {meeting.body_id for meeting in soon}
    today, zone = moment_filters.today(), moment_filters.zone()
    for body, last in met.items():
        due_on = next_due(body, today, moments.local_day(last, zone) if last else None)
        if due_on and body.id not in called and due_on <= today + A_MONTH:
            yield Waiting(_("请召集"), "calendar", body_name(body), url_for("meetings.convene", body=body.id), due_on=due_on,
                          said=_("%(how)s要开一次", how=CADENCES[body.cadence]))


def _elections(actor: Actor) -> Iterator[Waiting]:
    """Terms that run out, or ran out and nobody followed: one line for a post and its place, to whoever keeps the register."""
    if not register_policy.permits(actor, "keep_register", g.community):
        return
    told = set()
    for post, _who, body, due in elections_due(db(), g.community.id, moment_filters.today()):
        if (post.kind, post.body_id) not in told:
            told.add((post.kind, post.body_id))
            url = url_for("bodies.show", id=body.id) if body else url_for("roster.posts")
            yield Waiting(_("请安排换届"), "people", str(POSTS[post.kind]), url, due_on=post.ends_on,
                          said=_("任期到了，还没有人接") if due == "late" else _("有人的任期快到了"))


def _replies(actor: Actor) -> Iterator[Waiting]:
    for entry in resolutions.docket(db(), g.community.id, answered=False):
        if reply_policy.permits(actor, "reply", entry):
            yield Waiting(_("请答复"), "edit", entry.matter.title, url_for("docket.reply", id=entry.id),
                          no=entry.matter.no, due_on=entry.due_on, said=_("会上议定，等%(body)s答复", body=body_name(entry.body)))


def _records(actor: Actor) -> Iterator[Waiting]:
    """What records ask of this person: to word one, answer, check, sign or publish it."""
    for record, meeting in minutes.under_way(db(), g.community.id):
        view = RecordView(record, meeting, actor, moment_filters.now())
        asked = _asked_of_a_record(view)
        if asked:
            word, picture, said, page = asked
            due_on = _report_due(meeting) if view.may_edit else None
            yield Waiting(word, picture, meeting_name(meeting), url_for(page, id=meeting.id), due_on=due_on,
                          at=record.objections_until or meeting.closed_at,
                          said=said if due_on is None else _("%(said)s；听证报告要按时交", said=said))


def _report_due(meeting: Meeting) -> date | None:
    """A hearing's report is due so many working days after it was held; other meetings owe none."""
    if meeting.opened_at is None:
        return None
    held_on = moments.local_day(meeting.opened_at, moment_filters.zone())
    return report_due_on(meeting.body.kind, held_on, register.working_days(db(), g.community.id))


def _asked_of_a_record(view: RecordView) -> tuple[str, str, str, str] | None:
    """The word, the picture, the sentence and the page; the most urgent alone."""
    if view.may_word:
        return _("请整理"), "doc", _("会议记录的草稿已经从会场记录里写好，等您整理好发给大家核对"), "minutes.edit"
    if view.may_edit and (count := len(view.open_objections)):
        return _("请答复"), "doc", ngettext("%(num)s条异议等您答复", "%(num)s条异议等您答复", count), "minutes.show"
    if view.may_reply:
        return _("请核对"), "doc", _("看看会议记录有没有记错，到时间就签名公布"), "minutes.show"
    if view.capacities:
        return _("请签名"), "edit", _("会议记录核对完了，等您签名"), "minutes.signing"
    if view.may_edit and view.minutes.state == "signed":
        return _("请公布"), "doc", _("签名齐了，等您公布"), "minutes.show"
    return None


def _homes(actor: Actor) -> Iterator[Waiting]:
    """Who is to be let into a home, who speaks for one: to be agreed to, or known by whom it displaced."""
    there, requests = url_for("home.confirming"), requests_for(actor)
    if requests:
        lapses = min(request.lapses_at for request, _home in requests)
        yield Waiting(_("请确认"), "people", ngettext("%(num)s位新来的家人等确认", "%(num)s位新来的家人等确认", len(requests)), there,
                      due_on=moments.local_day(lapses, moment_filters.zone()), said=_("是不是住在这一户"))
    own = own_changes(actor)
    if waits := to_confirm(actor, own):
        yield Waiting(_("请确认"), "check", ngettext("%(num)s户的户代表等确认", "%(num)s户的户代表等确认", len(waits)), there,
                      due_on=min(one.confirm_until or date.max for one in waits), said=_("换户代表要两个人核过"))
    for one in own:
        if one.may_object and one.change.from_id == actor.person_id and one.change.changed_on > moment_filters.today() - TOLD:
            yield Waiting(_("请看一看"), "eye", _("您家换了户代表"), there,
                          said=_("现在由%(who)s代表，不对的可以提异议", who=one.to))
