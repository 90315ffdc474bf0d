"""What the register holds about whoever asks: everything on one page, and a way to say that it is wrong."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from flask import Blueprint, g, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.community import actions
from consult.community import queries as register
from consult.community.models import Body, Household, Person, Post
from consult.community.queries import Happened, Lives
from consult.meeting.queries.touched import touched
from consult.web.doorway.access import db, open_to, signed_in
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, gone_on, on_form
from consult.web.people.forms import WrongForm
from consult.web.shell import moment_filters
from consult.web.shell.page import draw

Answer = str | Response | tuple[str, int]


class HeldPage(TypedDict):
    """What people/held.html is handed."""

    person: Person
    lives: list[Lives]
    terms: Sequence[tuple[Post, Person, Body | None]]
    owns: Sequence[Household]
    history: list[Happened]
    said_wrong: str
    form: WrongForm


@open_to("residents")
def held() -> Answer:
    """Name, homes, posts, what is owned, and every change with its day and who entered it."""
    return _show(WrongForm())


@open_to("residents")
def say_wrong() -> Answer:
    """Say what is wrong; the office sees it on the person's page."""
    form = WrongForm()
    return attempt(
        lambda: act(actions.say_wrong, words=form.words.data or ""), on_form(form, lambda: _show(form)),
        lambda told: gone_on(url_for("people.held"), _("记下了，社区工作人员核对以后会改。"), forget="held"))


def _show(form: WrongForm) -> str:
    id, today = signed_in().person_id, moment_filters.today()
    found = touched(db(), g.community.id, person_ids=[id], on=today)
    return draw("people/held.html", HeldPage(
        person=register.person_of(db(), id, g.community.id), lives=register.lives_of(db(), id, today),
        terms=register.terms(db(), g.community.id, today, person_id=id), owns=found.owns,
        history=register.life_of(db(), id), said_wrong=register.said_wrong(db(), id), form=form))


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of the people."""
    blueprint.add_url_rule("/mine", "held", held, methods=["GET"])
    blueprint.add_url_rule("/mine", "say_wrong", say_wrong, methods=["POST"])
