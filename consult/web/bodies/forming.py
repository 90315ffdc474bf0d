"""The pages on which a body is formed from a template, and closed."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

from flask import Blueprint, g, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from consult.community import actions, policy
from consult.community.rules.presets import PRESETS
from consult.community.rules.sittings import Kind, known_kinds
from consult.core.errors import RuleBroken
from consult.meeting import actions as meetings
from consult.web.bodies.forms import NewBodyForm
from consult.web.doorway.access import actor_here, open_to
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, back_with_words, gone_on, on_form
from consult.web.shell.page import draw
from consult.web.wording.roster import BODIES

Answer = str | Response | tuple[str, int]


class NewBodyPage(TypedDict):
    """What bodies/new.html is handed."""

    form: NewBodyForm
    kinds: Iterable[Kind]


@open_to("residents")
def new() -> Answer:
    """The form, with what each template brings and from where."""
    policy.require(actor_here(), "keep_register", g.community)
    return _shown(NewBodyForm())


@open_to("residents")
def form() -> Answer:
    """A body more."""
    policy.require(actor_here(), "keep_register", g.community)
    sent = NewBodyForm()
    return attempt(
        lambda: act(actions.form_from_template, community_id=g.community.id, kind=sent.kind.data, name=sent.name.data or "",
                    name_en=sent.name_en.data or "").value["body_id"],
        on_form(sent, lambda: _shown(sent)),
        lambda id: gone_on(url_for("bodies.show", id=id), _("建好了。看看谁在里面，怎么开会。")))


def _shown(sent: NewBodyForm) -> str:
    sent.kind.choices = [SelectChoice(value="", label=_("请选一种"))] + [
        SelectChoice(value=kind.value, label=BODIES[kind]) for kind in PRESETS]
    known: Any = known_kinds()
    return draw("bodies/new.html", NewBodyPage(form=sent, kinds=[known[kind] for kind in PRESETS]))


@open_to("residents")
def close(id: int) -> Answer:
    """A body meets no more."""
    there = url_for("bodies.show", id=id)
    return attempt(
        lambda: act(meetings.close_body, body_id=id), back_with_words(there, about=(RuleBroken,)),
        lambda told: gone_on(url_for("roster.bodies"), _("撤了。以前的会议和记录都还在。")))


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of bodies."""
    blueprint.add_url_rule("/bodies/new", "new", new, methods=["GET"])
    blueprint.add_url_rule("/bodies/new", "form", form, methods=["POST"])
    blueprint.add_url_rule("/bodies/<int:id>/close", "close", close, methods=["POST"])
