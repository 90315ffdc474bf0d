"""Page area: people: everyone of the register by name, and one person: where they live, what they do, what happened."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from flask import Blueprint, g, request, url_for
from werkzeug.wrappers import Response

from consult.account import queries as accounts
from consult.community import policy
from consult.community import queries as register
from consult.community.models import Body, Household, Person, Post
from consult.community.queries import Happened, Lives
from consult.community.queries.lives import A_PAGE
from consult.community.rules.ages import of_age
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import page_number
from consult.web.people import doors, entering, held
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording import life
from consult.web.wording.life import DoorWords

blueprint = Blueprint("people", __name__, url_prefix="/c/<slug>/roster/people")
entering.add_to(blueprint)
doors.add_to(blueprint)
held.add_to(blueprint)
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(happened_words=life.happened, door_of=life.door))
LONGEST_SEARCH = 40
OF_WHOEVER_IS_HERE = ("move", "second", "out", "name", "death", "close")
OF_WHOEVER_LIVES_NOWHERE = ("move", "name", "death", "close")
Answer = str | Response | tuple[str, int]


class PeoplePage(TypedDict):
    """What people/index.html is handed."""

    people: Sequence[Person]
    count: int
    page: int
    pages: int
    words: str
    gone: bool
    homes: dict[int, list[Household]]
    with_accounts: frozenset[int]
    questioned: Sequence[Person]


class PersonPage(TypedDict):
    """What people/show.html is handed."""

    person: Person
    adult: bool
    lives: list[Lives]
    speaks_for: list[int]
    terms: Sequence[tuple[Post, Person, Body | None]]
    has_account: bool
    doors: dict[str, DoorWords]
    further: list[tuple[DoorWords, str]]
    history: list[Happened]
    with_them: dict[int, Sequence[Person]]
    namesakes: Sequence[Person]
    homes_of_namesakes: dict[int, list[Household]]
    said_wrong: str


@blueprint.get("")
@open_to("residents")
def index() -> Answer:
    """Everyone by name, by pages; and whoever is not in the register any more."""
    policy.require(actor_here(), "see_register", g.community)
    words, page, gone = request.args.get("q", "").strip()[:LONGEST_SEARCH], page_number(), bool(request.args.get("gone"))
    people, count = register.people_by_name(db(), g.community.id, words, page, gone=gone)
    ids = [person.id for person in people]
    return draw("people/index.html", PeoplePage(
        people=people, count=count, page=page, pages=-(-count // A_PAGE), words=words, gone=gone,
        homes=register.homes_of(db(), ids, moment_filters.today()), with_accounts=accounts.with_accounts(db(), ids),
        questioned=register.questioned(db(), g.community.id) if page == 1 and not words else []))


@blueprint.get("/<int:id>")
@open_to("residents")
def show(id: int) -> Answer:
    """One person: homes, posts, account, history, and a door for each thing that may have happened."""
    policy.require(actor_here(), "see_register", g.community)
    person, today = register.person_of(db(), id, g.community.id), moment_filters.today()
    lives, terms = register.lives_of(db(), id, today), register.terms(db(), g.community.id, today, person_id=id)
    same = register.namesakes(db(), person)
    return draw("people/show.html", PersonPage(
        person=person, adult=of_age(person.comes_of_age, today), lives=lives, terms=terms,
        speaks_for=[post.household_id or 0 for post, _person, _body in terms if post.household_id],
        has_account=id in accounts.with_accounts(db(), [id]), doors=_doors(person, lives), further=_further(person),
        history=register.life_of(db(), id), with_them=_with_them(person, lives), namesakes=same,
        homes_of_namesakes=register.homes_of(db(), [one.id for one in same], today),
        said_wrong=register.said_wrong(db(), id)))


def _doors(person: Person, lives: list[Lives]) -> dict[str, DoorWords]:
    if person.gone_because == "merged":
        return {}
    codes = ("reopen",) if person.gone_on else OF_WHOEVER_IS_HERE if lives else OF_WHOEVER_LIVES_NOWHERE
    return {code: life.DOORS[code] for code in codes}


def _further(person: Person) -> list[tuple[DoorWords, str]]:
    """Doors that lead to pages of other areas."""
    return [] if person.gone_on else [
        (words, url_for(endpoint, id=person.id)) for endpoint, words in life.FURTHER.items()]


def _with_them(person: Person, lives: list[Lives]) -> dict[int, Sequence[Person]]:
    today = moment_filters.today()
    return {one.home.id: [other for other in register.residents(db(), one.home.id, today) if other.id != person.id]
            for one in lives}
