"""Page area: light meetings: in courtyards, buildings, grids and party groups; noted after the fact, read by neighbours."""
from __future__ import annotations

from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from consult.community import queries as register
from consult.community.rules.sittings import Kind, kind_from
from consult.core.errors import Forbidden, NotFound
from consult.matter.models import Matter
from consult.matter.rules.proposal import FIELDS
from consult.meeting import policy
from consult.meeting.actions import sittings as verbs
from consult.meeting.models.sittings import LightMeeting, RaisedIssue
from consult.meeting.policy import LightKind
from consult.meeting.queries import sittings as held
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act, page_number
from consult.web.doorway.refusals import status_of
from consult.web.doorway.trying import attempt, gone_on, on_form
from consult.web.matters.forms import MatterForm
from consult.web.rooms.sitting_forms import LightForm
from consult.web.rooms.sittings import kind_word
from consult.web.shell import moment_filters

blueprint = Blueprint("light", __name__, url_prefix="/c/<slug>/light")
Answer = str | Response | tuple[str, int]


@blueprint.get("")
@open_to("everyone")
def index() -> Answer:
    """Light meetings, the latest first; a party group's only to those with the posts."""
    page, actor = page_number(), actor_here()
    rows, count = held.light_meetings(db(), g.community.id, actor, page)
    issues: dict[int, list[RaisedIssue]] = {}
    for issue in held.issues(db(), [row.id for row in rows]):
        issues.setdefault(issue.light_meeting_id, []).append(issue)
    return render_template(
        "meetings/light/index.html", rows=rows, page=page, pages=-(-count // held.PAGE), issues=issues,
        kinds={row.id: kind_from(row.ways) for row in rows}, may_note=bool(_kinds_to_note()),
    )


@blueprint.get("/new")
@open_to("residents")
def note() -> Answer:
    """The form, for who holds one of the posts; made for a phone."""
    kinds = _kinds_to_note()
    if not kinds:
        raise Forbidden("not_yours_to_do", verb="note_light")
    return _form(LightForm(kind=kinds[0].code, held_on=moment_filters.today().isoformat()), kinds)


@blueprint.post("/new")
@open_to("residents")
def write_down() -> Answer:
    """Write it down, or give the form back with everything that was typed."""
    form = LightForm()
    return attempt(
        lambda: act(verbs.note_light_meeting, **_plain(form)),
        on_form(form, lambda: _form(form, _kinds_to_note()), status=status_of),
        lambda answer: gone_on(
            url_for("light.show", id=answer.value["light_meeting_id"]), _("记下了。提的事可以在下面变成议题。"), forget="light"))


@blueprint.get("/<int:id>")
@open_to("everyone")
def show(id: int) -> Answer:
    """One light meeting with what was raised, and what became of it."""
    row = held.light_meeting(db(), id, g.community.id, actor_here())
    issues = held.issues(db(), [row.id])
    matters = {i.matter_id: db().get_one(Matter, i.matter_id) for i in issues if i.matter_id}
    return render_template(
        "meetings/light/show.html", row=row, kind=kind_from(row.ways), issues=issues, matters=matters, grids=_grids(),
        may_propose=_may_note(row),
    )


@blueprint.get("/issues/<int:id>/propose")
@open_to("residents")
def propose(id: int) -> Answer:
    """The form of a matter, filled with what was raised."""
    issue, row = _issue(id)
    kind = kind_from(row.ways)
    text = _("%(day)s的%(kind)s（%(place)s）上提出：%(text)s", day=row.held_on.isoformat(), kind=kind.name,
             place=row.place, text=issue.text)
    return _propose(MatterForm(title=issue.text[:60], what=text, place=row.place), issue, row)


@blueprint.post("/issues/<int:id>/propose")
@open_to("residents")
def put_forward(id: int) -> Answer:
    """It becomes a matter like any other: neighbours' endorsements are owed next."""
    issue, row = _issue(id)
    form = MatterForm()
    return attempt(
        lambda: act(verbs.propose_issue, issue_id=id, **{name: form[name].data or "" for name in FIELDS},
                    proposer_id=request.form.get("proposer_id") or None),
        on_form(form, lambda: _propose(form, issue, row), status=status_of),
        lambda answer: gone_on(url_for("matters.show", no=answer.value["no"]), _("提成议题了，下面由邻居附议。")))


def _issue(id: int) -> tuple[RaisedIssue, LightMeeting]:
    issue = db().get(RaisedIssue, id)
    if issue is None:
        raise NotFound("raised_issue")
    row = held.light_meeting(db(), issue.light_meeting_id, g.community.id, actor_here())
    if not _may_note(row):
        raise Forbidden("not_yours_to_do", verb="note_light")
    return issue, row


def _may_note(row: LightMeeting) -> bool:
    kind = kind_from(row.ways)
    return policy.permits(actor_here(), "note_light", LightKind(row.community_id, kind.convened_by))


def _kinds_to_note() -> list[Kind]:
    actor = actor_here()
    return [kind for kind in held.kinds(db()).values() if kind.form == "light"
            and policy.permits(actor, "note_light", LightKind(g.community.id, kind.convened_by))]


def _grids() -> dict[int, str]:
    return {grid.id: grid.name for grid in register.grids(db(), g.community.id)}


def _plain(form: LightForm) -> dict[str, Any]:
    return {"community_id": g.community.id, **{name: form[name].data or "" for name in (
        "kind", "held_on", "place", "present", "issues")}, "grid_id": form.grid_id.data or None}


def _form(form: LightForm, kinds: list[Kind]) -> str:
    form.kind.choices = [SelectChoice(value=kind.code, label=kind_word(kind)) for kind in kinds]
    form.grid_id.choices = [SelectChoice(value="", label="—")] + [
        SelectChoice(value=str(id), label=name) for id, name in _grids().items()]
    return render_template("meetings/light/note.html", form=form, hidden=[k.code for k in kinds if k.visible_to])


def _propose(form: MatterForm, issue: RaisedIssue, row: LightMeeting) -> str:
    named = register.matching_people(db(), g.community.id, issue.raised_by, 8) if issue.raised_by else []
    return render_template("meetings/light/propose.html", form=form, issue=issue, row=row, named=named)
