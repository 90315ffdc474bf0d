"""Behind a door of a person's page: what a change would touch, the day it holds from, and then it is done."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from consult.community import actions, policy
from consult.community import queries as register
from consult.community.models import Household, Person
from consult.community.queries import Lives
from consult.community.rules.ages import of_age
from consult.core.errors import NotFound
from consult.meeting.queries.touched import Touched, touched
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, gone_on, on_form
from consult.web.people.finding import Finding, home_named, looked_for
from consult.web.people.forms import LifeForm
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording import life
from consult.web.wording.life import DoorWords
from consult.web.wording.touched import Line, touched_lines

Answer = str | Response | tuple[str, int]


@dataclass(frozen=True)
class Door:
    """A verb and what its form asks for; whether it leads to a home, leaves the one of before, or ends everything."""

    verb: Callable[..., Any]
    fields: tuple[str, ...]
    to_home: bool = False
    leaves: bool = False
    ends: bool = False


DOORS: dict[str, Door] = {
    "move": Door(actions.move_home, ("household_id", "why", "holds_from", "successor_id", "speaks", "note"), to_home=True, leaves=True),
    "second": Door(actions.add_second_home, ("household_id", "counts_here", "holds_from", "note"), to_home=True),
    "count": Door(actions.choose_home, ("household_id", "holds_from"), to_home=True, leaves=True),
    "give-up": Door(actions.give_up_home, ("household_id", "holds_from", "note"), to_home=True),
    "out": Door(actions.move_out, ("holds_from", "successor_id", "note"), leaves=True),
    "name": Door(actions.correct_person, ("name", "called", "note")),
    "death": Door(actions.record_death, ("holds_from", "successor_id", "note"), leaves=True, ends=True),
    "close": Door(actions.close_person, ("note", "successor_id"), leaves=True, ends=True),
    "reopen": Door(actions.reopen_person, ("note",)),
}


class DoorPage(TypedDict):
    """What people/door.html is handed."""

    person: Person
    code: str
    door: Door
    words: DoorWords
    form: LifeForm
    lives: list[Lives]
    home: Household | None
    finding: Finding
    lines: list[Line]
    may_speak: bool
    may_succeed: bool


@open_to("residents")
def door(id: int, code: str) -> Answer:
    """What it would touch, and the form; where it leads to a home, first which one."""
    person = _person(id)
    form = LifeForm(formdata=None, holds_from=moment_filters.today().isoformat(), name=person.name, called=person.called,
                    household_id=request.args.get("home", ""))
    return _show(person, code, form)


@open_to("residents")
def do(id: int, code: str) -> Answer:
    """Do it, or the form back with what was typed."""
    person, form, behind = _person(id), LifeForm(), DOORS[code]
    given = {name: _value(form, name) for name in behind.fields}
    return attempt(
        lambda: act(behind.verb, person_id=person.id, **given), on_form(form, lambda: _show(person, code, form)),
        lambda told: gone_on(url_for("people.show", id=id), str(life.DOORS[code].done)))


def _value(form: LifeForm, name: str) -> Any:
    value = getattr(form, name).data
    return value if isinstance(value, bool) else value or ""


def _person(id: int) -> Person:
    policy.require(actor_here(), "keep_register", g.community)
    return register.person_of(db(), id, g.community.id)


def _show(person: Person, code: str, form: LifeForm) -> str:
    behind, home = DOORS[code], home_named(form.household_id.data or "")
    if (person.gone_on is None) == (code == "reopen"):
        raise NotFound("person")
    today = moment_filters.today()
    lives, found = register.lives_of(db(), person.id, today), _touched(person, form)
    _choices(person, form, found, home)
    return draw("people/door.html", DoorPage(
        person=person, code=code, door=behind, words=life.DOORS[code], form=form, lives=lives, home=home,
        finding=looked_for(), lines=_lines(person, behind, found, home) if code not in ("name", "reopen", "give-up") else [],
        may_speak=code == "move" and of_age(person.comes_of_age, today) and home is not None and not _speaker(home),
        may_succeed="successor_id" in behind.fields and any(one.others for one in found.speaks_for)))


def _touched(person: Person, form: LifeForm) -> Touched:
    try:
        day = date.fromisoformat(form.holds_from.data or "")
    except ValueError:
        day = moment_filters.today()
    return touched(db(), g.community.id, person_ids=[person.id], on=max(day, moment_filters.today()))


def _lines(person: Person, behind: Door, found: Touched, home: Household | None) -> list[Line]:
    left = [one.home.id for one in found.speaks_for if one.by.id == person.id] if behind.leaves else []
    lines = touched_lines(found, homes_left=left, posts_end=behind.ends, died=behind.ends)
    if behind.verb is actions.move_home and home is not None:
        who = _speaker(home)
        lines.append(Line(life.door(home), _("户代表还是%(name)s。", name=who) if who else _("还没有户代表，可以由搬来的人当。")))
    return lines


def _speaker(home: Household) -> str:
    found = register.homes(db(), [home.id], moment_filters.today())[0]
    return next((person.name for person in found.residents if person.id == found.representative_id), "")


def _choices(person: Person, form: LifeForm, found: Touched, home: Household | None) -> None:
    others = [other for one in found.speaks_for for other in one.others]
    form.successor_id.choices = [SelectChoice(value="", label=_("先空着，以后再定"))] + [
        SelectChoice(value=str(other.id), label=other.name) for other in others]
    before = next((one.home for one in register.lives_of(db(), person.id, moment_filters.today()) if one.counts), None)
    form.counts_here.choices = [SelectChoice(value="", label=_("还算在%(door)s", door=life.door(before))),
                                SelectChoice(value="yes", label=_("改成算在%(door)s", door=life.door(home)))]


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of the people."""
    rule = f"/<int:id>/<any({', '.join(repr(code) for code in DOORS)}):code>"
    blueprint.add_url_rule(rule, "door", door, methods=["GET"])
    blueprint.add_url_rule(rule, "do", do, methods=["POST"])
