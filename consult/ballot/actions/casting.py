"""Verbs of a ballot: open on a frozen roll, cast, close and count."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from consult.ballot import policy, queries
from consult.ballot.actions import opening_the_box, sealing
from consult.ballot.actions.loading import the_voice
from consult.ballot.events import BallotClosed, BallotOpened, VoteCast
from consult.ballot.models import Ballot, CastBallot, RollEntry
from consult.ballot.rules.plain_words import say
from consult.ballot.rules.tally import Choice, figures_of, tally
from consult.ballot.rules.vote_rule import VoteRule, rule_from
from consult.core.errors import RuleBroken
from consult.storage.unit_of_work import Work
from consult.storage.upsert import insert_or_update


@dataclass(frozen=True)
class Voice:
    """One voice for the roll: its key, who gives it, the name shown, whether present at the opening."""

    voter_key: str
    person_id: int
    shown_as: str
    present: bool


def open_ballot(
    work: Work, *, community_id: int, question: str, rule: VoteRule, roll: list[Voice]
) -> Ballot:
    """Put a question; the chapter that calls has permitted it. Rule and roll are copied and stay."""
    ballot = work.add(Ballot(
        community_id=community_id, question=question, rule=rule.plain(), eligible=len(roll),
        present=sum(v.present for v in roll), opened_at=work.now,
    ))
    work.db.add_all(RollEntry(ballot_id=ballot.id, **asdict(voice)) for voice in roll)
    work.record(BallotOpened(
        ballot_id=ballot.id, community_id=community_id, question=question, rule=ballot.rule,
        eligible=ballot.eligible, present=ballot.present,
        roll=[{"voter_key": v.voter_key, "present": v.present} for v in roll],
    ))
    if ballot.is_secret:
        sealing.seal_off(work, ballot)
    return ballot


def cast(work: Work, *, ballot_id: int, choice: Choice, voter_key: str = "") -> dict[str, Any]:
    """Give one's voice, or change it, until the close. The answer says which and when; it is kept for repeats,
    so it does not say how."""
    ballot = work.get(Ballot, ballot_id)
    actor = policy.require(work.actor, "cast", ballot)
    voice = the_voice(work, ballot, actor.person_id, voter_key)
    if not ballot.is_open:
        raise RuleBroken("ballot_closed", closed_at=ballot.closed_at)
    if ballot.is_secret:
        raise RuleBroken("ballot_is_sealed", ballot_id=ballot.id)
    before = queries.own_cast(work.db, ballot.id, voice.voter_key)
    revision = before.revision + 1 if before else 1
    insert_or_update(
        work.db, CastBallot, ("ballot_id", "voter_key"), ballot_id=ballot.id, voter_key=voice.voter_key,
        choice=str(choice), revision=revision, cast_at=work.now,
    )
    work.record(VoteCast(ballot_id=ballot.id, voter_key=voice.voter_key, revision=revision))
    return {"ballot_id": ballot.id, "revision": revision, "cast_at": work.now}


def close_ballot(work: Work, *, ballot_id: int) -> Ballot:
    """Close and count, once; the chapter that calls has permitted it."""
    ballot = work.get(Ballot, ballot_id)
    if not ballot.is_open:
        raise RuleBroken("ballot_closed", closed_at=ballot.closed_at)
    if ballot.is_secret:
        opening_the_box.open_and_count(work, ballot, lambda choices: _counted(ballot, choices))
    else:
        choices = work.db.scalars(select(CastBallot.choice).where(CastBallot.ballot_id == ballot.id)).all()
        ballot.result, ballot.closed_at = _counted(ballot, choices), work.now
    assert ballot.result is not None
    work.record(BallotClosed(ballot_id=ballot.id, result=ballot.result))
    return ballot


def _counted(ballot: Ballot, choices: Sequence[str]) -> dict[str, Any]:
    """The result of these choices under the ballot's rule, with its words."""
    rule = rule_from(ballot.rule)
    heads = figures_of(choices, eligible=ballot.eligible, present=ballot.present)
    counted = tally(rule, {"heads": heads}).plain()
    return counted | {"said": {language: say(rule, counted, language) for language in ("zh", "en")}}
