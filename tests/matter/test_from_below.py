"""Proposing and endorsing: households are counted, and what was said stays."""
from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from consult.core.arguments import bind
from consult.core.clock import SetClock
from consult.core.errors import BadShape, Forbidden, NotFound, RuleBroken
from consult.core.events import plain
from consult.matter import actions as matters
from consult.matter import queries
from consult.matter.models import Matter
from tests.builders import Neighbourhood
from tests.storage.happenings import all_at_once


def the(n: Neighbourhood, matter: int, community: int | None = None) -> Matter:
    found: Matter = n.see(queries.matter, matter, community or n.community)
    return found


# --- proposing ----------------------------------------------------------------------------------------


def test_a_proposal_gets_the_years_next_number_and_a_date(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    first, second = n.a_matter(), n.a_matter(by="gu", title="电动自行车充电棚选址")
    next_door = n.a_matter(by="yu")
    assert [the(n, first).no, the(n, second).no] == ["2026-001", "2026-002"]
    assert the(n, next_door, n.next_door).no == "2026-001"
    assert (the(n, first).owed_by, the(n, first).due_on) == ("neighbours", date(2026, 12, 26))


def test_numbers_begin_anew_with_the_year_of_the_place(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    n.a_matter()
    clock.at = clock.at.replace(month=12, day=31, hour=16, minute=1)  # 00:01 on New Year's Day in Shanghai
    assert the(n, n.a_matter()).no == "2027-001"


def test_twenty_proposals_at_once_get_twenty_numbers(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ids = all_at_once([lambda: n.a_matter(by="gu")] * 20, threads=10)
    assert sorted(the(n, id).number for id in ids) == list(range(1, 21))


@pytest.mark.parametrize(("field", "value", "problem"), [
    ("title", "", "missing"), ("title", "电梯", "too_short:4"), ("title", "议" * 61, "too_long:60"),
    ("what", "议" * 100_000, "too_long:2000"), ("what", "太短", "too_short:10"), ("place", "", "missing"),
    ("category", "weather", "not_a_choice"), ("expected", "", "missing"),
])
def test_a_proposal_that_is_empty_or_endless_is_refused_by_field(
    neighbourhood: Neighbourhood, field: str, value: str, problem: str
) -> None:
    with pytest.raises(BadShape) as refused:
        neighbourhood.a_matter(**{field: value})
    assert refused.value.fields == {field: problem}
    assert neighbourhood.see(queries.matters, neighbourhood.community)[1] == 0


def test_the_office_may_propose_but_has_no_household_to_endorse_with(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert the(n, n.a_matter(by="lin")).household_id is None
    with pytest.raises(Forbidden):
        n.do("zhou", matters.endorse, matter_id=n.a_matter())


# --- endorsing ----------------------------------------------------------------------------------------


def test_households_are_counted_not_heads(neighbourhood: Neighbourhood) -> None:
    n, matter = neighbourhood, neighbourhood.a_matter()
    assert n.do("gu", matters.endorse, matter_id=matter) == {"households": 1, "threshold": 3}
    assert n.do("gu_jr", matters.endorse, matter_id=matter) == {"households": 1, "threshold": 3}
    assert n.do("ma", matters.endorse, matter_id=matter) == {"households": 2, "threshold": 3}
    assert the(n, matter).state == "proposed"
    n.do("gu", matters.take_back_endorsement, matter_id=matter)
    assert n.see(queries.households_behind, matter) == 2
    assert n.do("gu_jr", matters.take_back_endorsement, matter_id=matter)["households"] == 1


def test_endorsing_twice_is_once_and_tells_nobody_twice(neighbourhood: Neighbourhood) -> None:
    n, matter = neighbourhood, neighbourhood.a_matter()
    for _ in range(2):
        assert n.do("gu", matters.endorse, matter_id=matter)["households"] == 1
    assert [e.name for e in n.see(queries.timeline, matter)] == ["MatterProposed", "MatterEndorsed"]


def test_fifty_endorsements_of_one_neighbour_at_once_are_one(neighbourhood: Neighbourhood) -> None:
    n, matter = neighbourhood, neighbourhood.a_matter()
    gu = n.actor("gu")
    answers = all_at_once([
        lambda: n.store.carry_out(lambda work: matters.endorse(work, matter_id=matter), actor=gu).value
    ] * 50, threads=20)
    assert {a["households"] for a in answers} == {1}
    assert [e.name for e in n.see(queries.timeline, matter)] == ["MatterProposed", "MatterEndorsed"]


def test_the_threshold_is_reached_once_when_all_endorse_at_once(neighbourhood: Neighbourhood) -> None:
    n, matter = neighbourhood, neighbourhood.a_matter()
    all_at_once([
        lambda who=who: n.do(who, matters.endorse, matter_id=matter)
        for who in ("gu", "ma", "xu", "chen", "wang", "li")
    ], threads=6)
    told = [e.name for e in n.see(queries.timeline, matter)]
    assert told.count("EndorsedEnough") == 1
    assert told.count("MatterEndorsed") == 6
    assert the(n, matter).state == "endorsed"


def test_nobody_endorses_what_the_own_household_proposed(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter = n.a_matter(by="gu")
    for who in ("gu", "gu_jr"):
        with pytest.raises(RuleBroken) as refused:
            n.do(who, matters.endorse, matter_id=matter)
        assert refused.value.code == "own_household"


def test_whoever_moved_out_no_longer_endorses(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    from sqlalchemy import update

    from consult.community.models import Residency

    n, matter = neighbourhood, neighbourhood.a_matter()
    yesterday = date(2026, 11, 25)
    n.run(None, lambda work: work.db.execute(
        update(Residency).where(Residency.person_id == n.people["gu"]).values(until=yesterday)) and None)
    with pytest.raises(Forbidden):
        n.do("gu", matters.endorse, matter_id=matter)


def test_falling_short_again_gives_no_new_time(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    """One household that comes and goes must not keep a matter alive for ever."""
    n, matter = neighbourhood, neighbourhood.a_matter()
    for who in ("gu", "ma", "xu"):
        n.do(who, matters.endorse, matter_id=matter)
    assert the(n, matter).owed_by == "secretary"
    clock.forward(days=20)
    n.do("xu", matters.take_back_endorsement, matter_id=matter)
    assert (the(n, matter).state, the(n, matter).due_on) == ("proposed", date(2026, 12, 26))
    clock.forward(days=20)
    n.do("xu", matters.endorse, matter_id=matter)
    n.do("xu", matters.take_back_endorsement, matter_id=matter)
    assert the(n, matter).due_on == date(2027, 1, 5)
    clock.forward(days=1)
    n.run(None, lambda work: matters.lapse(work, matter_id=matter))
    assert the(n, matter).state == "lapsed"


def test_the_timeline_counts_households_and_names_no_endorser(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter = n.a_matter(state="admitted")
    told = n.see(queries.timeline, matter)
    assert [e.data["households"] for e in told if e.name == "MatterEndorsed"] == [1, 2, 3]
    for e in told:
        assert not {"person_id", "household_id", "name"} & set(e.data)


# --- the end of the time, and taking it back ------------------------------------------------------------


def test_a_matter_lapses_after_its_last_day_and_not_on_it(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n, matter = neighbourhood, neighbourhood.a_matter()
    clock.forward(days=30)
    with pytest.raises(RuleBroken) as refused:
        n.run(None, lambda work: matters.lapse(work, matter_id=matter))
    assert refused.value.code == "not_now"
    clock.forward(days=1)
    n.run(None, lambda work: matters.lapse(work, matter_id=matter))
    assert (the(n, matter).state, the(n, matter).owed_by, the(n, matter).due_on) == ("lapsed", "nobody", None)


def test_only_the_installation_lets_a_matter_lapse(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n, matter = neighbourhood, neighbourhood.a_matter()
    clock.forward(days=31)
    for who in ("he", "lin", "wu"):
        with pytest.raises(Forbidden):
            n.do(who, matters.lapse, matter_id=matter)


def test_the_author_takes_it_back_until_it_is_admitted(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    early, admitted = n.a_matter(state="endorsed"), n.a_matter(state="admitted")
    n.do("he", matters.withdraw, matter_id=early)
    assert the(n, early).state == "withdrawn"
    with pytest.raises(RuleBroken) as refused:
        n.do("he", matters.withdraw, matter_id=admitted)
    assert refused.value.code == "not_now"
    with pytest.raises(Forbidden):
        n.do("gu", matters.withdraw, matter_id=admitted)


def test_earlier_words_stay_readable_when_a_matter_is_revised(neighbourhood: Neighbourhood) -> None:
    n, matter = neighbourhood, neighbourhood.a_matter()
    n.do(
        "he", matters.revise, matter_id=matter, title="3幢各单元加装电梯", what="三个单元一起议，费用可以谈得更低一些。",
        place="3幢", affected="36户", expected="委托公司出图报价", category="facilities",
    )
    told = n.see(queries.timeline, matter)[-1]
    assert told.name == "MatterRevised"
    assert told.data["before"]["title"] == "3幢1单元加装电梯"
    assert the(n, matter).due_on == date(2026, 12, 26)
    assert [m.id for m in n.see(queries.similar, n.community, "三个单元")] == [matter]


def test_no_one_revises_what_is_being_screened(neighbourhood: Neighbourhood) -> None:
    n, matter = neighbourhood, neighbourhood.a_matter(state="endorsed")
    words = {"title": "换一个题目", "what": "换一个完全不同的内容，看能不能蒙混过去。", "place": "3幢", "affected": "36户",
             "expected": "出图报价", "category": "other"}
    with pytest.raises(RuleBroken):
        n.do("he", matters.revise, matter_id=matter, **words)
    with pytest.raises(Forbidden):
        n.do("gu", matters.revise, matter_id=matter, **words)


# --- whatever neighbours do -----------------------------------------------------------------------------

NEIGHBOURS = ("gu", "gu_jr", "ma", "xu", "chen")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(some.lists(some.tuples(some.sampled_from(NEIGHBOURS), some.booleans()), max_size=14))
def test_whatever_neighbours_do_the_count_is_that_of_the_households_behind_it(
    neighbourhood: Neighbourhood, steps: list[tuple[str, bool]]
) -> None:
    n, behind = neighbourhood, set()
    matter: int = n.run("he", lambda work: matters.propose(work, **bind(matters.propose, plain({
        "community_id": n.community, "title": "电动车充电棚", "what": "候选东门空地、8幢山墙、垃圾房旁。",
        "place": "东门", "affected": "全体居民", "expected": "选址并试运行", "category": "safety",
    }))))["matter_id"]
    for who, stands in steps:
        n.do(who, matters.endorse if stands else matters.take_back_endorsement, matter_id=matter)
        (behind.add if stands else behind.discard)(who)
        homes = {"gu" if who == "gu_jr" else who for who in behind}
        assert n.see(queries.households_behind, matter) == len(homes)
        assert (the(n, matter).state == "endorsed") == (len(homes) >= 3)


def test_a_matter_of_next_door_is_not_there(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    theirs = n.a_matter(by="yu")
    with pytest.raises(NotFound):
        n.see(queries.matter, theirs, n.community)
    assert n.see(queries.matters, n.community)[1] == 0
    assert n.see(queries.similar, n.community, "加装电梯") == []
