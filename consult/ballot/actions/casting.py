"""Cast: one voice, given or changed until the close, by any of the four channels."""
from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from consult.ballot import policy, queries
from consult.ballot.events import VoteCast
from consult.ballot.models import Ballot, CastBallot, RollEntry
from consult.ballot.rules.question import Channel, read_answer
from consult.ballot.rules.which_counts import Given, check_may_follow, own_hand
from consult.core.arguments import Length
from consult.core.errors import RuleBroken
from consult.storage.unit_of_work import Work
from consult.storage.upsert import insert_or_update

Answer = Annotated[str, Length(most=200, least=1)]
Other = Annotated[str, Length(most=200)]
VoterKey = Annotated[str, Length(most=40)]


def cast(
    work: Work, *, ballot_id: int, choice: Answer, voter_key: VoterKey = "", other: Other = ""
) -> dict[str, Any]:
    """Give one's voice, or change it, until the close. The answer says which and when; it is kept for repeats,
    so it does not say how."""
    ballot = work.get(Ballot, ballot_id)
    actor = policy.require(work.actor, "cast", ballot)
    voice, by_proxy = voice_of(work, ballot, actor.person_id, voter_key)
    check_open(ballot, work.now)
    return record_cast(work, ballot, voice, choice, other, by_id=actor.person_id if by_proxy else None)


def check_open(ballot: Ballot, now: datetime) -> None:
    """RuleBroken once the ballot is closed or its time is over, for a show of hands, and for one that is sealed."""
    if not ballot.is_open or (ballot.closes_at and now >= ballot.closes_at):
        raise RuleBroken("ballot_closed", closed_at=ballot.closed_at or ballot.closes_at)
    if ballot.is_secret:
        raise RuleBroken("ballot_is_sealed", ballot_id=ballot.id)
    if ballot.way == "hands":
        raise RuleBroken("by_show_of_hands")


def voice_of(work: Work, ballot: Ballot, person_id: int, voter_key: str) -> tuple[RollEntry, bool]:
    """(the voice that a person gives here, whether by proxy): the one named, else the first that may be given."""
    own = [(v, False) for v in queries.voices(work.db, ballot.id, person_id)]
    held = [(v, True) for v in queries.voices_by_proxy(work.db, ballot.id, person_id)]
    mine = [(v, by_proxy) for v, by_proxy in (*own, *held) if voter_key in ("", v.voter_key)]
    if not mine:
        raise RuleBroken("not_on_the_roll")
    present = [(v, by_proxy) for v, by_proxy in mine if v.present]
    if not present:
        raise RuleBroken("not_present_at_opening", opened_at=ballot.opened_at)
    return present[0]


def record_cast(
    work: Work, ballot: Ballot, voice: RollEntry, choice: str, other: str = "", *, channel: Channel = Channel.PHONE,
    by_id: int | None = None, why: str = "",
) -> dict[str, Any]:
    """Write one voice's ballot to the ledger; the caller has permitted it and found the ballot open."""
    answer, words = read_answer(ballot.asked, choice, other)
    before = queries.own_cast(work.db, ballot.id, voice.voter_key)
    given = Given(before.channel, own_hand(before.channel, before.by_id), before.cast_at) if before else None
    check_may_follow(ballot.rule.get("counts", "latest"), given, channel, by_own_hand=own_hand(channel, by_id))
    revision = before.revision + 1 if before else 1
    insert_or_update(
        work.db, CastBallot, ("ballot_id", "voter_key"), ballot_id=ballot.id, voter_key=voice.voter_key,
        choice=answer, other=words, revision=revision, cast_at=work.now, channel=str(channel), by_id=by_id, why=why,
    )
    work.record(VoteCast(
        ballot_id=ballot.id, voter_key=voice.voter_key, revision=revision, channel=channel, by_id=by_id))
    return {"ballot_id": ballot.id, "revision": revision, "cast_at": work.now}
