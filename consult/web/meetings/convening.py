"""The page on which a body is called together: which body, on what, when, where, with what notice."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from babel.dates import get_timezone_name
from flask import Blueprint, g, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from consult.ballot.queries import rule_for
from consult.community import queries as register
from consult.community.models import Body
from consult.community.rules.kinds import BodyKind, PostKind
from consult.community.rules.sittings import Kind
from consult.core.actor import Actor
from consult.core.errors import BadShape, Forbidden, NotFound, Refusal
from consult.matter import queries as matters
from consult.matter.models import Matter
from consult.matter.rules.lifecycle import MatterState
from consult.meeting import actions, policy
from consult.meeting.queries import sittings
from consult.meeting.queries.bases import foreseen_of_body
from consult.project import queries as projects
from consult.project.models import Need, Project
from consult.project.rules.lifecycle import UNCLAIMED_DAYS
from consult.resolution import queries as resolutions
from consult.web.doorway.access import db, open_to, signed_in
from consult.web.doorway.acting import act, refused_on
from consult.web.doorway.trying import attempt, gone_on, on_form
from consult.web.meetings.forms import ConveneForm
from consult.web.shell import moment_filters
from consult.web.wording.meetings import notice_rule
from consult.web.wording.refusals import say
from consult.web.wording.roll_health import Health, health_of_sitting

READY: tuple[MatterState, ...] = ("admitted", "deferred")
ABOUT_THE_DAY = ("notice_too_short", "starts_in_the_past")
USUAL_HOUR = "19:00"
Answer = str | Response | tuple[str, int]


@dataclass(frozen=True)
class Choice:
    """What a convenor may choose from: the body chosen, and the matters that it can take up."""

    bodies: Sequence[Body]
    body: Body
    matters: Sequence[Matter]
    wanted: Matter | None
    """The matter the convenor came from, if it can be taken up."""
    asked_for: Matter | None
    """The matter the convenor came from, whether it can be taken up or not."""
    kind: Kind
    """What the kind of this body's sittings asks for."""
    proposed: Sequence[resolutions.Proposed] = ()
    """The agenda that filled itself: what waits for this body, or came back to it."""
    unclaimed: Sequence[Project] = ()
    unmet: Sequence[Need] = ()
    health: Health | None = None
    """Who could come if the body met today, and whether that reaches its quorum; None where its roll is not the body's."""
    """Orders that nobody took on, and needs that nothing was found for, for too long: the joint meeting looks at them."""


def bodies_for(actor: Actor | None) -> list[Body]:
    """The bodies that this actor may call together."""
    if actor is None:
        return []
    return [body for body in register.bodies(db(), g.community.id) if policy.permits(actor, "convene", body)]


@open_to("residents")
def convene() -> Answer:
    """The form; a matter and a body may be named in the address."""
    choice = _choice(request.args.get("matter", ""), request.args.get("body", ""))
    earliest = moment_filters.today() + timedelta(days=choice.body.notice_days)
    form = ConveneForm(
        matter_id=str(choice.wanted.id) if choice.wanted else "",
        matters=_ticked(choice), day=earliest.isoformat(), at=USUAL_HOUR,
    )
    return _show(form, choice)


@open_to("residents")
def call_together() -> Answer:
    """Convene, or give the form back with everything that was typed."""
    form, choice = ConveneForm(), _choice("", request.form.get("body_id", ""))
    return attempt(
        lambda: act(actions.convene, **_plain(form, choice.body)),
        lambda refusal: _again(form, choice, refusal),
        lambda answer: gone_on(
            url_for("meetings.notice", id=answer.value["meeting_id"]), _("会议召集好了，公告已经贴出，从现在起人人看得到。"),
            forget=f"convene-{choice.body.id}"))


def _again(form: ConveneForm, choice: Choice, refusal: Refusal) -> Answer:
    if isinstance(refusal, (BadShape, NotFound)):
        return on_form(form, lambda: _show(form, choice), meant=lambda refusal: _on_fields(form, refusal))(refusal)
    _say_by_the_day(form, refusal)
    return _show(form, choice), 400


def add_to(blueprint: Blueprint) -> None:
    """Hang the page on the blueprint of meetings."""
    blueprint.add_url_rule("/meetings/new", "convene", convene, methods=["GET"])
    blueprint.add_url_rule("/meetings/new", "call_together", call_together, methods=["POST"])


def _choice(no: str, body_id: str) -> Choice:
    bodies = bodies_for(signed_in())
    if not bodies:
        raise Forbidden("not_yours_to_do", verb="convene")
    asked_for = matters.matter_by_no(db(), g.community.id, no) if no else None
    owed = resolutions.docket(db(), g.community.id, answered=False)
    owing = next((e.body_id for e in owed if asked_for and e.matter_id == asked_for.id), None)
    chosen = int(body_id) if body_id.isdecimal() and len(body_id) < 10 else owing
    body = next((b for b in bodies if b.id == chosen), bodies[0])
    ready = [m for m in matters.open_matters(db(), g.community.id) if m.state in READY]
    proposed = resolutions.agenda_of(db(), body.id, moment_filters.today())
    listed = [one.matter for one in proposed] + ready
    wanted = next((m for m in listed if asked_for and m.id == asked_for.id), None)
    return Choice(bodies, body, listed, wanted, asked_for, sittings.kind_of_body(db(), body), proposed, *_left_lying(body), _health(body))


def _health(body: Body) -> Health | None:
    kind, today = sittings.kind_of_body(db(), body), moment_filters.today()
    if kind.vote == "none" or body.community_id is None:
        return None
    rule = rule_for(body.vote_rule, today, db=db(), community_id=body.community_id)
    return health_of_sitting(foreseen_of_body(db(), body, kind, rule, today + timedelta(days=body.notice_days)))


def _left_lying(body: Body) -> tuple[Sequence[Project], Sequence[Need]]:
    if body.kind != BodyKind.JOINT_MEETING or body.community_id is None:
        return (), ()
    before = moment_filters.now() - timedelta(days=UNCLAIMED_DAYS)
    return projects.unclaimed_since(db(), body.community_id, before), projects.unmet_since(db(), body.community_id, before)


def _plain(form: ConveneForm, body: Body) -> dict[str, Any]:
    """The form as the verb takes it: day and hour of the community become one moment."""
    return {
        "body_id": body.id, **_agenda(form), "starts_at": _moment(form),
        "paper_title": form.paper_title.data or "", "paper_text": form.paper_text.data or "",
        "place": form.place.data or "", "chair_id": form.chair_id.data or None,
        "extraordinary_reason": form.extraordinary_reason.data or "",
    }


def _ticked(choice: Choice) -> list[str]:
    """What is on the agenda unless the convenor takes it off: the matter asked for, then what came by itself."""
    first = [choice.wanted.id] if choice.wanted else []
    came = [one.matter.id for one in choice.proposed if one.matter.id not in first]
    return [str(id) for id in (first + came)[:choice.kind.matters_most]]


def _agenda(form: ConveneForm) -> dict[str, Any]:
    """The matters chosen, one or several, in the order of the list."""
    several = [id for id in form.matters.data or [] if id]
    first = form.matter_id.data or (several[0] if several else None)
    return {"matter_id": first, "more_matters": ",".join(several)}


def _moment(form: ConveneForm) -> str:
    """The moment in ISO 8601 with its offset; empty when day and hour do not make one that exists there."""
    try:
        local = datetime.fromisoformat(f"{form.day.data}T{form.at.data}").replace(tzinfo=moment_filters.zone())
    except ValueError:
        return ""
    there_and_back = local.astimezone(UTC).astimezone(moment_filters.zone())
    return local.isoformat() if there_and_back == local and there_and_back.hour == local.hour else ""


def _on_fields(form: ConveneForm, refusal: Refusal) -> Refusal:
    if isinstance(refusal, NotFound):
        return BadShape({"matter_id": "not_a_choice"})
    if isinstance(refusal, BadShape) and "starts_at" in refusal.fields:
        kept = {name: problem for name, problem in refusal.fields.items() if name != "starts_at"}
        return BadShape(_wrong_part(form) | kept)
    return refusal


def _wrong_part(form: ConveneForm) -> dict[str, str]:
    try:
        date.fromisoformat(form.day.data or "")
    except ValueError:
        return {"day": "not_a_date"}
    return {"at": "not_a_time"}


def _say_by_the_day(form: ConveneForm, refusal: Refusal) -> None:
    if refusal.code in ABOUT_THE_DAY:
        form.day.errors = [*form.day.errors, say(refusal)]
    else:
        refused_on(form, refusal)


def _show(form: ConveneForm, choice: Choice) -> str:
    chairs = register.holders(db(), g.community.id, PostKind.FACILITATOR, moment_filters.today())
    form.chair_id.choices = [SelectChoice(value=str(p.id), label=p.name) for p in chairs] or [
        SelectChoice(value="", label=_("召集人自己主持"))]
    form.matter_id.choices = [SelectChoice(value="", label=_("请选一件"))] + [
        SelectChoice(value=str(m.id), label=f"{m.no.split('-')[-1]} {m.title}") for m in choice.matters]
    form.matters.choices = list(form.matter_id.choices[1:])
    earliest = moment_filters.today() + timedelta(days=choice.body.notice_days)
    zone = get_timezone_name(moment_filters.zone(), width="long", locale=get_locale())
    return render_template(
        "meetings/convene.html", form=form, choice=choice, earliest=earliest, now=moment_filters.now(),
        zone_name=zone, rule=notice_rule(choice.body, earliest),
    )
