"""Somebody moves: within, in, to somebody else or away from them; has a second home; leaves."""
from __future__ import annotations

from datetime import date

from consult.community.actions.life.entering import Note
from consult.community.actions.life.residing import (
    begin_residency,
    end_residency,
    home_of_choice,
    kept,
    relabel,
    still_holding,
    succeed,
    write_down,
)
from consult.community.actions.representing import change_representative
from consult.community.events import HomeChanged, ResidentLeft
from consult.community.models import Community, Person, Residency
from consult.community.rules.life import CAME, WENT, LifeKind, LivesAs, Move, first_day
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.storage.work import Work


def move_home(
    work: Work, *, person_id: int, household_id: int, why: Move = Move.MOVED, holds_from: date | None = None,
    successor_id: int | None = None, speaks: bool = False, note: Note = "",
) -> dict[str, int]:
    """Somebody is counted in another home from a day on: they moved, joined a family, separated from one, or moved in
    who lived nowhere here. They speak for the old home no longer: `successor_id` of it does, or nobody; for the new
    one they do where `speaks` says so. A second home stays one; moving into it makes it the first."""
    person, community, day = kept(work, person_id)
    first, home = first_day(holds_from, day), home_of_choice(work, community, household_id)
    rows = still_holding(work, person, first)
    left = [row for row in rows if row.lives_as == LivesAs.MAIN]
    if any(row.household_id == home.id and row.until is None for row in left):
        raise BadShape({"household_id": "lives_there_already"})
    succeed(work, community, person, successor_id, note or WENT, first)
    for row in rows:
        if row in left or row.household_id == home.id:
            end_residency(work, community, row, first)
    begin_residency(work, person, home, first)
    before = left[0].household_id if left else None
    _went(work, community, person, LifeKind(why) if before else LifeKind.MOVED_IN, first, note, (before, home.id))
    if speaks:
        _speaks(work, person, home.id, first, day)
    return {"person_id": person.id}


def _speaks(work: Work, person: Person, home_id: int, first: date, day: date) -> None:
    if first > day:
        raise RuleBroken("successor_from_today")
    work.db.flush()
    change_representative(work, household_id=home_id, person_id=person.id, reason=CAME)


def add_second_home(
    work: Work, *, person_id: int, household_id: int, counts_here: bool = False, holds_from: date | None = None,
    note: Note = "",
) -> dict[str, int]:
    """Somebody lives in a further home from a day on. They are one person and counted once: in the home of before, or
    in this one where they say so."""
    person, community, day = kept(work, person_id)
    first, home = first_day(holds_from, day), home_of_choice(work, community, household_id)
    rows = still_holding(work, person, first)
    if not rows:
        raise RuleBroken("no_home_yet")
    if any(row.household_id == home.id and row.until is None for row in rows):
        raise BadShape({"household_id": "lives_there_already"})
    if counts_here:
        _count_nowhere(work, community, person, rows, first)
    begin_residency(work, person, home, first, LivesAs.MAIN if counts_here else LivesAs.SECOND)
    _went(work, community, person, LifeKind.SECOND_HOME, first, note, (None, home.id))
    if counts_here:
        _went(work, community, person, LifeKind.COUNTED_ELSEWHERE, first, "", (None, home.id))
    return {"person_id": person.id}


def choose_home(work: Work, *, person_id: int, household_id: int, holds_from: date | None = None) -> dict[str, int]:
    """Somebody with several homes says in which of them they are counted from a day on."""
    person, community, day = kept(work, person_id)
    first = first_day(holds_from, day)
    rows = still_holding(work, person, first)
    chosen = _open(rows, household_id)
    if chosen.lives_as == LivesAs.MAIN:
        return {"person_id": person.id}
    before = next((row.household_id for row in rows if row.lives_as == LivesAs.MAIN), None)
    _check_begun(chosen, first)
    _count_nowhere(work, community, person, [row for row in rows if row is not chosen], first)
    relabel(work, community, person, chosen, LivesAs.MAIN, first)
    _went(work, community, person, LifeKind.COUNTED_ELSEWHERE, first, "", (before, chosen.household_id))
    return {"person_id": person.id}


def give_up_home(
    work: Work, *, person_id: int, household_id: int, holds_from: date | None = None, note: Note = ""
) -> dict[str, int]:
    """Somebody has a second home no longer from a day on. RuleBroken for the one in which they are counted."""
    person, community, day = kept(work, person_id)
    first = first_day(holds_from, day)
    row = _open(still_holding(work, person, first), household_id)
    if row.lives_as == LivesAs.MAIN:
        raise RuleBroken("counted_there")
    end_residency(work, community, row, first)
    _went(work, community, person, LifeKind.GAVE_UP_HOME, first, note, (row.household_id, None))
    return {"person_id": person.id}


def move_out(
    work: Work, *, person_id: int, holds_from: date | None = None, successor_id: int | None = None, note: Note = ""
) -> dict[str, int]:
    """Somebody lives in none of the homes from a day on. What they did stays, and so does what they own; posts and
    seats end by the page of posts, where somebody decides it; until then they wait in the administrator's area."""
    person, community, day = kept(work, person_id)
    first = first_day(holds_from, day)
    rows = still_holding(work, person, first)
    if not rows:
        raise RuleBroken("no_home_yet")
    succeed(work, community, person, successor_id, note or WENT, first)
    for row in rows:
        end_residency(work, community, row, first)
    write_down(work, community, person, LifeKind.MOVED_OUT, first, note, (rows[0].household_id, None))
    work.record(ResidentLeft(community_id=community.id, person_id=person.id, holds_from=first))
    return {"person_id": person.id}


def _count_nowhere(work: Work, community: Community, person: Person, rows: list[Residency], first: date) -> None:
    """The home of before stays a home and counts no longer."""
    for row in rows:
        if row.lives_as == LivesAs.MAIN:
            _check_begun(row, first)
            relabel(work, community, person, row, LivesAs.SECOND, first)


def _check_begun(row: Residency, first: date) -> None:
    if row.since > first:
        raise RuleBroken("began_later", day=row.since)


def _open(rows: list[Residency], household_id: int) -> Residency:
    found = [row for row in rows if row.household_id == household_id and row.until is None]
    if not found:
        raise NotFound("residency")
    return found[-1]


def _went(
    work: Work, community: Community, person: Person, kind: LifeKind, first: date, note: str,
    homes: tuple[int | None, int | None],
) -> None:
    write_down(work, community, person, kind, first, note, homes)
    work.record(HomeChanged(community_id=community.id, person_id=person.id, from_home_id=homes[0], to_home_id=homes[1],
                            holds_from=first))
