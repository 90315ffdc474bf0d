"""Page area: ballots: choose, check, cast, change until the close; the result."""
from __future__ import annotations

from typing import Any, TypedDict

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.ballot import actions, policy, queries
from consult.ballot.models import CastBallot, RollEntry
from consult.core.errors import BadShape, Refusal
from consult.resolution import queries as resolutions
from consult.web.ballots import result_chart
from consult.web.ballots.forms import VoteForm
from consult.web.ballots.held_ballots import Held, held_ballot, why_silent
from consult.web.ballots.near_changes import NearChanges, changes_of
from consult.web.ballots.result_chart import Chart
from consult.web.doorway.access import actor_here, db, open_to, signed_in
from consult.web.doorway.acting import act_in_burst
from consult.web.doorway.refusals import status_of
from consult.web.doorway.trying import attempt, gone_on
from consult.web.shell.page import draw
from consult.web.wording import votes as wording_votes
from consult.web.wording.refusals import say
from consult.web.wording.steps import Step, steps

blueprint = Blueprint("ballots", __name__, url_prefix="/c/<slug>")
Answer = str | Response | tuple[str, int]


@blueprint.get("/b/<int:id>")
@open_to("residents")
def show(id: int) -> Answer:
    """The vote: to choose, to see what is recorded of one's own, to change it while it is open."""
    if queries.ballot(db(), id, g.community.id).standing:
        return redirect(url_for("standing.show", id=id), code=303)
    held = held_ballot(id)
    if held.ballot.is_secret:
        return redirect(url_for("sealed.show", id=id, voice=request.args.get("voice")), code=303)
    return _show(held, VoteForm(), wanted_key=request.args.get("voice", ""))


@blueprint.post("/b/<int:id>/confirm")
@open_to("residents")
def confirm(id: int) -> Answer:
    """The choice once more, in full words; nothing is recorded yet."""
    held, form = held_ballot(id), VoteForm()
    if held.ballot.is_secret:
        return redirect(url_for("sealed.show", id=id), code=303)
    voice, recorded = _voice(held, form.voter_key.data or "")
    if form.choice.data not in held.ballot.asked.answers() or voice is None or not voice.may_vote or not held.ballot.is_open:
        if held.ballot.is_open and voice is not None and voice.may_vote:
            form.choice.errors = [_("还没有选。请在赞成、反对、弃权里选一个。")]
        return _show(held, form, wanted_key=form.voter_key.data or "", changing=True), 400
    return render_template("ballots/confirm.html", held=held, voice=voice, recorded=recorded,
                           choice=str(form.choice.data))


@blueprint.post("/b/<int:id>/cast")
@open_to("residents")
def cast(id: int) -> Answer:
    """Record the choice, then show what stands recorded: for a repeat of the same press, the same."""
    form = VoteForm()
    key = form.voter_key.data or ""
    return attempt(
        lambda: act_in_burst(actions.cast_all, actions.cast, ballot_id=id, choice=form.choice.data or "", voter_key=key),
        lambda refusal: _again(id, form, refusal),
        lambda told: gone_on(url_for("ballots.show", id=id, voice=key or None)))


def _again(id: int, form: VoteForm, refusal: Refusal) -> Answer:
    key = form.voter_key.data or ""
    if isinstance(refusal, BadShape):
        form.choice.errors = [_("还没有选。请在赞成、反对、弃权里选一个。")]
        return _show(held_ballot(id), form, wanted_key=key, changing=True), 400
    return _show(held_ballot(id), form, wanted_key=key, refused=say(refusal)), status_of(refusal)


class ResultPage(TypedDict):
    """What ballots/result.html is handed."""

    held: Held
    result: dict[str, Any]
    chart: Chart
    steps: list[Step]
    citation: str
    rule_name: str
    worth: tuple[str, str]
    verdict: Any
    binding: Any
    entries: list[Any]
    mine: list[tuple[RollEntry, CastBallot | None]] | list[Any]
    near: NearChanges | None
    named: list[tuple[str, str | None]] | None
    merged: int


@blueprint.get("/b/<int:id>/result")
@open_to("everyone")
def result(id: int) -> Answer:
    """The result in plain words, for everyone once the ballot is closed."""
    if queries.ballot(db(), id, g.community.id).standing:
        return redirect(url_for("standing.show", id=id), code=303)
    held, actor = held_ballot(id), actor_here()
    if held.ballot.result is None:
        turnout = queries.turnout(db(), id) if policy.permits(actor, "see", held.ballot) else None
        return render_template("ballots/no_result.html", held=held, turnout=turnout)
    if held.ballot.result.get("withheld"):
        return render_template("ballots/sealed/withheld.html", held=held, result=held.ballot.result,
                               verdict=wording_votes.verdict_word(held.rule, held.ballot.result),
                               citation=wording_votes.citation(held.rule))
    see_names = policy.permits(actor, "see_names", held.ballot)
    return draw(
        "ballots/result.html", ResultPage(
        held=held, result=held.ballot.result, chart=result_chart.chart_of(held.ballot.result),
        steps=steps(held.rule, held.ballot.result), citation=wording_votes.citation(held.rule),
        rule_name=wording_votes.rule_name(held.rule),
        worth=wording_votes.worth(held.rule, held.ballot.result["verdict"]),
        verdict=wording_votes.verdict_word(held.rule, held.ballot.result),
        binding=wording_votes.BINDINGS[held.rule.binding],
        entries=[e for e in resolutions.entries_of_meeting(db(), held.meeting.id) if e.ballot_id == id],
        mine=queries.own_voices(db(), id, actor.person_id) if actor else [],
        near=changes_of(held.ballot, actor),
        named=queries.named_choices(db(), held.ballot) if see_names and held.rule.secrecy == "named" else None,
        merged=queries.merged_since(db(), held.ballot),
    ))


def _voice(held: Held, wanted_key: str) -> tuple[RollEntry | None, CastBallot | None]:
    mine = queries.own_voices(db(), held.ballot.id, signed_in().person_id)
    return _chosen(mine, wanted_key)


def _chosen(
    mine: list[tuple[RollEntry, CastBallot | None]], wanted_key: str
) -> tuple[RollEntry | None, CastBallot | None]:
    """The voice asked for; else the first that may still be given, else the first."""
    listed = [(entry, said) for entry, said in mine if wanted_key in ("", entry.voter_key)]
    waiting = [(entry, said) for entry, said in listed if entry.may_vote and said is None]
    votes = [(entry, said) for entry, said in listed if entry.may_vote]
    return next(iter(waiting or votes or listed), (None, None))


class ShowPage(TypedDict):
    """What ballots/show.html is handed."""

    held: Held
    form: VoteForm
    voices: list[tuple[RollEntry, CastBallot | None]]
    voice: RollEntry | None
    recorded: CastBallot | None
    refused: str
    silent: str
    changing: bool
    needed: str
    passes_when: list[str]
    citation: str
    binding: Any


def _show(held: Held, form: VoteForm, *, wanted_key: str, refused: str = "", changing: bool = False) -> str:
    mine = queries.own_voices(db(), held.ballot.id, signed_in().person_id)
    voice, recorded = _chosen(mine, wanted_key)
    form.voter_key.data = voice.voter_key if voice else ""
    return draw(
        "ballots/show.html", ShowPage(
        held=held, form=form, voices=mine, voice=voice, recorded=recorded, refused=refused,
        silent=why_silent(voice),
        changing=changing or "change" in request.args, needed=wording_votes.needed_now(held.rule, held.ballot),
        passes_when=wording_votes.passes_when(held.rule), citation=wording_votes.citation(held.rule),
        binding=wording_votes.BINDINGS[held.rule.binding],
    ))
