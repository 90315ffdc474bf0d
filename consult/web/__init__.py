"""Door: pages for people; one module a page area."""
from __future__ import annotations

from flask import Flask
from flask_wtf import CSRFProtect

from consult.web.ballots import boxes, sealed, standing, standing_desk, vote_rules
from consult.web.ballots import pages as ballots
from consult.web.board import heads
from consult.web.board import pages as board
from consult.web.docket import pages as docket
from consult.web.docket import street, tasks
from consult.web.doorway import (
    access,
    headers,
    health,
    outgoing,
    proposal_fields,
    refusals,
    row_numbers,
    uploads,
)
from consult.web.front import pages as front
from consult.web.home import pages as home
from consult.web.matters import chain_picture
from consult.web.matters import pages as matters
from consult.web.meetings import light_meetings
from consult.web.meetings import pages as meetings
from consult.web.minutes import pages as minutes
from consult.web.mirror import pages as mirror
from consult.web.mirror import plots as mirror_plots
from consult.web.mirror import street_mirror
from consult.web.rooms import door, sittings
from consult.web.rooms import pages as rooms
from consult.web.roster import grids
from consult.web.roster import pages as roster
from consult.web.services import pages as services
from consult.web.shell import base as shell

AREAS = (front, home, matters, meetings, ballots, standing, standing_desk, vote_rules,
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
    proposal_fields.register(app)
    for area in AREAS:
        app.register_blueprint(area.blueprint)
