"""Popolo: persons in office, organizations (bodies), posts, memberships, motions and vote events.

After the Popolo specification (popoloproject.com). Persons are those who hold a public office, nobody else; vote
events carry totals and never a voice (documents.md 4.4).
"""
from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app

from consult.api.answers import community, db, public, said
from consult.community import queries as register
from consult.community.models import Community
from consult.core.clock import local_date
from consult.core.events import plain
from consult.publishing import queries

OPTIONS = {"for": "yes", "against": "no", "abstain": "abstain"}
RESULTS = {"passed": "pass", "failed": "fail", "tied": "fail", "no_quorum": "fail"}
EVERYTHING = 10_000


def add_to(blueprint: Blueprint) -> None:
    """Hang it on the door."""
    blueprint.add_url_rule("/api/v1/<place>/popolo", "popolo", popolo)


@public
def popolo(place: str) -> Response:
    """One document with everything."""
    home = community(place)
    return said({"organizations": _organizations(home), **_in_office(home), **_votes(home)}, home)


def _organizations(home: Community) -> list[dict[str, Any]]:
    top = {"id": f"community/{home.slug}", "name": home.name, "classification": "residents_committee"}
    return [top] + [
        {"id": f"body/{body.id}", "name": body.name, "classification": body.kind, "parent_id": top["id"],
         "other_names": [{"name": body.name_en, "note": "en"}]} for body in register.bodies(db(), home.id)]


def _in_office(home: Community) -> dict[str, list[dict[str, Any]]]:
    today = local_date(current_app.extensions["store"].clock(), home.timezone)
    persons, posts, memberships = {}, {}, []
    for post, person, body in queries.offices(db(), home.id, today):
        seat = f"body/{body.id}" if body else f"community/{home.slug}"
        persons[person.id] = {"id": f"person/{person.id}", "name": person.name}
        posts[post.kind, seat] = {
            "id": f"post/{post.kind}/{seat}", "label": post.kind, "role": post.kind, "organization_id": seat}
        held = {"id": f"membership/{post.id}", "person_id": f"person/{person.id}", "organization_id": seat,
                "post_id": f"post/{post.kind}/{seat}", "role": post.kind, "start_date": plain(post.starts_on)}
        memberships.append(held | ({"end_date": plain(post.ends_on)} if post.ends_on else {}))
    return {"persons": list(persons.values()), "posts": list(posts.values()), "memberships": memberships}


def _votes(home: Community) -> dict[str, list[dict[str, Any]]]:
    motions, events = [], []
    for put in queries.puts(db(), home.id, size=EVERYTHING)[0]:
        result, body = put.ballot.result or {}, f"body/{put.meeting.body_id}"
        ended = RESULTS.get(str(result.get("verdict")), "fail")
        motions.append({
            "id": f"motion/{put.motion.id}", "organization_id": body, "text": put.motion.text,
            "classification": "motion", "date": plain(put.motion.moved_at), "result": ended,
            "requirement": str(put.ballot.rule.get("code", "")),
        })
        events.append({
            "id": f"vote_event/{put.ballot.id}", "motion_id": f"motion/{put.motion.id}", "organization_id": body,
            "start_date": plain(put.ballot.opened_at), "end_date": plain(put.ballot.closed_at), "result": ended,
            "counts": [{"option": option, "value": int(result[name])} for name, option in OPTIONS.items()],
        })
    return {"motions": motions, "vote_events": events}
