"""The pages on which a resident writes: proposing a matter, revising one, and what is like it."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.core.errors import BadShape, Refusal, RuleBroken
from consult.matter import actions, policy, queries
from consult.matter.models import Matter
from consult.matter.rules.lifecycle import MATTER
from consult.matter.rules.proposal import FIELDS
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act, refused_on
from consult.web.doorway.trying import attempt, gone_on
from consult.web.matters.forms import MatterForm
from consult.web.wording.matters import STATES, own_words

LOOKED_AT = 300
"""How many characters of what is typed are enough to find what is like it."""
Answer = str | Response | tuple[str, int]


@open_to("residents")
def propose() -> Answer:
    """The empty form."""
    return _show(MatterForm(), [])


@open_to("residents")
def put_forward() -> Answer:
    """Propose; or, on the other button, show what is like it with everything that was typed."""
    form = MatterForm()
    if "look" in request.form:
        return _show(form, _like(form), looked=True)
    return attempt(
        lambda: act(actions.propose, community_id=g.community.id, **typed_words(form)).value["no"],
        pointed_out(form, lambda: _show(form, _like(form))),
        lambda no: gone_on(url_for("matters.show", no=no), _(
            "提好了，编号%(no)s。满%(needed)s户附议，就送去审核。", no=no, needed=g.community.endorse_households), forget="propose"))


@open_to("everyone")
def similar() -> dict[str, Any]:
    """Matters that are like what is being typed, for the list beside the form."""
    found = queries.similar(db(), g.community.id, request.args.get("q", "")[:LOOKED_AT])
    return {"found": [
        {"no": m.no, "title": m.title, "stage_words": str(STATES[m.state]), "url": url_for("matters.show", no=m.no)}
        for m in found
    ]}


@open_to("residents")
def revise(no: str) -> Answer:
    """The form with the words in force, for their author."""
    matter = _to_revise(no)
    return _show_revision(MatterForm(data={name: getattr(matter, name) for name in FIELDS}), matter)


@open_to("residents")
def save_revision(no: str) -> Answer:
    """Change the words; the earlier ones stay readable."""
    form, matter = MatterForm(), queries.matter_by_no(db(), g.community.id, no)
    return attempt(
        lambda: act(actions.revise, matter_id=matter.id, **typed_words(form)),
        pointed_out(form, lambda: _show_revision(form, matter), only=(BadShape, RuleBroken)),
        lambda told: gone_on(
            url_for("matters.show", no=matter.no), _("改好了，原来的写法还看得到。"), forget=f"revise-{matter.id}"))


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of matters."""
    blueprint.add_url_rule("/propose", "propose", propose, methods=["GET"])
    blueprint.add_url_rule("/propose", "put_forward", put_forward, methods=["POST"])
    blueprint.add_url_rule("/matters/similar", "similar", similar, methods=["GET"])
    blueprint.add_url_rule("/m/<no>/revise", "revise", revise, methods=["GET"])
    blueprint.add_url_rule("/m/<no>/revise", "save_revision", save_revision, methods=["POST"])


def pointed_out(
    form: Any, show: Callable[[], str], *, only: tuple[type[Refusal], ...] = (Refusal,)
) -> Callable[[Refusal], tuple[str, int]]:
    """The form about a matter again, with what is to mend; a refusal of another kind gets its own page."""
    def again(refusal: Refusal) -> tuple[str, int]:
        if not isinstance(refusal, only):
            raise refusal
        point_out(form, refusal)
        return show(), 400
    return again


def point_out(form: Any, refusal: Refusal) -> None:
    """Write a refusal onto a form about a matter: each field left empty says what belongs there."""
    if isinstance(refusal, BadShape):
        own = own_words(refusal)
        for name, words in own.items():
            getattr(form, name).errors = [words]
        refusal = BadShape({name: problem for name, problem in refusal.fields.items() if name not in own})
    refused_on(form, refusal)


def typed_words(form: Any) -> dict[str, str]:
    """The words of a proposal as a form has them."""
    return {name: getattr(form, name).data or "" for name in FIELDS}


def _like(form: MatterForm) -> Sequence[Matter]:
    words = " ".join(form[name].data or "" for name in ("title", "what"))
    return queries.similar(db(), g.community.id, words[:LOOKED_AT])


def _show(form: MatterForm, like: Sequence[Matter], *, looked: bool = False) -> str:
    return render_template("matters/propose.html", form=form, like=like, looked=looked)


def _to_revise(no: str) -> Matter:
    matter = queries.matter_by_no(db(), g.community.id, no)
    policy.require(actor_here(), "revise", matter)
    if not MATTER.allows(matter.state, "revise"):
        raise RuleBroken("not_now", thing="matter", state=matter.state, move="revise")
    return matter


def _show_revision(form: MatterForm, matter: Matter) -> str:
    return render_template("matters/revise.html", form=form, matter=matter)
