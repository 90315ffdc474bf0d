"""Cast: one voice, given or changed until the close, by any of the four channels."""
from __future__ import annotations

from typing import Annotated, Any

from consult.ballot import queries
from consult.ballot.actions.bursts import Came, Sheet, cast_all, write_cast
from consult.ballot.models import Ballot, RollEntry
from consult.ballot.rules.question import Channel
from consult.core.arguments import Length
from consult.storage.bursts import alone
from consult.storage.work import Work

Answer = Annotated[str, Length(most=200, least=1)]
Other = Annotated[str, Length(most=200)]
VoterKey = Annotated[str, Length(most=40)]


def cast(
    work: Work, *, ballot_id: int, choice: Answer, voter_key: VoterKey = "", other: Other = ""
) -> dict[str, Any]:
    """Give one's voice, or change it, until the close. The answer says which and when; it is kept for repeats,
    so it does not say how."""
    told: dict[str, Any] = alone(
        cast_all, work, {"ballot_id": ballot_id, "choice": choice, "voter_key": voter_key, "other": other})
    return told


def record_cast(
    work: Work, ballot: Ballot, voice: RollEntry, choice: str, other: str = "", *, channel: Channel = Channel.PHONE,
    by_id: int | None = None, why: str = "",
) -> dict[str, Any]:
    """Write one voice's ballot to the ledger; the caller has permitted it and found the ballot open."""
    sheet = Sheet(work, {}, {}, queries.said_before(work.db, {(ballot.id, voice.voter_key)}))
    told = write_cast(sheet, work.actor, ballot, voice, choice, other, Came(channel, by_id, why))
    sheet.write()
    return told
