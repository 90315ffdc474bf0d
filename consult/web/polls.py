"""Page area: ballots outside meetings: announced with a roll, open for days, by phone, paper, helper and tablet."""
from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from consult.ballot import actions, policy, queries
from consult.ballot.actions.helping import hall_hash
from consult.ballot.models import Ballot
from consult.ballot.rules.vote_rule import Binding, rule_from
from consult.community import queries as register
from consult.core.clock import local_date
from consult.core.errors import BadShape, NotFound, Refusal
from consult.web import result_chart, wording_ballots, wording_votes
from consult.web.access import actor_here, db, open_to, signed_in, store
from consult.web.acting import act
from consult.web.refusals import status_of
from consult.web.wording import say, say_field

blueprint = Blueprint("polls", __name__, url_prefix="/c/<slug>")
Answer = str | AnyResponse | tuple[str, int]


def _told(refusal: Refusal) -> str:
    if isinstance(refusal, BadShape):
        return "；".join(dict.fromkeys(say_field(problem) for problem in refusal.fields.values()))
    return say(refusal)


def _ballot(id: int) -> Ballot:
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
        "polls/index.html", announced=[a for a in queries.announcements(db(), g.community.id) if a.state == "announced"],
        open_now=[b for b in ballots if b.is_open], closed=[b for b in ballots if not b.is_open],
        official=queries.official_results(db(), g.community.id), verdicts=wording_votes.VERDICTS,
        may_announce=policy.permits(actor_here(), "announce", g.community))


# --- announcing -------------------------------------------------------------------------------------------


@blueprint.get("/ballots/new")
@open_to("residents")
def announce() -> Answer:
    """The form of an announcement."""
    policy.require(signed_in(), "announce", g.community)
    return _announce("")


def _announce(refused: str) -> str:
    today = local_date(store().clock(), g.community.timezone)
    rules = [r for r in queries.rules_in_force(db(), g.community.id, today)
             if r.binding != Binding.RECORD_ONLY and "named" in r.secrecies]
    return render_template(
        "polls/announce.html", rules=rules, rule_name=wording_votes.rule_name, given=request.form, refused=refused,
        buildings=register.buildings(db(), g.community.id), today=today)


@blueprint.post("/ballots/new")
@open_to("residents")
def put_up() -> Answer:
    """Announce; the roll is drawn from the register there and then."""
    form = request.form
    scope, _sep, scope_id = form.get("scope", "community").partition(":")
    given = {
        "community_id": g.community.id, "question": form.get("question", ""), "rule": form.get("rule", ""),
        "scope": scope, "scope_id": scope_id or 0, "options": form.get("options", ""), "secrecy_chosen": "named",
        "form": form.get("form", ""), "most": form.get("most") or 1, "allows_other": form.get("allows_other", ""),
        "opens_at": _moment(form.get("opens_on", ""), time(0)), "closes_at": _moment(form.get("closes_on", ""), time(20)),
    }
    try:
        told = act(actions.announce_ballot, **given).value
    except Refusal as refusal:
        if status_of(refusal) in (403, 404):
            raise
        return _announce(_told(refusal)), status_of(refusal)
    return redirect(url_for("polls.roll", id=told["announcement_id"]), code=303)


def _moment(day: str, at: time) -> str:
    try:
        return datetime.combine(datetime.fromisoformat(day).date(), at, ZoneInfo(g.community.timezone)).isoformat()
    except ValueError:
        return ""


@blueprint.get("/ballots/a/<int:id>")
@open_to("residents")
def roll(id: int) -> Answer:
    """An announced ballot with its roll, who is left out and why, and the objections."""
    return _roll(id, "")


def _roll(id: int, refused: str) -> str:
    announced = queries.announcement(db(), id, g.community.id)
    rule, actor = rule_from(announced.rule), signed_in()
    voices = queries.announced_roll(db(), id)
    return render_template(
        "polls/roll.html", announced=announced, refused=refused, now=store().clock(),
        listed=[v for v in voices if not v.excluded_why], excluded=[v for v in voices if v.excluded_why],
        exclusions=wording_ballots.EXCLUSIONS, objections=queries.objections(db(), id),
        passes_when=wording_votes.passes_when(rule), citation=wording_votes.citation(rule),
        binding=wording_votes.BINDINGS[rule.binding], unit=[wording_ballots.UNITS[u] for u in rule.unit],
        rule_name=wording_votes.rule_name(rule), may_rule=policy.permits(actor, "rule_on_roll", announced),
        may_open=policy.permits(actor, "open_announced", announced), by_area="area" in rule.metrics, me=actor.person_id)


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
    wanted = request.form.get("act", "")
    try:
        if wanted == "rule":
            act(actions.rule_on_objection, objection_id=request.form.get("objection_id", ""),
                upheld=request.form.get("upheld", ""), strike=request.form.get("upheld", ""),
                reason=request.form.get("reason", ""))
        elif wanted in ROLL_ACTS:
            verb, fields = ROLL_ACTS[wanted]
            told = act(verb, announcement_id=id, **{f: request.form.get(f, "") for f in fields}).value
            if wanted == "open":
                return redirect(url_for("polls.show", id=told["ballot_id"]), code=303)
        else:
            raise BadShape({"act": "not_a_choice"})
    except Refusal as refusal:
        if status_of(refusal) in (403, 404):
            raise
        return _roll(id, _told(refusal)), status_of(refusal)
    return redirect(url_for("polls.roll", id=id), code=303)


# --- voting and the result ----------------------------------------------------------------------------------


@blueprint.get("/v/<int:id>")
@open_to("everyone")
def show(id: int) -> Answer:
    """A standing ballot: to vote while it is open, the result once it is closed."""
    return _show(_ballot(id), "")


def _show(ballot: Ballot, refused: str) -> str:
    rule, actor = rule_from(ballot.rule), actor_here()
    result = ballot.result
    see_names = policy.permits(actor, "see_names", ballot)
    voices = []
    if actor:
        voices = queries.own_voices(db(), ballot.id, actor.person_id) + [
            (v, queries.own_cast(db(), ballot.id, v.voter_key)) for v in queries.voices_by_proxy(db(), ballot.id, actor.person_id)]
    return render_template(
        "polls/show.html", ballot=ballot, asked=ballot.asked, refused=refused, voices=voices, rule=rule, result=result,
        over=ballot.closes_at is not None and store().clock() >= ballot.closes_at,
        passes_when=wording_votes.passes_when(rule), citation=wording_votes.citation(rule),
        rule_name=wording_votes.rule_name(rule), binding=wording_votes.BINDINGS[rule.binding],
        channels=wording_ballots.CHANNELS, turnout=queries.turnout(db(), ballot.id) if actor else None,
        proxies=queries.proxies(db(), ballot.id) if actor else [],
        charts=result_chart.charts_of(result) if result else [],
        steps=wording_votes.steps(rule, result) if result else [],
        worth=wording_votes.worth(rule, result["verdict"]) if result else None,
        verdict=wording_votes.VERDICTS[result["verdict"]] if result else "",
        named=queries.named_choices(db(), ballot) if result and see_names else None,
        may_close=policy.permits(actor, "close_standing", ballot),
        may_desk=policy.permits(actor, "handle_papers", ballot) or policy.permits(actor, "help_vote", ballot))


@blueprint.post("/v/<int:id>")
@open_to("residents")
def vote(id: int) -> Answer:
    """Give the voice, or close the ballot when its time is over."""
    ballot = _ballot(id)
    try:
        if request.form.get("act") == "close":
            act(actions.close_standing, ballot_id=id)
        else:
            act(actions.cast, ballot_id=id, choice=",".join(request.form.getlist("choice")),
                voter_key=request.form.get("voter_key", ""), other=request.form.get("other", ""))
    except Refusal as refusal:
        if status_of(refusal) in (403, 404):
            raise
        return _show(ballot, _told(refusal)), status_of(refusal)
    return redirect(url_for("polls.show", id=id), code=303)


# --- the desk: paper, helpers, proxies, the hall's tablet -----------------------------------------------------


@blueprint.get("/v/<int:id>/desk")
@open_to("residents")
def desk(id: int) -> Answer:
    """For who looks after those without a phone."""
    return _desk(_ballot(id), "")


def _desk(ballot: Ballot, refused: str, hall: str = "") -> str:
    actor = signed_in()
    if not policy.permits(actor, "help_vote", ballot):
        policy.require(actor, "handle_papers", ballot)
    return render_template(
        "polls/desk.html", ballot=ballot, asked=ballot.asked, refused=refused, hall=hall, given=request.form,
        roll=queries.roll(db(), ballot.id), keys_given=queries.keys_given(db(), ballot.id),
        papers=queries.papers(db(), ballot.id), read_by=queries.read_by(db(), ballot.id), me=actor.person_id,
        states=wording_ballots.PAPER_STATES, counted=queries.papers_counted(db(), ballot.id),
        proxies=queries.proxies(db(), ballot.id), most_proxies=ballot.rule.get("proxies", 0),
        may_papers=policy.permits(actor, "handle_papers", ballot), may_help=policy.permits(actor, "help_vote", ballot),
        may_desk=policy.permits(actor, "file_proxy", ballot))


DESK_ACTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "issue": (actions.issue_papers, ()),
    "enter": (actions.enter_paper, ("number", "choice", "other")),
    "void": (actions.void_paper, ("number", "reason")),
    "help": (actions.cast_for, ("voter_key", "choice", "other", "reason")),
    "proxy": (actions.file_proxy, ("voter_key", "holder_id", "document")),
    "hall": (actions.make_hall_link, ("voter_key",)),
}


@blueprint.post("/v/<int:id>/desk")
@open_to("residents")
def act_at_desk(id: int) -> Answer:
    """Issue papers, enter one, set one aside, enter a vote for somebody, file a proxy, open the tablet."""
    ballot, wanted = _ballot(id), request.form.get("act", "")
    try:
        if wanted not in DESK_ACTS:
            raise BadShape({"act": "not_a_choice"})
        verb, fields = DESK_ACTS[wanted]
        given = {f: ",".join(request.form.getlist(f)) for f in fields}
        told = act(verb, ballot_id=id, **given).value
    except Refusal as refusal:
        if status_of(refusal) in (403, 404):
            raise
        return _desk(ballot, _told(refusal)), status_of(refusal)
    if wanted == "hall":
        return _desk(ballot, "", url_for("polls.kiosk", token=told["token"]) if "token" in told else "")
    if wanted == "help":
        return redirect(url_for("polls.slip", id=id, voice=given["voter_key"]), code=303)
    return redirect(url_for("polls.desk", id=id), code=303)


@blueprint.get("/v/<int:id>/papers")
@open_to("residents")
def papers(id: int) -> Answer:
    """The ballot papers to print: number, question, answers, and a QR slip that leads to the paper's own row."""
    ballot = _ballot(id)
    policy.require(signed_in(), "handle_papers", ballot)
    names = {v.voter_key: v.shown_as for v in queries.roll(db(), id)}
    return render_template("polls/papers.html", ballot=ballot, asked=ballot.asked, names=names,
                           papers=[p for p in queries.papers(db(), id) if p.state == "issued"])


@blueprint.get("/v/<int:id>/slip")
@open_to("residents")
def slip(id: int) -> Answer:
    """What a helper leaves with the voter: that a vote was entered, by whom, and how to correct it; not how."""
    ballot = _ballot(id)
    policy.require(signed_in(), "help_vote", ballot)
    key = request.args.get("voice", "")
    cast = queries.own_cast(db(), id, key)
    voice = next((v for v in queries.roll(db(), id) if v.voter_key == key), None)
    if cast is None or voice is None or cast.channel != "helper":
        raise NotFound("slip")
    return render_template("polls/slip.html", ballot=ballot, voice=voice, cast=cast, helper=signed_in().name)


@blueprint.get("/hall-vote/<token>")
@open_to("everyone")
def kiosk(token: str) -> Answer:
    """The hall's tablet for one voter, once: nobody is signed in, and nothing of it is kept."""
    return _kiosk(token, "")


def _kiosk(token: str, refused: str, done: bool = False, status: int = 200) -> Response:
    link = queries.hall_link(db(), hall_hash(token))
    if link is None:
        raise NotFound("link")
    ballot = _ballot(link.ballot_id)
    voice = next(v for v in queries.roll(db(), ballot.id) if v.voter_key == link.voter_key)
    answer = make_response(render_template(
        "polls/kiosk.html", ballot=ballot, asked=ballot.asked, voice=voice, refused=refused, done=done, token=token,
        over=link.used_at is not None), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/hall-vote/<token>")
@open_to("everyone")
def kiosk_cast(token: str) -> Answer:
    """Cast at the tablet; then it forgets."""
    link = queries.hall_link(db(), hall_hash(token))
    if link is None:
        raise NotFound("link")
    _ballot(link.ballot_id)
    try:
        act(actions.cast_in_hall, token=token, choice=",".join(request.form.getlist("choice")),
            other=request.form.get("other", ""))
    except Refusal as refusal:
        return _kiosk(token, _told(refusal), status=status_of(refusal))
    return _kiosk(token, "", done=True)


# --- rules of one's own -----------------------------------------------------------------------------------


@blueprint.get("/ballots/rules")
@open_to("everyone")
def vote_rules() -> Answer:
    """Every rule in force here, in plain words with its source; the office may adopt its own."""
    return _rules("")


def _rules(refused: str, status: int = 200) -> tuple[str, int]:
    today = local_date(store().clock(), g.community.timezone)
    own = {r.code for r in queries.own_rules(db(), g.community.id)}
    return render_template(
        "polls/rules.html", rules=queries.rules_in_force(db(), g.community.id, today), own=own, refused=refused,
        passes_when=wording_votes.passes_when, citation=wording_votes.citation, rule_name=wording_votes.rule_name,
        bindings=wording_votes.BINDINGS, given=request.form,
        may_adopt=policy.permits(actor_here(), "adopt_rule", g.community)), status


@blueprint.post("/ballots/rules")
@open_to("residents")
def adopt() -> Answer:
    """Adopt a pack; what cannot be read is said with its line and field."""
    try:
        act(actions.adopt_rules, community_id=g.community.id, pack=request.form.get("pack", ""))
    except Refusal as refusal:
        if status_of(refusal) in (403, 404):
            raise
        return _rules(_told(refusal), status_of(refusal))
    return redirect(url_for("polls.vote_rules"), code=303)


# --- held elsewhere -------------------------------------------------------------------------------------------


@blueprint.get("/ballots/official/new")
@open_to("residents")
def official() -> Answer:
    """The form for the result of a vote that others held."""
    policy.require(signed_in(), "record_official", g.community)
    return _official("")


def _official(refused: str) -> str:
    today = local_date(store().clock(), g.community.timezone)
    rules = [r for r in queries.rules_in_force(db(), g.community.id, today)
             if r.binding == Binding.RECORD_ONLY or r.official_only]
    return render_template("polls/official.html", rules=rules, rule_name=wording_votes.rule_name, given=request.form,
                           refused=refused)


@blueprint.post("/ballots/official/new")
@open_to("residents")
def record_official() -> Answer:
    """Record it with its document."""
    names = ("title", "rule", "held_on", "held_by", "says", "document", "document_on")
    numbers = ("eligible", "participating", "votes_for")
    try:
        act(actions.record_official_result, community_id=g.community.id, **{n: request.form.get(n, "") for n in names},
            **{n: request.form.get(n) or 0 for n in numbers})
    except Refusal as refusal:
        if status_of(refusal) in (403, 404):
            raise
        return _official(_told(refusal)), status_of(refusal)
    return redirect(url_for("polls.index"), code=303)

