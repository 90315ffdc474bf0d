"""Whatever happens in the lives of a community, in whatever order: nobody stands twice on a roll, no area counts twice,
nobody sits where a post is asked for and none is held."""
from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from consult.community import actions as register
from consult.community import queries
from consult.community.models import Body, Household, LifeEvent, Ownership, Person, Post, Residency
from consult.community.queries import electorates
from consult.community.queries.scopes import WHOLE
from consult.community.rules.kinds import Membership, PostKind
from consult.community.rules.life import LivesAs, Move
from consult.core.errors import Refusal
from consult.storage.base import Base
from consult.storage.event_log import all_events
from consult.storage.guards import lifted
from tests.builders import Neighbourhood
from tests.databases import put_back

WHO, WHERE = some.integers(0, 18), some.integers(0, 10)
DAYS = some.sampled_from([-40, -1, 0, 0, 0, 1, 20])
NAMES = some.sampled_from(["谢明", "𠮷田", "买买提·艾力", "丙"])


class AnyLife(RuleBasedStateMachine):
    """One register over a real store; every rule is an entry of the office, taken or refused with a code."""

    n: Neighbourhood

    @initialize()
    def begin(self) -> None:
        engine = self.n.store.writing
        with engine.begin() as connection, lifted(connection):
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(delete(table))
        put_back(engine, self.n.memory.settled)
        self.n.clock.at = START[0]
        self.refused: set[str] = set()

    def enter(self, verb: Any, /, **args: Any) -> None:
        """Carried out, or refused."""
        try:
            self.n.do("lin", verb, **args)
        except Refusal as refusal:
            self.refused.add(refusal.code)

    @property
    def today(self) -> date:
        return self.n.clock.at.date()

    def person(self, which: int) -> int:
        """One of the people of the community, those who came later too."""
        ids = self.n.look(lambda db: list(db.scalars(
            select(Person.id).where(Person.community_id == self.n.community).order_by(Person.id))))
        kept = [id for id in ids if id != self.n.people["lin"]]
        return kept[which % len(kept)]

    def home(self, which: int) -> int:
        ids = self.n.look(lambda db: list(db.scalars(
            select(Household.id).where(Household.community_id == self.n.community).order_by(Household.id))))
        return ids[which % len(ids)]

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    # --- what happens

    @rule(where=WHERE, name=NAMES, days=DAYS, another=some.booleans())
    def somebody_comes(self, where: int, name: str, days: int, another: bool) -> None:
        self.enter(register.enter_resident, community_id=self.n.community, household_id=self.home(where), name=name,
                   holds_from=self.day(days), another=another)

    @rule(who=WHO, where=WHERE, days=DAYS, why=some.sampled_from(list(Move)), speaks=some.booleans(), after=WHO)
    def somebody_moves(self, who: int, where: int, days: int, why: Move, speaks: bool, after: int) -> None:
        self.enter(register.move_home, person_id=self.person(who), household_id=self.home(where), why=why,
                   holds_from=self.day(days), speaks=speaks, successor_id=self.person(after) if after % 3 == 0 else None)

    @rule(who=WHO, where=WHERE, days=DAYS, counts=some.booleans())
    def somebody_has_a_second_home(self, who: int, where: int, days: int, counts: bool) -> None:
        self.enter(register.add_second_home, person_id=self.person(who), household_id=self.home(where), counts_here=counts,
                   holds_from=self.day(days))

    @rule(who=WHO, where=WHERE, days=DAYS, name=some.sampled_from(["choose_home", "give_up_home"]))
    def of_two_homes(self, who: int, where: int, days: int, name: str) -> None:
        self.enter(getattr(register, name), person_id=self.person(who), household_id=self.home(where), holds_from=self.day(days))

    @rule(who=WHO, days=DAYS, name=some.sampled_from(["move_out", "record_death"]))
    def somebody_leaves(self, who: int, days: int, name: str) -> None:
        self.enter(getattr(register, name), person_id=self.person(who), holds_from=self.day(days))

    @rule(who=WHO, name=some.sampled_from(["close_person", "reopen_person", "reopen_person"]))
    def an_entry_is_closed_or_opened(self, who: int, name: str) -> None:
        self.enter(getattr(register, name), person_id=self.person(who), note="查过了")

    @rule(who=WHO, other=WHO)
    def two_entries_are_one(self, who: int, other: int) -> None:
        self.enter(register.merge_people, kept_id=self.person(who), gone_id=self.person(other), reason="同一位", sure=True)

    @rule(where=WHERE, who=WHO, door=some.integers(1, 3), days=DAYS)
    def a_household_splits(self, where: int, who: int, door: int, days: int) -> None:
        self.enter(register.split_home, household_id=self.home(where), door=f"9单元{door}01", people=str(self.person(who)),
                   speaker_id=self.person(who), holds_from=self.day(days))

    @rule(where=WHERE, other=WHERE, days=DAYS)
    def two_households_join(self, where: int, other: int, days: int) -> None:
        self.enter(register.join_homes, household_id=self.home(where), other_id=self.home(other), holds_from=self.day(days))

    @rule(where=WHERE, who=WHO)
    def a_home_names_its_representative(self, where: int, who: int) -> None:
        self.enter(register.change_representative, household_id=self.home(where), person_id=self.person(who), reason="推选")

    @rule(who=WHO, days=DAYS, lasts=some.sampled_from([None, 5, 400]))
    def a_post_is_given(self, who: int, days: int, lasts: int | None) -> None:
        self.enter(register.give_post, community_id=self.n.community, person_id=self.person(who),
                   kind=PostKind.COUNCIL_MEMBER, body_id=self.n.bodies["council"], starts_on=self.day(days),
                   ends_on=self.day(days + lasts) if lasts else None)

    @rule(which=some.integers(0, 8), days=DAYS)
    def a_post_ends(self, which: int, days: int) -> None:
        posts = self.n.look(lambda db: list(db.scalars(
            select(Post.id).where(Post.kind == PostKind.COUNCIL_MEMBER, Post.community_id == self.n.community).order_by(Post.id))))
        self.enter(register.end_term, community_id=self.n.community, post_id=posts[which % len(posts)], ends_on=self.day(days))

    @rule(where=WHERE, who=WHO, area=some.sampled_from([500_000, 885_000]), together=some.booleans())
    def a_home_is_owned(self, where: int, who: int, area: int, together: bool) -> None:
        if together:
            self.enter(register.add_co_owner, household_id=self.home(where), person_id=self.person(who))
        else:
            self.enter(register.enter_owner, household_id=self.home(where), person_id=self.person(who), area_cm2=area)

    @rule(days=some.sampled_from([1, 7, 30]))
    def time_passes(self, days: int) -> None:
        self.n.clock.forward(days=days)

    # --- what always holds

    @invariant()
    def nobody_and_nothing_counts_twice(self) -> None:
        if not hasattr(self, "refused"):
            return
        with self.n.store.read() as db:
            for day in (self.today, self.today + timedelta(days=25)):
                self._adults(db, day)
                self._households(db, day)
                self._bodies(db, day)
                self._owners(db, day)
                self._homes(db, day)

    def _gone(self, db: Session, day: date) -> set[int]:
        return set(db.scalars(select(Person.id).where(Person.gone_on <= day)))

    def _adults(self, db: Session, day: date) -> None:
        counted = Counter(v.person_id for v in electorates.electorate(db, self.n.community, WHOLE, "adults", day).voices)
        assert not [person for person, times in counted.items() if times > 1], "an adult counts twice"
        assert not set(counted) & self._gone(db, day), "somebody who is gone counts"

    def _households(self, db: Session, day: date) -> None:
        voices = electorates.electorate(db, self.n.community, WHOLE, "households", day).voices
        assert len({voice.voter_key for voice in voices}) == len(voices)
        speaking = Counter(voice.person_id for voice in voices if voice.person_id)
        assert not [person for person, times in speaking.items() if times > 1], "somebody speaks for two homes"
        assert not set(speaking) & self._gone(db, day)

    def _bodies(self, db: Session, day: date) -> None:
        for body in db.scalars(select(Body).where(Body.community_id == self.n.community)):
            seats = queries.roll_of(db, body, day)
            assert len({seat.voter_key for seat in seats}) == len(seats), "a seat stands twice on a roll"
            assert not {seat.person_id for seat in seats} & self._gone(db, day)
            if body.membership == Membership.LISTED and body.seated_posts:
                holding = set(db.scalars(select(Post.person_id).where(
                    Post.kind.in_(body.seated_posts), Post.starts_on <= day, or_(Post.ends_on.is_(None), Post.ends_on >= day))))
                own = {seat.person_id for seat in seats if seat.voter_key.startswith("person:")}
                assert own <= holding, "somebody sits without the post"
                assert len(own) == sum(seat.voter_key.startswith("person:") for seat in seats)

    def _owners(self, db: Session, day: date) -> None:
        voices = electorates.electorate(db, self.n.community, WHOLE, "owners", day).voices
        held = {row.household_id: row.area_cm2 for row in db.scalars(select(Ownership).join(
            Household, Household.id == Ownership.household_id).where(
            Household.community_id == self.n.community, Household.counts_for_owners, Ownership.since <= day,
            or_(Ownership.until.is_(None), Ownership.until > day)).order_by(Ownership.id))}
        unowned = db.scalars(select(Household).where(
            Household.community_id == self.n.community, Household.counts_for_owners, Household.id.not_in(held)))
        assert sum(v.area_cm2 for v in voices) == sum(held.values()) + sum(home.area_cm2 or 0 for home in unowned), "an area counts twice"
        assert len({voice.voter_key for voice in voices}) == len(voices)
        assert not {voice.person_id for voice in voices} & self._gone(db, day)

    def _homes(self, db: Session, day: date) -> None:
        main = Counter(db.scalars(select(Residency.person_id).where(
            Residency.lives_as == LivesAs.MAIN, Residency.since <= day, or_(Residency.until.is_(None), Residency.until >= day))))
        assert not [person for person, times in main.items() if times > 1], "somebody is counted in two homes"

    def teardown(self) -> None:
        """Every line of a history is of somebody who is still there."""
        if not hasattr(self, "refused"):
            return
        with self.n.store.read() as db:
            assert {row.person_id for row in db.scalars(select(LifeEvent))} <= set(db.scalars(select(Person.id)))
            assert list(all_events(db, f"community:{self.n.community}"))


START: list[Any] = []


@pytest.mark.parametrize("runs", [3, pytest.param(40, marks=[pytest.mark.slow, pytest.mark.timeout(900)])])
def test_whatever_happens_nobody_counts_twice(neighbourhood: Neighbourhood, runs: int) -> None:
    AnyLife.n = neighbourhood
    START[:] = [neighbourhood.clock.at]
    run_state_machine_as_test(AnyLife, settings=settings(
        max_examples=runs, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate)))
