"""The page of an order, read once: where it stands, who holds it, and what the reader may do next."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from flask import g, render_template
from flask_wtf import FlaskForm

from consult.community import queries as register
from consult.core.actor import Actor
from consult.core.events import Recorded
from consult.meeting import queries as meetings
from consult.meeting.models import Meeting
from consult.project import policy, queries
from consult.project.models import Claim, ClaimAgreement, ClosingReport, Milestone, Project, Thanks
from consult.project.rules.lifecycle import CLAIM_HOLDS, OPEN_TO_CLAIMS, STEPS
from consult.project.rules.satisfaction import Tally, voter_key
from consult.web.doorway.access import actor_here, db
from consult.web.services import forms
from consult.web.services.forms import one_of
from consult.web.shell import moment_filters
from consult.web.wording.services import STEP_NAMES


@dataclass(frozen=True)
class May:
    """What the reader may do with an order now; the verbs ask again."""

    run: bool = False
    claim: bool = False
    answer: bool = False
    answered: bool = False
    mine: frozenset[int] = frozenset()
    """The claims for which the reader speaks."""

    def tick(self, claim: Claim) -> bool:
        """Whether the reader may say that a step is done."""
        return claim.state == "agreed" and (self.run or claim.id in self.mine)

    @property
    def report(self) -> bool:
        """Whether the reader may report the work as done."""
        return self.run or bool(self.mine)


class OrderPart(TypedDict):
    """What stands in an order."""

    order: Project
    may: May
    steps: list[tuple[Claim, Milestone]]
    step_words: list[Any]
    done: int
    holding: list[Any]
    given_up: list[Any]
    agreement_of: Callable[..., Any]
    history: list[Recorded]
    reports: Sequence[ClosingReport]
    tally: Tally | None
    remarks: Sequence[str] | list[Any]
    thanks: Sequence[Thanks] | list[Any]
    meeting: Meeting | None


def may(actor: Actor | None, order: Project, unit_ids: frozenset[int]) -> May:
    """What an actor of this community may do now."""
    if actor is None:
        return May()
    held = [claim for claim in order.claims if claim.state in ("claimed", "agreed")]
    mine = frozenset(c.id for c in held if c.unit_id in unit_ids or c.person_id == actor.person_id)
    key = voter_key(actor.household_ids, actor.person_id)
    meant = order.state == "reported" and policy.permits(
        actor, "say_satisfaction", queries.scope_of(db(), order))
    answered = meant and queries.has_answered(db(), order, key)
    return May(
        run=policy.permits(actor, "run_project", order), mine=mine, answer=meant and not answered, answered=answered,
        claim=order.state in OPEN_TO_CLAIMS and order.left > 0 and not mine,
    )


def agreement_of(claim: Claim) -> ClaimAgreement | None:
    """The version of a claim's agreement that counts: the newest."""
    return claim.agreements[-1] if claim.agreements else None


def steps_of(order: Project) -> list[tuple[Claim, Milestone]]:
    """The dated steps of every agreement in force, in the order of their days."""
    found = [
        (claim, step) for claim in order.claims if claim.state in CLAIM_HOLDS
        for agreement in claim.agreements if agreement.state == "confirmed" for step in agreement.milestones
    ]
    return sorted(found, key=lambda pair: (pair[1].due_on, pair[1].position))


def told(events: Sequence[Recorded]) -> list[Recorded]:
    """The history as a page tells it: of answers that came one after another the last count alone."""
    following = [*events[1:], None]
    return [event for event, after in zip(events, following, strict=True)
            if event.name != "SatisfactionSaid" or after is None or after.name != "SatisfactionSaid"]


def read(id: int) -> Project:
    """An order of this community."""
    return queries.project(db(), id, g.community.id)


def show(order: Project, **tried: FlaskForm) -> str:
    """The page of an order; a form that was tried comes back with what was typed."""
    actor = actor_here()
    unit_ids = frozenset(unit.id for unit in queries.units_of(
        db(), actor.person_id, g.community.id, moment_filters.today())) if actor else frozenset()
    allowed = may(actor, order, unit_ids)
    return render_template(
        "services/order.html", **_shown(order, allowed), forms_tried=_forms(order, allowed, tried),
        tried=list(tried.values()))


def _shown(order: Project, allowed: May) -> OrderPart:
    asked = order.state in ("reported", "closed")
    steps = steps_of(order)
    return {
        "order": order, "may": allowed, "steps": steps,
        "step_words": [str(STEP_NAMES[name]) for name in STEPS],
        "done": sum(step.done_at is not None for _claim, step in steps),
        "holding": [claim for claim in order.claims if claim.state in CLAIM_HOLDS],
        "given_up": [claim for claim in order.claims if claim.state not in CLAIM_HOLDS],
        "agreement_of": agreement_of, "history": told(queries.history(db(), order.id)),
        "reports": queries.reports(db(), order.id), "tally": queries.tally(db(), order.id, order.round) if asked else None,
        "remarks": queries.remarks(db(), order.id, order.round) if allowed.run and asked else [],
        "thanks": queries.thanks(db(), order.id) if order.state == "closed" else [],
        "meeting": meetings.meeting(db(), order.discussed_at_id, g.community.id) if order.discussed_at_id else None,
    }


def _forms(order: Project, allowed: May, tried: dict[str, FlaskForm]) -> dict[str, Any]:
    """Every small form of the page, fresh unless it was tried."""
    made: dict[str, Any] = {
        "drop": forms.DropForm(formdata=None), "add": forms.AddForm(formdata=None),
        "back": forms.HandBackForm(formdata=None), "replace": forms.ReplaceForm(formdata=None),
        "begin": forms.BeginForm(formdata=None), "report": forms.ReportForm(formdata=None),
        "satisfaction": forms.SatisfactionForm(formdata=None), "again": forms.SendBackForm(formdata=None),
        "thanks": forms.ThanksForm(formdata=None), **tried,
    }
    if allowed.run and order.state in ("drawn", "dispatched"):
        needs = queries.needs_to_match(db(), g.community.id)
        one_of(made["add"].need_id, [(need.id, need.title) for need in needs], "—")
        listed, used = queries.all_listed(db(), g.community.id), {each.id for each in order.resources}
        one_of(made["add"].resource_id, [(each.id, each.title) for each in listed if each.id not in used], "—")
    if allowed.run:
        one_of(made["replace"].unit_id, [(unit.id, unit.name) for unit in register.units(db(), g.community.id)], "—")
    return made
