"""Page area: meetings: the calendar, the notice, calling a meeting off."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

from flask import Blueprint, g, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.ballot import queries as ballots
from consult.ballot.rules.vote_rule import VoteRule
from consult.community import queries as register
from consult.community.models import Person
from consult.community.rules.sittings import Kind
from consult.core.clock import local_date
from consult.meeting import actions, policy, queries
from consult.meeting.models import Meeting, Motion
from consult.meeting.queries import sittings
from consult.meeting.queries.bases import foreseen_base
from consult.minutes import policy as minutes_policy
from consult.minutes import queries as minutes
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act, page_number
from consult.web.doorway.refusals import status_of
from consult.web.doorway.trying import attempt, gone_on, on_form
from consult.web.meetings import convening
from consult.web.meetings.forms import CancelForm
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording import meetings as wording_meetings
from consult.web.wording import votes as wording_votes
from consult.web.wording.roll_health import Health, health_of_sitting

blueprint = Blueprint("meetings", __name__, url_prefix="/c/<slug>")
convening.add_to(blueprint)
Answer = str | Response | tuple[str, int]
for _name in ("body_name", "meeting_name", "outcome_words"):
    blueprint.add_app_template_global(getattr(wording_meetings, _name), _name)


class IndexPage(TypedDict):
    """What meetings/index.html is handed."""

    page: int
    pages: int
    past: Sequence[Meeting]
    live: list[Any]
    to_come: list[Any]
    puts: dict[int, Motion]
    to_cast: set[int]
    records: dict[int, str]
    see_draft: bool
    may_convene: bool


@blueprint.get("/meetings")
@open_to("everyone")
def index() -> Answer:
    """The calendar: what is open now, what is to come, what was."""
    page, actor = page_number(), actor_here()
    past, count = queries.past_meetings(db(), g.community.id, page)
    soon = queries.meetings(db(), g.community.id, states=["open", "convened"])
    puts = queries.motions_put(db(), _discussions([*soon, *past]))
    return draw(
        "meetings/index.html", IndexPage(page=page, pages=-(-count // queries.PAGE), past=past,
        live=[m for m in soon if m.state == "open"], to_come=[m for m in reversed(soon) if m.state == "convened"],
        puts=puts, to_cast=_to_cast(puts.values()), records=_records(past),
        see_draft=minutes_policy.permits(actor, "see_draft", g.community),
        may_convene=bool(convening.bodies_for(actor)),
    ))


def _to_cast(puts: Iterable[Motion]) -> set[int]:
    """The open ballots in which this reader has a voice."""
    actor, open_ones = actor_here(), [motion.ballot_id for motion in puts if motion.state == "put" and motion.ballot_id]
    return ballots.with_a_voice_of(db(), open_ones, actor.person_id) if actor and open_ones else set()


def _discussions(listed: Sequence[Meeting]) -> list[int]:
    return [discussion.id for meeting in listed for discussion in meeting.discussions]


def _records(past: Sequence[Meeting]) -> dict[int, str]:
    return minutes.states_of(db(), [meeting.id for meeting in past])


@blueprint.get("/s/<int:id>/notice")
@open_to("everyone")
def notice(id: int) -> Answer:
    """The public notice of a meeting: for the screen, and for the board by the gate."""
    meeting = queries.meeting(db(), id, g.community.id)
    return _show_notice(meeting, CancelForm())


@blueprint.post("/s/<int:id>/cancel")
@open_to("residents")
def cancel(id: int) -> Answer:
    """Call a meeting off, with a reason that everyone can read."""
    form, meeting = CancelForm(), queries.meeting(db(), id, g.community.id)
    return attempt(
        lambda: act(actions.cancel, meeting_id=id, reason=form.reason.data or ""),
        on_form(form, lambda: _show_notice(meeting, form), status=status_of),
        lambda told: gone_on(
            url_for("meetings.notice", id=id), _("会议取消了，理由已经公布。这件事要另行召集。"), forget=f"cancel-{id}"))


def _show_notice(meeting: Meeting, form: CancelForm) -> str:
    day = local_date(meeting.starts_at, g.community.timezone)
    rule = ballots.rule_for(meeting.vote_rule, day, db=db(), community_id=meeting.community_id)
    kind = sittings.kind_of_meeting(db(), meeting.id)
    return render_template(
        "meetings/notice.html", kind=kind, health=_health(meeting, kind, rule),
        sat=sittings.sitting(db(), meeting.id), papers=sittings.papers(db(), meeting.id),
        meeting=meeting, form=form, rule=rule, passes_when=wording_votes.passes_when(rule),
        citation=wording_votes.citation(rule), rule_name=wording_votes.rule_name(rule),
        binding=wording_votes.BINDINGS[rule.binding], chair=_chair(meeting),
        puts=queries.motions_put(db(), _discussions([meeting])), records=_records([meeting]),
        **_may(meeting),
    )


def _health(meeting: Meeting, kind: Kind, rule: VoteRule) -> Health | None:
    """How many of the roll could come, as long as it is to come."""
    if meeting.state != "convened":
        return None
    return health_of_sitting(foreseen_base(db(), meeting, kind, rule, moment_filters.today()))


def _chair(meeting: Meeting) -> str:
    person = db().get_one(Person, meeting.chair_id)
    return register.shown_name(db(), person, local_date(meeting.convened_at, g.community.timezone))


def _may(meeting: Meeting) -> dict[str, Any]:
    actor = actor_here()
    return {
        "may_cancel": meeting.state == "convened" and policy.permits(actor, "cancel", meeting),
        "may_run": policy.permits(actor, "see_desk", meeting),
        "see_draft": minutes_policy.permits(actor, "see_draft", g.community),
    }
