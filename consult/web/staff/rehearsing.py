"""The rehearsal (演练) by page: make it, go there, delete it whole."""
from __future__ import annotations

from typing import Any, TypedDict

from flask import Blueprint, current_app, g, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.core.errors import RuleBroken
from consult.founding import actions, policy
from consult.founding.rules.rehearsal import DESK
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, back_with_words, gone_on
from consult.web.shell.page import draw

blueprint = Blueprint("rehearsal", __name__, url_prefix="/c/<slug>/staff/rehearsal")
WORD = "演练"
Answer = str | Response | tuple[str, int]


class RehearsalPage(TypedDict):
    """What staff/rehearsal.html is handed."""

    there: bool
    possible: bool
    slips: dict[str, str]
    parts: dict[str, str]
    """The post of each login name."""
    word: str


@blueprint.get("")
@open_to("residents")
def show() -> str:
    """Whether there is one, and what can be done."""
    return _page({})


@blueprint.post("/make")
@open_to("residents")
def make() -> Answer:
    """Make one; the first sign-in codes are shown this once."""
    policy.require(actor_here(), "keep_rehearsal", g.community)
    return attempt(_made, back_with_words(url_for("rehearsal.show")), _page)


def _made() -> dict[str, str]:
    slug, id = g.community.slug, g.community.id
    db().rollback()  # it takes seconds, and who is reading keeps writers waiting where there is no WAL
    slips: dict[str, str] = _beside_here().make(slug)
    act(actions.note_rehearsal, community_id=id, made=True)
    return slips


@blueprint.post("/delete")
@open_to("residents")
def delete() -> Answer:
    """Delete it, once the word was typed."""
    policy.require(actor_here(), "keep_rehearsal", g.community)
    return attempt(_deleted, back_with_words(url_for("rehearsal.show")),
                   lambda told: gone_on(url_for("rehearsal.show"), _("演练社区删掉了，什么都没有留下。")))


def _deleted() -> None:
    if request.form.get("word", "").strip() != WORD:
        raise RuleBroken("rehearsal_word")
    _beside_here().delete()
    act(actions.note_rehearsal, community_id=g.community.id, made=False)


def _page(slips: dict[str, str]) -> str:
    policy.require(actor_here(), "keep_rehearsal", g.community)
    beside = _beside()
    return draw("staff/rehearsal.html", RehearsalPage(
        there=beside is not None and beside.there, possible=beside is not None and beside.possible, slips=slips, word=WORD,
        parts={login: str(kind) for login, kind in DESK}))


def _beside() -> Any:
    """The rehearsal of this installation; None in the rehearsal itself."""
    return current_app.extensions.get("rehearsal")


def _beside_here() -> Any:
    """The same, to do something with; RuleBroken in the rehearsal itself, which has none beside it."""
    if (beside := _beside()) is None:
        raise RuleBroken("rehearsal_not_here")
    return beside
