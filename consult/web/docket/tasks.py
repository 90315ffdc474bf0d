"""Page area: work: what was promised, how far it is, and residents' word on whether it is done."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from flask import Blueprint, Flask, g, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.community import queries as register
from consult.community.models import Unit
from consult.core.actor import Actor
from consult.core.arguments import bind
from consult.core.errors import BadShape, Refusal, RuleBroken
from consult.resolution import actions, policy, queries
from consult.resolution.actions.recording import MOST_PICTURES
from consult.resolution.models import Task, WorkNote, WorkPicture, WorkStep
from consult.resolution.queries import Word
from consult.resolution.rules.work import TASK, UNFINISHED, still_needed
from consult.storage.pictures import LARGEST_FILE, Picture, picture_from
from consult.storage.writer import offload
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act, form_values, page_number, perform
from consult.web.doorway.refusals import status_of
from consult.web.doorway.trying import attempt, gone_on
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording import hands
from consult.web.wording import work as wording_work
from consult.web.wording.refusals import say, say_field

blueprint = Blueprint("tasks", __name__, url_prefix="/c/<slug>/work")
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(wording_work.FOR_TEMPLATES | hands.FOR_TEMPLATES))
WITH_PICTURES = {"tasks.note", "tasks.report_done", "docket.record_stage"}
Answer = str | Response | tuple[str, int]


@blueprint.record_once
def _room_for_photographs(setup: Any) -> None:
    app: Flask = setup.app
    app.url_value_preprocessor(_larger_where_photographs_come)


def _larger_where_photographs_come(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if endpoint in WITH_PICTURES:
        request.max_content_length = MOST_PICTURES * LARGEST_FILE


@blueprint.get("")
@open_to("everyone")
def index() -> Answer:
    """Everything that was promised, what is due first on top."""
    shown, page, today = request.args.get("show", "all"), page_number(), moment_filters.today()
    shown = shown if shown in wording_work.SHOWN else "all"
    rows, count = queries.tasks(db(), g.community.id, today, shown=shown, page=page)
    counts = queries.counts(db(), g.community.id, today)
    return render_template(
        "docket/work/index.html", rows=rows, page=page, pages=-(-count // 20), shown=shown, shown_words=wording_work.SHOWN,
        counts=counts | {"all": sum(counts[k] for k in ("open", "to_confirm", "reopened", "done"))},
    )


@blueprint.get("/<int:id>")
@open_to("everyone")
def show(id: int) -> Answer:
    """One piece of work: who owes it by when, its record, and what its reader may do."""
    return _show(queries.task(db(), id, g.community.id))


@blueprint.get("/pictures/<int:id>.jpg")
@open_to("everyone")
def picture(id: int) -> Answer:
    """A photograph, as it was written anew."""
    answer = make_response(queries.picture(db(), id, g.community.id).data)
    answer.headers["Content-Type"] = "image/jpeg"
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer


@blueprint.post("/<int:id>/note")
@open_to("residents")
def note(id: int) -> Answer:
    """How far it is, with photographs."""
    return _do(id, "note", actions.note_progress, _("记下了，谁都看得到。"), pictures=True)


@blueprint.post("/<int:id>/done")
@open_to("residents")
def report_done(id: int) -> Answer:
    """The owner says that it is done."""
    return _do(id, "done", actions.report_done, _("报上去了。是不是办好，由居民说。"), pictures=True)


@blueprint.post("/<int:id>/steps/<int:step_id>")
@open_to("residents")
def reach(id: int, step_id: int) -> Answer:
    """A step on the way is done."""
    return _do(id, "steps", actions.reach_milestone, _("这一步记下了。"), step_id=step_id)


@blueprint.post("/<int:id>/block")
@open_to("residents")
def block(id: int) -> Answer:
    """It cannot go on."""
    return _do(id, "block", actions.block, _("记下了，原因已经公开。"))


@blueprint.post("/<int:id>/unblock")
@open_to("residents")
def unblock(id: int) -> Answer:
    """It goes on."""
    return _do(id, "unblock", actions.unblock, _("接着办了。"))


@blueprint.post("/<int:id>/extend")
@open_to("residents")
def extend(id: int) -> Answer:
    """A later day, with the reason."""
    return _do(id, "extend", actions.extend, _("日期改好了，原因和延期的次数都公开。"))


@blueprint.post("/<int:id>/hand-over")
@open_to("residents")
def hand_over(id: int) -> Answer:
    """To another unit, with the reason."""
    return _do(id, "hand_over", actions.hand_over, _("移交好了。"))


@blueprint.post("/<int:id>/renew")
@open_to("residents")
def renew(id: int) -> Answer:
    """The body charges a unit with it anew."""
    return _do(id, "renew", actions.renew, _("重新交办了。"))


@blueprint.post("/<int:id>/confirm")
@open_to("residents")
def confirm(id: int) -> Answer:
    """A household says that it is done."""
    return _do(id, "say", actions.confirm_done, _("谢谢，您家说办好了，记下了。"))


@blueprint.post("/<int:id>/not-done")
@open_to("residents")
def say_not_done(id: int) -> Answer:
    """A household says that it is not done, and why."""
    return _do(id, "not_done", actions.say_not_done, _("记下了，办的单位要答复您说的。"))


@blueprint.post("/<int:id>/voices/<int:note_id>/answer")
@open_to("residents")
def answer_voice(id: int, note_id: int) -> Answer:
    """Who owes the work answers one household's word."""
    return _do(id, f"answer{note_id}", actions.answer_voice, _("答复登记好了。"), note_id=note_id)


def _do(id: int, which: str, verb: Callable[..., Any], said: str, *, pictures: bool = False, **more: Any) -> Answer:
    """Carry a verb out; or give the page back with what was typed and what is wrong with it."""
    task = queries.task(db(), id, g.community.id)
    typed = form_values()

    def again(refusal: Refusal) -> Answer:
        if not isinstance(refusal, (BadShape, RuleBroken)):
            raise refusal
        return _show(task, which, typed, refusal), status_of(refusal)

    def do() -> None:
        if pictures:
            _with_pictures(verb, {**typed, "task_id": id}, _pictures())
        else:
            act(verb, **{**typed, **more, "task_id": id})

    return attempt(do, again, lambda told: gone_on(url_for("tasks.show", id=id), said))


def _with_pictures(verb: Callable[..., Any], given: dict[str, Any], pictures: list[Picture]) -> None:
    args = bind(verb, given)
    named = {**given, "pictures": [one.digest for one in pictures]}
    perform(verb.__name__, lambda work: verb(work, **{**args, "pictures": pictures}), named)


def _pictures() -> list[Picture]:
    """The photographs that the form sent; read beside the loop, for they take a moment."""
    sent = [file.read(LARGEST_FILE + 1) for file in request.files.getlist("pictures") if file.filename]
    if len(sent) > MOST_PICTURES:
        raise BadShape({"pictures": "not_a_choice"})
    return [offload(lambda raw=raw: picture_from(raw, "pictures")) for raw in sent]  # type: ignore[misc]


class WorkShowPage(TypedDict):
    """What docket/work/show.html is handed."""

    task: Task
    notes: Sequence[WorkNote]
    pictures: dict[int, list[WorkPicture]]
    steps: Sequence[WorkStep]
    word: Word
    may: dict[str, bool]
    units: Sequence[Unit]
    left: int
    place: str
    which: str
    typed: dict[str, str] | dict[str | Any, str | Any]
    faults: dict[str, str]
    late: int
    most_pictures: int
    answered: dict[int, WorkNote]
    """The answer to each voice that has one."""
    may_answer: bool


def _show(task: Task, which: str = "", typed: dict[str, str] | None = None, refusal: Refusal | None = None) -> str:
    actor, today = actor_here(), moment_filters.today()
    notes, word = queries.notes(db(), task.id), queries.word(db(), task)
    return draw(
        "docket/work/show.html", WorkShowPage(
        task=task, notes=notes, pictures=queries.pictures_of(db(), [one.id for one in notes]),
        steps=queries.milestones(db(), task.id), word=word, may=may(actor, task), units=register.units(db(), g.community.id),
        left=still_needed(households=word.households, proposer=word.proposer, needed=task.needed),
        place=_scope_words(task), which=which, typed=typed or {}, faults=_faults(refusal), late=_late(task, today),
        most_pictures=MOST_PICTURES, answered={one.answers_id: one for one in notes if one.answers_id},
        may_answer=_may_answer(actor, task),
    ))


def _may_answer(actor: Actor | None, task: Task) -> bool:
    return actor is not None and TASK.allows(task.state, "answer") and policy.permits(
        actor, "work", queries.post_of(db(), task, moment_filters.today()))


def may(actor: Actor | None, task: Task) -> dict[str, bool]:
    """What an actor of this community may do with a task now; the verbs ask again."""
    if actor is None:
        return {"work": False, "renew": False, "say": False, "spoken": False}
    post = queries.post_of(db(), task, moment_filters.today())
    unfinished = task.state in UNFINISHED
    mine = actor.household_ids if post.scope is None else actor.household_ids & post.scope
    spoken = queries.word(db(), task).spoken if task.state == "reported_done" else frozenset()
    return {
        "work": unfinished and policy.permits(actor, "work", post),
        "renew": unfinished and policy.permits(actor, "renew", post),
        "say": task.state == "reported_done" and policy.permits(actor, "say", post) and bool(mine - spoken),
        "spoken": bool(mine & spoken),
    }


def _faults(refusal: Refusal | None) -> dict[str, str]:
    if refusal is None:
        return {}
    if isinstance(refusal, BadShape):
        return {name: say_field(problem) for name, problem in refusal.fields.items()}
    return {"": say(refusal)}


def _late(task: Task, today: Any) -> int:
    return max(0, (today - task.due_on).days) if task.state in UNFINISHED else 0


def _scope_words(task: Task) -> str:
    """Whose households say whether it is done."""
    if task.building_id:
        return next(b.name for b in register.buildings(db(), g.community.id) if b.id == task.building_id)
    if task.grid_id:
        return next(one.name for one in register.grids(db(), g.community.id) if one.id == task.grid_id)
    return _("全社区")
