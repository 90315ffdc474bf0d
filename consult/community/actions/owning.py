"""Who owns a home, alone or together, and who gives the voice where that is not the owner alone."""
from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from consult.community import policy
from consult.community.actions.register import check_all_of, today
from consult.community.events import CoOwnersChanged, OwnershipEntered, OwnersVoterNamed
from consult.community.models import Community, CoOwner, Household, Ownership, Person, Unit
from consult.community.rules.ages import of_age
from consult.community.rules.owning import may_be_named
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.storage.work import Work


def enter_ownership(
    work: Work, *, community: Community, household: Household, area_cm2: int, owner: Person | Unit
) -> Ownership:
    """Enter who owns a home from today, with its exclusive area in cm²; the ownership before ends, its row stays. Where
    the owner is the one of before, who owns together with them and who gives the voice stay as they are."""
    policy.require(work.actor, "keep_register", community)
    check_all_of(community, household, owner)
    if area_cm2 <= 0:
        raise BadShape({"area_cm2": "not_a_number"})
    day, before = today(work, community), _ownership(work, household)
    if before:
        before.until = day
    work.db.flush()
    person, unit = (owner.id, None) if isinstance(owner, Person) else (None, owner.id)
    owned = work.add(Ownership(household_id=household.id, person_id=person, unit_id=unit, area_cm2=area_cm2, since=day))
    household.area_cm2 = area_cm2
    if before and person and before.person_id == person:
        owned.voter_id = before.voter_id
        for other in _together(work, before, day):
            work.add(CoOwner(ownership_id=owned.id, person_id=other.person_id, since=day))
    work.record(OwnershipEntered(community_id=community.id, household_id=household.id))
    return owned


def enter_owner(
    work: Work, *, household_id: int, area_cm2: int, person_id: int | None = None, unit_id: int | None = None
) -> dict[str, int]:
    """Enter who owns a home from today: a person or a unit, with the exclusive area in cm² as the register of titles
    has it. Owners' votes are weighed by it (民法典 art. 278)."""
    household, community = _kept(work, household_id)
    if (person_id is None) == (unit_id is None):
        raise BadShape({"person_id": "missing"})
    owner = work.get(Person, person_id, lock=False) if person_id else work.get(Unit, unit_id or 0, lock=False)
    enter_ownership(work, community=community, household=household, area_cm2=area_cm2, owner=owner)
    return {"household_id": household.id}


def add_co_owner(work: Work, *, household_id: int, person_id: int) -> dict[str, int]:
    """Enter somebody who owns a home together with its owner from today: one home, one voice, one area (指导规则
    art. 25). RuleBroken where no person is entered as its owner yet."""
    household, community = _kept(work, household_id)
    person, owned = work.get(Person, person_id, lock=False), _ownership(work, household)
    check_all_of(community, person)
    if owned is None or owned.person_id is None:
        raise RuleBroken("owned_by_no_person")
    day = today(work, community)
    if person.id not in _owners(work, owned, day):
        work.add(CoOwner(ownership_id=owned.id, person_id=person.id, since=day))
        work.record(CoOwnersChanged(community_id=community.id, household_id=household.id))
    return {"household_id": household.id}


def end_co_owner(work: Work, *, household_id: int, person_id: int) -> dict[str, int]:
    """Somebody does not own a home together with its owner any more from today; the history stays."""
    household, community = _kept(work, household_id)
    owned, day = _ownership(work, household), today(work, community)
    found = [row for row in _together(work, owned, day) if row.person_id == person_id] if owned else []
    if not found:
        raise NotFound("co_owner")
    found[0].until = day
    work.record(CoOwnersChanged(community_id=community.id, household_id=household.id))
    return {"household_id": household.id}


def name_voter(work: Work, *, household_id: int, person_id: int | None = None) -> dict[str, int]:
    """The owners of a home named in writing who gives their voice: one of them, or the guardian of one who is not of
    age; without a person, nobody any more. RuleBroken where they cannot name that person."""
    household, community = _kept(work, household_id)
    owned, day = _ownership(work, household), today(work, community)
    if owned is None or owned.person_id is None:
        raise RuleBroken("owned_by_no_person")
    if person_id is not None:
        check_all_of(community, work.get(Person, person_id, lock=False))
        _check_named(work, person_id, _owners(work, owned, day), day)
    owned.voter_id = person_id
    work.record(OwnersVoterNamed(community_id=community.id, household_id=household.id, named=person_id is not None))
    return {"household_id": household.id}


def _check_named(work: Work, voter: int, owners: list[int], day: date) -> None:
    people = work.db.scalars(select(Person).where(Person.id.in_([voter, *owners])))
    if why := may_be_named(voter, owners, {p.id for p in people if of_age(p.comes_of_age, day)}):
        raise RuleBroken(why)


def _kept(work: Work, household_id: int) -> tuple[Household, Community]:
    household = work.get(Household, household_id)
    policy.require(work.actor, "keep_register", household)
    return household, work.get(Community, household.community_id, lock=False)


def _ownership(work: Work, household: Household) -> Ownership | None:
    return work.db.scalar(select(Ownership).where(Ownership.household_id == household.id, Ownership.until.is_(None)))


def _together(work: Work, owned: Ownership, day: date) -> list[CoOwner]:
    return list(work.db.scalars(select(CoOwner).where(
        CoOwner.ownership_id == owned.id, or_(CoOwner.until.is_(None), CoOwner.until > day)).order_by(CoOwner.id)))


def _owners(work: Work, owned: Ownership, day: date) -> list[int]:
    return [id for id in (owned.person_id, *(row.person_id for row in _together(work, owned, day))) if id]
