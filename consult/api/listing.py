"""Lists and single things: communities, matters, meetings, motions, vote events, minutes, resolutions, notices."""
from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, url_for

from consult.api import shapes
from consult.api.answers import community, db, number, page_and_size, paged, public, said
from consult.api.votes import vote_event
from consult.community import queries as communities
from consult.community.models import Community
from consult.core.errors import NotFound
from consult.matter import queries as matters
from consult.matter.models import Matter
from consult.meeting import queries as meetings
from consult.minutes import queries as minutes
from consult.publishing import queries


def add_to(blueprint: Blueprint) -> None:
    """Hang them on the door."""
    for rule, view in (
        ("/api/v1/communities", places), ("/api/v1/<place>/matters", list_matters),
        ("/api/v1/<place>/matters/<no>", one_matter), ("/api/v1/<place>/meetings", list_meetings),
        ("/api/v1/<place>/meetings/<id>", one_meeting), ("/api/v1/<place>/motions", list_motions),
        ("/api/v1/<place>/vote-events", list_vote_events), ("/api/v1/<place>/vote-events/<id>", one_vote_event),
        ("/api/v1/<place>/minutes", list_minutes), ("/api/v1/<place>/minutes/<id>", minutes_of),
        ("/api/v1/<place>/resolutions", list_resolutions), ("/api/v1/<place>/notices", list_notices),
        ("/api/v1/<place>/notices/<id>", one_notice),
    ):
        blueprint.add_url_rule(rule, view.__name__, view)


@public
def places() -> Response:
    """Every community, and where its data begins."""
    return said({"items": [
        {"id": c.slug, "name": c.name, "name_en": c.name_en, "language": c.language, "timezone": c.timezone,
         "url": url_for("home.show", slug=c.slug, _external=True),
         "matters": url_for("api.list_matters", place=c.slug, _external=True)} for c in communities.communities(db())]})


def _shaped(home: Community, rows: list[Matter]) -> list[dict[str, Any]]:
    behind = matters.households_behind_each(db(), [m.id for m in rows])
    return [shapes.matter(home, m, behind.get(m.id, 0), m.proposer.called) for m in rows]


@public
def list_matters(place: str) -> Response:
    """Matters, the newest first."""
    home, (page, size) = community(place), page_and_size()
    rows, count = queries.public_matters(db(), home.id, page=page, size=size)
    return paged(_shaped(home, rows), count, home)


@public
def one_matter(place: str, no: str) -> Response:
    """One matter by its number, such as 2026-031."""
    home = community(place)
    return said(_shaped(home, [matters.matter_by_no(db(), home.id, no)])[0], home)


@public
def list_meetings(place: str) -> Response:
    """Meetings, the latest first."""
    home, (page, size) = community(place), page_and_size()
    rows, count = queries.public_meetings(db(), home.id, page=page, size=size)
    return paged([_meeting(home, m) for m in rows], count, home)


def _meeting(home: Community, row: Any) -> dict[str, Any]:
    return shapes.meeting(home, row, minutes=queries.approved_of_meeting(db(), row.id) is not None)


@public
def one_meeting(place: str, id: str) -> Response:
    """One meeting."""
    home = community(place)
    return said(_meeting(home, meetings.meeting(db(), number(id), home.id)), home)


@public
def list_motions(place: str) -> Response:
    """Motions that were put to the vote, once the vote is closed."""
    home, (page, size) = community(place), page_and_size()
    puts, count = queries.puts(db(), home.id, page=page, size=size)
    return paged([shapes.motion(home, put) for put in puts], count, home)


@public
def list_vote_events(place: str) -> Response:
    """Every closed vote, in meetings and between them: totals and verdicts."""
    home, (page, size) = community(place), page_and_size()
    votes, count = queries.closed_votes(db(), home.id, page=page, size=size)
    return paged([vote_event(home, vote) for vote in votes], count, home)


@public
def one_vote_event(place: str, id: str) -> Response:
    """One closed vote."""
    home = community(place)
    votes, _count = queries.closed_votes(db(), home.id, ballot_id=number(id) or -1)
    if not votes:
        raise NotFound("vote_event")
    return said(vote_event(home, votes[0]), home)


@public
def list_minutes(place: str) -> Response:
    """Records that everyone may read, without their lines."""
    home, (page, size) = community(place), page_and_size()
    rows, count = queries.approved_versions(db(), home.id, page, size)
    return paged([shapes.minutes(home, *row, lines=False) for row in rows], count, home)


@public
def minutes_of(place: str, id: str) -> Response:
    """The public version of one meeting's record."""
    home = community(place)
    row = meetings.meeting(db(), number(id), home.id)
    version = queries.approved_of_meeting(db(), row.id)
    if version is None:
        raise NotFound("minutes")
    return said(shapes.minutes(home, version, minutes.of_meeting(db(), row.id, home.id), row, lines=True), home)


@public
def list_resolutions(place: str) -> Response:
    """What was put before a body that owes a reply, and the reply."""
    home, (page, size) = community(place), page_and_size()
    rows, count = queries.replies(db(), home.id, page=page, size=size)
    return paged([shapes.resolution(home, entry) for entry in rows], count, home)


@public
def list_notices(place: str) -> Response:
    """Notices, the newest first; what was taken down says why."""
    home, (page, size) = community(place), page_and_size()
    rows, count = queries.notices(db(), home.id, page=page, size=size)
    return paged([shapes.notice(home, row, []) for row in rows], count, home)


@public
def one_notice(place: str, id: str) -> Response:
    """One notice with what was said against it."""
    home = community(place)
    row = queries.notice(db(), number(id), home.id)
    if row.state == "prepared":
        raise NotFound("notice")
    return said(shapes.notice(home, row, list(queries.objections(db(), row.id))), home)
