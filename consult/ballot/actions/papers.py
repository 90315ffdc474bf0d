"""Paper ballots: printed with a number and a QR slip, read by two people who must agree, void with a reason."""
from __future__ import annotations

import secrets
from typing import Annotated, Any

from sqlalchemy import func, select

from consult.ballot import policy, queries
from consult.ballot.actions.bursts import check_may_vote, check_open
from consult.ballot.actions.casting import Answer, Other, record_cast
from consult.ballot.events import PaperRead, PapersIssued, PaperVoided
from consult.ballot.models import Ballot, PaperBallot, PaperEntry, RollEntry
from consult.ballot.rules.question import Channel, read_answer
from consult.ballot.rules.states import PaperState
from consult.core.actor import Actor
from consult.core.arguments import Length
from consult.core.errors import NotFound, RuleBroken
from consult.storage.work import Work

Keys = Annotated[str, Length(most=40_000)]
Reason = Annotated[str, Length(most=200, least=2)]
Token = Annotated[str, Length(most=60)]


def issue_papers(work: Work, *, ballot_id: int, voter_keys: Keys = "") -> dict[str, Any]:
    """Issue a numbered paper to each of these voices (one a line), or to every voice that has none and has not
    voted; printing again what was issued issues nothing anew."""
    ballot, actor = _the_ballot(work, ballot_id)
    asked = set(voter_keys.split())
    have = {p.voter_key for p in queries.papers(work.db, ballot.id) if p.state != "void"}
    given = queries.keys_given(work.db, ballot.id)
    entries = [v for v in queries.roll(work.db, ballot.id) if v.may_vote and v.voter_key not in have]
    wanted = [v for v in entries if v.voter_key in asked or (not asked and v.voter_key not in given)]
    first = (work.db.scalar(select(func.max(PaperBallot.number)).where(PaperBallot.ballot_id == ballot.id)) or 0) + 1
    for number, voice in enumerate(wanted, start=first):
        work.add(PaperBallot(
            ballot_id=ballot.id, number=number, token=secrets.token_urlsafe(16), voter_key=voice.voter_key,
            issued_at=work.now, issued_by_id=actor.person_id))
    if wanted:
        work.record(PapersIssued(ballot_id=ballot.id, first=first, count=len(wanted)))
    return {"ballot_id": ballot.id, "issued": len(wanted)}


def enter_paper(
    work: Work, *, ballot_id: int, number: int, choice: Answer, other: Other = "", token: Token = ""
) -> dict[str, Any]:
    """Enter what one paper says. The second person's reading must agree before it counts; where it differs, both
    look again. Nobody is told what the other one read.

    A scanned slip brings its token along: it must be the one that was printed under this number, or the paper is a
    copy with another number or of another ballot. A number typed by hand, from a torn slip, brings none.
    """
    ballot, actor = _the_ballot(work, ballot_id)
    paper = _the_paper(work, ballot, number)
    if token and not secrets.compare_digest(token.encode(), paper.token.encode()):
        raise RuleBroken("slip_of_another_paper", number=number)
    if paper.state in ("valid", "void"):
        raise RuleBroken("paper_done", number=number, state=paper.state)
    check_may_vote(work.db.get_one(RollEntry, (ballot.id, paper.voter_key)), ballot)
    answer, words = read_answer(ballot.asked, choice, other)
    work.add(PaperEntry(paper_id=paper.id, by_id=actor.person_id, choice=answer, other=words, entered_at=work.now))
    readings = queries.readings(work.db, paper.id)
    paper.state = _state_after(readings)
    work.record(PaperRead(ballot_id=ballot.id, number=number, by_id=actor.person_id, state=paper.state))
    if paper.state == "valid":
        _count(work, ballot, paper, answer, words, actor)
    return {"number": number, "state": paper.state}


def _state_after(readings: dict[int, tuple[str, str]]) -> PaperState:
    """Each person's last reading: one alone waits, two that are the same count, two that differ wait for both."""
    if len(readings) < 2:
        return "entered"
    listed = list(readings.values())
    return "valid" if len(set(listed)) == 1 else "differs"


def _count(work: Work, ballot: Ballot, paper: PaperBallot, answer: str, words: str, actor: Actor) -> None:
    voice = work.db.get_one(RollEntry, (ballot.id, paper.voter_key))
    record_cast(work, ballot, voice, answer, words, channel=Channel.PAPER, by_id=actor.person_id)


def void_paper(work: Work, *, ballot_id: int, number: int, reason: Reason) -> dict[str, Any]:
    """Set a paper aside with a reason: unreadable, two marks, torn, spoilt and exchanged."""
    ballot, _ = _the_ballot(work, ballot_id)
    paper = _the_paper(work, ballot, number)
    if paper.state in ("valid", "void"):
        raise RuleBroken("paper_done", number=number, state=paper.state)
    paper.state, paper.void_why = "void", reason
    work.record(PaperVoided(ballot_id=ballot.id, number=number, reason=reason))
    return {"number": number, "state": paper.state}


def _the_ballot(work: Work, ballot_id: int) -> tuple[Ballot, Actor]:
    ballot = work.get(Ballot, ballot_id)
    actor = policy.require(work.actor, "handle_papers", ballot)
    check_open(ballot, work.now)
    return ballot, actor


def _the_paper(work: Work, ballot: Ballot, number: int) -> PaperBallot:
    paper = queries.paper(work.db, ballot.id, number)
    if paper is None:
        raise NotFound("paper")
    return paper
