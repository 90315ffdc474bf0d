"""Reads of sealed ballots: statements, box, who voted, cast log; and what is still to be finished."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.ballot.models import (
    Ballot,
    BallotStatement,
    BoxRow,
    CastLine,
    RollEntry,
    RollMark,
    SealedBallot,
)
from consult.ballot.rules import sealed_text, statements
from consult.ballot.rules.sealed_text import Opened
from consult.core.errors import NotFound, RuleBroken
from consult.core.events import moment
from consult.storage.vault import vault_of


@dataclass(frozen=True)
class Place:
    """A voter's own place in a sealed store: how often it was filled, and what a ballot for it must know."""

    revision: int
    bind: str


def sealed(db: Session, ballot: Ballot) -> SealedBallot:
    """The sealed half of a ballot; RuleBroken("ballot_not_sealed") for a named one."""
    found = db.get(SealedBallot, ballot.id)
    if found is None:
        raise RuleBroken("ballot_not_sealed")
    return found


def roll(db: Session, ballot_id: int) -> Sequence[RollEntry]:
    """The frozen roll of a ballot, in the order of its keys."""
    return db.scalars(
        select(RollEntry).where(RollEntry.ballot_id == ballot_id).order_by(RollEntry.voter_key)).all()


def place(db: Session, ballot_id: int, voter_key: str) -> Place:
    """The place of a voice in an open ballot's store, for its own voter's eyes."""
    vault = vault_of(db)
    keys = vault.keys.of(ballot_id)
    slot = keys.slot(voter_key)
    bind = sealed_text.bind_of(ballot_id, keys.cast_token(slot))
    return Place(vault.stores.revision(ballot_id, slot), bind)


def moment_of(at: datetime) -> str:
    """A moment as statements hold it."""
    return moment(at)


def last_statement(db: Session, community_id: int) -> BallotStatement | None:
    """The end of a community's chain of statements."""
    return db.scalar(
        select(BallotStatement).where(BallotStatement.community_id == community_id)
        .order_by(BallotStatement.seq.desc()).limit(1))


def last_statement_hash(db: Session, community_id: int) -> str:
    """What the next statement of a community links to."""
    last = last_statement(db, community_id)
    return last.hash if last else statements.FIRST


def next_statement(db: Session, ballot: Ballot, **written: Any) -> BallotStatement:
    """A statement for the end of the chain, not yet added."""
    last = last_statement(db, ballot.community_id)
    return BallotStatement(
        community_id=ballot.community_id, seq=last.seq + 1 if last else 1, ballot_id=ballot.id, **written)


def chain_until(db: Session, ballot: Ballot) -> Sequence[BallotStatement]:
    """Every statement of the ballot's community up to this ballot's last one, in order."""
    until = db.scalar(
        select(BallotStatement.seq).where(BallotStatement.ballot_id == ballot.id)
        .order_by(BallotStatement.seq.desc()).limit(1)) or 0
    return db.scalars(
        select(BallotStatement).where(
            BallotStatement.community_id == ballot.community_id, BallotStatement.seq <= until)
        .order_by(BallotStatement.seq)).all()


def box(db: Session, ballot: Ballot) -> list[Opened]:
    """The opened box, in the order of the trackers; NotFound before the close and where it is not published."""
    if ballot.result is None or ballot.result.get("withheld"):
        raise NotFound("box")
    rows = db.scalars(select(BoxRow).where(BoxRow.ballot_id == ballot.id).order_by(BoxRow.tracker, BoxRow.choice))
    return sorted((Opened(row.tracker, row.choice) for row in rows), key=lambda row: (row.tracker, row.choice))


def voted(db: Session, ballot_id: int) -> list[str]:
    """The voices that were given in a counted ballot, by key."""
    return list(db.scalars(
        select(RollMark.voter_key).where(RollMark.ballot_id == ballot_id).order_by(RollMark.voter_key)))


def cast_log(db: Session, ballot_id: int) -> Sequence[CastLine]:
    """The cast log of a counted ballot."""
    return db.scalars(select(CastLine).where(CastLine.ballot_id == ballot_id).order_by(CastLine.n)).all()


def record(db: Session, ballot: Ballot) -> dict[str, Any]:
    """Everything anybody needs to count a closed ballot again; NotFound before the close."""
    if ballot.result is None or not ballot.is_secret:
        raise NotFound("record")
    withheld = ballot.result.get("withheld", "")
    return {
        "v": statements.VERSION, "ballot": ballot.id,
        "statements": [
            {"seq": s.seq, "ballot": s.ballot_id, "kind": s.kind, "body": s.body, "signature": s.signature,
             "signed_by": s.signed_by} for s in chain_until(db, ballot)
        ],
        "box": None if withheld else statements.box_csv(box(db, ballot)),
        "cast_log": [
            {"n": line.n, "envelope": line.envelope, "head": line.head, "counted": line.counted}
            for line in cast_log(db, ballot.id)
        ],
    }


def roll_record(db: Session, ballot: Ballot) -> dict[str, Any]:
    """The roll with who voted, and the salt of its hashes; for members. NotFound before the close."""
    found = sealed(db, ballot)
    if found.roll_salt is None:
        raise NotFound("roll")
    return {
        "v": statements.VERSION, "ballot": ballot.id, "salt": found.roll_salt.hex(),
        "roll": [{"voter_key": v.voter_key, "shown_as": v.shown_as, "present": v.present, "able": v.may_vote}
                 for v in roll(db, ballot.id)],
        "voted": voted(db, ballot.id),
    }


def unfinished(db: Session) -> tuple[list[int], list[int]]:
    """Ballots whose close was cut off: those whose store is closing and not counted, those counted and not sealed."""
    vault = vault_of(db)
    opened = db.scalars(select(SealedBallot.ballot_id).where(SealedBallot.state == "open").order_by(SealedBallot.ballot_id))
    closing = [id for id in opened if vault.stores.is_closing(id)]
    counted = db.scalars(
        select(SealedBallot.ballot_id).where(SealedBallot.state == "counted").order_by(SealedBallot.ballot_id))
    return closing, list(counted)
