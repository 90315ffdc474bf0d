"""A form that was sent: tried; shown again with what was typed where it is refused; answered with a word where it is done.

    return attempt(
        lambda: act(actions.cancel, meeting_id=id, reason=form.reason.data or ""),
        on_form(form, lambda: _show(meeting, form)),
        lambda told: gone_on(url_for("meetings.notice", id=id), _("会议取消了。"), forget=f"cancel-{id}"))
"""
from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import flash, g, redirect
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from consult.core.errors import Forbidden, NotFound, Refusal
from consult.web.doorway.access import signed_in
from consult.web.doorway.acting import refused_on
from consult.web.doorway.refusals import status_of
from consult.web.shell import drafts
from consult.web.wording.refusals import say

Done = TypeVar("Done")
Again = TypeVar("Again")
Then = TypeVar("Then")
Shown = TypeVar("Shown")


def attempt(
    do: Callable[[], Done], again: Callable[[Refusal], Again], then: Callable[[Done], Then]
) -> Again | Then:
    """Do it; what a rule refuses is answered by `again`, what was done by `then`."""
    try:
        done = do()
    except Refusal as refusal:
        return again(refusal)
    return then(done)


def on_form(
    form: FlaskForm, show: Callable[[], str], *, meant: Callable[[Refusal], Refusal] | None = None,
    status: Callable[[Refusal], int] | None = None, about: tuple[type[Refusal], ...] = (Refusal,),
) -> Callable[[Refusal], tuple[str, int]]:
    """The form again, the refusal by its field or above it. `meant` says which field a refusal is about.

    What is not there, not theirs to do, or not `about` what was sent gets its own page.
    """
    def again(refusal: Refusal) -> tuple[str, int]:
        if not isinstance(refusal, about):
            raise refusal
        refused_on(form, meant(refusal) if meant else refusal)
        return show(), status(refusal) if status else 400
    return again


def with_words(
    show: Callable[[str], Shown], *, words: Callable[[Refusal], str] = say, status: Callable[[Refusal], int] = status_of
) -> Callable[[Refusal], tuple[Shown, int]]:
    """The page again, with a sentence that says why. What is not there, or not theirs to do, gets its own page."""
    def again(refusal: Refusal) -> tuple[Shown, int]:
        if isinstance(refusal, (NotFound, Forbidden)):
            raise refusal
        return show(words(refusal)), status(refusal)
    return again


def back_with_words(
    to: str, *, words: Callable[[Refusal], str] = say, about: tuple[type[Refusal], ...] = (Refusal,)
) -> Callable[[Refusal], Response]:
    """Back to where it came from, which says why; a refusal that is not `about` what was sent gets its own page."""
    def again(refusal: Refusal) -> Response:
        if not isinstance(refusal, about) or (about == (Refusal,) and isinstance(refusal, (NotFound, Forbidden))):
            raise refusal
        flash(words(refusal), "warm")
        return redirect(to, code=303)
    return again


def gone_on(to: str, said: str = "", *, forget: str = "") -> Response:
    """It is done: a word of it on the next page, and the draft it was written in is forgotten."""
    if forget:
        drafts.forget_draft(forget, g.community, signed_in())
    if said:
        flash(said)
    return redirect(to, code=303)
