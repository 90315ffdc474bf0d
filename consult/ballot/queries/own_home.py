"""Reads for one person: on which named ballots the own voice and the own home's stood, whether it was given, and how.

Of secret ballots nothing is said here.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.ballot.models import Ballot, CastBallot, RollEntry

HOME = "household:"


@dataclass(frozen=True)
class OwnVoice:
    """One voice on a named ballot's roll: of the person, or of the home (`home_id`); never what it said."""

    ballot: Ballot
    voice: RollEntry
    cast: CastBallot | None
    home_id: int | None

    @property
    def given_by_id(self) -> int | None:
        """Whose hand gave it; None where it was not given."""
        return (self.cast.by_id or self.voice.person_id) if self.cast else None


def own_and_home_voices(
    db: Session, community_id: int, person_id: int, homes: Mapping[int, date], *, most: int = 20
) -> list[OwnVoice]:
    """The voices of a person and of the homes they live in, the latest ballot first.

    `homes` says since when the person lives in each: what a home did before is not theirs to see.
    """
    keys = {f"{HOME}{id}": id for id in homes}
    rows = db.execute(
        select(Ballot, RollEntry, CastBallot).join(RollEntry, RollEntry.ballot_id == Ballot.id)
        .outerjoin(CastBallot, (CastBallot.ballot_id == Ballot.id) & (CastBallot.voter_key == RollEntry.voter_key))
        .where(Ballot.community_id == community_id,
               or_(RollEntry.person_id == person_id, RollEntry.voter_key.in_(list(keys))))
        .order_by(Ballot.id.desc(), RollEntry.voter_key).limit(5 * most))
    found = [OwnVoice(row[0], row[1], row[2], keys.get(row[1].voter_key)) for row in rows if not row[0].is_secret]
    return [one for one in found if _theirs(one, person_id, homes)][:most]


def _theirs(one: OwnVoice, person_id: int, homes: Mapping[int, date]) -> bool:
    if one.voice.person_id == person_id:
        return True
    return one.home_id is not None and homes[one.home_id] <= one.ballot.opened_at.date()


def homes_on_roll(keys: list[str]) -> list[int]:
    """The homes whose voices stand on a roll, by the keys of its voices."""
    return [int(key.removeprefix(HOME)) for key in keys if key.startswith(HOME)]


def roll_keys(db: Session, ballot_id: int) -> list[str]:
    """The keys of the voices on a ballot's frozen roll."""
    return list(db.scalars(select(RollEntry.voter_key).where(RollEntry.ballot_id == ballot_id)))
