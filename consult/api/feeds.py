"""Atom (RFC 4287): notices, matters, and the signed heads."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as Xml

from flask import Blueprint, Response, current_app, request, url_for

from consult.api import shapes
from consult.api.answers import community, db, public, redactor, tagged
from consult.community.models import Community
from consult.core.events import moment
from consult.publishing import queries

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50


@dataclass(frozen=True)
class Entry:
    """One entry of a feed."""

    id: str
    title: str
    updated: datetime
    url: str
    text: str


def add_to(blueprint: Blueprint) -> None:
    """Hang them on the door."""
    blueprint.add_url_rule("/c/<place>/feeds/notices.atom", "notices_feed", notices_feed)
    blueprint.add_url_rule("/c/<place>/feeds/matters.atom", "matters_feed", matters_feed)
    blueprint.add_url_rule("/heads.atom", "heads_feed", heads_feed)


@public
def notices_feed(place: str) -> Response:
    """Notices, the newest first; what was taken down says so."""
    home, hide = community(place), redactor(community(place))
    rows, _count = queries.notices(db(), home.id, size=MOST)
    return _feed(f"{home.name} 公示", home, [Entry(
        f"notice/{n.id}", hide(n.title), n.down_at or n.posted_at or n.prepared_at,
        shapes.at("board.show", home, id=n.id), hide(n.text if n.state == "posted" else n.down_reason)) for n in rows])


@public
def matters_feed(place: str) -> Response:
    """Matters, the newest first."""
    home, hide = community(place), redactor(community(place))
    rows, _count = queries.public_matters(db(), home.id, size=MOST)
    return _feed(f"{home.name} 议题", home, [Entry(
        f"matter/{m.no}", hide(m.title), m.changed_at, shapes.at("matters.show", home, no=m.no), hide(m.what))
        for m in rows])


@public
def heads_feed() -> Response:
    """The signed head of each day."""
    return _feed("Consult signed heads", None, [Entry(
        f"head/{h.number}", f"{h.day.isoformat()} {h.root[:16]}", h.at,
        url_for("heads.head", number=h.number, _external=True),
        f"root {h.root}\nprevious {h.previous}\nkey {h.key}\nsignature {h.signature}") for h in queries.heads(db(), MOST)])


def _feed(title: str, home: Community | None, entries: Sequence[Entry]) -> Response:
    Xml.register_namespace("", ATOM)
    feed = Xml.Element(f"{{{ATOM}}}feed")
    base = f"tag:{request.host.partition(':')[0]},2026:{home.slug if home else 'installation'}"
    now: datetime = current_app.extensions["store"].clock()
    updated = max((e.updated for e in entries), default=now.replace(hour=0, minute=0, second=0, microsecond=0))
    for name, text in (("id", f"{base}/{request.endpoint}"), ("title", title), ("updated", moment(updated))):
        _text(feed, name, text)
    _link(feed, request.base_url, "self")
    _text(Xml.SubElement(feed, f"{{{ATOM}}}author"), "name", home.name if home else "Consult")
    for entry in entries:
        _entry(feed, base, entry)
    return tagged(Response(
        b'<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(feed, encoding="utf-8"),
        content_type="application/atom+xml; charset=utf-8"))


def _entry(feed: Xml.Element, base: str, entry: Entry) -> None:
    there = Xml.SubElement(feed, f"{{{ATOM}}}entry")
    for name, text in (("id", f"{base}/{entry.id}"), ("title", entry.title), ("updated", moment(entry.updated))):
        _text(there, name, text)
    _link(there, entry.url, "alternate")
    _text(there, "content", entry.text).set("type", "text")


def _text(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    element = Xml.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    return element


def _link(parent: Xml.Element, href: str, rel: str) -> None:
    Xml.SubElement(parent, f"{{{ATOM}}}link", {"href": href, "rel": rel})
