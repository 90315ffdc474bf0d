"""Matters that are on their way to a meeting, or ended before one."""
from __future__ import annotations

from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import gather, propose, proposed_and_admitted
from consult.cli.demo.stories import words
from consult.core.actor import THE_SYSTEM
from consult.matter import actions as matters
from consult.matter import queries
from consult.matter.rules.proposal import Proposal


def racks(town: Town) -> Story[None]:
    """Drying racks: seven households of ten."""
    yield from _gathering(town, "侯艳红", words.RACKS, days_ago=9, households=7)


def cats(town: Town) -> Story[None]:
    """Feeding the cats: four households of ten."""
    yield from _gathering(town, "苏婉", words.CATS, days_ago=4, households=4)


def _gathering(town: Town, who: str, what: Proposal, *, days_ago: int, households: int) -> Story[int]:
    stage = town.stage
    matter_id = yield from propose(town, who, what, stage.at(days_ago, "20:40"))
    yield from gather(town, matter_id, households, by=who, until=stage.at(1, "20:15"))
    return matter_id


def _gathered(town: Town, who: str, what: Proposal, *, days_ago: int, households: int) -> Story[int]:
    """Proposed, and enough households within five days."""
    stage = town.stage
    matter_id = yield from propose(town, who, what, stage.at(days_ago, "12:30"))
    yield from gather(town, matter_id, households, by=who, until=stage.at(days_ago - 5, "21:20"))
    return matter_id


def access(town: Town) -> Story[None]:
    """The doors: endorsed, waits for the secretary; and a neighbour asks for nearly the same."""
    yield from _gathered(town, "田雨欣", words.ACCESS, days_ago=8, households=13)


def keep_the_cards(town: Town) -> Story[None]:
    """The author is asked whether she would join the matter of the doors."""
    stage = town.stage
    matter_id = yield from _gathered(town, "王慧敏", words.CARDS, days_ago=7, households=11)
    yield stage.at(1, "10:45")
    with stage.store.read() as db:
        into = queries.similar(db, town.community_id, words.ACCESS.title, but=matter_id)[0].no
    town.do(town.secretary, matters.suggest_join, matter_id=matter_id, into_no=into, reason=words.WHY_JOIN_DOORS)


def dogs(town: Town) -> Story[None]:
    """The dog-walking covenant: returned with a reason."""
    matter_id = yield from _gathered(town, "江月", words.DOGS, days_ago=13, households=12)
    yield town.stage.at(5, "15:10")
    town.do(town.secretary, matters.return_to_author, matter_id=matter_id, reason=words.WHY_RETURNED)


def fumes(town: Town) -> Story[None]:
    """Barbecue fumes: sent on to whom it belongs."""
    matter_id = yield from _gathered(town, "姜伟民", words.FUMES, days_ago=48, households=16)
    yield town.stage.at(40, "16:20")
    town.do(town.secretary, matters.redirect, matter_id=matter_id, to="柳荫街道综合行政执法办公室",
            reason=words.WHY_REDIRECTED)


def dancing(town: Town) -> Story[None]:
    """The square dance: admitted, waits to be convened."""
    yield from proposed_and_admitted(
        town, "卢金凤", words.DANCING, days_ago=13, households=17, reason=words.WHY_DANCING)


def benches(town: Town) -> Story[None]:
    """Taken back by its author: it was done meanwhile."""
    matter_id = yield from propose(town, "孙志远", words.BENCHES, town.stage.at(58, "19:45"))
    yield from gather(town, matter_id, 5, by="孙志远", until=town.stage.at(52, "20:30"))
    yield town.stage.at(50, "18:15")
    town.do("孙志远", matters.withdraw, matter_id=matter_id)


def fitness(town: Town) -> Story[None]:
    """Lapsed: too few households in thirty days."""
    matter_id = yield from propose(town, "唐晓东", words.FITNESS, town.stage.at(86, "22:10"))
    yield from gather(town, matter_id, 3, by="唐晓东", until=town.stage.at(70, "20:00"))
    yield town.stage.at(55, "00:10")
    town.stage.store.carry_out(lambda work: matters.lapse(work, matter_id=matter_id), actor=THE_SYSTEM)
