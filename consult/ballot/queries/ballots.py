"""Reads of ballots: one's own voice, turnout, results."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.ballot.models import Ballot, CastBallot, Proxy, RollEntry
from consult.ballot.queries.sealed import place
from consult.core.errors import NotFound
from consult.storage.vault import vault_of


def ballot(db: Session, id: int, community_id: int) -> Ballot:
    """A ballot of this community; NotFound when it is missing or another's."""
    found = db.get(Ballot, id)
    if found is None or found.community_id != community_id:
        raise NotFound("ballot")
    return found


def voices(db: Session, ballot_id: int, person_id: int) -> Sequence[RollEntry]:
    """The voices on a ballot's roll that this person gives; usually one or none."""
    return db.scalars(
        select(RollEntry).where(RollEntry.ballot_id == ballot_id, RollEntry.person_id == person_id)
        .order_by(RollEntry.voter_key)
    ).all()


def voices_by_proxy(db: Session, ballot_id: int, person_id: int) -> Sequence[RollEntry]:
    """The voices that others gave into this person's hands by written proxy."""
    return db.scalars(
        select(RollEntry).join(Proxy, (Proxy.ballot_id == RollEntry.ballot_id) & (Proxy.voter_key == RollEntry.voter_key))
        .where(Proxy.ballot_id == ballot_id, Proxy.holder_id == person_id).order_by(RollEntry.voter_key)
    ).all()


def own_cast(db: Session, ballot_id: int, voter_key: str) -> CastBallot | None:
    """What a voice says now, for its own voter only."""
    return db.get(CastBallot, (ballot_id, voter_key))


def own_voices(db: Session, ballot_id: int, person_id: int) -> list[tuple[RollEntry, CastBallot | None]]:
    """The voices this person gives, each with what it says now; for the voter's own eyes."""
    rows = db.execute(
        select(RollEntry, CastBallot).outerjoin(
            CastBallot, (CastBallot.ballot_id == RollEntry.ballot_id)
            & (CastBallot.voter_key == RollEntry.voter_key)
        ).where(RollEntry.ballot_id == ballot_id, RollEntry.person_id == person_id).order_by(RollEntry.voter_key)
    )
    return [(row[0], row[1]) for row in rows]


def with_a_voice_of(db: Session, ballot_ids: Iterable[int], person_id: int) -> set[int]:
    """Those of the ballots in which this person, present at the opening, gives a voice that may vote."""
    return set(db.scalars(
        select(RollEntry.ballot_id).where(
            RollEntry.ballot_id.in_(list(ballot_ids)), RollEntry.person_id == person_id, RollEntry.present.is_(True),
            RollEntry.silent_because == "")
    ))


def silent_because(db: Session, ballot_id: int, person_id: int) -> str:
    """Why this person gives no voice in a ballot, by a code; empty where nothing keeps them silent."""
    return db.scalar(select(RollEntry.silent_because).where(
        RollEntry.ballot_id == ballot_id, RollEntry.person_id == person_id, RollEntry.silent_because != "").limit(1)) or ""


def silent_count(db: Session, ballot_id: int) -> int:
    """How many voices that were present the roll keeps silent."""
    return db.scalar(select(func.count()).select_from(RollEntry).where(
        RollEntry.ballot_id == ballot_id, RollEntry.present.is_(True), RollEntry.silent_because != "")) or 0


def ballots(db: Session, ids: Iterable[int]) -> dict[int, Ballot]:
    """Several ballots by id, in one look."""
    return {found.id: found for found in db.scalars(select(Ballot).where(Ballot.id.in_(list(ids))))}


def has_given(db: Session, ballot_id: int, voter_key: str) -> bool:
    """Whether a voice was given in a ballot that is open, named or secret."""
    found = db.get(Ballot, ballot_id)
    if found is None or not found.is_secret:
        return own_cast(db, ballot_id, voter_key) is not None
    return found.is_open and place(db, ballot_id, voter_key).revision > 0


def turnout(db: Session, ballot_id: int) -> int:
    """How many voices were given so far; of a secret ballot, as of some seconds ago (sealed_store.py)."""
    found = db.get(Ballot, ballot_id)
    if found is not None and found.is_secret and found.is_open:
        return vault_of(db).stores.turnout(ballot_id)
    if found is not None and found.result is not None and found.is_secret:
        return int(found.result["participating"])
    return db.scalar(
        select(func.count()).select_from(CastBallot).where(CastBallot.ballot_id == ballot_id)
    ) or 0


def named_choices(db: Session, ballot: Ballot) -> list[tuple[str, str | None]]:
    """(shown name, choice or None) of the whole roll of a closed, named ballot; NotFound while it is open."""
    if ballot.is_open or ballot.rule["secrecy"] != "named":
        raise NotFound("choices")
    rows = db.execute(
        select(RollEntry.shown_as, CastBallot.choice).outerjoin(
            CastBallot, (CastBallot.ballot_id == RollEntry.ballot_id)
            & (CastBallot.voter_key == RollEntry.voter_key)
        ).where(RollEntry.ballot_id == ballot.id).order_by(RollEntry.voter_key)
    )
    return [(row.shown_as, row.choice) for row in rows]


def all_open(db: Session) -> list[int]:
    """Every ballot that is open now, in whatever community."""
    return list(db.scalars(select(Ballot.id).where(Ballot.closed_at.is_(None))))


def open_for(db: Session, community_id: int, person_id: int) -> Sequence[tuple[Ballot, bool]]:
    """Open ballots on which this person has a voice that counts, and whether it was given."""
    rows = db.execute(
        select(Ballot, func.count(CastBallot.voter_key)).join(RollEntry, RollEntry.ballot_id == Ballot.id)
        .outerjoin(CastBallot, (CastBallot.ballot_id == Ballot.id) & (CastBallot.voter_key == RollEntry.voter_key))
        .where(Ballot.community_id == community_id, Ballot.closed_at.is_(None), RollEntry.person_id == person_id,
               RollEntry.present.is_(True), RollEntry.silent_because == "").group_by(Ballot.id).order_by(Ballot.id)
    )
    return [(row[0], row[1] > 0 or _gave_secretly(db, row[0], person_id)) for row in rows]


def _gave_secretly(db: Session, ballot: Ballot, person_id: int) -> bool:
    return ballot.is_secret and all(
        has_given(db, ballot.id, voice.voter_key) for voice in voices(db, ballot.id, person_id) if voice.may_vote)
