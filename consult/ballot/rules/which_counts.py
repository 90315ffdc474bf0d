"""One voice, four channels: which ballot counts when a second one comes."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult.ballot.rules.question import Channel
from consult.core.errors import RuleBroken


@dataclass(frozen=True)
class Given:
    """What a voice says already: by which channel, whether by the voter's own hand, when."""

    channel: str
    own_hand: bool
    at: datetime


def own_hand(channel: str, by_id: int | None) -> bool:
    """Whether the voter gave it: by phone or tablet oneself, or on paper; not through a helper or by proxy."""
    return channel == Channel.PAPER or (channel != Channel.HELPER and by_id is None)


def check_may_follow(counts: str, before: Given | None, channel: str, *, by_own_hand: bool) -> None:
    """RuleBroken, with the channel and the time of the ballot that counts, when this one may not replace it.

    What a helper or the holder of a proxy gave, the voter may always correct; the other way round never. Between
    the voter's own channels the rule decides: the latest counts, or the first.
    """
    if before is None:
        return
    if not by_own_hand and before.own_hand:
        raise RuleBroken("voter_has_voted", channel=before.channel, at=before.at)
    if by_own_hand and not before.own_hand:
        return
    if counts == "first" and before.channel != channel:
        raise RuleBroken("already_by_another_channel", channel=before.channel, at=before.at)
