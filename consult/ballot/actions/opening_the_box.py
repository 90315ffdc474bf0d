"""The close of a secret ballot: open -> closing -> counted -> sealed, each step done again without harm.

The sealed store closes for ever (closing); every envelope is opened in memory, and box, marks, tally and signed
statement are written in one transaction (counted); then the keys are destroyed and the store goes (sealed). Cut off
anywhere, the same again gives the same bytes: trackers decide the order, and the moment is the store's.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import insert

from consult.ballot import policy, queries
from consult.ballot.actions.sealing import question_from, sign
from consult.ballot.events import KeysDestroyed
from consult.ballot.models import Ballot, BoxRow, CastLine, RollMark, SealedBallot
from consult.ballot.rules import sealed_text, secrecy, statements
from consult.ballot.rules.plain_words import say_withheld
from consult.ballot.rules.sealed_text import INVALID, QUESTION, Opened, Question
from consult.ballot.rules.states import SEALING
from consult.core.crashpoint import crashpoint
from consult.storage.ballot_keys import BallotKeys
from consult.storage.sealed_tables import Closed
from consult.storage.work import Work

Count = Callable[[Sequence[str]], dict[str, Any]]


def open_and_count(work: Work, ballot: Ballot, count: Count) -> None:
    """Close the store, open what is in it, and write everything there is to know; destroy the keys afterwards."""
    sealed, keys = queries.sealed(work.db, ballot), work.vault.keys.of(ballot.id)
    closed = work.vault.stores.close(ballot.id, work.now)
    question = question_from(sealed)
    rows = _opened(ballot.id, keys, question, closed)
    crashpoint("box_opened")
    result = count([row.choice for row in rows if row.choice != INVALID])
    result |= _beside_the_count(rows, question)
    if len(rows) < secrecy.K:
        result = secrecy.withheld(result, len(rows))
        result["said"] = {language: say_withheld(result, language) for language in ("zh", "en")}
    ballot.result, ballot.closed_at = result, closed.at
    _write(work, ballot, sealed, keys, closed, rows)
    work.afterwards.append(partial(seal_away, ballot_id=ballot.id))


def _opened(ballot_id: int, keys: BallotKeys, question: Question, closed: Closed) -> list[Opened]:
    """Every ballot, in the order of the trackers; what cannot be read is invalid, a tracker twice says so."""
    read = []
    for slot, (stowed, n) in closed.stowed.items():
        envelope = keys.fetch(stowed)
        bind = sealed_text.bind_of(ballot_id, keys.cast_token(slot))
        opened = sealed_text.read(question, keys.unseal(envelope), ballot_id=ballot_id, bind=bind)
        # Nothing of an envelope that cannot be read is known but its hash, which is in the cast log.
        read.append(opened or Opened(f"X{closed.log[n - 1].envelope[:15].upper()}", INVALID))
    return _told_apart(sorted(read, key=lambda row: (row.tracker, row.choice)))


def _told_apart(rows: list[Opened]) -> list[Opened]:
    """Two ballots with one tracker are both published, the second with a mark."""
    seen: dict[str, int] = {}
    apart = []
    for row in rows:
        seen[row.tracker] = times = seen.get(row.tracker, 0) + 1
        apart.append(row if times == 1 else Opened(f"{row.tracker}#{times}", row.choice))
    return apart


def _beside_the_count(rows: Sequence[Opened], question: Question) -> dict[str, Any]:
    tally = statements.counted(rows, question.choices)
    return {"invalid": tally[INVALID], "unanimous": secrecy.is_unanimous(tally)}


def _write(
    work: Work, ballot: Ballot, sealed: SealedBallot, keys: BallotKeys, closed: Closed, rows: list[Opened]
) -> None:
    published = len(rows) >= secrecy.K
    voted = [v.voter_key for v in queries.roll(work.db, ballot.id) if keys.slot(v.voter_key) in closed.stowed]
    if published and rows:
        work.db.execute(insert(BoxRow), [
            {"ballot_id": ballot.id, "question": QUESTION, "tracker": row.tracker, "choice": row.choice} for row in rows])
    crashpoint("box_written")
    if voted:
        work.db.execute(insert(RollMark), [{"ballot_id": ballot.id, "voter_key": key} for key in voted])
    crashpoint("marks_written")
    last = {n for _, n in closed.stowed.values()}
    if closed.log:
        work.db.execute(insert(CastLine), [
            {"ballot_id": ballot.id, "n": line.n, "envelope": line.envelope, "head": line.head, "counted": line.n in last}
            for line in closed.log])
    crashpoint("cast_log_written")
    sign(work, ballot, "close", _closing(work, ballot, sealed, keys, closed, rows if published else None, voted))
    sealed.state, sealed.roll_salt = SEALING.after(sealed.state, "count"), keys.roll_salt()
    crashpoint("statement_written")


def _closing(
    work: Work, ballot: Ballot, sealed: SealedBallot, keys: BallotKeys, closed: Closed, rows: list[Opened] | None,
    voted: list[str],
) -> bytes:
    assert ballot.result is not None
    envelopes = [closed.log[n - 1].envelope for _, n in closed.stowed.values()]
    return statements.statement(
        "close", queries.last_statement_hash(work.db, ballot.community_id), community=ballot.community_id,
        ballot=ballot.id, open_hash=sealed.open_hash, sealed_root=statements.sealed_root(envelopes),
        casts=len(closed.log), cast_head=closed.head, eligible=ballot.eligible, present=ballot.present,
        ballots=len(envelopes), verdict=ballot.result["verdict"],
        winner=ballot.result.get("winner", ""), tied=ballot.result.get("tied", []), next=ballot.result.get("next", []),
        withheld=ballot.result.get("withheld", ""),
        tally=None if rows is None else statements.counted(rows, question_from(sealed).choices),
        box_hash=None if rows is None else statements.digest(statements.box_csv(rows).encode()),
        roll_hash=statements.roll_hash(keys.roll_salt(), voted), closed_at=queries.moment_of(closed.at),
    )


def seal_away(work: Work, *, ballot_id: int) -> dict[str, Any]:
    """Destroy the keys of a counted ballot and its store; then nobody can tell any more whose ballot is whose."""
    ballot = work.get(Ballot, ballot_id)
    policy.require(work.actor, "seal_away", ballot)
    sealed = queries.sealed(work.db, ballot)
    if sealed.state == "sealed":
        return {"ballot_id": ballot_id, "state": sealed.state}
    state = SEALING.after(sealed.state, "seal")
    crashpoint("sealing_not_begun")
    work.vault.destroy(ballot_id)
    sealed.state = state
    work.record(KeysDestroyed(ballot_id=ballot_id))
    crashpoint("sealing_written")
    return {"ballot_id": ballot_id, "state": sealed.state}
