"""iCalendar (RFC 5545, 7986): meetings with a UID that stays, a SEQUENCE that counts changes, CANCELLED when called off."""
from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request
from icalendar import Calendar, Event, vText

from consult.api import shapes
from consult.api.answers import community, db, number, public, redactor, tagged
from consult.community.models import Community
from consult.core.clock import local_date
from consult.core.house_words import in_words
from consult.meeting import queries as meetings
from consult.meeting.models import Meeting
from consult.minutes.rules.redaction import Redactor
from consult.publishing import queries

USUAL_LENGTH = timedelta(hours=2)
MOST = 200
STATUS = {"cancelled": "CANCELLED"}


def add_to(blueprint: Blueprint) -> None:
    """Hang them on the door."""
    blueprint.add_url_rule("/c/<place>/meetings.ics", "calendar", calendar)
    blueprint.add_url_rule("/c/<place>/s/<id>.ics", "one_event", one_event)


@public
def calendar(place: str) -> Response:
    """Every meeting of a community."""
    home = community(place)
    rows, _count = queries.public_meetings(db(), home.id, size=MOST)
    return _calendar(home, rows)


@public
def one_event(place: str, id: str) -> Response:
    """One meeting."""
    home = community(place)
    return _calendar(home, [meetings.meeting(db(), number(id), home.id)])


def _calendar(home: Community, rows: list[Meeting]) -> Response:
    made, moved = Calendar(), queries.reschedulings(db(), [m.id for m in rows])
    for name, value in (("prodid", "-//Consult//Meetings//ZH"), ("version", "2.0"), ("calscale", "GREGORIAN"),
                        ("method", "PUBLISH"), ("x-wr-calname", f"{home.name} 会议"), ("x-wr-timezone", home.timezone)):
        made.add(name, value)
    hide = redactor(home)
    for row in rows:
        made.add_component(_event(home, row, moved.get(row.id, 0), hide))
    if rows:
        days = [local_date(m.starts_at, home.timezone) for m in rows]
        made.add_missing_timezones(min(days), max(days) + timedelta(days=1))
    return tagged(Response(made.to_ical(), content_type="text/calendar; charset=utf-8"))


def _event(home: Community, row: Meeting, sequence: int, hide: Redactor) -> Event:
    zone, event = ZoneInfo(home.timezone), Event()
    name = f"{row.body.name}{row.year}年第{row.number}次会议"
    event.add("uid", f"meeting-{row.id}@{home.slug}.{request.host.partition(':')[0]}")
    event.add("sequence", sequence)
    event.add("dtstamp", row.closed_at or row.opened_at or row.convened_at)
    event.add("dtstart", row.starts_at.astimezone(zone))
    event.add("dtend", (row.starts_at + USUAL_LENGTH).astimezone(zone))
    event.add("summary", hide(name))
    event.add("location", hide(row.place))
    event.add("description", hide("\n".join(
        [*(f"{d.matter.no} {d.matter.title}" for d in row.discussions), *filter(None, [in_words(row.cancelled_reason, "zh")])])))
    event.add("url", shapes.at("meetings.notice", home, id=row.id))
    event["status"] = vText(STATUS.get(row.state, "CONFIRMED"))
    return event
