"""Popolo: persons in office, organizations (bodies), posts, memberships, motions and vote events.

After the Popolo specification (popoloproject.com). Persons are those who hold a public office, nobody else; the votes of
a vote event have no voter (votes.py says why).
"""
from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app

from consult.api import votes
from consult.api.answers import community, db, public, redactor, said
from consult.community import queries as register
from consult.community.models import Community
from consult.core.clock import local_date
from consult.core.events import plain
from consult.publishing import queries
from consult.publishing.queries import ClosedVote

RESULTS = {"passed": "pass", "failed": "fail", "tied": "fail", "no_quorum": "fail"}
EVERYTHING = 10_000


def add_to(blueprint: Blueprint) -> None:
    """Hang it on the door."""
    blueprint.add_url_rule("/api/v1/<place>/popolo", "popolo", popolo)


@public
def popolo(place: str) -> Response:
    """One document with everything."""
    home = community(place)
    cast, _count = queries.closed_votes(db(), home.id, size=EVERYTHING)
    told = redactor(home).plain({
        "organizations": _organizations(home), **_in_office(home), "motions": [_motion(home, vote) for vote in cast],
        "vote_events": [_vote_event(home, vote) for vote in cast]})
    for vote, event in zip(cast, told["vote_events"], strict=True):
        event["votes"] = votes.public_votes(event["counts"], votes.role_of_public_votes(vote))
    return said(told)


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


def _motion(home: Community, vote: ClosedVote) -> dict[str, Any]:
    """What was put to the vote: a motion, an amendment of one, or the question of a ballot outside meetings."""
    put = vote.motion or vote.amendment
    return {
        "id": _motion_id(vote), "organization_id": _body(home, vote), "text": put.text if put else vote.ballot.question,
        "classification": "motion" if vote.motion else "amendment" if vote.amendment else "question",
        "date": plain(put.moved_at if put else vote.ballot.opened_at), "result": _ended(vote),
        "requirement": str(vote.ballot.rule.get("code", "")),
    }


def _vote_event(home: Community, vote: ClosedVote) -> dict[str, Any]:
    """A vote; where its result is withheld it has no counts and says why."""
    return {
        "id": f"vote_event/{vote.ballot.id}", "motion_id": _motion_id(vote), "organization_id": _body(home, vote),
        "classification": "standing" if vote.ballot.standing else "meeting",
        "start_date": plain(vote.ballot.opened_at), "end_date": plain(vote.ballot.closed_at), "result": _ended(vote),
        "withheld": votes.withheld(vote), "counts": votes.counts(vote), "counts_by_metric": votes.counts_by_metric(vote),
    }


def _motion_id(vote: ClosedVote) -> str:
    if vote.motion:
        return f"motion/{vote.motion.id}"
    return f"amendment/{vote.amendment.id}" if vote.amendment else f"question/{vote.ballot.id}"


def _body(home: Community, vote: ClosedVote) -> str:
    return f"body/{vote.meeting.body_id}" if vote.meeting else f"community/{home.slug}"


def _ended(vote: ClosedVote) -> str:
    """pass or fail; an appraisal or an opinion poll ends as neither, and says what it is."""
    verdict = str(votes.result_of(vote).get("verdict", ""))
    return RESULTS.get(verdict, verdict)
