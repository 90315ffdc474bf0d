"""Page area: votes for those without a phone: paper read by two, helpers, proxies, the hall's tablet."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures.structures import ImmutableMultiDict
from werkzeug.wrappers import Response as AnyResponse

from consult.ballot import actions, policy, queries
from consult.ballot.actions.helping import hall_hash
from consult.ballot.models import Ballot, PaperBallot, RollEntry
from consult.ballot.rules.proxies import most_proxies
from consult.ballot.rules.question import Question
from consult.core.errors import BadShape, NotFound
from consult.web.ballots.standing import standing_ballot
from consult.web.doorway.access import db, open_to, signed_in
from consult.web.doorway.acting import act
from consult.web.doorway.refusals import status_of
from consult.web.doorway.trying import attempt, with_words
from consult.web.shell.page import draw
from consult.web.wording import ballots as wording_ballots
from consult.web.wording.refusals import said

blueprint = Blueprint("standing_desk", __name__, url_prefix="/c/<slug>")
Answer = str | AnyResponse | tuple[str, int]


@blueprint.get("/v/<int:id>/desk")
@open_to("residents")
def desk(id: int) -> Answer:
    """For who looks after those without a phone."""
    return _desk(standing_ballot(id), "")


class StandingDeskPage(TypedDict):
    """What ballots/standing/desk.html is handed."""

    ballot: Ballot
    asked: Question
    refused: str
    hall: str
    given: ImmutableMultiDict[str, str]
    roll: Sequence[RollEntry]
    silent: Sequence[RollEntry]
    silences: dict[str, Any]
    keys_given: set[str]
    papers: Sequence[PaperBallot]
    read_by: dict[int, set[int]]
    me: int
    states: dict[str, Any]
    counted: dict[str, Any] | None
    proxies: list[tuple[str, str, str]]
    given_away: set[str]
    most_proxies: int
    may_papers: bool
    may_help: bool
    may_desk: bool


def _desk(ballot: Ballot, refused: str, hall: str = "") -> str:
    actor = signed_in()
    if not policy.permits(actor, "help_vote", ballot):
        policy.require(actor, "handle_papers", ballot)
    voices = queries.roll(db(), ballot.id)
    return draw(
        "ballots/standing/desk.html", StandingDeskPage(
        ballot=ballot, asked=ballot.asked, refused=refused, hall=hall, given=request.form,
        roll=[v for v in voices if v.may_vote], silent=[v for v in voices if not v.may_vote],
        silences=wording_ballots.SILENCES, keys_given=queries.keys_given(db(), ballot.id),
        papers=queries.papers(db(), ballot.id), read_by=queries.read_by(db(), ballot.id), me=actor.person_id,
        states=wording_ballots.PAPER_STATES, counted=queries.papers_counted(db(), ballot.id),
        proxies=queries.proxies(db(), ballot.id), given_away=queries.keys_given_away(db(), ballot.id),
        most_proxies=most_proxies(ballot.rule),
        may_papers=policy.permits(actor, "handle_papers", ballot), may_help=policy.permits(actor, "help_vote", ballot),
        may_desk=policy.permits(actor, "file_proxy", ballot)))


DESK_ACTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "issue": (actions.issue_papers, ()),
    "enter": (actions.enter_paper, ("number", "choice", "other", "token")),
    "void": (actions.void_paper, ("number", "reason")),
    "help": (actions.cast_for, ("voter_key", "choice", "other", "reason")),
    "proxy": (actions.file_proxy, ("voter_key", "holder_id", "document")),
    "end_proxy": (actions.end_proxy, ("voter_key",)),
    "hall": (actions.make_hall_link, ("voter_key",)),
}


@blueprint.post("/v/<int:id>/desk")
@open_to("residents")
def act_at_desk(id: int) -> Answer:
    """Issue papers, enter one, set one aside, enter a vote for somebody, file a proxy or take one back, open the tablet."""
    ballot, wanted = standing_ballot(id), request.form.get("act", "")
    return attempt(
        lambda: _act_at_desk(id, wanted), with_words(lambda words: _desk(ballot, words), words=said),
        lambda told: _done_at_desk(ballot, wanted, told))


def _act_at_desk(id: int, wanted: str) -> Any:
    if wanted not in DESK_ACTS:
        raise BadShape({"act": "not_a_choice"})
    verb, fields = DESK_ACTS[wanted]
    return act(verb, ballot_id=id, **{f: ",".join(request.form.getlist(f)) for f in fields}).value


def _done_at_desk(ballot: Ballot, wanted: str, told: Any) -> Answer:
    if wanted == "hall":
        return _desk(ballot, "", url_for("standing_desk.kiosk", token=told["token"]) if "token" in told else "")
    if wanted == "help":
        return redirect(url_for("standing_desk.slip", id=ballot.id, voice=",".join(request.form.getlist("voter_key"))), code=303)
    return redirect(url_for("standing_desk.desk", id=ballot.id), code=303)


@blueprint.get("/v/<int:id>/papers")
@open_to("residents")
def papers(id: int) -> Answer:
    """The ballot papers to print: number, question, answers, and a QR slip that leads to the paper's own row."""
    ballot = standing_ballot(id)
    policy.require(signed_in(), "handle_papers", ballot)
    names = {v.voter_key: v.shown_as for v in queries.roll(db(), id)}
    return render_template("ballots/standing/papers.html", ballot=ballot, asked=ballot.asked, names=names,
                           papers=[p for p in queries.papers(db(), id) if p.state == "issued"])


@blueprint.get("/v/<int:id>/slip")
@open_to("residents")
def slip(id: int) -> Answer:
    """What a helper leaves with the voter: that a vote was entered, by whom, and how to correct it; not how."""
    ballot = standing_ballot(id)
    policy.require(signed_in(), "help_vote", ballot)
    key = request.args.get("voice", "")
    cast = queries.own_cast(db(), id, key)
    voice = next((v for v in queries.roll(db(), id) if v.voter_key == key), None)
    if cast is None or voice is None or cast.channel != "helper":
        raise NotFound("slip")
    return render_template("ballots/standing/slip.html", ballot=ballot, voice=voice, cast=cast, helper=signed_in().name)


@blueprint.get("/hall-vote/<token>")
@open_to("everyone")
def kiosk(token: str) -> Answer:
    """The hall's tablet for one voter, once: nobody is signed in, and nothing of it is kept."""
    return _kiosk(token, "")


class StandingKioskPage(TypedDict):
    """What ballots/standing/kiosk.html is handed."""

    ballot: Ballot
    asked: Question
    voice: RollEntry
    refused: str
    done: bool
    token: str
    over: bool


def _kiosk(token: str, refused: str, done: bool = False, status: int = 200) -> Response:
    link = queries.hall_link(db(), hall_hash(token))
    if link is None:
        raise NotFound("link")
    ballot = standing_ballot(link.ballot_id)
    voice = next(v for v in queries.roll(db(), ballot.id) if v.voter_key == link.voter_key)
    answer = make_response(draw(
        "ballots/standing/kiosk.html", StandingKioskPage(
        ballot=ballot, asked=ballot.asked, voice=voice, refused=refused, done=done, token=token,
        over=link.used_at is not None)), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/hall-vote/<token>")
@open_to("everyone")
def kiosk_cast(token: str) -> Answer:
    """Cast at the tablet; then it forgets."""
    link = queries.hall_link(db(), hall_hash(token))
    if link is None:
        raise NotFound("link")
    standing_ballot(link.ballot_id)
    return attempt(
        lambda: act(actions.cast_in_hall, token=token, choice=",".join(request.form.getlist("choice")),
                    other=request.form.get("other", "")),
        lambda refusal: _kiosk(token, said(refusal), status=status_of(refusal)),
        lambda told: _kiosk(token, "", done=True))
