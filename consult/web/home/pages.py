"""Page area: home: what is live, what waits for me, what comes next, what is overdue, and the board."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypedDict

from flask import Blueprint, g, render_template
from werkzeug.wrappers import Response

from consult.matter import queries as matters
from consult.matter.models import Matter
from consult.matter.rules.lifecycle import ENDED
from consult.meeting import queries as meetings
from consult.meeting.models import Meeting
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.devices import device_of
from consult.web.home import confirming, looked, mine
from consult.web.home.waiting import waiting_for
from consult.web.matters.pages import names_in_english
from consult.web.shell import moment_filters
from consult.web.wording import ballots as wording_ballots
from consult.web.wording import stages
from consult.web.wording.stages import Stage

blueprint = Blueprint("home", __name__, url_prefix="/c/<slug>")
mine.add_to(blueprint)
confirming.add_to(blueprint)
looked.add_to(blueprint)
blueprint.add_app_template_global(device_of, "device_of")
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(
    vote_channels=wording_ballots.CHANNELS, vote_silences=wording_ballots.SILENCES))
NEXT_MEETINGS = 3
Answer = str | Response


class BoardPart(TypedDict):
    """The board of stages."""

    board: list[Stage]
    under_way: int
    households: dict[int, int]


class LivePart(TypedDict):
    """The meeting that is live."""

    meeting: Meeting
    matter: Matter | None
    discussing: bool
    present: int


@blueprint.get("/")
@open_to("everyone")
def show() -> Answer:
    """The community's front page; what waits for its reader is shown to the reader alone."""
    actor, going = actor_here(), matters.open_matters(db(), g.community.id)
    soon = meetings.meetings(db(), g.community.id, states=["open", "convened"])
    return render_template(
        "home/show.html", waiting=waiting_for(actor, going, soon) if actor else [],
        live=_live(soon), to_come=[m for m in reversed(soon) if m.state == "convened"][:NEXT_MEETINGS],
        late=[m for m in going if stages.is_late(m, moment_filters.today())],
        in_english=names_in_english(), **_board(going),
    )


def _board(going: Sequence[Matter]) -> BoardPart:
    ended, over = matters.newest(db(), g.community.id, states=ENDED, limit=stages.SHOWN)
    counts = Counter(matter.state for matter in going) + Counter({ENDED[0]: over})
    gathering = [matter.id for matter in going if matter.state == "proposed"]
    return {
        "board": stages.board(going, ended, counts), "under_way": stages.under_way(counts),
        "households": matters.households_behind_each(db(), gathering),
    }


def _live(soon: Sequence[Meeting]) -> LivePart | None:
    meeting = next((m for m in soon if m.state == "open"), None)
    if meeting is None:
        return None
    opened = next((d for d in meeting.discussions if d.state == "open"), None)
    planned = next((d for d in meeting.discussions if d.state == "planned"), None)
    discussion = opened or planned or next(iter(meeting.discussions), None)
    return {
        "meeting": meeting, "matter": discussion.matter if discussion else None,
        "discussing": opened is not None, "present": meetings.present_voices(db(), meeting.id),
    }
