"""Pages for those without a phone: the office or a helper endorses for somebody, prints the slip, takes it back; a matter
told at the desk or by telephone is written down."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.community import queries as register
from consult.community.models import Person
from consult.community.queries import Home
from consult.core.actor import Actor
from consult.core.errors import BadShape, NotFound, Refusal, RuleBroken
from consult.matter import actions, policy, queries
from consult.matter.models import Endorsement, Matter
from consult.matter.rules.by_whom import Way
from consult.web.doorway.access import actor_here, db, open_to, signed_in
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, back_with_words, gone_on, on_form
from consult.web.matters.forms import EndorseForForm, ProposeForForm
from consult.web.matters.proposing import point_out, typed_words
from consult.web.shell import moment_filters
from consult.web.shell.page import draw

Answer = str | Response | tuple[str, int]
LONGEST_SEARCH, MOST_FOUND = 40, 20


class ForPage(TypedDict):
    """What matters/endorse_for.html is handed."""

    matter: Matter
    form: EndorseForForm
    words: str
    found: list[tuple[Person, Home]]
    entered: Sequence[tuple[Endorsement, Person]]
    may_desk: bool


@open_to("residents")
def endorsing_for(no: str) -> Answer:
    """Whom it is for, how they asked, and what was entered here so far."""
    return _show(_matter(no), EndorseForForm(formdata=None, person_id=request.args.get("person", "")))


@open_to("residents")
def endorse_for(no: str) -> Answer:
    """Endorse for somebody, and go on to the slip; or the form back."""
    matter, form = _matter(no), EndorseForForm()
    given = {name: getattr(form, name).data or "" for name in ("person_id", "way", "reason", "witness")}
    return attempt(
        lambda: act(actions.endorse_for, matter_id=matter.id, **given),
        on_form(form, lambda: _show(matter, form), meant=_beside_the_name),
        lambda told: gone_on(url_for("matters.endorsement_slip", no=matter.no, id=given["person_id"]), _(
            "附议记下了，第%(slip)s号附议条。请打印一张交给本人。", slip=told.value["slip"])))


def _beside_the_name(refusal: Refusal) -> Refusal:
    """Who cannot be chosen is said beside the name."""
    return BadShape({"person_id": "not_a_choice"}) if isinstance(refusal, NotFound) else refusal


@open_to("residents")
def endorsement_slip(no: str, id: int) -> Answer:
    """The slip for the endorser: for the office, who entered it, and the endorser."""
    matter = queries.matter_by_no(db(), g.community.id, no)
    row, actor = queries.endorsement(db(), matter.id, id), signed_in()
    if id != actor.person_id and actor.person_id != row.entered_by_id:
        policy.require(actor_here(), "endorse_at_desk", matter)
    if row.way == Way.OWN:
        raise NotFound("endorsement")
    return draw("matters/endorsement_slip.html", SlipPage(
        matter=matter, row=row, person=db().get_one(Person, id), now=moment_filters.now()))


class SlipPage(TypedDict):
    """What matters/endorsement_slip.html is handed."""

    matter: Matter
    row: Endorsement
    person: Person
    now: object


@open_to("residents")
def take_back_for(no: str, id: int) -> Answer:
    """At the desk somebody takes an endorsement back."""
    matter = _matter(no)
    there = url_for("matters.endorsing_for", no=matter.no)
    return attempt(
        lambda: act(actions.take_back_for, matter_id=matter.id, person_id=id), back_with_words(there, about=(RuleBroken,)),
        lambda told: gone_on(there, _("收回了，户数已经重新算过。")))


@open_to("residents")
def proposing_for() -> Answer:
    """Who is telling it; then the six questions in their words."""
    return _show_proposal(ProposeForForm(formdata=None))


@open_to("residents")
def propose_for() -> Answer:
    """Put it forward as theirs, or the form back."""
    form = ProposeForForm()
    given = {**typed_words(form), "person_id": form.person_id.data or "", "read_back": bool(form.read_back.data)}

    def again(refusal: Refusal) -> tuple[str, int]:
        if isinstance(refusal, BadShape) and "read_back" in refusal.fields:
            form.read_back.errors = [_("请先把写下的念给本人听，本人同意了再提交。")]
            refusal.fields.pop("read_back")
        point_out(form, refusal)
        return _show_proposal(form), 400

    return attempt(
        lambda: act(actions.propose_for, community_id=g.community.id, **given).value["no"], again,
        lambda no: gone_on(url_for("matters.slip", no=no), _(
            "替本人提好了，编号%(no)s。回执请打印一张交给本人。", no=no), forget="propose-for"))


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of matters."""
    for path, name, view, method in (
        ("/m/<no>/for", "endorsing_for", endorsing_for, "GET"), ("/m/<no>/for", "endorse_for", endorse_for, "POST"),
        ("/m/<no>/for/<int:id>", "endorsement_slip", endorsement_slip, "GET"),
        ("/m/<no>/for/<int:id>/take-back", "take_back_for", take_back_for, "POST"),
        ("/propose/for", "proposing_for", proposing_for, "GET"), ("/propose/for", "propose_for", propose_for, "POST"),
    ):
        blueprint.add_url_rule(path, name, view, methods=[method])


def _matter(no: str) -> Matter:
    matter = queries.matter_by_no(db(), g.community.id, no)
    policy.require(actor_here(), "endorse_at_door", matter)
    return matter


def _show(matter: Matter, form: EndorseForForm) -> str:
    actor = signed_in()
    desk = policy.permits(actor, "endorse_at_desk", matter)
    words = request.values.get("q", "").strip()[:LONGEST_SEARCH]
    if desk:
        form.way.choices = [("desk", _("本人到窗口，或者交来纸条")), ("helper", _("上门，或者电话里说的"))]
    else:
        form.way.choices = [("helper", _("上门，或者电话里说的"))]
    if len(form.way.choices) == 1:
        form.way.data = "helper"
    return draw("matters/endorse_for.html", ForPage(
        matter=matter, form=form, words=words, found=_found(actor, words, everybody=desk),
        entered=queries.entered_by_others(db(), matter.id) if desk else [], may_desk=desk))


def _found(actor: Actor, words: str, *, everybody: bool) -> list[tuple[Person, Home]]:
    """People by name or door, with where they live; a helper finds those of the own grid alone."""
    today = moment_filters.today()
    ids = register.doors(db(), g.community.id, today, words=words)[:MOST_FOUND] if words else []
    homes = [home for home in register.homes(db(), ids, today)
             if everybody or register.heads_of(db(), actor.person_id, home.household, today)]
    return [(person, home) for home in homes for person in home.residents]


def _show_proposal(form: ProposeForForm) -> str:
    policy.require(actor_here(), "propose_for", g.community)
    words = request.values.get("q", "").strip()[:LONGEST_SEARCH]
    return draw("matters/propose_for.html", ProposeForPage(
        form=form, words=words, found=_found(signed_in(), words, everybody=True)))


class ProposeForPage(TypedDict):
    """What matters/propose_for.html is handed."""

    form: ProposeForForm
    words: str
    found: list[tuple[Person, Home]]
