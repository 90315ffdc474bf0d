"""Who speaks for a home: a change is made by one official, and confirmed by another or by the home itself."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

from sqlalchemy import select

from consult.community import policy, queries
from consult.community.actions.posts import Term, take_post
from consult.community.actions.provisional import Naming
from consult.community.actions.register import today
from consult.community.events import (
    PostEnded,
    RepresentativeChanged,
    RepresentativeLapsed,
    RepresentativeObjected,
    RepresentativesConfirmed,
)
from consult.community.models import Community, Household, Person, Post, RepresentativeChange
from consult.community.queries.representing import is_waiting, lives_in, may_speak
from consult.community.rules.ages import of_age
from consult.community.rules.kinds import PostKind
from consult.community.rules.representing import AGAIN_DAYS, OBJECT_DAYS, why_not_confirm
from consult.core.actor import Actor
from consult.core.arguments import Length
from consult.core.errors import BadShape, RuleBroken
from consult.storage.work import Work

Reason = Annotated[str, Length(most=200, least=2)]
Disputed = Annotated[str, Length(most=300)]
Says = Annotated[str, Length(most=300, least=2)]


def change_representative(
    work: Work, *, household_id: int, person_id: int, reason: Reason, disputed: Disputed = "", on_paper: bool = False
) -> dict[str, int]:
    """A household names another of its own to speak for it, with the reason, and what a member of the household says
    against it. Whoever spoke before stays in its history; a ballot that is open keeps the one it was opened with. Of
    two changes on one day the later holds from that day.

    It holds at once. After the opening of the community a second official or the home itself must agree within
    fourteen days; the home's wish on paper (`on_paper`) is the home's once a second official saw it too.
    """
    household = work.get(Household, household_id)
    actor = policy.require(work.actor, "keep_register", household)
    community, person = work.get(Community, household.community_id, lock=False), work.get(Person, person_id, lock=False)
    day = today(work, community)
    if not lives_in(work.db, person.id, household.id, day):
        raise BadShape({"person_id": "not_a_choice"})
    before = list(_speaking(work, household))
    if any(post.person_id == person.id for post in before):
        return {"household_id": household.id}
    _check_not_again(work, household, actor, person, day)
    _end(work, community, before, day)
    take_post(work, community=community, person=person, kind=PostKind.HOUSEHOLD_REPRESENTATIVE, household=household,
              term=Term(starts_on=day), naming=Naming(
                  actor.person_id, before[0].person_id if before else None, reason, disputed, on_paper))
    work.record(RepresentativeChanged(
        community_id=community.id, household_id=household.id, to_id=person.id, disputed=bool(disputed)))
    return {"household_id": household.id}


def _speaking(work: Work, household: Household) -> Sequence[Post]:
    return work.db.scalars(select(Post).where(
        Post.household_id == household.id, Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, Post.ends_on.is_(None))).all()


def _check_not_again(work: Work, household: Household, actor: Actor, person: Person, day: date) -> None:
    """An official whose change nobody confirmed does not make the same again and again."""
    lapsed = select(RepresentativeChange.id).where(
        RepresentativeChange.household_id == household.id, RepresentativeChange.by_id == actor.person_id,
        RepresentativeChange.to_id == person.id, RepresentativeChange.confirm_until < RepresentativeChange.lapsed_on,
        RepresentativeChange.lapsed_on > day - timedelta(days=AGAIN_DAYS))
    if work.db.scalar(lapsed.limit(1)):
        raise RuleBroken("another_official_names", days=AGAIN_DAYS)


def _end(work: Work, community: Community, before: Sequence[Post], day: date) -> None:
    """End the posts before; one that began on the day itself is outdone by the later entry (queries/spans.py)."""
    for post in before:
        post.ends_on = max(post.starts_on, day - timedelta(days=1))
        work.record(PostEnded(
            community_id=community.id, person_id=post.person_id, kind=post.kind, ends_on=post.ends_on))
    work.db.flush()


def confirm_representative(work: Work, *, change_id: int, answer: Disputed = "") -> dict[str, int]:
    """Agree to who speaks for a home: another official than who entered it, or an adult of the home; never the new one
    nor the one displaced. Over an objection only another official may, with an answer to it."""
    change, household, actor, day = _change(work, change_id, "confirm_representative")
    if not is_waiting(work.db, change):
        raise RuleBroken("nothing_to_confirm")
    official = policy.permits(actor, "keep_register", household)
    why = why_not_confirm(
        actor.person_id, entered_by=change.by_id, to=change.to_id, former=change.from_id, official=official,
        of_age=of_age(work.get(Person, actor.person_id, lock=False).comes_of_age, day), objected=bool(change.objection))
    if why:
        raise RuleBroken(why)
    if change.objection and len(answer) < 2:
        raise BadShape({"answer": "missing"})
    _confirm(work, [change], household.community_id, actor, answer, by_home=not official)
    return {"household_id": household.id}


def confirm_representatives(
    work: Work, *, community_id: int, by_id: int, changed_on: date, up_to_id: int
) -> dict[str, int]:
    """Agree as a whole to what another official entered on a day, as an imported list is, up to the last that was
    shown. What somebody objected to, and what concerns the official, is left for one by one."""
    community = work.get(Community, community_id)
    actor = policy.require(work.actor, "keep_register", community)
    if actor.person_id == by_id:
        raise RuleBroken("confirmed_by_another")
    found = [c for c in queries.waiting_changes(work.db, community.id) if c.by_id == by_id and c.changed_on == changed_on
             and c.id <= up_to_id and not c.objection and actor.person_id not in (c.to_id, c.from_id)]
    if not found:
        raise RuleBroken("nothing_to_confirm")
    _confirm(work, found, community.id, actor, "", by_home=False)
    return {"confirmed": len(found)}


def _confirm(
    work: Work, changes: list[RepresentativeChange], community_id: int, actor: Actor, answer: str, *, by_home: bool
) -> None:
    for change in changes:
        change.confirmed_by_id, change.confirmed_at, change.answer = actor.person_id, work.now, answer
    work.record(RepresentativesConfirmed(
        community_id=community_id, change_ids=[change.id for change in changes], by_home=by_home))


def object_to_representative(work: Work, *, change_id: int, says: Says) -> dict[str, int]:
    """Say that it is not right, as the one displaced or another of the home; it stands before the office and on the
    rolls of ballots that are near, and the home's own word no longer confirms the change."""
    change, household, actor, day = _change(work, change_id, "object_to_representative")
    if actor.person_id == change.to_id:
        raise RuleBroken("confirmed_by_another")
    if change.lapsed_on or day > change.changed_on + timedelta(days=OBJECT_DAYS):
        raise RuleBroken("too_late_to_object", days=OBJECT_DAYS)
    if change.objection:
        raise RuleBroken("objected_already")
    change.objection, change.objected_by_id = says, actor.person_id
    work.record(RepresentativeObjected(
        community_id=household.community_id, household_id=household.id, change_id=change.id))
    return {"household_id": household.id}


def _change(work: Work, change_id: int, verb: str) -> tuple[RepresentativeChange, Household, Actor, date]:
    """The change with its household, both locked, for whoever is of the home, was of it, or is of the office."""
    found = work.get(RepresentativeChange, change_id, lock=False)
    household = work.get(Household, found.household_id)
    change = work.get(RepresentativeChange, change_id)
    actor = policy.require(work.actor, verb, _Asked(household, change))
    return change, household, actor, today(work, work.get(Community, household.community_id, lock=False))


class _Asked:
    """What policy looks at: whose home it is, and whom the change displaced."""

    __tablename__ = "representative_change"

    def __init__(self, household: Household, change: RepresentativeChange) -> None:
        self.community_id, self.household_id, self.former_id = household.community_id, household.id, change.from_id


def lapse_representative(work: Work, *, change_id: int) -> dict[str, int]:
    """Nobody agreed in time: it holds no more, and who spoke before does again, if still living there."""
    change, household, _actor, day = _change(work, change_id, "lapse_representative")
    community = work.get(Community, household.community_id, lock=False)
    if change.confirm_until is None or change.confirm_until >= day or change.confirmed_at or change.lapsed_on:
        raise RuleBroken("nothing_to_confirm")
    speaking, change.lapsed_on = _speaking(work, household), day
    restored = False
    if any(post.person_id == change.to_id for post in speaking):
        _end(work, community, speaking, day)
        restored = _restore(work, community, household, change.from_id, day)
    work.record(RepresentativeLapsed(
        community_id=community.id, household_id=household.id, change_id=change.id, restored=restored))
    return {"household_id": household.id}


def _restore(work: Work, community: Community, household: Household, former_id: int | None, day: date) -> bool:
    if former_id is None or not may_speak(work.db, former_id, household.id, day):
        return False
    former = work.get(Person, former_id, lock=False)
    take_post(work, community=community, person=former, kind=PostKind.HOUSEHOLD_REPRESENTATIVE, household=household,
              term=Term(starts_on=day))
    return True
