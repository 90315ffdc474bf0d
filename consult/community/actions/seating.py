"""Places in bodies that go by no post: a seat ended, an alternate who takes up a vacant one; a further body."""
from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from consult.community import policy
from consult.community.actions.bodies import form_body
from consult.community.actions.posts import BACKWARDS, Place, Term, check_not_held, write_post
from consult.community.actions.register import check_all_of
from consult.community.events import MemberJoined, MemberLeft
from consult.community.models import Body, BodyMember, Community, Person
from consult.community.queries.seats import people_in
from consult.community.rules.kinds import BodyKind, Membership, PostKind
from consult.community.rules.presets import PRESETS
from consult.community.rules.texts import BodyName, NameEn
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.core.policy import of_the_house
from consult.storage.work import Work


def end_seat(work: Work, *, member_id: int, ends_on: date) -> dict[str, int]:
    """End a place on a body's list: a unit's, a person's who sits there by no post, an alternate's. The history stays."""
    row, body, community = _place(work, member_id)
    if ends_on < row.since:
        raise BadShape({"ends_on": BACKWARDS})
    row.until = ends_on
    work.record(MemberLeft(
        community_id=community.id, body_id=body.id, person_id=row.person_id, unit_id=row.unit_id, until=ends_on))
    return {"body_id": body.id}


def seat_person(
    work: Work, *, body_id: int, person_id: int, starts_on: date, ends_on: date | None = None
) -> dict[str, int]:
    """Seat somebody in a body by no post; RuleBroken where the body asks for one, or they sit there already."""
    body = work.get(Body, body_id)
    policy.require(work.actor, "keep_register", body)
    community, person = work.get(Community, body.community_id or 0, lock=False), work.get(Person, person_id)
    check_all_of(community, person)
    if ends_on and ends_on < starts_on:
        raise BadShape({"ends_on": BACKWARDS})
    if body.membership != Membership.LISTED:
        raise RuleBroken("body_of_households")
    if body.asks_for_post:
        raise RuleBroken("seat_needs_post", body={"zh": body.name, "en": body.name_en or body.name})
    if person.id in people_in(work.db, body, starts_on):
        raise RuleBroken("seated_already")
    work.add(BodyMember(body_id=body.id, person_id=person.id, unit_id=None, since=starts_on, until=ends_on))
    work.record(MemberJoined(
        community_id=community.id, body_id=body.id, person_id=person.id, unit_id=None, since=starts_on))
    return {"body_id": body.id}


def take_place(work: Work, *, member_id: int, starts_on: date, ends_on: date | None = None) -> dict[str, int]:
    """An alternate takes up a vacant place: in a body that asks for a post for its seats, with that post."""
    row, body, community = _place(work, member_id)
    if not row.alternate or row.person_id is None or (row.until and row.until < starts_on):
        raise NotFound("body_member")
    wrong = {"starts_on": BACKWARDS} if starts_on < row.since else {}
    if ends_on and ends_on < starts_on:
        wrong["ends_on"] = BACKWARDS
    if wrong:
        raise BadShape(wrong)
    person, term = work.get(Person, row.person_id), Term(starts_on, ends_on)
    row.until = max(row.since, starts_on - timedelta(days=1))
    if body.asks_for_post:
        kind = PostKind(body.seated_posts[0])
        check_not_held(work, person, kind, Place(body), term)
        write_post(work, community, person, kind, Place(body), term)
    else:
        work.add(BodyMember(body_id=body.id, person_id=person.id, unit_id=None, since=starts_on, until=ends_on))
        work.record(MemberJoined(
            community_id=community.id, body_id=body.id, person_id=person.id, unit_id=None, since=starts_on))
    return {"body_id": body.id}


def _place(work: Work, member_id: int) -> tuple[BodyMember, Body, Community]:
    row = work.get(BodyMember, member_id)
    body = work.get(Body, row.body_id, lock=False)
    if work.actor is None or not of_the_house(work.actor, body):
        raise NotFound("body_member")
    policy.require(work.actor, "keep_register", body)
    return row, body, work.get(Community, body.community_id or 0, lock=False)


def form_from_template(
    work: Work, *, community_id: int, kind: BodyKind, name: BodyName, name_en: NameEn = "", answered_by_id: int | None = None
) -> dict[str, int]:
    """Form a further body as its kind's data has it, under a name that none here has; who answers it may be said."""
    community = work.get(Community, community_id)
    policy.require(work.actor, "keep_register", community)
    preset = PRESETS.get(kind)
    if preset is None:
        raise BadShape({"kind": "not_a_choice"})
    if work.db.scalar(select(Body.id).where(Body.community_id == community.id, Body.name == name)):
        raise BadShape({"name": "taken"})
    body = form_body(
        work, community=community, preset=replace(preset, name=name, name_en=name_en),
        answered_by=_who_answers(work, community, preset.answered_by, answered_by_id))
    return {"body_id": body.id}


def _who_answers(work: Work, community: Community, kind: BodyKind | None, id: int | None) -> Body | None:
    """The body that is named; else, where the kind is answered by one, the first open body of that kind."""
    if kind is None:
        return None
    if id is not None:
        body = work.get(Body, id, lock=False)
        if body.community_id != community.id or body.closed_on is not None:
            raise NotFound("body")
        return body
    return work.db.scalar(select(Body).where(
        Body.community_id == community.id, Body.kind == kind, Body.closed_on.is_(None)).order_by(Body.id).limit(1))
