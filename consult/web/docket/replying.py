"""The page on which a body's reply is given: for a body of a community, and the same form for one of the street."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from consult.ballot import queries as ballots
from consult.community import queries as register
from consult.community.models import Community
from consult.core.errors import BadShape, NotFound, Refusal
from consult.meeting import queries as meetings
from consult.minutes import queries as minutes
from consult.resolution import actions, policy, queries
from consult.resolution.models import DocketEntry
from consult.web.docket.forms import ReplyForm
from consult.web.doorway.access import db, open_to, signed_in
from consult.web.doorway.acting import act, form_values
from consult.web.doorway.trying import attempt, gone_on, on_form
from consult.web.shell import drafts
from consult.web.wording.docket import CARRIES, point_out
from consult.web.wording.matters import DECISIONS
from consult.web.wording.meetings import body_name, meeting_name

Answer = str | Response | tuple[str, int]
PLACES = {"grid": "grid_id", "building": "building_id"}


@open_to("residents")
def reply(id: int) -> Answer:
    """What was decided and said against it, and the form of the reply."""
    entry = _to_answer(id)
    return show(entry, ReplyForm(formdata=None), g.community, **_ways(entry))


@open_to("residents")
def give_reply(id: int) -> Answer:
    """Give the reply, or give the form back with everything that was typed."""
    entry = _to_answer(id)
    return given(entry, lambda form: show(entry, form, g.community, **_ways(entry)),
                 lambda no: url_for("matters.show", no=no), g.community)


@open_to("residents")
def acknowledge(id: int) -> Answer:
    """Say for the body that it has what was passed on to it."""
    act(actions.acknowledge, entry_id=queries.entry(db(), id, g.community.id).id)
    flash(_("签收好了，转来的会和提议人都看得到。"))
    return redirect(url_for("docket.index"), code=303)


def add_to(blueprint: Blueprint) -> None:
    """Hang the page on the blueprint of the docket."""
    blueprint.add_url_rule("/docket/<int:id>/reply", "reply", reply, methods=["GET"])
    blueprint.add_url_rule("/docket/<int:id>/reply", "give_reply", give_reply, methods=["POST"])
    blueprint.add_url_rule("/docket/<int:id>/acknowledge", "acknowledge", acknowledge, methods=["POST"])


def given(
    entry: DocketEntry, show_again: Callable[[ReplyForm], str], leads_to: Callable[[str], str], place: Community | None
) -> Answer:
    """Give a reply from its form."""
    form, sent = ReplyForm(), form_values()
    kind, _sep, number = sent.pop("scope", "").partition(":")
    if kind in PLACES:
        sent[PLACES[kind]] = number
    return attempt(
        lambda: act(actions.reply, **{**sent, "entry_id": entry.id}), lambda refusal: _again(form, show_again, refusal),
        lambda answer: _replied(entry, place, leads_to(answer.value["no"])))


def _again(form: ReplyForm, show_again: Callable[[ReplyForm], str], refusal: Refusal) -> Answer:
    if isinstance(refusal, BadShape):
        point_out(form, refusal)
    return on_form(form, lambda: show_again(form), meant=_on_fields)(refusal)


def _replied(entry: DocketEntry, place: Community | None, to: str) -> Answer:
    drafts.forget_draft(f"reply-{entry.id}", place, signed_in())
    return gone_on(to, _("答复登记好了，提议、附议和反对的人在议题页都看得到。"))


def _to_answer(id: int) -> DocketEntry:
    entry = queries.entry(db(), id, g.community.id)
    policy.require(signed_in(), "reply", entry)
    return entry


def _ways(entry: DocketEntry) -> dict[str, str]:
    return {
        "back": url_for("docket.index"), "action": url_for("docket.give_reply", id=entry.id),
        "acknowledge": url_for("docket.acknowledge", id=entry.id), "stages_at": url_for("docket.stages", id=entry.id),
    }


def _on_fields(refusal: Refusal) -> Refusal:
    """What was chosen and is not here, beside its field."""
    names = {"unit": "unit_id", "meeting": "meeting_id", "body": "to_body_id", "place": "scope", "grid": "scope", "building": "scope"}
    if isinstance(refusal, NotFound) and refusal.facts.get("what") in names:
        return BadShape({names[refusal.facts["what"]]: "not_a_choice"})
    return refusal


def show(entry: DocketEntry, form: ReplyForm, place: Community, **ways: str) -> str:
    """The page: what was put before the body, what was said against it, and the form."""
    _choices(entry, form, place)
    spoken, written = meetings.heard_against(db(), entry.discussion_id)
    ballot = ballots.ballots(db(), [entry.ballot_id]).get(entry.ballot_id) if entry.ballot_id else None
    against = bool(ballot and ballot.result and ballot.result.get("against"))
    return render_template(
        "docket/reply.html", entry=entry, form=form, spoken=spoken, written=written, carries=CARRIES, place=place,
        decisions=DECISIONS, ballot=ballot, meeting=meetings.meeting(db(), entry.meeting_id, place.id),
        record=minutes.state_of(db(), entry.meeting_id), disagreed=against or bool(spoken or written), **ways,
    )


def _choices(entry: DocketEntry, form: ReplyForm, place: Community) -> None:
    above = entry.body.community_id is None
    units = [*(register.street_units(db(), entry.body.street_id) if above else ()), *register.units(db(), place.id)]
    form.unit_id.choices = _one_of(_("请选一个单位"), [(str(unit.id), unit.name) for unit in units])
    bodies = [*register.street_bodies(db(), place.street_id), *register.bodies(db(), place.id)]
    form.to_body_id.choices = _one_of(
        _("不转给哪个会"), [(str(body.id), body_name(body)) for body in bodies if body.id != entry.body_id])
    sittings = meetings.meetings_of_body(db(), entry.body_id, ["open", "closed"])
    form.meeting_id.choices = _one_of(_("不是在会上定的"), [(str(one.id), meeting_name(one)) for one in sittings])
    took_it_up = [one.id for one in sittings if any(d.matter_id == entry.matter_id for d in one.discussions)]
    if took_it_up and not form.is_submitted():
        form.meeting_id.data = str(took_it_up[0])
    places: list[tuple[str, Any]] = [(f"grid:{one.id}", one.name) for one in register.grids(db(), place.id)]
    places += [(f"building:{one.id}", one.name) for one in register.buildings(db(), place.id)]
    form.scope.choices = _one_of(_("全社区的住户"), places)


def _one_of(nothing: str, choices: list[tuple[str, Any]]) -> list[SelectChoice]:
    return [SelectChoice(value="", label=nothing), *(SelectChoice(value=v, label=words) for v, words in choices)]
