"""Page area: ballots outside meetings: announced with a roll, open for days, by phone, paper, helper and tablet."""
from __future__ import annotations

from typing import Any

from flask import Blueprint, g, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from consult.ballot import actions, policy, queries
from consult.ballot.actions.sealing import question_from
from consult.ballot.models import Ballot
from consult.ballot.rules.reading import read_rule
from consult.core.errors import BadShape, NotFound, Refusal
from consult.web.ballots import announcing, near_changes, result_chart
from consult.web.ballots.near_changes import changes_before, changes_of
from consult.web.ballots.sealed import cast_into_the_box, sealed_voices, wants_json, with_tracker
from consult.web.ballots.standing_pages import (
    StandingRollPage,
    StandingSealedPage,
    StandingShowPage,
    by_reason,
    roll_as_shown,
)
from consult.web.doorway.access import actor_here, db, open_to, signed_in, store
from consult.web.doorway.acting import act, act_in_burst, page_number
from consult.web.doorway.refusals import status_of
from consult.web.doorway.trying import attempt, gone_on, with_words
from consult.web.shell.page import draw
from consult.web.wording import ballots as wording_ballots
from consult.web.wording import roll_health as wording_health
from consult.web.wording import votes as wording_votes
from consult.web.wording.refusals import said
from consult.web.wording.steps import steps

blueprint = Blueprint("standing", __name__, url_prefix="/c/<slug>")
announcing.add_to(blueprint)
near_changes.add_to(blueprint)
Answer = str | AnyResponse | tuple[str | AnyResponse, int]


def standing_ballot(id: int) -> Ballot:
    found = queries.ballot(db(), id, g.community.id)
    if not found.standing:
        raise NotFound("ballot")
    return found


@blueprint.get("/ballots")
@open_to("everyone")
def index() -> Answer:
    """What is announced, open and closed, and results recorded from elsewhere."""
    ballots = queries.standing_ballots(db(), g.community.id)
    return render_template(
        "ballots/standing/index.html", announced=[a for a in queries.announcements(db(), g.community.id) if a.state == "announced"],
        open_now=[b for b in ballots if b.is_open], closed=[b for b in ballots if not b.is_open],
        official=queries.official_results(db(), g.community.id), verdicts=wording_votes.VERDICTS,
        may_announce=policy.permits(actor_here(), "announce", g.community))


# --- the roll that lies open -----------------------------------------------------------------------------------


@blueprint.get("/ballots/a/<int:id>")
@open_to("residents")
def roll(id: int) -> Answer:
    """An announced ballot with its roll, who is left out and why, and the objections."""
    return _roll(id, "")



def _roll(id: int, refused: str) -> str:
    announced = queries.announcement(db(), id, g.community.id)
    rule, actor = read_rule(announced.rule), signed_in()
    roll, page = roll_as_shown(queries.announced_roll(db(), id)), page_number()
    shown = roll.page(page)
    return draw(
        "ballots/standing/roll.html", StandingRollPage(
        announced=announced, refused=refused, now=store().clock(), roll=roll, page=page,
        listed=[v for v in shown if not v.silent_because], silent=by_reason(v for v in shown if v.silent_because),
        exclusions=wording_ballots.SILENCES, notes=wording_ballots.NOTES, shown=shown,
        health=wording_health.health(rule, announced.base, standing=True),
        advisory_because=wording_health.advisory_because(rule, announced.base), recusal=rule.recusal,
        near=changes_before([v.voter_key for v in roll.entitled], announced.opens_at, actor, announced),
        objections=queries.objections(db(), id), merged=queries.merged_on(db(), announced.ballot_id),
        passes_when=wording_votes.passes_when(rule, standing=True), citation=wording_votes.citation(rule),
        binding=wording_votes.BINDINGS[rule.binding], unit=[wording_ballots.UNITS[u] for u in rule.unit],
        rule_name=wording_votes.rule_name(rule), may_rule=policy.permits(actor, "rule_on_roll", announced),
        may_open=policy.permits(actor, "open_announced", announced), by_area="area" in rule.metrics, me=actor.person_id))


RULINGS: dict[str, dict[str, bool]] = {
    "yes": {"upheld": True, "strike": True}, "renew": {"upheld": True, "renew": True}, "no": {"upheld": False},
}
"""What the buttons of a ruling do to the roll."""
ROLL_ACTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "object": (actions.object_to_roll, ("says", "voter_key")),
    "recuse": (actions.recuse, ("voter_key", "reason")),
    "call_off": (actions.call_off, ("reason",)),
    "open": (actions.open_announced, ()),
}


@blueprint.post("/ballots/a/<int:id>")
@open_to("residents")
def act_on_roll(id: int) -> Answer:
    """Object, rule on an objection, recuse, call off, open."""
    queries.announcement(db(), id, g.community.id)
    return attempt(lambda: _act_on_roll(id), with_words(lambda words: _roll(id, words), words=said), gone_on)


def _act_on_roll(id: int) -> str:
    """Do it; where it leads."""
    wanted = request.form.get("act", "")
    if wanted == "rule":
        act(actions.rule_on_objection, objection_id=request.form.get("objection_id", ""),
            reason=request.form.get("reason", ""), **RULINGS.get(request.form.get("upheld", ""), {}))
    elif wanted in ROLL_ACTS:
        verb, fields = ROLL_ACTS[wanted]
        told = act(verb, announcement_id=id, **{f: request.form.get(f, "") for f in fields}).value
        if wanted == "open":
            return url_for("standing.show", id=told["ballot_id"])
    else:
        raise BadShape({"act": "not_a_choice"})
    return url_for("standing.roll", id=id)


# --- voting and the result ----------------------------------------------------------------------------------


@blueprint.get("/v/<int:id>")
@open_to("everyone")
def show(id: int) -> Answer:
    """A standing ballot: to vote while it is open, the result once it is closed."""
    return _show(standing_ballot(id), "")



def _show(ballot: Ballot, refused: str) -> str:
    if ballot.is_secret and ballot.is_open:
        return _show_sealed(ballot, refused)
    rule, actor = read_rule(ballot.rule), actor_here()
    result = ballot.result | {"standing": True} if ballot.result else None
    see_names = policy.permits(actor, "see_names", ballot)
    voices = []
    if actor:
        voices = queries.own_voices(db(), ballot.id, actor.person_id) + [
            (v, queries.own_cast(db(), ballot.id, v.voter_key)) for v in queries.voices_by_proxy(db(), ballot.id, actor.person_id)]
    return draw(
        "ballots/standing/show.html", StandingShowPage(
        ballot=ballot, asked=ballot.asked, refused=refused, voices=voices, rule=rule, result=result,
        over=ballot.closes_at is not None and store().clock() >= ballot.closes_at,
        passes_when=wording_votes.passes_when(rule, standing=True), citation=wording_votes.citation(rule),
        rule_name=wording_votes.rule_name(rule), binding=wording_votes.BINDINGS[rule.binding],
        channels=wording_ballots.CHANNELS, turnout=queries.turnout(db(), ballot.id) if actor else None,
        proxies=queries.proxies(db(), ballot.id) if actor else [],
        charts=result_chart.charts_of(result) if result and not result.get("withheld") else [],
        steps=steps(rule, result) if result and not result.get("withheld") else [],
        worth=wording_votes.worth(rule, result["verdict"]) if result else None,
        verdict=wording_votes.verdict_word(rule, result) if result else "", merged=queries.merged_since(db(), ballot),
        named=queries.named_choices(db(), ballot) if result and see_names and not ballot.is_secret else None,
        advisory_because=wording_health.advisory_because(rule, ballot.base),
        near=changes_of(ballot, actor),
        may_close=policy.permits(actor, "close_standing", ballot),
        may_desk=policy.permits(actor, "handle_papers", ballot) or policy.permits(actor, "help_vote", ballot)))


def _show_sealed(ballot: Ballot, refused: str) -> str:
    """While a secret ballot is open, its page knows of each voice only that an envelope lies in its place."""
    rule, actor, sealed = read_rule(ballot.rule), actor_here(), queries.sealed(db(), ballot)
    mine = sealed_voices(ballot.id) if actor else []
    over = ballot.closes_at is not None and store().clock() >= ballot.closes_at
    return draw("ballots/standing/sealed.html", StandingSealedPage(
        ballot=ballot, refused=refused, over=over, sealed=sealed, question=question_from(sealed),
        voices=[(v, queries.place(db(), ballot.id, v.voter_key)) for v in mine], turnout=queries.turnout(db(), ballot.id),
        passes_when=wording_votes.passes_when(rule, standing=True), citation=wording_votes.citation(rule),
        binding=wording_votes.BINDINGS[rule.binding],
        advisory_because=wording_health.advisory_because(rule, ballot.base), may_close=policy.permits(actor, "close_standing", ballot)))


@blueprint.post("/v/<int:id>/sealed")
@open_to("residents")
def cast_sealed(id: int) -> Answer:
    """Take an envelope that the voter's device sealed; or, without a script, seal the choice here."""
    ballot = standing_ballot(id)
    return attempt(lambda: cast_into_the_box(id), lambda refusal: _not_laid(ballot, refusal), lambda answer: _laid(id, answer))


def _not_laid(ballot: Ballot, refusal: Refusal) -> Answer:
    if wants_json() and status_of(refusal) not in (403, 404):
        return jsonify({"refused": said(refusal), "code": refusal.code}), status_of(refusal)
    return with_words(lambda words: _show(ballot, words), words=said)(refusal)


def _laid(id: int, answer: dict[str, Any]) -> Answer:
    if wants_json():
        return jsonify(answer["told"])
    return with_tracker(gone_on(url_for("standing.show", id=id)), id, answer["tracker"])


@blueprint.post("/v/<int:id>")
@open_to("residents")
def vote(id: int) -> Answer:
    """Give the voice, or close the ballot when its time is over."""
    ballot = standing_ballot(id)
    return attempt(
        lambda: _close_or_cast(id), with_words(lambda words: _show(ballot, words), words=said),
        lambda told: gone_on(url_for("standing.show", id=id)))


def _close_or_cast(id: int) -> None:
    if request.form.get("act") == "close":
        act(actions.close_standing, ballot_id=id)
    else:
        act_in_burst(actions.cast_all, actions.cast, ballot_id=id, choice=",".join(request.form.getlist("choice")),
            voter_key=request.form.get("voter_key", ""), other=request.form.get("other", ""))
