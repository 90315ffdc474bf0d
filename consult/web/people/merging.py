"""Entries that may be one person, and the page on which somebody decides that two are."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.account import queries as accounts
from consult.ballot import queries as ballots
from consult.community import actions, policy
from consult.community import queries as register
from consult.community.models import Household, Person, PersonMerge
from consult.community.queries.doubles import Pair, alike, likely_doubles, merges_of
from consult.core.errors import NotFound, RuleBroken
from consult.matter import queries as matters
from consult.meeting.queries.touched import Touched, touched
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, gone_on, with_words
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording.refusals import said, say

blueprint = Blueprint("merging", __name__, url_prefix="/c/<slug>/roster")
Answer = str | Response | tuple[str, int]
LONGEST_SEARCH = 40


@dataclass(frozen=True)
class Side:
    """One of the two entries, as the page sets them side by side."""

    person: Person
    homes: Sequence[Household]
    login: str
    proposed: int
    endorsed: int
    holds: Touched


class DoublesPage(TypedDict):
    """What people/doubles.html is handed."""

    pairs: list[Pair]
    homes: dict[int, list[Household]]


class MergePage(TypedDict):
    """What people/merge.html is handed."""

    person: Person
    others: Sequence[Person]
    homes: dict[int, list[Household]]
    words: str
    sides: list[Side]
    waits: str
    open_votes: int
    merges: Sequence[PersonMerge]
    problem: str
    typed: dict[str, str]


@blueprint.get("/doubles")
@open_to("residents")
def doubles() -> Answer:
    """Entries of one name, those of one home first."""
    policy.require(actor_here(), "see_register", g.community)
    pairs = likely_doubles(db(), g.community.id, moment_filters.today())
    ids = [person.id for pair in pairs for person in (pair.first, pair.second)]
    return draw("people/doubles.html", DoublesPage(
        pairs=pairs, homes=register.homes_of(db(), ids, moment_filters.today())))


@blueprint.get("/people/<int:id>/merge")
@open_to("residents")
def show(id: int) -> Answer:
    """With whom an entry may be one; with one chosen, both side by side and what follows."""
    return _page(_person(id))


@blueprint.post("/people/<int:id>/merge")
@open_to("residents")
def merge(id: int) -> Answer:
    """They are one person: the one that was chosen stays."""
    person, other = _person(id), _chosen(request.form.get("other", ""))
    kept = str(other.id if other else 0) if request.form.get("stays") == "other" else str(person.id)
    gone = str(person.id) if request.form.get("stays") == "other" else str(other.id if other else 0)
    given = {"kept_id": kept, "gone_id": gone, "reason": request.form.get("reason", ""),
             "login": request.form.get("login") or "kept", "sure": request.form.get("sure", "")}
    return attempt(
        lambda: act(actions.merge_people, **given), with_words(lambda words: _page(person, words), words=said),
        lambda told: gone_on(url_for("roster.index", q=person.name), _("并成一条了，两条的历史里都写着。")))


def _page(person: Person, problem: str = "") -> str:
    words, today = request.args.get("q", "").strip()[:LONGEST_SEARCH], moment_filters.today()
    other = _chosen(request.values.get("other", ""))
    found = register.matching_people(db(), g.community.id, words) if words else alike(db(), person, today)
    others = [each for each in found if each.id != person.id and each.gone_on is None]
    sides = [_side(person), _side(other)] if other and other.id != person.id else []
    return draw("people/merge.html", MergePage(
        person=person, others=others, words=words, sides=sides, problem=problem, typed=dict(request.form),
        homes=register.homes_of(db(), [person.id, *(each.id for each in others)], today),
        waits=_waits([side.person.id for side in sides]), merges=merges_of(db(), person.id),
        open_votes=len({ballot.id for side in sides for ballot in side.holds.open_ballots})))


def _side(person: Person) -> Side:
    today = moment_filters.today()
    return Side(
        person, register.homes_of(db(), [person.id], today).get(person.id, []), accounts.login_of(db(), person.id),
        len(matters.matters_of(db(), person.id)), len(matters.endorsed_by(db(), person.id)),
        touched(db(), g.community.id, person_ids=[person.id], on=today))


def _waits(person_ids: Sequence[int]) -> str:
    """Why they cannot be merged yet, and until when; empty where they can."""
    try:
        ballots.check_no_secret_ballot(db(), person_ids)
    except RuleBroken as refusal:
        return say(refusal)
    return ""


def _chosen(given: str) -> Person | None:
    return _person(int(given)) if given.isdecimal() and len(given) < 10 else None


def _person(id: int) -> Person:
    policy.require(actor_here(), "see_register", g.community)
    found = db().get(Person, id)
    if found is None or found.community_id != g.community.id:
        raise NotFound("person")
    return found
