"""Ballots between meetings: owners decide by area and by head, a committee is appraised, a roll lies open."""
from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import select

from consult.account.queries import actor_of_person
from consult.ballot import actions as ballots
from consult.ballot import queries
from consult.cli.demo.secret_voting import cast_secretly
from consult.cli.demo.stage import Story, Town
from consult.community import actions as register
from consult.community.models import Building, Community, Household, Person, Post
from consult.community.rules.kinds import PostKind
from consult.storage.work import Work

AREAS = (892_300, 1_046_500, 768_000)
"""Three shapes of home, in cm²: 89.23, 104.65 and 76.80 m²."""


def owners_decide(town: Town) -> Story[None]:
    """Owners of one building agree, by area and by heads at once, to mend the roof from the maintenance fund."""
    yield town.stage.at(34, "10:00")
    building = town.act(town.secretary, lambda work: _enter_owners(work, town))
    told = _announce(
        town, "从维修资金里支出4.8万元，翻修本幢屋面防水，由青禾物业组织施工，今年12月底前完工。", "owners_ordinary",
        scope="building", scope_id=building, opens_at=town.stage.at(31, "08:00"), closes_at=town.stage.at(24, "20:00"))
    yield town.stage.at(31, "09:00")
    ballot = town.do(town.secretary, ballots.open_announced, announcement_id=told)["ballot_id"]
    keys = _keys(town, ballot)
    yield town.stage.at(29, "19:30")
    _vote(town, ballot, keys, ["for", "for", "for", "against", "for", "for", "", "for", "abstain"])
    yield town.stage.at(24, "20:05")
    town.do(town.secretary, ballots.close_standing, ballot_id=ballot)


def committee_appraised(town: Town) -> Story[None]:
    """The residents' representatives appraise the committee in three grades, in secret as the rule has it."""
    yield town.stage.at(20, "10:00")
    told = _announce(
        town, "2026年度民主评议：您对社区居委会班子这一年的工作是否满意？", "appraisal_body_3", scope="body",
        scope_id=town.bodies["representatives"], opens_at=town.stage.at(18, "08:00"), closes_at=town.stage.at(16, "20:00"))
    yield town.stage.at(18, "09:00")
    ballot = town.do(town.secretary, ballots.open_announced, announcement_id=told)["ballot_id"]
    keys = _keys(town, ballot)
    yield town.stage.at(17, "19:00")
    _vote_secretly(town, ballot, keys, ["o1", "o1", "o2", "o1", "o1", "o3", "o2", "o1"])
    yield town.stage.at(16, "20:05")
    town.do(town.secretary, ballots.close_standing, ballot_id=ballot)


def roll_lies_open(town: Town) -> Story[None]:
    """A straw poll of households is announced; its roll lies open to objection for some days yet."""
    yield town.stage.at(1, "09:00")
    _announce(
        town, "小区东门改成早晚高峰人车分流，您倾向哪一种办法？", "straw_poll", form="one", scope="community",
        options="东门只走人，车走北门\n东门早晚只走人，其他时间照旧\n不改", allows_other=True,
        opens_at=town.stage.at(-6, "08:00"), closes_at=town.stage.at(-16, "20:00"))


def _announce(town: Town, question: str, rule: str, **words: Any) -> int:
    told: int = town.do(
        town.secretary, ballots.announce_ballot, community_id=town.community_id, question=question, rule=rule,
        **words)["announcement_id"]
    return told


def _enter_owners(work: Work, town: Town) -> int:
    """The representative of each home of one building owns it; who has two homes is one owner."""
    here = work.get(Community, town.community_id)
    building = work.db.scalars(
        select(Building).where(Building.community_id == here.id).order_by(Building.id)).first()
    assert building is not None
    rows = work.db.execute(
        select(Household, Person).join(Post, Post.household_id == Household.id).join(Person, Person.id == Post.person_id)
        .where(Household.building_id == building.id, Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE,
               Post.ends_on.is_(None)).order_by(Household.id)).all()
    for place, (home, person) in enumerate(rows):
        owner = rows[0][1] if place == 1 else person
        register.enter_ownership(
            work, community=here, household=home, area_cm2=AREAS[place % len(AREAS)], owner=owner)
    return building.id


def _keys(town: Town, ballot: int) -> list[tuple[str, int]]:
    with town.stage.store.read() as db:
        return [(v.voter_key, v.person_id) for v in queries.roll(db, ballot) if v.person_id and v.may_vote]


def _vote_secretly(town: Town, ballot: int, keys: Sequence[tuple[str, int]], pattern: Sequence[str]) -> None:
    for place, (_key, person_id) in enumerate(keys):
        with town.stage.store.read() as db:
            voter = actor_of_person(db, person_id, town.stage.clock())
        cast_secretly(town.stage.store, voter, ballot, pattern[place % len(pattern)])


def _vote(town: Town, ballot: int, keys: Sequence[tuple[str, int]], pattern: Sequence[str]) -> None:
    """Everyone votes as the pattern says; "" stays silent."""
    for place, (key, person_id) in enumerate(keys):
        choice = pattern[place % len(pattern)]
        if not choice:
            continue
        with town.stage.store.read() as db:
            voter = actor_of_person(db, person_id, town.stage.clock())
        town.stage.store.carry_out(partial(ballots.cast, ballot_id=ballot, choice=choice, voter_key=key), actor=voter)
