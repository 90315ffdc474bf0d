"""The page on which the office answers what neighbours gathered behind: four answers, each with its reason."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.matter import actions, policy, queries
from consult.matter.models import Matter
from consult.matter.rules.lifecycle import MATTER
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, gone_on
from consult.web.matters.forms import ScreeningForm
from consult.web.matters.proposing import pointed_out

VERBS: dict[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "admit": (actions.admit, ()), "return": (actions.return_to_author, ()),
    "join": (actions.suggest_join, ("into_no",)), "redirect": (actions.redirect, ("to",)),
}
Answer = str | Response | tuple[str, int]


@open_to("residents")
def screen(no: str) -> Answer:
    """The matter, what is like it, and the form."""
    matter = queries.matter_by_no(db(), g.community.id, no)
    policy.require(actor_here(), "screen", matter)
    if not MATTER.allows(matter.state, "admit"):
        raise RuleBroken("not_now", thing="matter", state=matter.state, move="admit")
    return _show(ScreeningForm(), matter)


@open_to("residents")
def answer(no: str) -> Answer:
    """Admit, return, suggest to join or redirect; or give the form back with everything that was typed."""
    form, matter = ScreeningForm(), queries.matter_by_no(db(), g.community.id, no)
    return attempt(
        lambda: _screen(form, matter), pointed_out(form, lambda: _show(form, matter), only=(BadShape, RuleBroken)),
        lambda told: gone_on(
            url_for("matters.show", no=matter.no), _("答复好了，理由已经公开。"), forget=f"screen-{matter.id}"))


def add_to(blueprint: Blueprint) -> None:
    """Hang the page on the blueprint of matters."""
    blueprint.add_url_rule("/m/<no>/screen", "screen", screen, methods=["GET"])
    blueprint.add_url_rule("/m/<no>/screen", "answer", answer, methods=["POST"])


def _screen(form: ScreeningForm, matter: Matter) -> None:
    policy.require(actor_here(), "screen", matter)
    reason = form.reason.data or ""
    if form.decision.data not in VERBS:
        raise BadShape({"decision": "missing"} | ({} if reason.strip() else {"reason": "missing"}))
    verb, also = VERBS[form.decision.data]
    try:
        act(verb, matter_id=matter.id, reason=reason, **{name: getattr(form, name).data or "" for name in also})
    except NotFound:
        raise BadShape({"into_no": "no_such_number"}) from None


def _show(form: ScreeningForm, matter: Matter) -> str:
    words = f"{matter.title} {matter.what}"
    return render_template(
        "matters/screen.html", form=form, matter=matter, like=queries.similar(db(), g.community.id, words, but=matter.id),
        households=queries.households_behind(db(), matter.id),
    )
