"""The page of 四议两公开: six stages beside an entry of the docket, each with its date, attendance, result and paper."""
from __future__ import annotations

from flask import Blueprint, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.core.arguments import bind
from consult.core.errors import BadShape, RuleBroken
from consult.resolution import actions, policy, queries
from consult.resolution.models import DocketEntry
from consult.resolution.rules.review import Stage
from consult.storage.pictures import LARGEST_FILE, Picture, picture_from
from consult.storage.writer import offload
from consult.web.docket.forms import StageForm
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import form_values, perform
from consult.web.doorway.trying import attempt, gone_on, on_form

Answer = str | Response | tuple[str, int]


@open_to("everyone")
def stages(id: int) -> Answer:
    """The stages held so far, for everyone; the form of the next one for who keeps them."""
    return _show(queries.entry(db(), id, g.community.id), StageForm(formdata=None))


@open_to("residents")
def record_stage(id: int) -> Answer:
    """Write the next stage down, or give the form back."""
    form, entry = StageForm(), queries.entry(db(), id, g.community.id)
    return attempt(
        lambda: _record_stage(entry.id), on_form(form, lambda: _show(entry, form), about=(BadShape, RuleBroken)),
        lambda told: gone_on(url_for("docket.stages", id=id), _("这一步登记好了，谁都看得到。")))


def _record_stage(entry_id: int) -> None:
    given = {**form_values(), "entry_id": entry_id}
    picture = _picture()
    args = bind(actions.record_stage, given)
    perform("record_stage", lambda work: actions.record_stage(work, **{**args, "picture": picture}),
            {**given, "picture": picture.digest if picture else ""})


def _picture() -> Picture | None:
    file = request.files.get("picture")
    if file is None or not file.filename:
        return None
    raw = file.read(LARGEST_FILE + 1)
    return offload(lambda: picture_from(raw))




def add_to(blueprint: Blueprint) -> None:
    """Hang the page on the blueprint of the docket."""
    blueprint.add_url_rule("/docket/<int:id>/stages", "stages", stages, methods=["GET"])
    blueprint.add_url_rule("/docket/<int:id>/stages", "record_stage", record_stage, methods=["POST"])


def _show(entry: DocketEntry, form: StageForm) -> str:
    held = queries.stages(db(), entry.id)
    following = next((one for one in Stage if one not in {row.stage for row in held}), None)
    if not form.stage.data or form.stage.data not in {*Stage}:
        form.stage.data = following
    return render_template(
        "docket/stages.html", entry=entry, held={row.stage: row for row in held}, form=form, following=following,
        may=policy.permits(actor_here(), "record_stage", entry) and following is not None,
    )
