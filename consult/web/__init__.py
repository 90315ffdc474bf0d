"""Door: pages for people; one module a page area."""
from __future__ import annotations

from flask import Flask
from flask_wtf import CSRFProtect

from consult.web import (
    access,
    ballots,
    board,
    boxes,
    chain_picture,
    docket,
    door,
    front,
    grids,
    headers,
    heads,
    health,
    home,
    light_meetings,
    matters,
    meetings,
    minutes,
    mirror,
    mirror_plots,
    outgoing,
    poll_desk,
    poll_rules,
    polls,
    refusals,
    rooms,
    roster,
    row_numbers,
    sealed,
    services,
    shell,
    sittings,
    street,
    street_mirror,
    tasks,
    uploads,
)

AREAS = (front, home, matters, meetings, ballots, polls, poll_desk, poll_rules,
         sealed, boxes, minutes, docket, roster, rooms, health, mirror,
         sittings, light_meetings, door, tasks, grids, street, street_mirror, services, board, heads)


def register(app: Flask) -> None:
    """Hang every page on the application, closed unless a page says for whom it is open."""
    uploads.register(app)
    CSRFProtect(app)
    row_numbers.register(app)
    shell.register(app)
    headers.register(app)
    outgoing.register(app)
    access.register(app)
    mirror_plots.register(app)
    chain_picture.register(app)
    refusals.register(app)
    for area in AREAS:
        app.register_blueprint(area.blueprint)
