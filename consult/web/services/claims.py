"""Pages of claims: taking an order on, handing it back, the agreement of both sides, on paper too."""
from __future__ import annotations

from typing import TypedDict

from flask import Blueprint, Response, g, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from consult.core.actor import Actor
from consult.core.errors import NotFound
from consult.project import actions, policy, queries
from consult.project.models import Claim, ClaimAgreement, Project
from consult.project.policy import Spoken
from consult.project.rules.lifecycle import OPEN_TO_CLAIMS
from consult.web.doorway.access import db, open_to, signed_in
from consult.web.doorway.acting import form_values
from consult.web.services import agreement_paper
from consult.web.services.forms import AgreementForm, ClaimForm, HandBackForm, ReplaceForm, one_of
from consult.web.services.reading import agreement_of, read, show
from consult.web.services.trying import Answer, order_address, press, try_form
from consult.web.shell import moment_filters
from consult.web.shell.page import draw


@open_to("residents")
def claiming(id: int) -> Answer:
    """What taking it on means, and for whom."""
    return _claiming(read(id), ClaimForm(formdata=None))


@open_to("residents")
def claim(id: int) -> Answer:
    """Take it on, for oneself or for the unit one speaks for."""
    order = read(id)
    return try_form(
        ClaimForm(), actions.claim, lambda tried: _claiming(order, tried),
        _("接下了。14天之内双方确认协议，过期没确认就放回清单。"), lambda _answer: order_address(id), project_id=id)


def _claiming(order: Project, form: ClaimForm) -> str:
    units = queries.units_of(db(), signed_in().person_id, g.community.id, moment_filters.today())
    one_of(form.unit_id, [*((unit.id, unit.name) for unit in units), ("", _("我个人"))])
    if form.unit_id.data is None:
        form.unit_id.data = str(units[0].id) if units else ""
    return render_template(
        "services/claim.html", order=order, form=form, open=order.state in OPEN_TO_CLAIMS and order.left > 0)


@open_to("residents")
def hand_back(id: int) -> Answer:
    """退单."""
    held = _claim(id)
    order = read(held.project_id)
    return try_form(
        HandBackForm(), actions.hand_back, lambda tried: show(order, back=tried), _("退单了，放回清单等别人来接。"),
        lambda _answer: order_address(order.id), claim_id=id)


@open_to("residents")
def replace(id: int) -> Answer:
    """Another unit is asked instead."""
    held = _claim(id)
    order = read(held.project_id)
    return try_form(
        ReplaceForm(), actions.replace_claimant, lambda tried: show(order, replace=tried),
        _("换好了，等新的单位确认协议。"), lambda _answer: order_address(order.id), claim_id=id)


@open_to("residents")
def agreement(id: int) -> Answer:
    """The agreement of a claim: as it stands, or the form of one; for both sides alone."""
    held, spoken = _to_agree(id)
    standing = agreement_of(held)
    form = AgreementForm(formdata=None)
    if standing:
        form = AgreementForm(
            formdata=None, content=standing.content, terms=standing.terms, terms_words=standing.terms_words,
            steps="\n".join(f"{step.due_on.isoformat()}：{step.what}" for step in standing.milestones))
    else:
        form.terms.data = held.terms
    return _agreement(held, spoken, form)


@open_to("residents")
def draw_agreement(id: int) -> Answer:
    """Write it, or a new version of it; what was confirmed before does not count for the new one."""
    held, spoken = _to_agree(id)
    return try_form(
        AgreementForm(), actions.draw_agreement, lambda tried: _agreement(held, spoken, tried),
        _("写好了，双方都确认才生效。"), lambda _answer: url_for("services.agreement", id=id), claim_id=id)


@open_to("residents")
def confirm_agreement(id: int) -> Answer:
    """One side confirms the version it has read."""
    held, _spoken = _to_agree(id)
    return press(
        actions.confirm_agreement, _("确认好了。"), url_for("services.agreement", id=held.id),
        **{**form_values(), "claim_id": held.id})


class AgreementPage(TypedDict):
    """What services/agreement.html is handed."""

    claim: Claim
    order: Project
    agreement: ClaimAgreement | None
    form: FlaskForm
    as_claimant: bool
    as_community: bool
    can_print: bool


def _agreement(held: Claim, spoken: Spoken, form: FlaskForm) -> str:
    actor = signed_in()
    return draw(
        "services/agreement.html", AgreementPage(
        claim=held, order=read(held.project_id), agreement=agreement_of(held), form=form,
        as_claimant=policy.permits(actor, "confirm_as_claimant", spoken),
        as_community=policy.permits(actor, "confirm_as_community", held), can_print=agreement_paper.can_print()))


@open_to("residents")
def agreement_paper_pdf(id: int) -> Answer | Response:
    """The same on paper, as PDF."""
    held, _spoken = _to_agree(id)
    standing = agreement_of(held)
    if standing is None:
        raise NotFound("claim_agreement")
    if not agreement_paper.can_print():
        return render_template("services/no_font.html", back=url_for("services.agreement", id=id)), 503
    return _pdf(held, standing)


def _pdf(held: Claim, standing: ClaimAgreement) -> Response:
    order = read(held.project_id)
    made = agreement_paper.pdf_of(g.community, order, held, standing, zone=moment_filters.zone())
    name = f"agreement-{order.no}-{held.id}-v{standing.version}.pdf"
    return Response(made, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def _claim(id: int) -> Claim:
    return queries.claim(db(), id, g.community.id)


def _to_agree(id: int) -> tuple[Claim, Spoken]:
    """A claim whose agreement concerns the reader."""
    held = _claim(id)
    spoken = queries.spoken_for(db(), held, moment_filters.today())
    actor: Actor = signed_in()
    policy.require(actor, "draw_agreement", spoken)
    return held, spoken


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of services."""
    blueprint.add_url_rule("/projects/<int:id>/claim", "claiming", claiming, methods=["GET"])
    blueprint.add_url_rule("/projects/<int:id>/claim", "claim", claim, methods=["POST"])
    blueprint.add_url_rule("/claims/<int:id>/back", "hand_back", hand_back, methods=["POST"])
    blueprint.add_url_rule("/claims/<int:id>/replace", "replace", replace, methods=["POST"])
    blueprint.add_url_rule("/claims/<int:id>/agreement", "agreement", agreement, methods=["GET"])
    blueprint.add_url_rule("/claims/<int:id>/agreement", "draw_agreement", draw_agreement, methods=["POST"])
    blueprint.add_url_rule("/claims/<int:id>/confirm", "confirm_agreement", confirm_agreement, methods=["POST"])
    blueprint.add_url_rule("/claims/<int:id>/agreement.pdf", "agreement_pdf", agreement_paper_pdf, methods=["GET"])
