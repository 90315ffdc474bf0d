"""Page area: the docket: what waits for a reply, what was replied, and replying."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from consult.ballot import queries as ballots
from consult.community import queries as register
from consult.core.errors import BadShape, NotFound, Refusal
from consult.meeting import queries as meetings
from consult.minutes import queries as minutes
from consult.resolution import actions, policy, queries
from consult.resolution.models import DocketEntry
from consult.web import drafts, moment_filters
from consult.web.access import actor_here, db, open_to, signed_in
from consult.web.acting import act, form_values, page_number, refused_on
from consult.web.docket_overview import answering_bodies
from consult.web.forms.docket import ReplyForm
from consult.web.wording_docket import CARRIES, point_out
from consult.web.wording_matters import DECISIONS
from consult.web.wording_meetings import meeting_name

blueprint = Blueprint("docket", __name__, url_prefix="/c/<slug>")
Answer = str | Response | tuple[str, int]
SHOWN = ("all", "late", "waiting", "answered")


@blueprint.get("/docket")
@open_to("everyone")
def index() -> Answer:
    """What waits for a reply, the most overdue on top; then what was answered."""
    shown, page, today = _shown(), page_number(), moment_filters.today()
    waiting = queries.docket(db(), g.community.id, answered=False)
    late_work = queries.overdue_work(db(), g.community.id, today)
    answered, count = queries.answered(db(), g.community.id, page)
    late = [entry for entry in waiting if entry.due_on < today]
    rows = {
        "late": [*late, *late_work], "waiting": waiting, "answered": answered,
        "all": _without_repeats([*late, *late_work, *waiting, *answered]),
    }[shown]
    return render_template(
        "docket/index.html", shown=shown, rows=rows, page=page, pages=-(-count // queries.PAGE),
        counts={"all": len(waiting) + count, "late": len(late) + len(late_work), "waiting": len(waiting),
                "answered": count},
        cards=answering_bodies(waiting, today), ballots=_ballots_of(rows), decisions=DECISIONS,
        may_reply={entry.id for entry in waiting if policy.permits(actor_here(), "reply", entry)},
        records=minutes.states_of(db(), {entry.meeting_id for entry in rows}),
    )


def _shown() -> str:
    wanted = request.args.get("show", "all")
    return wanted if wanted in SHOWN else "all"


def _without_repeats(rows: Iterable[DocketEntry]) -> list[DocketEntry]:
    return list({entry.id: entry for entry in rows}.values())


def _ballots_of(rows: Sequence[DocketEntry]) -> dict[int, Any]:
    return ballots.ballots(db(), {entry.ballot_id for entry in rows if entry.ballot_id})


@blueprint.get("/docket/<int:id>/reply")
@open_to("residents")
def reply(id: int) -> Answer:
    """What was decided and said against it, and the form of the reply."""
    return _show(_to_answer(id), ReplyForm(formdata=None))


@blueprint.post("/docket/<int:id>/reply")
@open_to("residents")
def give_reply(id: int) -> Answer:
    """Give the reply, or give the form back with everything that was typed."""
    form, entry = ReplyForm(), _to_answer(id)
    try:
        answer = act(actions.reply, **{**form_values(), "entry_id": id})
    except Refusal as refusal:
        if isinstance(refusal, BadShape):
            point_out(form, refusal)
        refused_on(form, _on_fields(refusal))
        return _show(entry, form), 400
    drafts.forget_draft(f"reply-{id}", g.community, signed_in())
    flash(_("答复登记好了，提议、附议和反对的人在议题页都看得到。"))
    return redirect(url_for("matters.show", no=answer.value["no"]), code=303)


def _to_answer(id: int) -> DocketEntry:
    entry = queries.entry(db(), id, g.community.id)
    policy.require(signed_in(), "reply", entry)
    return entry


def _on_fields(refusal: Refusal) -> Refusal:
    if isinstance(refusal, NotFound) and refusal.facts.get("what") in ("unit", "meeting"):
        return BadShape({f"{refusal.facts['what']}_id": "not_a_choice"})
    return refusal


def _show(entry: DocketEntry, form: ReplyForm) -> str:
    form.unit_id.choices = [SelectChoice(value="", label=_("请选一个单位"))] + [
        SelectChoice(value=str(unit.id), label=unit.name) for unit in register.units(db(), g.community.id)]
    sittings = meetings.meetings_of_body(db(), entry.body_id, ["open", "closed"])
    form.meeting_id.choices = [SelectChoice(value="", label=_("不是在会上定的"))] + [
        SelectChoice(value=str(sitting.id), label=meeting_name(sitting)) for sitting in sittings]
    spoken, written = meetings.heard_against(db(), entry.discussion_id)
    return render_template(
        "docket/reply.html", entry=entry, form=form, spoken=spoken, written=written, carries=CARRIES,
        decisions=DECISIONS, ballot=_ballots_of([entry]).get(entry.ballot_id or 0),
        meeting=meetings.meeting(db(), entry.meeting_id, g.community.id),
        record=minutes.state_of(db(), entry.meeting_id),
    )
