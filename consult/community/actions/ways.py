"""Ways change on a day: written down with what was before and by whom, in force when the day comes."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from consult.community import policy
from consult.community.actions.posts import Place, write_post
from consult.community.actions.posts import Term as PostTerm
from consult.community.actions.register import today
from consult.community.events import WayChanged, WaysTookEffect
from consult.community.models import Body, BodyMember, Community, Person, WayChange
from consult.community.queries.seats import seat_by_post
from consult.community.queries.ways import as_of
from consult.community.rules.kinds import PostKind
from consult.community.rules.ways import Desk, Thresholds, problems
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.core.events import plain
from consult.core.policy import of_the_house
from consult.storage.work import Work

AS_BEFORE_THRESHOLDS, AS_BEFORE_DESK = Thresholds(), Desk()


def set_community_ways(
    work: Work, *, community_id: int, holds_from: date, thresholds: Thresholds = AS_BEFORE_THRESHOLDS,
    desk: Desk = AS_BEFORE_DESK,
) -> dict[str, int]:
    """Change ways of a community from a day on, today or later. What is left out stays."""
    community = work.get(Community, community_id)
    policy.require(work.actor, "keep_register", community)
    given = given_ways(thresholds, desk)
    if wrong := problems(None, given):
        raise BadShape(wrong)
    return {"changed": write_changes(work, community, None, given, holds_from)}


def given_ways(*parts: Any) -> dict[str, Any]:
    """What was given of the ways, by name; None was left out."""
    return {name: value for part in parts for name, value in vars(part).items() if value is not None}


def write_changes(
    work: Work, community: Community, body: Body | None, given: Mapping[str, Any], holds_from: date
) -> int:
    """Write down what will be another way from a day on; today's are in force at once. How many there are."""
    day = today(work, community)
    if holds_from < day:
        raise BadShape({"holds_from": "past"})
    apply_due(work, community_id=community.id)
    before = as_of(work.db, community, body, holds_from)
    changed = {way: value for way, value in given.items() if before[way] != value}
    for way, value in changed.items():
        work.add(WayChange(
            community_id=community.id, body_id=body.id if body else None, way=way, before={"is": plain(before[way])},
            value={"is": plain(value)}, holds_from=holds_from, entered_at=work.now,
            by_id=work.actor.person_id if work.actor and not work.actor.is_system else None))
        work.record(WayChanged(
            community_id=community.id, body_id=body.id if body else None, way=way, holds_from=holds_from))
    apply_due(work, community_id=community.id)
    return len(changed)


def apply_due(work: Work, *, community_id: int) -> None:
    """Put in force what holds from today or an earlier day; done at every sweep, and before a body is convened."""
    community = work.get(Community, community_id)
    due = work.db.scalars(select(WayChange).where(
        WayChange.community_id == community.id, WayChange.applied_at.is_(None), WayChange.dropped_at.is_(None),
        WayChange.holds_from <= today(work, community)).order_by(WayChange.holds_from, WayChange.id)).all()
    for body_id in dict.fromkeys(row.body_id for row in due):
        rows = [row for row in due if row.body_id == body_id]
        subject: Any = community if body_id is None else work.get(Body, body_id)
        values = {row.way: row.value["is"] for row in rows}
        if values.get("asks_for_post"):
            _give_posts(work, community, subject, values.get("seated_posts", subject.seated_posts))
        for way, value in values.items():
            setattr(subject, way, value if way != "answered_by_id" else value or None)
        for row in rows:
            row.applied_at = work.now
        work.record(WaysTookEffect(community_id=community.id, body_id=body_id, ways=list(values)))


def _give_posts(work: Work, community: Community, body: Body, kinds: list[str]) -> None:
    """Who stands on the list of a body that asks for a post from now on is given it for the same days."""
    rows = work.db.scalars(select(BodyMember).where(
        BodyMember.body_id == body.id, BodyMember.person_id.is_not(None), BodyMember.alternate.is_(False))).all()
    for row in rows:
        person = work.get(Person, row.person_id or 0, lock=False)
        if person.gone_on is None and seat_by_post(work.db, body, person.id, today(work, community)) is None:
            write_post(work, community, person, PostKind(kinds[0]), Place(body), PostTerm(row.since, row.until))
        work.db.delete(row)
    work.db.flush()


def drop_change(work: Work, *, change_id: int) -> None:
    """Take a change back whose day has not come."""
    row = work.get(WayChange, change_id)
    community = work.get(Community, row.community_id)
    if work.actor is None or not of_the_house(work.actor, community):
        raise NotFound("way_change")
    policy.require(work.actor, "keep_register", community)
    if row.dropped_at is not None:
        raise NotFound("way_change")
    if row.applied_at is not None or row.holds_from <= today(work, community):
        raise RuleBroken("change_in_force")
    row.dropped_at = work.now
    work.record(WayChanged(community_id=community.id, body_id=row.body_id, way=row.way, holds_from=row.holds_from, dropped=True))
