"""What the verbs of a life share: whose entry it is, where somebody lives from which day, and what is written down."""
from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from consult.community import policy
from consult.community.actions.register import today
from consult.community.actions.representing import change_representative
from consult.community.events import HomeEntered, PostEnded
from consult.community.models import Community, Household, LifeEvent, Person, Post, Residency
from consult.community.queries.spans import counted_there, represents
from consult.community.rules.ages import of_age
from consult.community.rules.kinds import HomeUse, PostKind
from consult.community.rules.life import LifeKind, LivesAs, last_day
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.storage.work import Work


def kept(work: Work, person_id: int) -> tuple[Person, Community, date]:
    """An entry that the office keeps, locked, with its community and today; RuleBroken for one that is over."""
    person = work.get(Person, person_id)
    policy.require(work.actor, "keep_register", person)
    if person.gone_on is not None:
        raise RuleBroken("person_gone")
    community = work.get(Community, person.community_id or 0, lock=False)
    return person, community, today(work, community)


def home_of_choice(work: Work, community: Community, household_id: int) -> Household:
    """A home of the community to live in, locked; BadShape for a shop or a garage."""
    home = work.get(Household, household_id)
    if home.community_id != community.id:
        raise NotFound("household")
    if home.use != HomeUse.HOME:
        raise BadShape({"household_id": "nobody_lives_there"})
    return home


def still_holding(work: Work, person: Person, first: date) -> list[Residency]:
    """Where somebody lives, or is going to, on a day or after it; the earlier entry first."""
    return list(work.db.scalars(select(Residency).where(
        Residency.person_id == person.id, Residency.lives_as != LivesAs.VOID,
        or_(Residency.until.is_(None), Residency.until >= first)).order_by(Residency.id)))


def end_residency(work: Work, community: Community, row: Residency, first: date, *, gone: bool = False) -> None:
    """Somebody does not live there from a day on, nor speaks for it. What began on that day, or was only planned for
    later, never held; RuleBroken where it began later and holds already, unless they are gone since."""
    if not gone and first < row.since <= today(work, community):
        raise RuleBroken("began_later", day=row.since)
    if row.since >= first:
        row.lives_as = LivesAs.VOID
    row.until = last_day(first, row.since)
    stop_speaking(work, community, row.person_id, row.household_id, first)


def stop_speaking(work: Work, community: Community, person_id: int, home_id: int, first: date) -> None:
    """Whoever leaves a home, or is counted in another, does not speak for it any more."""
    for post in work.db.scalars(select(Post).where(
            Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, Post.person_id == person_id, Post.household_id == home_id,
            or_(Post.ends_on.is_(None), Post.ends_on >= first))).all():
        end_of_post(work, community, post, first)


def end_of_post(work: Work, community: Community, post: Post, first: date) -> None:
    """A post is not held any more from a day on."""
    post.ends_on = last_day(first, post.starts_on)
    work.record(PostEnded(community_id=community.id, person_id=post.person_id, kind=post.kind, ends_on=post.ends_on))


def begin_residency(work: Work, person: Person, home: Household, first: date, lives_as: LivesAs = LivesAs.MAIN) -> None:
    """Somebody lives there from a day on; a home that was entered as empty is lived in."""
    work.db.flush()
    work.add(Residency(person_id=person.id, household_id=home.id, since=first, lives_as=lives_as))
    if not home.lived_in:
        home.lived_in = True
        work.record(HomeEntered(community_id=home.community_id, household_id=home.id, use=home.use, lived_in=True,
                                counts_for_owners=home.counts_for_owners))


def relabel(work: Work, community: Community, person: Person, row: Residency, lives_as: LivesAs, first: date) -> None:
    """The same home counts for somebody, or does not, from a day on."""
    home = work.get(Household, row.household_id, lock=False)
    speaks = lives_as == LivesAs.MAIN
    if row.since >= first:
        row.lives_as = lives_as
    else:
        row.until = last_day(first, row.since)
        begin_residency(work, person, home, first, lives_as)
    if not speaks:
        stop_speaking(work, community, person.id, home.id, first)


def succeed(work: Work, community: Community, person: Person, successor_id: int | None, why: str, first: date) -> None:
    """Whoever of the home is to speak for it after somebody, where that one speaks for it now.

    BadShape where the successor does not live there or is not of age, RuleBroken for a day that is still to come.
    """
    if successor_id is None:
        return
    day = today(work, community)
    homes = list(work.db.scalars(select(Post.household_id).where(Post.person_id == person.id, *represents(day))))
    if not homes:
        return
    if first > day:
        raise RuleBroken("successor_from_today")
    other = work.db.scalar(select(Person).join(Residency, Residency.person_id == Person.id).where(
        Person.id == successor_id, Person.id != person.id, Residency.household_id == homes[0], *counted_there(day)))
    if other is None or not of_age(other.comes_of_age, day):
        raise BadShape({"successor_id": "not_a_choice"})
    change_representative(work, household_id=homes[0] or 0, person_id=other.id, reason=why)


def write_down(
    work: Work, community: Community, person: Person, kind: LifeKind, first: date, note: str = "",
    homes: tuple[int | None, int | None] = (None, None),
) -> None:
    """A line of somebody's history: what, from which home to which, since when, by whom."""
    actor = work.actor
    work.add(LifeEvent(
        community_id=community.id, person_id=person.id, kind=kind, from_home_id=homes[0], to_home_id=homes[1],
        holds_from=first, entered_at=work.now, by_id=actor.person_id or None if actor else None, note=note))
