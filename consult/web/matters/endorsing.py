"""Acts of one press on a matter: standing behind it, taking that back, withdrawing it, agreeing to join."""
from __future__ import annotations

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.matter import actions, queries
from consult.matter.models import Matter
from consult.web.doorway.access import db, open_to
from consult.web.doorway.acting import act
from consult.web.wording.matters import still_missing


@open_to("residents")
def endorse(no: str) -> Response:
    """Stand behind a matter."""
    matter = _matter(no)
    counted = act(actions.endorse, matter_id=matter.id).value
    flash(_("附议记下了。现在%(have)s户，%(missing)s。", have=counted["households"],
            missing=still_missing(counted["threshold"] - counted["households"])))
    return _back_to(matter)


@open_to("residents")
def take_back_endorsement(no: str) -> Response:
    """No longer stand behind it."""
    matter = _matter(no)
    counted = act(actions.take_back_endorsement, matter_id=matter.id).value
    flash(_("附议收回了。现在%(have)s户，%(missing)s。", have=counted["households"],
            missing=still_missing(counted["threshold"] - counted["households"])))
    return _back_to(matter)


@open_to("residents")
def withdraw(no: str) -> Response:
    """The author takes it back."""
    matter = _matter(no)
    act(actions.withdraw, matter_id=matter.id)
    flash(_("收回了。页面还在，写明是提议人收回的。"))
    return _back_to(matter)


@open_to("residents")
def answer_join(no: str) -> Response:
    """The author agrees to join the other matter, or does not."""
    matter = _matter(no)
    agreed = request.form.get("agreed", "")
    act(actions.answer_join, matter_id=matter.id, agreed=agreed)
    flash(_("并好了。往下请看并入的那一件。") if agreed == "yes" else _("记下了，您不同意并入，社区会接着审核。"))
    return _back_to(matter)


def add_to(blueprint: Blueprint) -> None:
    """Hang these acts on the blueprint of matters."""
    for path, name, view in (
        ("endorse", "endorse", endorse), ("take-back", "take_back_endorsement", take_back_endorsement),
        ("withdraw", "withdraw", withdraw), ("join", "answer_join", answer_join),
    ):
        blueprint.add_url_rule(f"/m/<no>/{path}", name, view, methods=["POST"])


def _matter(no: str) -> Matter:
    return queries.matter_by_no(db(), g.community.id, no)


def _back_to(matter: Matter) -> Response:
    return redirect(url_for("matters.show", no=matter.no), code=303)
