"""Page area: vote rules in force, rules of one's own, and results of votes held elsewhere."""
from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypedDict

from flask import Blueprint, Response, g, render_template, request, url_for
from werkzeug.datastructures.structures import ImmutableMultiDict
from werkzeug.wrappers import Response as AnyResponse

from consult.ballot import actions, policy, queries
from consult.ballot.rules.vote_rule import Binding, VoteRule
from consult.core.arguments import bind
from consult.core.clock import local_date
from consult.core.errors import NotFound
from consult.web.doorway.access import actor_here, db, open_to, signed_in, store
from consult.web.doorway.acting import act, perform
from consult.web.doorway.trying import attempt, gone_on, with_words
from consult.web.doorway.uploads import sent_file
from consult.web.shell.page import draw
from consult.web.wording import rules as wording_rules
from consult.web.wording import votes as wording_votes
from consult.web.wording.refusals import said

blueprint = Blueprint("vote_rules", __name__, url_prefix="/c/<slug>")
FILE_ENDS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
Answer = str | AnyResponse | tuple[str, int]


@blueprint.get("/ballots/rules")
@open_to("everyone")
def index() -> Answer:
    """Every rule in force here, in plain words with its source; the office may adopt its own."""
    return _rules("")


class StandingRulesPage(TypedDict):
    """What ballots/standing/rules.html is handed."""

    rules: list[VoteRule]
    own: set[str]
    fits: Callable[..., Any]
    source: Callable[..., Any]
    proxies: Callable[..., Any]
    refused: str
    passes_when: Callable[..., Any]
    citation: Callable[..., Any]
    rule_name: Callable[..., Any]
    bindings: dict[str, Any]
    given: ImmutableMultiDict[str, str]
    may_adopt: bool


def _rules(refused: str) -> str:
    today = local_date(store().clock(), g.community.timezone)
    own = {r.code for r in queries.own_rules(db(), g.community.id)}
    return draw(
        "ballots/standing/rules.html", StandingRulesPage(
        rules=queries.rules_in_force(db(), g.community.id, today), own=own, refused=refused,
        fits=wording_rules.fits, source=wording_rules.electorate_source, proxies=wording_rules.proxies,
        passes_when=wording_votes.passes_when, citation=wording_votes.citation, rule_name=wording_votes.rule_name,
        bindings=wording_votes.BINDINGS, given=request.form,
        may_adopt=policy.permits(actor_here(), "adopt_rule", g.community)))


@blueprint.post("/ballots/rules")
@open_to("residents")
def adopt() -> Answer:
    """Adopt a pack; what cannot be read is said with its line and field."""
    return attempt(
        lambda: act(actions.adopt_rules, community_id=g.community.id, pack=request.form.get("pack", "")),
        with_words(_rules, words=said), lambda told: gone_on(url_for("vote_rules.index")))


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
    return render_template("ballots/standing/official.html", rules=rules, rule_name=wording_votes.rule_name, given=request.form,
                           refused=refused)


@blueprint.post("/ballots/official/new")
@open_to("residents")
def record_official() -> Answer:
    """Record it with its document, and the file of it where one is sent."""
    policy.require(signed_in(), "record_official", g.community)
    names = ("title", "rule", "held_on", "held_by", "says", "document", "document_on")
    numbers = ("eligible", "participating", "votes_for", "votes_next")
    given = {"community_id": g.community.id, **{n: request.form.get(n, "") for n in names},
             **{n: request.form.get(n) or 0 for n in numbers}}
    return attempt(
        lambda: _record_official(given), with_words(_official, words=said), lambda told: gone_on(url_for("standing.index")))


def _record_official(given: dict[str, Any]) -> None:
    file = sent_file("file")
    args = bind(actions.record_official_result, given) | {"file": file}
    perform("record_official_result", lambda work: actions.record_official_result(work, **args),
            {**given, "file": hashlib.sha256(file).hexdigest()})


@blueprint.get("/ballots/official/<int:id>/file")
@open_to("residents")
def official_file(id: int) -> Answer:
    """The document of a result, for people of the community: names in it cannot be hidden."""
    found = queries.official_result(db(), id, g.community.id)
    if found.file is None or actor_here() is None:
        raise NotFound("official_result")
    answer = Response(found.file, mimetype=found.file_kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="official-{id}.{FILE_ENDS[str(found.file_kind)]}"'
    return answer
