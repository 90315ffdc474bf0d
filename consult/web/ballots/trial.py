"""Page area: trying the numbers: a rule and figures, and what a vote with them would come to. Nothing is written."""
from __future__ import annotations

from typing import Any, TypedDict

from flask import Blueprint, g, request
from werkzeug.datastructures import MultiDict

from consult.ballot import queries
from consult.ballot.rules.trial import try_rule
from consult.ballot.rules.trial_faults import FiguresFault
from consult.ballot.rules.trial_figures import CHOICES
from consult.ballot.rules.vote_rule import Method, Sitting, VoteRule
from consult.core.clock import local_date
from consult.web.doorway.access import db, open_to, store
from consult.web.shell import display
from consult.web.shell.page import draw
from consult.web.wording import votes as wording_votes

blueprint = Blueprint("trial", __name__, url_prefix="/c/<slug>")
LONGEST = 4_000
"""So many characters a list of plans or groups may have."""
GROUP = ("entitled", *CHOICES)


class TrialPage(TypedDict):
    """What ballots/standing/trial.html is handed."""

    rule: VoteRule
    rule_name: str
    citation: str
    source: str
    passes_when: list[str]
    given: MultiDict[str, str]
    faults: dict[str, str]
    told: dict[str, Any] | None
    asks: dict[str, bool]


@blueprint.get("/ballots/rules/<code>/try")
@open_to("everyone")
def show(code: str) -> str | tuple[str, int]:
    """The figures as they were filled in, and the answer below; 400 where they cannot be."""
    today = local_date(store().clock(), g.community.timezone)
    rule = queries.rule_for(code, today, db=db(), community_id=g.community.id)
    if not request.args:
        return _page(rule, {}, None)
    try:
        return _page(rule, {}, try_rule(rule, figures_from(rule, request.args)).plain(rule))
    except FiguresFault as fault:
        return _page(rule, fault.words(display.language()), None), 400


def _page(rule: VoteRule, faults: dict[str, str], told: dict[str, Any] | None) -> str:
    standing = bool(request.args.get("standing")) or rule.sitting == Sitting.NEVER
    return draw("ballots/standing/trial.html", TrialPage(
        rule=rule, rule_name=wording_votes.rule_name(rule), citation=wording_votes.citation(rule),
        source=rule.electorate_source_en if display.language() == "en" else rule.electorate_source,
        passes_when=wording_votes.passes_when(rule, standing=standing), given=request.args, faults=faults, told=told,
        asks={"present": rule.sitting != Sitting.NEVER, "standing": rule.sitting == Sitting.MAY,
              "area": "area" in rule.metrics, "groups": bool(rule.groups), "options": rule.method == Method.MOST_VOTES,
              "grades": bool(rule.grades), "motion": rule.method not in (Method.MOST_VOTES, Method.MODAL_GRADE)}))


def figures_from(rule: VoteRule, given: MultiDict[str, str]) -> dict[str, Any]:
    """The fields of the page in the shape that figures are told in; a line of a list is a name and its numbers."""
    told: dict[str, Any] = {name: given.get(name, "") for name in ("entitled", "present", "abstain", "unknown_areas")}
    if rule.method not in (Method.MOST_VOTES, Method.MODAL_GRADE):
        told |= {name: given.get(name, "") for name in CHOICES}
    if rule.sitting == Sitting.MAY:
        told["standing"] = bool(given.get("standing"))
    if "area" in rule.metrics:
        told["areas"] = {name: given.get(f"areas.{name}", "") for name in ("entitled", *CHOICES)}
    if rule.grades:
        told["grades"] = {grade.code: given.get(f"grades.{grade.code}", "") for grade in rule.grades}
    if rule.method == Method.MOST_VOTES:
        told["options"] = {name: numbers[0] for name, numbers in _lines(given, "options", 1).items()}
    if rule.groups:
        told["groups"] = {name: dict(zip(GROUP, numbers, strict=True)) for name, numbers in _lines(given, "groups", 4).items()}
    return told


def _lines(given: MultiDict[str, str], field: str, numbers: int) -> dict[str, list[str]]:
    """By the name at the head of each line its numbers, empty where they are left out; FiguresFault for a name twice."""
    text = given.get(field, "")
    if len(text) > LONGEST:
        raise FiguresFault({field: "too_many_parts"})
    read: dict[str, list[str]] = {}
    for words in (line.replace("，", " ").replace(",", " ").split() for line in text.splitlines() if line.strip()):
        name, told = " ".join(words[:max(1, len(words) - numbers)]), words[max(1, len(words) - numbers):]
        if name in read:
            raise FiguresFault({field: "twice"})
        read[name] = told + [""] * (numbers - len(told))
    return read
