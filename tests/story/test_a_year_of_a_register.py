"""One year of a register: joins, moves, deaths, merges, terms. After every month each roll counts everybody once, each
log is whole, and what was voted before stays as it was."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from consult.ballot import actions as ballots
from consult.ballot.models import Ballot, RollEntry
from consult.community import actions as register
from consult.community import queries
from consult.community.models import Body, Building, Community, Person
from consult.community.queries.electorates import electorate
from consult.community.queries.scopes import places_within
from consult.community.rules.kinds import Counted
from consult.core.clock import SetClock, local_date
from consult.deadlines import sweep
from consult.publishing.queries import all_faults
from tests.builders import COUNCIL, RESIDENTS, Neighbourhood
from tests.builders_ballots import own, standing

HOMES = len(COUNCIL) + len(RESIDENTS)
LIN, WU = "lin", "wu"


class Year:
    """A neighbourhood, its months, and what has to be so at the end of each."""

    def __init__(self, n: Neighbourhood, clock: SetClock) -> None:
        self.n, self.clock = n, clock
        self.frozen: dict[int, Any] = {}

    def month(self) -> None:
        """A month passes, with what passes by itself."""
        self.clock.forward(days=30)
        sweep(self.n.store)
        self.check()

    def do(self, verb: Any, who: str = LIN, **args: Any) -> Any:
        """One verb of the office."""
        return self.n.do(who, verb, **args)

    @property
    def today(self) -> date:
        """The date in the community."""
        return local_date(self.clock(), "Asia/Shanghai")

    def counted(self, counts: str, scope: dict[str, Any] | None = None) -> list[Any]:
        """Who is entitled today."""
        found: list[Any] = self.n.see(
            lambda db: electorate(db, self.n.community, scope or {"kind": "community", "id": 0}, counts, self.today).voices)
        return found

    def roll(self, body: str) -> list[Any]:
        """The roll of a body today."""
        found: list[Any] = self.n.see(lambda db: queries.roll_of(db, db.get_one(Body, self.n.bodies[body]), self.today))
        return found

    def check(self) -> None:
        """Nobody twice, no area twice, what was closed unchanged."""
        for counts in (*Counted, "owners", "anyone"):
            keys = [voice.voter_key for voice in self.counted(counts)]
            assert len(keys) == len(set(keys)), counts
        for counts in (Counted.ADULTS, "anyone"):
            people = [voice.person_id for voice in self.counted(counts)]
            assert len(people) == len(set(people))
        for body in self.n.bodies:
            if not body.startswith("next_door"):
                keys = [seat.voter_key for seat in self.roll(body)]
                assert len(keys) == len(set(keys)), body
        areas = sum(voice.area_cm2 for voice in self.counted("owners"))
        places = self.n.see(lambda db: places_within(db, self.n.community, {"kind": "community", "id": 0}))
        assert areas == sum(place.area_cm2 or 0 for place in places.values() if place.counts_for_owners)
        assert all(self.as_closed(id) == kept for id, kept in self.frozen.items())

    def vote(self, *choices: tuple[str, str]) -> int:
        """A named ballot of all households between meetings, closed; its roll and result are kept to compare."""
        id = standing(self.n)
        for who, choice in choices:
            self.n.do(who, ballots.cast, ballot_id=id, choice=choice)
        self.clock.forward(days=9)
        sweep(self.n.store)
        self.frozen[id] = self.as_closed(id)
        self.check()
        return id

    def as_closed(self, id: int) -> Any:
        """The frozen roll and the result of a ballot."""
        def read(db: Any) -> Any:
            roll = db.execute(select(RollEntry.voter_key, RollEntry.person_id, RollEntry.silent_because)
                              .where(RollEntry.ballot_id == id).order_by(RollEntry.voter_key)).all()
            return [tuple(row) for row in roll], db.get_one(Ballot, id).result
        return self.n.see(read)


def test_after_a_year_of_a_register_every_roll_count_and_log_verifies(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n, year = neighbourhood, Year(neighbourhood, clock)
    own(n, {who: 885_000 for who in RESIDENTS})
    assert (len(year.counted("households")), len(year.counted("adults"))) == (HOMES, HOMES + 1)

    # January: a building more, with a family of three; the child comes of age in summer.
    grid = n.see(lambda db: db.scalars(select(Building.grid_id)).first())
    tower = year.do(register.put_up_building, grid_id=grid, name="5幢")["building_id"]
    homes = [year.do(register.add_home, building_id=tower, door=f"1单元{floor}01")["household_id"] for floor in range(1, 5)]
    of_age = (year.today.replace(day=1) + timedelta(days=160)).strftime("%Y-%m")
    tang, song = (year.do(register.enter_resident, community_id=n.community, name=name, household_id=homes[0])["person_id"]
                  for name in ("唐𬀩", "宋·艾山"))
    child = year.do(register.enter_resident, community_id=n.community, name="唐一", household_id=homes[0],
                    comes_of_age=of_age)["person_id"]
    year.do(register.change_representative, household_id=homes[0], person_id=tang, reason="全家商量的")
    change = year.n.see(lambda db: queries.representative_changes(db, homes[0]))[0][0]
    year.do(register.confirm_representative, WU, change_id=change.id)
    assert (len(year.counted("households")), len(year.counted("adults"))) == (HOMES + 4, HOMES + 3)
    year.month()

    # February: the first vote of the year; its roll stays what it is, whatever comes.
    first = year.vote(("gu", "for"), ("ma", "for"), ("chen", "against"))
    assert n.see(lambda db: db.get_one(Ballot, first).result)["for"] == 2

    # March: one family moves within, one gets a second home; both are counted once.
    year.do(register.move_home, person_id=n.people["xu"], household_id=homes[1], speaks=True)
    year.do(register.add_second_home, person_id=n.people["ma"], household_id=homes[2])
    assert len(year.counted("adults")) == HOMES + 3
    year.month()

    # April: an old member of the council dies; the seat is empty, the home has nobody to speak for it yet.
    year.do(register.record_death, person_id=n.people["sun"])
    year.month()
    assert [seat.shown_as for seat in year.roll("council")].count("孙丽") == 0
    assert len(year.counted("adults")) == HOMES + 2

    # May: an entry that was made twice becomes one.
    twin = year.do(register.enter_resident, community_id=n.community, name="顾桂芳", household_id=n.households["gu"],
                   another=True)["person_id"]
    assert len(year.counted("adults")) == HOMES + 3
    year.do(register.merge_people, kept_id=n.people["gu"], gone_id=twin, reason="同一个人登记了两次", sure=True)
    assert len(year.counted("adults")) == HOMES + 2
    year.month()

    # June: a term on the council begins and ends with its post; an alternate takes the place.
    council = n.bodies["council"]
    ends = year.today + timedelta(days=40)
    seated = len(year.roll("council"))
    year.do(register.give_post, community_id=n.community, person_id=song, kind="council_member", body_id=council,
            starts_on=year.today, ends_on=ends)
    waits = year.do(register.give_post, community_id=n.community, person_id=n.people["he"], kind="council_member",
                    body_id=council, starts_on=year.today, as_alternate=True)["member_id"]
    assert len(year.roll("council")) == seated + 1
    year.month()
    year.month()
    assert len(year.roll("council")) == seated
    year.do(register.take_place, member_id=waits, starts_on=year.today)
    assert len(year.roll("council")) == seated + 1

    # August: the child is of age by now; a household splits, two join.
    assert child in {voice.person_id for voice in year.counted("adults")}
    new = year.do(register.split_home, household_id=homes[0], door="1单元102", people=str(child), speaker_id=child,
                  because="分户")["household_id"]
    households = len(year.counted("households"))
    year.do(register.join_homes, household_id=homes[2], other_id=homes[3])
    assert len(year.counted("households")) == households - 1
    year.month()

    # September: a home is sold, one is owned by two; the areas add up.
    year.do(register.enter_owner, household_id=n.households["gu"], area_cm2=885_000, person_id=n.people["chen"])
    year.do(register.add_co_owner, household_id=n.households["ma"], person_id=n.people["wang"])
    year.month()

    # October: the second vote counts who lives here now, and the first is still what it was.
    second = year.vote(("gu", "for"), ("chen", "for"))
    assert {row[0] for row in year.frozen[second][0]} != {row[0] for row in year.frozen[first][0]}
    assert f"household:{new}" in {row[0] for row in year.frozen[second][0]}

    # November: somebody leaves and comes back, a unit is renamed and closed, a building too gets its new name.
    year.do(register.move_out, person_id=tang)
    year.do(register.move_home, person_id=tang, household_id=homes[0])
    year.do(register.rename_unit, unit_id=n.units["school"], name="青禾实验小学")
    year.do(register.close_unit, unit_id=n.units["police"], reason="并入街道派出所")
    year.do(register.rename_building, building_id=tower, name="5幢（东楼）")
    year.month()
    assert "unit:" + str(n.units["police"]) not in {seat.voter_key for seat in year.roll("joint")}

    # At the end of the year: every log, record, ballot and head of the installation verifies.
    assert n.see(lambda db: list(all_faults(db))) == []
    assert n.see(lambda db: db.get_one(Person, twin).merged_into_id) == n.people["gu"]
    assert n.see(lambda db: db.get_one(Community, n.community).id) == n.community
