"""Door: pages for people; one module a page area."""
from __future__ import annotations

from flask import Flask
from flask_wtf import CSRFProtect

from consult.web.ballots import boxes, sealed, standing, standing_desk, trial, vote_rules
from consult.web.ballots import pages as ballots_pages
from consult.web.board import heads
from consult.web.board import pages as board_pages
from consult.web.bodies import pages as bodies_pages
from consult.web.docket import pages as docket_pages
from consult.web.docket import street, tasks
from consult.web.doorway import (
    access,
    headers,
    health,
    looking,
    outgoing,
    proposal_fields,
    refusals,
    row_numbers,
    uploads,
)
from consult.web.front import pages as front_pages
from consult.web.home import pages as home_pages
from consult.web.lists import pages as lists_pages
from consult.web.matters import chain_picture
from consult.web.matters import pages as matters_pages
from consult.web.meetings import light_meetings
from consult.web.meetings import pages as meetings_pages
from consult.web.minutes import pages as minutes_pages
from consult.web.mirror import pages as mirror_pages
from consult.web.mirror import plots as mirror_plots
from consult.web.mirror import street_mirror
from consult.web.people import changing_homes, changing_units, merging, places
from consult.web.people import pages as people_pages
from consult.web.rooms import door, sittings
from consult.web.rooms import pages as rooms_pages
from consult.web.roster import grids
from consult.web.roster import pages as roster_pages
from consult.web.services import pages as services_pages
from consult.web.setup import guard, opening
from consult.web.setup import pages as setup_pages
from consult.web.shell import base as shell_base
from consult.web.staff import administering, audit, jobs, rehearsing, slips

AREAS = (lists_pages, merging, places, changing_homes, changing_units,
         front_pages, home_pages, matters_pages, meetings_pages, ballots_pages, standing, standing_desk, vote_rules, trial,
         sealed, boxes, minutes_pages, docket_pages, roster_pages, rooms_pages, health, mirror_pages,
         sittings, light_meetings, door, tasks, grids, street, street_mirror, services_pages, board_pages, heads, setup_pages,
         bodies_pages, jobs, people_pages, opening, slips, audit, administering, rehearsing)


def register(app: Flask) -> None:
    """Hang every page on the application, closed unless a page says for whom it is open."""
    uploads.register(app)
    CSRFProtect(app)
    row_numbers.register(app)
    shell_base.register(app)
    headers.register(app)
    outgoing.register(app)
    guard.register(app)
    access.register(app)
    looking.register(app)
    mirror_plots.register(app)
    chain_picture.register(app)
    refusals.register(app)
    proposal_fields.register(app)
    for area in AREAS:
        app.register_blueprint(area.blueprint)
