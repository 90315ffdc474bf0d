"""Page area: setup: from an empty machine to a community with its first accounts, under the code from the terminal."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from flask import Blueprint, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from consult.core.actor import THE_SYSTEM
from consult.core.errors import BadShape, Refusal, RuleBroken
from consult.founding import actions, queries
from consult.founding.rules.plan import Plan
from consult.storage.commands import Command
from consult.storage.work import Answer as Told
from consult.storage.work import Work
from consult.web.doorway.access import db, open_to, store
from consult.web.doorway.acting import command_id
from consult.web.doorway.trying import attempt, gone_on, on_form
from consult.web.setup import guard, steps
from consult.web.setup.bodies import Offered, offered_bodies
from consult.web.setup.forms import CodeForm, form_of
from consult.web.setup.slips import Slip, slips_of
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording import setup as words
from consult.web.wording.refusals import said

blueprint = Blueprint("setup", __name__, url_prefix="/setup")
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(words.FOR_TEMPLATES))
Answer = str | Response | tuple[str, int]
STEP = "<any(place,buildings,bodies,people):step>"


class StepPage(TypedDict):
    """What setup/<step>.html is handed."""

    step: str
    done: Sequence[str]
    form: FlaskForm
    offered: list[Offered]


class CheckPage(TypedDict):
    """What setup/check.html is handed."""

    step: str
    done: Sequence[str]
    plan: Plan
    wrong: list[str]
    words: str


@blueprint.get("")
@open_to("everyone")
def show() -> Answer:
    """Two doors, and the code; whoever gave it goes on with the steps; once founded, the way in."""
    guard.require_open()
    if queries.founded(db()):
        return render_template("setup/founded.html", may_print=guard.is_in())
    if guard.is_in():
        return redirect(url_for("setup.check" if _missing() is None else "setup.fill_in", step=_missing()), code=303)
    return render_template("setup/first.html", form=CodeForm())


@blueprint.post("/code")
@open_to("everyone")
def give_code() -> Answer:
    """The code from the terminal opens the steps in this browser."""
    guard.require_open()
    form = CodeForm()
    return attempt(
        lambda: _given(form.code.data or ""), on_form(form, lambda: render_template("setup/first.html", form=form)),
        lambda _told: gone_on(url_for("setup.show")))


def _given(code: str) -> None:
    told = _carry_out(lambda work: actions.try_code(work, code=code[:200])).value
    if told["refused"]:
        raise RuleBroken(told.pop("refused"), **told)
    guard.let_in()


@blueprint.get(f"/{STEP}")
@open_to("everyone")
def fill_in(step: str) -> Answer:
    """One step with what was kept of it."""
    _in_time()
    return _step(step, form_of(step, moment_filters.today(), _draft().get(step)))


@blueprint.post(f"/{STEP}")
@open_to("everyone")
def keep(step: str) -> Answer:
    """Keep a step, and go on to the next."""
    _in_time()
    form = form_of(step, moment_filters.today())
    return attempt(
        lambda: _keep(step, form), on_form(form, lambda: _step(step, form)),
        lambda _told: redirect(_after(step), code=303))


def _keep(step: str, form: FlaskForm) -> Told:
    answers = {name: "" if value is None else value for name, value in form.data.items() if name != "csrf_token"}
    draft = {**_draft(), step: answers}
    _plan, problems = steps.plan_from(draft, moment_filters.today())
    if wrong := steps.wrong_fields(step, problems, draft):
        raise BadShape(wrong)
    return _carry_out(lambda work: actions.keep_draft(work, step=step, answers=answers))


@blueprint.get("/check")
@open_to("everyone")
def check() -> Answer:
    """Everything once more, before it is founded."""
    _in_time()
    return _check()


@blueprint.post("/found")
@open_to("everyone")
def found() -> Answer:
    """Found it, whole; the slips of the first accounts are shown this once."""
    _in_time()
    return attempt(_found, _refused, _slips)


def _refused(refusal: Refusal) -> tuple[str, int]:
    return _check(said(refusal)), 400


def _found() -> list[Slip]:
    draft = _draft()
    plan, problems = steps.plan_from(draft, moment_filters.today())
    if problems:
        raise RuleBroken("setup_not_ready")
    told = _carry_out(
        lambda work: actions.found_first(work, plan=plan),
        Command(command_id(), "found_first", {"slug": plan.community["slug"]}))
    if told.repeated:
        raise RuleBroken("founded_already")
    return slips_of(db(), told.value["slips"])


@blueprint.post("/slips")
@open_to("everyone")
def print_again() -> Answer:
    """A new set of slips, where the first was lost before anybody signed in; the lost one ends."""
    guard.require_in()
    told = _carry_out(actions.fresh_slips)
    return _slips(slips_of(db(), told.value["slips"]))


def _carry_out(verb: Callable[[Work], Any], command: Command | None = None) -> Told:
    """For whoever gave the code the installation acts: there is nobody yet who could sign in. What this request has read
    so far is let go first, so that it sees what was done."""
    db().commit()
    return store().carry_out(verb, actor=THE_SYSTEM, command=command)


def _slips(slips: list[Slip]) -> str:
    return render_template("setup/slips.html", slips=slips)


def _in_time() -> None:
    """NotFound unless the code was given here; once it is founded the steps are over."""
    guard.require_in()
    if queries.founded(db()):
        raise RuleBroken("founded_already")


def _draft() -> dict[str, Any]:
    return queries.draft(db())


def _done() -> list[str]:
    """The steps that are kept, and still right."""
    draft = _draft()
    _plan, problems = steps.plan_from(draft, moment_filters.today())
    return [step for step in steps.STEPS if step in draft and not steps.wrong_fields(step, problems, draft)]


def _missing() -> str | None:
    done = _done()
    return next((step for step in steps.STEPS if step not in done), None)


def _after(step: str) -> str:
    place = steps.STEPS.index(step) + 1
    return url_for("setup.fill_in", step=steps.STEPS[place]) if place < len(steps.STEPS) else url_for("setup.check")


def _step(step: str, form: FlaskForm) -> str:
    offered = offered_bodies(form, moment_filters.today()) if step == "bodies" else []
    return draw(f"setup/{step}.html", StepPage(step=step, done=_done(), form=form, offered=offered))


def _check(words: str = "") -> str:
    done = _done()
    plan, _problems = steps.plan_from(_draft(), moment_filters.today())
    wrong = [step for step in steps.STEPS if step not in done]
    return draw("setup/check.html", CheckPage(step="check", done=done, plan=plan, wrong=wrong, words=words))
