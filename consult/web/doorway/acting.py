"""From a form to a verb: the shape is checked by the verb's own signature, the repeat by the command id."""
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from flask import g, request
from flask_wtf import FlaskForm

from consult.core.arguments import bind
from consult.core.errors import BadShape, Forbidden, NotFound, Refusal
from consult.storage.bursts import Many
from consult.storage.commands import Command
from consult.storage.work import Answer
from consult.web.doorway.access import current_actor, store
from consult.web.wording.refusals import say, say_field

COMMAND_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
NOT_ARGUMENTS = {"csrf_token", "command_id", "next", "submit"}


def command_id() -> str:
    """The id that the form carries, or a fresh one when it carries none that is well formed."""
    given = request.form.get("command_id", "")
    return given if COMMAND_ID.fullmatch(given) else uuid4().hex


def act(verb: Callable[..., Any], /, **given: Any) -> Answer:
    """Carry out a verb for who is signed in, as one command; `given` are plain values, checked by its signature."""
    args = bind(verb, given)
    return perform(verb.__name__, lambda work: verb(work, **args), given)


def act_in_burst(many: Many, verb: Callable[..., Any], /, **given: Any) -> Answer:
    """The same for what comes in bursts, such as votes: whoever presses at the same moment shares a commit."""
    actor, args = current_actor(), bind(verb, given)
    _let_go()
    return store().carry_out_in_burst(many, args, actor=actor, command=_command(verb.__name__, given))


def perform(name: str, function: Callable[[Any], Any], args: dict[str, Any]) -> Answer:
    """Carry out a function of the unit of work as one named command."""
    actor = current_actor()
    _let_go()
    return store().carry_out(function, actor=actor, command=_command(name, args))


def _let_go() -> None:
    """End what this request has read so far: what it writes must not wait for its own reader, as the emptying of
    SQLite's log of pages after a secret close would."""
    if "db" in g:
        g.db.commit()


def _command(name: str, args: dict[str, Any]) -> Command:
    return Command(command_id(), name, {**args, "path": request.path})


def form_values() -> dict[str, str]:
    """What the form sent, without its own machinery."""
    return {k: v for k, v in request.form.items() if k not in NOT_ARGUMENTS}


def refused_on(form: FlaskForm, refusal: Refusal) -> None:
    """Write a refusal onto a form: by its field where it has one, else above the form. Nothing typed is lost.

    What is not there, or not theirs to do, is no matter of what was typed: it gets its own page and status.
    """
    if isinstance(refusal, (NotFound, Forbidden)):
        raise refusal
    if not isinstance(refusal, BadShape):
        form.form_errors = [*form.form_errors, say(refusal)]
        return
    for name, problem in refusal.fields.items():
        if name in form:
            form[name].errors = [*form[name].errors, say_field(problem)]
        else:
            form.form_errors = [*form.form_errors, say_field(problem)]


def page_number() -> int:
    """The page asked for, counted from one."""
    given = request.args.get("page", "1")
    return max(1, int(given)) if given.isdecimal() and len(given) < 6 else 1


def slug() -> str:
    """The short name of the community of this page."""
    name: str = g.slug
    return name
