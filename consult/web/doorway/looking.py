"""What a look leaves behind: pages that show what is held of others are noted, with who looked, at what and when."""
from __future__ import annotations

import logging
from typing import cast

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response as AnyResponse

from consult.core.actor import Actor
from consult.storage.looks import Looks, Seen
from consult.web.doorway.access import actor_here

log = logging.getLogger(__name__)
ALL = ""
"""A page of many: no one of them is what was looked at."""

NOTED = {
    "roster.index": ALL, "roster.household": "household", "roster.units": ALL, "roster.posts": ALL,
    "roster.appointing": "person", "roster.invitations": ALL,
    "people.index": ALL, "people.show": "person", "people.entering": ALL, "people.door": "person",
    "merging.doubles": ALL, "merging.show": "person", "places.index": ALL, "homes.change": "household",
    "unit.show": "unit", "bodies.show": "body", "bodies.ending": "post",
    "lists.index": ALL, "lists.show": "list", "lists.export": ALL, "lists.problems": "list",
    "staff.area": ALL, "slips.show": ALL, "slips.forgotten": "person", "jobs.file": "job",
    "matters.endorsing_for": ALL, "matters.endorsement_slip": "person", "matters.proposing_for": ALL,
    "standing_desk.desk": "ballot", "standing_desk.papers": "ballot", "standing_desk.slip": "ballot",
    "door.show": "sitting", "audit.show": ALL, "audit.table": ALL,
}
"""Pages for those who work here that show what is held of others, and what `id` in the address is of."""


def note_the_look(answer: AnyResponse) -> AnyResponse:
    """Note who read a page of the table, once it was given out. Whatever goes wrong, the page goes out as it is."""
    try:
        actor = actor_here() if request.endpoint in NOTED and request.method == "GET" and answer.status_code == 200 else None
        if actor is not None:
            _note(actor, cast(str, request.endpoint))
    except Exception:
        log.exception("a look was not noted")
    return answer


def _note(actor: Actor, page: str) -> None:
    about, id = NOTED[page], (request.view_args or {}).get("id", 0)
    own = (about == "person" and id == actor.person_id) or (about == "household" and id in actor.household_ids)
    if not own:
        looks: Looks = current_app.extensions["looks"]
        looks.note(Seen(g.community.id, actor.person_id, page, about, id if about else 0))


def register(app: Flask) -> None:
    """Note looks after every answer."""
    app.after_request(note_the_look)
