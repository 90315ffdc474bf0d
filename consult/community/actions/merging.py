"""Two entries of one person become one: the register's own rows. Other chapters follow (consult/merging.py)."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from consult.community import policy
from consult.community.actions.register import check_all_of, today
from consult.community.events import PersonsMerged
from consult.community.models import (
    BodyMember,
    Community,
    CoOwner,
    Delegacy,
    GridDuty,
    LifeEvent,
    NamingConsent,
    Ownership,
    Person,
    PersonMerge,
    Post,
    Residency,
)
from consult.community.rules.life import Gone, LifeKind, LivesAs
from consult.community.rules.merging import Fate, Login, Span, day_after, fate_of
from consult.community.rules.texts import Why
from consult.core.errors import BadShape, RuleBroken
from consult.storage.work import Work


def merge_people(
    work: Work, *, kept_id: int, gone_id: int, reason: Why, login: Login = Login.KEPT, sure: bool = False
) -> dict[str, int]:
    """Two entries are one person: from now on everything of the one that goes is under the one that stays, and nothing
    is counted twice. What is over stays as it was. It cannot be undone, so `sure` has to be said.

    RuleBroken where one of them is the acting person, went into another already, or is held by a secret ballot or a
    room; where the one that stays is of somebody gone, or the other of somebody dead: two entries that say different
    things of one life are put right first.
    """
    kept, gone = _both(work, kept_id, gone_id)
    actor = policy.require(work.actor, "keep_register", kept)
    community = work.get(Community, kept.community_id or 0, lock=False)
    check_all_of(community, gone)
    if not sure:
        raise BadShape({"sure": "missing"})
    if actor.person_id in (kept.id, gone.id):
        raise RuleBroken("merge_of_oneself")
    day = today(work, community)
    _note(work, kept, gone, day, reason, actor.person_id)
    counted_in = _counted(work, kept, day)
    _spans_follow(work, kept, gone, day)
    _one_home_counts(work, kept, counted_in, day)
    _ownerships_follow(work, kept, gone, day)
    _consent_follows(work, kept, gone)
    work.record(PersonsMerged(community_id=community.id, kept_id=kept.id, gone_id=gone.id, login=login))
    return {"person_id": kept.id}


def _both(work: Work, kept_id: int, gone_id: int) -> tuple[Person, Person]:
    if kept_id == gone_id:
        raise BadShape({"gone_id": "not_a_choice"})
    found = {id: work.get(Person, id) for id in sorted((kept_id, gone_id))}
    if any(person.merged_into_id for person in found.values()):
        raise RuleBroken("merged_already")
    kept, gone = found[kept_id], found[gone_id]
    if kept.gone_on is not None or gone.gone_because == Gone.DIED:
        raise RuleBroken("merge_of_gone")
    return kept, gone


def _note(work: Work, kept: Person, gone: Person, day: date, reason: str, by_id: int) -> None:
    """The entry that goes counts nowhere any more; both say so in their history."""
    gone.merged_into_id, gone.gone_on, gone.gone_because = kept.id, gone.gone_on or day, Gone.MERGED
    work.add(PersonMerge(
        community_id=kept.community_id, gone_id=gone.id, kept_id=kept.id, reason=reason, by_id=by_id, merged_on=day,
        merged_at=work.now))
    for person in (kept, gone):
        work.add(LifeEvent(
            community_id=kept.community_id, person_id=person.id, kind=LifeKind.MERGED, holds_from=day, entered_at=work.now,
            by_id=by_id, note=reason))


@dataclass(frozen=True)
class _Spans:
    """A table of spans: what they are of, and whether the day they end on is the first on which they do not hold."""

    table: Any
    key: Callable[[Any], tuple[Any, ...]]
    begins: str = "since"
    ends: str = "until"
    ends_before: bool = False

    def of(self, row: Any) -> Span:
        """A row as a span, its last day included."""
        last = getattr(row, self.ends)
        if last is not None and self.ends_before:
            last -= timedelta(days=1)
        return Span(self.key(row), getattr(row, self.begins), last)


SPANS: Sequence[_Spans] = (
    _Spans(Residency, lambda row: (row.household_id,)),
    _Spans(BodyMember, lambda row: (row.body_id, row.alternate)),
    _Spans(Post, lambda row: (row.kind, row.community_id, row.body_id, row.grid_id, row.building_id, row.household_id),
           "starts_on", "ends_on"),
    _Spans(Delegacy, lambda row: (row.unit_id,), ends_before=True),
    _Spans(GridDuty, lambda row: (row.grid_id, row.kind), ends_before=True),
    _Spans(CoOwner, lambda row: (row.ownership_id,), ends_before=True),
)


def _spans_follow(work: Work, kept: Person, gone: Person, day: date) -> None:
    for spans in SPANS:
        rows = work.db.scalars(select(spans.table).where(
            spans.table.person_id.in_((kept.id, gone.id))).order_by(spans.table.id)).all()
        rows = [row for row in rows if getattr(row, "lives_as", None) != LivesAs.VOID]
        there = [spans.of(row) for row in rows if row.person_id == kept.id]
        for row in rows:
            if row.person_id == gone.id:
                _one_follows(work, spans, row, there, kept, day)
        work.db.flush()


def _one_follows(work: Work, spans: _Spans, row: Any, there: list[Span], kept: Person, day: date) -> None:
    span = spans.of(row)
    fate = fate_of(span, there, day)
    if fate == Fate.FOLLOWS:
        setattr(row, spans.begins, day_after(there, span))
    if fate in (Fate.MOVES, Fate.FOLLOWS):
        row.person_id = kept.id
        there.append(spans.of(row))
    elif fate == Fate.ENDS:
        setattr(row, spans.ends, day if spans.ends_before else day - timedelta(days=1))
    elif fate == Fate.FALLS_AWAY and isinstance(row, Residency):
        row.lives_as = LivesAs.VOID
    elif fate == Fate.FALLS_AWAY:
        work.db.delete(row)


def _counted(work: Work, person: Person, day: date) -> list[Residency]:
    return list(work.db.scalars(select(Residency).where(
        Residency.person_id == person.id, Residency.lives_as == LivesAs.MAIN,
        or_(Residency.until.is_(None), Residency.until >= day)).order_by(Residency.id)))


def _one_home_counts(work: Work, kept: Person, counted_in: list[Residency], day: date) -> None:
    """Nobody is counted in two homes: where the entry that stays was counted before, the other home is a second one."""
    for home in _counted(work, kept, day) if counted_in else []:
        if home not in counted_in:
            home.lives_as = LivesAs.SECOND


def _ownerships_follow(work: Work, kept: Person, gone: Person, day: date) -> None:
    """Who owns a home is entered once: its owner is not one of those beside the owner."""
    for owned in work.db.scalars(select(Ownership).where(Ownership.person_id == gone.id)):
        owned.person_id = kept.id
    for owned in work.db.scalars(select(Ownership).where(Ownership.voter_id == gone.id, Ownership.until.is_(None))):
        owned.voter_id = kept.id
    work.db.flush()
    both = select(CoOwner).join(Ownership, Ownership.id == CoOwner.ownership_id).where(
        Ownership.person_id == kept.id, CoOwner.person_id == kept.id, Ownership.until.is_(None), CoOwner.until.is_(None))
    for row in work.db.scalars(both).all():
        row.until = max(row.since, day)


def _consent_follows(work: Work, kept: Person, gone: Person) -> None:
    """A consent to be named goes on; where both gave it, one is in force."""
    rows = work.db.scalars(select(NamingConsent).where(
        NamingConsent.person_id.in_((kept.id, gone.id)), NamingConsent.withdrawn_at.is_(None))).all()
    for row in rows:
        if row.person_id == gone.id and len(rows) == 1:
            row.person_id = kept.id
        elif row.person_id == gone.id:
            row.withdrawn_at = max(row.given_at, work.now)

