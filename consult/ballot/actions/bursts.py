"""Casts of one transaction: read together, decided one by one in the order in which they came, written together."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from consult.ballot import policy, queries
from consult.ballot.events import VoteCast
from consult.ballot.models import Ballot, CastBallot, RollEntry
from consult.ballot.queries.casting import CAST, Before, Mine
from consult.ballot.rules.question import Channel, read_answer
from consult.ballot.rules.which_counts import Given, check_may_follow, own_hand
from consult.core.actor import Actor
from consult.core.errors import NotFound, Refusal, RuleBroken
from consult.storage.bursts import Asked
from consult.storage.upsert import insert_or_update_all
from consult.storage.work import Work

Row = dict[str, Any]


@dataclass
class Sheet:
    """What the casts of one transaction have read, and what they will write."""

    work: Work
    ballots: Mapping[int, Ballot]
    mine: Mapping[tuple[int, int], Sequence[Mine]]
    before: dict[tuple[int, str], Before]
    rows: dict[tuple[int, str], Row] = field(default_factory=dict)
    events: list[tuple[VoteCast, Actor | None]] = field(default_factory=list)

    def write(self) -> None:
        """Every voice's last answer, and every cast in the log."""
        insert_or_update_all(self.work.db, CastBallot, ("ballot_id", "voter_key"), list(self.rows.values()))
        self.work.record_all(self.events)


def cast_all(work: Work, asked: Sequence[Asked]) -> list[Any]:
    """`cast` for many at once: for each, in order, its answer or its refusal. Nothing is written for one refused."""
    sheet = _read(work, asked)
    outcomes = [_tried(sheet, one) for one in asked]
    sheet.write()
    return outcomes


def _read(work: Work, asked: Sequence[Asked]) -> Sheet:
    """The ballots, locked in the order of their numbers; then who gives which voice, and what it says so far."""
    ballots = {}
    for id in sorted({one.args["ballot_id"] for one in asked}):
        try:
            ballots[id] = work.get(Ballot, id)
        except NotFound:
            continue
    people = {one.actor.person_id for one in asked if one.actor}
    mine = queries.voices_of_all(work.db, ballots, people)
    before = queries.said_before(work.db, {(id, voice.voter_key) for (id, _), voices in mine.items() for voice in voices})
    return Sheet(work, ballots, mine, before)


def _tried(sheet: Sheet, one: Asked) -> Any:
    try:
        return _cast(sheet, one.actor, **one.args)
    except Refusal as refusal:
        return refusal


def _cast(
    sheet: Sheet, asking: Actor | None, *, ballot_id: int, choice: str, voter_key: str = "", other: str = ""
) -> dict[str, Any]:
    ballot = sheet.ballots.get(ballot_id)
    if ballot is None:
        raise NotFound("ballot")
    actor = policy.require(asking, "cast", ballot)
    voice = choose_voice(sheet.mine.get((ballot_id, actor.person_id), ()), voter_key, ballot)
    check_open(ballot, sheet.work.now)
    by_id = actor.person_id if voice.by_proxy else None
    return write_cast(sheet, actor, ballot, voice, choice, other, Came(by_id=by_id))


def check_open(ballot: Ballot, now: datetime) -> None:
    """RuleBroken once the ballot is closed or its time is over, for a show of hands, and for one that is sealed."""
    if not ballot.is_open or (ballot.closes_at and now >= ballot.closes_at):
        raise RuleBroken("ballot_closed", closed_at=ballot.closed_at or ballot.closes_at)
    if ballot.is_secret:
        raise RuleBroken("ballot_is_sealed", ballot_id=ballot.id)
    if ballot.way == "hands":
        raise RuleBroken("by_show_of_hands")


def choose_voice(mine: Sequence[Mine], voter_key: str, ballot: Ballot) -> Mine:
    """The voice that a person gives here: the one named, else the first that may vote, one's own before proxies."""
    named = [voice for voice in mine if voter_key in ("", voice.voter_key)]
    if not named:
        raise RuleBroken("not_on_the_roll")
    chosen = min(named, key=lambda voice: (not voice.present, voice.silent_because != ""))
    check_may_vote(chosen, ballot)
    return chosen


def check_may_vote(voice: Mine | RollEntry, ballot: Ballot) -> None:
    """RuleBroken for a voice that was not there at the opening, and for one that the frozen roll keeps silent.

    Every channel ends in `write_cast` or, under a secret ballot, in sealing's `_laid`, and both ask this.
    """
    if voice.silent_because:
        raise RuleBroken(voice.silent_because)
    if not voice.present:
        raise RuleBroken("not_present_at_opening", opened_at=ballot.opened_at)


@dataclass(frozen=True)
class Came:
    """How a voice's ballot came: by which channel, and where another hand gave it, whose and why."""

    channel: Channel = Channel.PHONE
    by_id: int | None = None
    why: str = ""


def write_cast(
    sheet: Sheet, actor: Actor | None, ballot: Ballot, voice: Mine | RollEntry, choice: str, other: str, came: Came
) -> dict[str, Any]:
    """Put one voice's ballot on the sheet; the caller has permitted it and found the ballot open."""
    check_may_vote(voice, ballot)
    answer, words = read_answer(ballot.asked, choice, other)
    voter_key = voice.voter_key
    place, now = (ballot.id, voter_key), sheet.work.now
    before = sheet.before.get(place)
    given = Given(before.channel, own_hand(before.channel, before.by_id), before.cast_at) if before else None
    check_may_follow(ballot.rule.get("counts", "latest"), given, came.channel,
                     by_own_hand=own_hand(came.channel, came.by_id))
    revision = before.revision + 1 if before else 1
    sheet.before[place] = Before(revision, str(came.channel), came.by_id, now)
    sheet.rows[place] = dict(zip(CAST, (
        ballot.id, voter_key, answer, words, revision, now, str(came.channel), came.by_id, came.why), strict=True))
    sheet.events.append((VoteCast(
        ballot_id=ballot.id, voter_key=voter_key, revision=revision, channel=came.channel, by_id=came.by_id),
        actor))
    return {"ballot_id": ballot.id, "revision": revision, "cast_at": now}
