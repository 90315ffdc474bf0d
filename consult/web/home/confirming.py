"""The page of what waits for a yes: who is to be let into a home, and who speaks for one.

For the office all of its community; for a home's representative, its adults and whoever was displaced their own.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict

from flask import Blueprint, g, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.account import actions as accounts
from consult.account import queries
from consult.account.models import JoinRequest
from consult.community import actions, policy
from consult.community import queries as register
from consult.community.models import Household
from consult.core.actor import Actor
from consult.core.errors import BadShape, Refusal, RuleBroken
from consult.web.doorway.access import db, open_to, signed_in
from consult.web.doorway.acting import act, form_values
from consult.web.doorway.trying import attempt, back_with_words, gone_on
from consult.web.home.changes import Entered, ShownChange, entered_together, own_changes
from consult.web.shell.page import draw
from consult.web.wording.refusals import said, say

Answer = str | Response | tuple[str, int]


class ConfirmingPage(TypedDict):
    """What home/confirming.html is handed."""

    requests: list[tuple[JoinRequest, Household]]
    lists: list[Entered]
    own: list[ShownChange]
    office: bool


def requests_for(actor: Actor) -> list[tuple[JoinRequest, Household]]:
    """Who waits to be let in and may be by this person."""
    if policy.permits(actor, "keep_register", g.community):
        return queries.requests_to_join(db(), g.community.id)
    asked = queries.requests_to_join(db(), g.community.id, actor.household_ids) if actor.household_ids else []
    return [(request, home) for request, home in asked if register.speaks_for(db(), actor.person_id, home.id)]


@open_to("residents")
def confirming() -> Answer:
    """What waits for the reader's yes."""
    actor = signed_in()
    office = policy.permits(actor, "keep_register", g.community)
    return draw("home/confirming.html", ConfirmingPage(
        requests=requests_for(actor), lists=entered_together(actor) if office else [], own=own_changes(actor), office=office))


@open_to("residents")
def confirm_join(id: int) -> Answer:
    """Somebody is let into a home."""
    return _done(lambda: act(accounts.confirm_join, request_id=id), lambda: _("确认好了，现在就能登录。"))


@open_to("residents")
def refuse_join(id: int) -> Answer:
    """Somebody is not; what they typed is erased."""
    return _done(lambda: act(accounts.refuse_join, request_id=id), lambda: _("没有同意，写的内容已经删掉。"))


@open_to("residents")
def confirm_representative(id: int) -> Answer:
    """A second official, or the home, agrees to who speaks for it."""
    return _done(lambda: act(actions.confirm_representative, **{**form_values(), "change_id": id}), lambda: _("确认好了。"))


@open_to("residents")
def object_to_representative(id: int) -> Answer:
    """Somebody of the home says that it is not right."""
    return _done(lambda: act(actions.object_to_representative, **{**form_values(), "change_id": id}),
                 lambda: _("异议记下了，社区另一位工作人员会来核实。"))


@open_to("residents")
def confirm_representatives() -> Answer:
    """A second official agrees to a whole list."""
    return attempt(
        lambda: act(actions.confirm_representatives, **{**form_values(), "community_id": g.community.id}),
        back_with_words(url_for("home.confirming"), words=said, about=(BadShape, RuleBroken)),
        lambda told: gone_on(url_for("home.confirming"), _("确认了%(count)s户。", count=told.value["confirmed"])))


def _done(do: Callable[[], Any], words: Callable[[], str]) -> Answer:
    there = url_for("home.confirming")
    return attempt(do, back_with_words(there, words=_why, about=(BadShape, RuleBroken)), lambda told: gone_on(there, words()))


def _why(refusal: Refusal) -> str:
    return _("没有办成：请写一句话，最多300个字。") if isinstance(refusal, BadShape) else say(refusal)


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of home."""
    blueprint.add_url_rule("/confirming", "confirming", confirming, methods=["GET"])
    joins, changes = "/confirming/joins/<int:id>/{}", "/confirming/representatives/<int:id>/{}"
    for rule, view in (
        (joins.format("confirm"), confirm_join), (joins.format("refuse"), refuse_join),
        (changes.format("confirm"), confirm_representative), (changes.format("object"), object_to_representative),
        ("/confirming/representatives", confirm_representatives),
    ):
        blueprint.add_url_rule(rule, view.__name__, view, methods=["POST"])
