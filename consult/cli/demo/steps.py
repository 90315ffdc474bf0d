"""Steps of a matter's way that many stories share: propose, gather households, reply."""
from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from consult.cli.demo.stage import Story, Town
from consult.matter import actions as matters
from consult.matter.rules.proposal import Proposal
from consult.resolution import actions as resolutions
from consult.resolution import queries as dockets
from consult.resolution.rules.reply import Decision

BETWEEN = "联席会议议事规则第八条：闭会期间由召集人征求成员单位意见后答复"
"""By which rule the joint meeting of the demonstration answers between sittings."""
TO_DISSENTERS = "会上不同意的意见逐条议过，写在上面的理由里；办的过程中有新的影响，可以随时再提。"


def propose(town: Town, who: str, words: Proposal, at: datetime) -> Story[int]:
    """Put a matter forward; its id."""
    yield at
    made = town.do(who, matters.propose, community_id=town.community_id, **asdict(words))
    return int(made["matter_id"])


def gather(town: Town, matter_id: int, households: int, *, by: str, until: datetime) -> Story[None]:
    """So many households endorse, spread between now and `until`; `by` is the author, who does not."""
    start = town.stage.clock.at
    for i, who in enumerate(_neighbours(town, households, by), start=1):
        yield start + (until - start) * i / households
        town.do(who, matters.endorse, matter_id=matter_id)


def _neighbours(town: Town, count: int, author: str) -> list[str]:
    """Council members of different households, in an order of this story's own."""
    others = [name for name in town.council if name != author]
    return town.stage.random.sample(others, count)


def admit(town: Town, matter_id: int, at: datetime, reason: str) -> Story[None]:
    """The secretary takes the matter in."""
    yield at
    town.do(town.secretary, matters.admit, matter_id=matter_id, reason=reason)


def proposed_and_admitted(
    town: Town, who: str, words: Proposal, *, days_ago: int, households: int, reason: str
) -> Story[int]:
    """A matter that gathers its households in a week and is admitted the day after."""
    stage = town.stage
    matter_id = yield from propose(town, who, words, stage.at(days_ago, "20:10"))
    yield from gather(town, matter_id, households, by=who, until=stage.at(days_ago - 7, "21:05"))
    yield from admit(town, matter_id, stage.at(days_ago - 8, "10:20"), reason)
    return matter_id


def reply(
    town: Town, matter_id: int, decision: Decision, *, at: datetime, reason: str, unit: str = "", **more: Any
) -> Story[None]:
    """The party secretary gives the joint meeting's reply; the word to those who disagreed is the same in all."""
    yield at
    with town.stage.store.read() as db:
        entry_id = dockets.entries_of_matter(db, matter_id)[-1].id
    town.do(
        town.party_secretary, resolutions.reply, entry_id=entry_id, between_rule=BETWEEN, decision=decision, reason=reason,
        unit_id=town.units.get(unit), **{"to_dissenters": TO_DISSENTERS} | more,
    )
