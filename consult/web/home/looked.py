"""Who looked at the reader's own entry, or at their home's: by name, with the page and the moment."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TypedDict

from flask import Blueprint

from consult.account.queries.audit import looked_at
from consult.community.models import Person
from consult.storage.looks import Look
from consult.web.doorway.access import db, open_to, signed_in
from consult.web.shell import moment_filters
from consult.web.shell.page import draw

SHOWN = timedelta(days=90)
MOST = 200


class LookedPage(TypedDict):
    """What home/looked.html is handed."""

    looks: Sequence[tuple[Look, Person]]
    days: int
    most: int


@open_to("residents")
def looked() -> str:
    """The last ninety days, the newest first."""
    actor = signed_in()
    found = looked_at(db(), actor.person_id, sorted(actor.household_ids), moment_filters.now() - SHOWN, MOST)
    return draw("home/looked.html", LookedPage(looks=found, days=SHOWN.days, most=MOST))


def add_to(blueprint: Blueprint) -> None:
    """Hang this page on the blueprint of home."""
    blueprint.add_url_rule("/me/looked", "looked", looked, methods=["GET"])
