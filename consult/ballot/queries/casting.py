"""What casts of one transaction need to know, for all of them in three looks."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, tuple_
from sqlalchemy.orm import Session

from consult.ballot.models import CastBallot, Proxy, RollEntry

CAST = ("ballot_id", "voter_key", "choice", "other", "revision", "cast_at", "channel", "by_id", "why")
"""The columns of one voice's ballot."""


OWN = select(RollEntry.ballot_id, RollEntry.person_id, RollEntry.voter_key, RollEntry.present,
             RollEntry.silent_because).where(
    RollEntry.ballot_id.in_(bindparam("ballots", expanding=True)),
    RollEntry.person_id.in_(bindparam("people", expanding=True))).order_by(RollEntry.voter_key)
HELD = select(Proxy.ballot_id, Proxy.holder_id, RollEntry.voter_key, RollEntry.present, RollEntry.silent_because).join(
    RollEntry, (Proxy.ballot_id == RollEntry.ballot_id) & (Proxy.voter_key == RollEntry.voter_key)
).where(
    Proxy.ballot_id.in_(bindparam("ballots", expanding=True)), Proxy.holder_id.in_(bindparam("people", expanding=True))
).order_by(RollEntry.voter_key)
"""Written once: composing a statement costs more than carrying it out."""


class Mine(NamedTuple):
    """A voice that somebody gives: their own, or one put into their hands by written proxy."""

    voter_key: str
    present: bool
    by_proxy: bool
    silent_because: str = ""


class Before(NamedTuple):
    """How a voice was given so far; not what it says."""

    revision: int
    channel: str
    by_id: int | None
    cast_at: datetime


def voices_of_all(
    db: Session, ballot_ids: Collection[int], people: Collection[int]
) -> dict[tuple[int, int], list[Mine]]:
    """The voices that these people give in these ballots, by (ballot, person): their own first, then by proxy.

    Who is kept silent with the own voice gives nobody else's either.
    """
    among = {"ballots": list(ballot_ids), "people": list(people)}
    found: dict[Any, list[Mine]] = defaultdict(list)
    for by_proxy, rows in ((False, db.execute(OWN, among)), (True, db.execute(HELD, among))):
        for ballot_id, person_id, voter_key, present, silent in rows:
            own = found[ballot_id, person_id]
            kept = next((voice.silent_because for voice in own if voice.silent_because and not voice.by_proxy), "")
            own.append(Mine(voter_key, present, by_proxy, silent or (kept if by_proxy else "")))
    return dict(found)


def said_before(db: Session, places: Collection[tuple[int, str]]) -> dict[tuple[int, str], Before]:
    """How these voices, by (ballot, voice), were given so far; those that were not are missing."""
    if not places:
        return {}
    rows = db.execute(
        select(CastBallot.ballot_id, CastBallot.voter_key, CastBallot.revision, CastBallot.channel, CastBallot.by_id,
               CastBallot.cast_at)
        .where(tuple_(CastBallot.ballot_id, CastBallot.voter_key).in_(list(places))))
    return {(row[0], row[1]): Before(*row[2:]) for row in rows}
