"""Volunteer posts: set one, take a slot, write hours down, confirm them. Whoever is signed in here may take one."""
from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any

from sqlalchemy import func, select

from consult.community.models import Community
from consult.core.arguments import Length
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.project import policy, queries
from consult.project.actions.shared import MaybeWords, Title, Words, check_number, today
from consult.project.events import (
    HoursDecided,
    HoursReported,
    SlotGivenBack,
    SlotTaken,
    VolunteerPostClosed,
    VolunteerPostSet,
)
from consult.project.models import PostClaim, VolunteerHours, VolunteerPost
from consult.project.rules.categories import check_category, volunteering
from consult.project.rules.lifecycle import POST, POST_CLAIM
from consult.storage.work import Work

Line = Annotated[str, Length(most=120, least=1)]
MOST_SLOTS = 500
DAY_MINUTES = 720


@dataclass(frozen=True)
class PostPlan:
    """What is to be done: where, when, by how many, from which day."""

    title: Title
    what: Words
    category: str
    place: Line
    when: Line
    slots: int
    since: date
    until: date | None = None

    def checked(self) -> dict[str, Any]:
        """Its values, within their bounds."""
        if self.until and self.until < self.since:
            raise BadShape({"until": "before_it_begins"})
        return asdict(self) | {
            "category": check_category(self.category, volunteering()),
            "slots": check_number("slots", self.slots, 1, MOST_SLOTS),
        }


def set_post(work: Work, *, community_id: int, plan: PostPlan) -> dict[str, Any]:
    """设定岗位: the community says what is to be done, where, when and by how many."""
    community = work.get(Community, community_id, lock=False)
    actor = policy.require(work.actor, "set_post", community)
    post = work.add(VolunteerPost(
        community_id=community_id, **plan.checked(), set_at=work.now, set_by_id=actor.person_id))
    work.record(VolunteerPostSet(post_id=post.id, title=post.title, category=post.category, slots=post.slots))
    return {"post_id": post.id}


def take_slot(work: Work, *, post_id: int) -> dict[str, Any]:
    """岗位认领: anyone of this community, with or without a registered home here; nothing else is asked."""
    post = work.get(VolunteerPost, post_id)
    actor = policy.require(work.actor, "take_slot", post)
    if post.state != "open":
        raise RuleBroken("not_now", thing="volunteer_post", state=post.state, move="take_slot")
    slot = queries.slot_of(work.db, post.id, actor.person_id)
    if slot and slot.state == "taken":
        return {"left": post.left}
    if post.left < 1:
        raise RuleBroken("slots_taken", slots=post.slots)
    post.taken += 1
    if slot:
        slot.state, slot.left_at, slot.taken_at = POST_CLAIM.after(slot.state, "take"), None, work.now
    else:
        work.add(PostClaim(
            community_id=post.community_id, post_id=post.id, person_id=actor.person_id, taken_at=work.now))
    work.record(SlotTaken(post_id=post.id, taken=post.taken, slots=post.slots))
    return {"left": post.left}


def leave_slot(work: Work, *, post_id: int) -> dict[str, Any]:
    """Give the own slot back; hours that were confirmed stay."""
    post = work.get(VolunteerPost, post_id)
    slot = _own_slot(work, post)
    slot.state, slot.left_at = POST_CLAIM.after(slot.state, "leave"), work.now
    post.taken -= 1
    work.record(SlotGivenBack(post_id=post.id, taken=post.taken, slots=post.slots))
    return {"left": post.left}


def report_hours(work: Work, *, post_id: int, worked_on: date, minutes: int) -> dict[str, Any]:
    """Write down time given on a day, twelve hours at the most; it counts once the office confirmed it."""
    post = work.get(VolunteerPost, post_id)
    slot = _own_slot(work, post)
    check_number("minutes", minutes, 1, DAY_MINUTES)
    if worked_on > today(work, post.community_id):
        raise BadShape({"worked_on": "to_come"})
    already = work.db.scalar(select(func.sum(VolunteerHours.minutes)).where(
        VolunteerHours.claim_id == slot.id, VolunteerHours.worked_on == worked_on,
        VolunteerHours.confirmed.is_not(False))) or 0
    if already + minutes > DAY_MINUTES:
        raise RuleBroken("day_is_full", most=DAY_MINUTES // 60)
    work.add(VolunteerHours(
        community_id=post.community_id, claim_id=slot.id, worked_on=worked_on, minutes=minutes, reported_at=work.now))
    work.record(HoursReported(post_id=post.id, minutes=minutes, worked_on=worked_on))
    return {"minutes": minutes}


def _own_slot(work: Work, post: VolunteerPost) -> PostClaim:
    actor = policy.require(work.actor, "take_slot", post)
    slot = queries.slot_of(work.db, post.id, actor.person_id)
    if slot is None:
        raise NotFound("post_claim")
    if slot.state != "taken":
        raise RuleBroken("not_now", thing="post_claim", state=slot.state, move="leave")
    return slot


def decide_hours(work: Work, *, hours_id: int, confirmed: bool) -> dict[str, Any]:
    """The office confirms time that was written down, or does not."""
    hours = work.get(VolunteerHours, hours_id)
    actor = policy.require(work.actor, "decide_hours", hours)
    if hours.confirmed is not None:
        raise RuleBroken("not_now", thing="volunteer_hours", state="decided", move="decide_hours")
    hours.confirmed, hours.decided_at, hours.decided_by_id = confirmed, work.now, actor.person_id
    post_id = work.get(PostClaim, hours.claim_id, lock=False).post_id
    work.record(HoursDecided(post_id=post_id, minutes=hours.minutes, confirmed=confirmed))
    return {"post_id": post_id}


def close_post(work: Work, *, post_id: int, thanks: MaybeWords = "") -> dict[str, Any]:
    """The post is over; all who held a slot are thanked together, none by name."""
    post = work.get(VolunteerPost, post_id)
    policy.require(work.actor, "set_post", post)
    post.state = POST.after(post.state, "close")
    post.closed_at, post.thanks = work.now, thanks
    work.record(VolunteerPostClosed(post_id=post.id, thanks=thanks))
    return {"state": post.state}
