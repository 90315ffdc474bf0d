"""A ballot: one voice one row, until the close, by whoever was on the roll and present when it opened."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from consult.ballot import actions as ballots
from consult.ballot import policy, queries
from consult.ballot.models import Ballot, CastBallot
from consult.core.arguments import bind
from consult.core.clock import SetClock
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.meeting import actions as meetings
from consult.storage.commands import Command
from consult.storage.engine import connect
from consult.storage.event_log import first_fault
from tests.builders import Neighbourhood, Room
from tests.storage.happenings import all_at_once


@pytest.fixture
def room(neighbourhood: Neighbourhood) -> Room:
    """A vote in the council: chen, wang, li, zhao and sun are present, qian is not."""
    return neighbourhood.a_vote()


@pytest.fixture
def by_hand(database_url: str) -> Iterator[Callable[[Any], None]]:
    """Statements straight to the database."""
    engine = connect(database_url, writing=True)

    def execute(statement: Any) -> None:
        with engine.begin() as connection:
            connection.execute(statement)

    yield execute
    engine.dispose()


def given(n: Neighbourhood, room: Room) -> dict[str, tuple[str, int]]:
    """What every voice says now, and in which revision."""
    with n.store.read() as db:
        rows = db.scalars(select(CastBallot).where(CastBallot.ballot_id == room.ballot_id))
        return {row.voter_key: (row.choice, row.revision) for row in rows}


def voter(n: Neighbourhood, who: str) -> str:
    return f"person:{n.people[who]}"


def close(n: Neighbourhood, room: Room) -> dict[str, Any]:
    answer: dict[str, Any] = n.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)
    return answer


def test_a_voice_is_recorded_and_the_answer_says_which_and_when(neighbourhood: Neighbourhood, room: Room) -> None:
    answer = neighbourhood.do("chen", ballots.cast, ballot_id=room.ballot_id, choice="for")
    assert answer == {"ballot_id": room.ballot_id, "revision": 1, "cast_at": "2026-11-26T11:00:00.000Z"}
    assert given(neighbourhood, room) == {voter(neighbourhood, "chen"): ("for", 1)}


def test_a_voice_can_be_changed_until_the_close(neighbourhood: Neighbourhood, room: Room) -> None:
    for choice in ("for", "abstain", "against"):
        neighbourhood.cast(room, chen=choice)
    assert given(neighbourhood, room) == {voter(neighbourhood, "chen"): ("against", 3)}


def test_fifty_casts_of_one_voter_at_once_are_one_row(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    chen = n.actor("chen")

    def send(i: int) -> Callable[[], Any]:
        args = bind(ballots.cast, {"ballot_id": room.ballot_id, "choice": ("for", "against")[i % 2]})
        return lambda: n.store.carry_out(
            lambda work: ballots.cast(work, **args), actor=chen, command=Command(f"parallel-{i}", "cast", args),
        ).value

    revisions = [answer["revision"] for answer in all_at_once([send(i) for i in range(50)])]
    assert sorted(revisions) == list(range(1, 51))
    assert given(n, room) == {voter(n, "chen"): (("for", "against")[revisions.index(50) % 2], 50)}
    n.cast(room, wang="for", li="for", zhao="for")
    assert close(n, room)["verdict"] == "passed"
    assert n.see(queries.ballot, room.ballot_id, n.community).result["participating"] == 4


def test_many_voters_at_once_are_all_counted(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    present = ("chen", "wang", "li", "zhao", "sun")
    all_at_once([lambda who=who: n.cast(room, **{who: "for"}) for who in present * 4], threads=20)
    assert {choice for choice, _ in given(n, room).values()} == {"for"}
    assert n.see(queries.turnout, room.ballot_id) == 5
    assert close(n, room)["verdict"] == "passed"


def test_a_late_retry_of_an_older_cast_does_not_bring_it_back(neighbourhood: Neighbourhood, room: Room) -> None:
    """The first cast's answer was lost; its client changes its mind, then the first is sent once more."""
    n = neighbourhood
    cast = {"ballot_id": room.ballot_id}
    first = n.do("chen", ballots.cast, command_id="first-cast", **cast, choice="for")
    n.do("chen", ballots.cast, command_id="second-cast", **cast, choice="against")
    late = n.answer("chen", ballots.cast, command_id="first-cast", **cast, choice="for")
    assert late.repeated and late.value == first
    assert given(n, room) == {voter(n, "chen"): ("against", 2)}


def test_a_late_retry_after_the_close_still_gets_the_answer_of_its_time(
    neighbourhood: Neighbourhood, room: Room
) -> None:
    n = neighbourhood
    first = n.do("chen", ballots.cast, command_id="first-cast", ballot_id=room.ballot_id, choice="for")
    close(n, room)
    late = n.do("chen", ballots.cast, command_id="first-cast", ballot_id=room.ballot_id, choice="for")
    assert late == first


def test_nothing_is_cast_after_the_close(neighbourhood: Neighbourhood, room: Room, clock: SetClock) -> None:
    n = neighbourhood
    n.cast(room, chen="for")
    closed_at = clock()
    close(n, room)
    clock.forward(minutes=1)
    with pytest.raises(RuleBroken) as refused:
        n.cast(room, chen="against")
    assert (refused.value.code, refused.value.facts) == ("ballot_closed", {"closed_at": closed_at})
    assert given(n, room) == {voter(n, "chen"): ("for", 1)}


def test_a_cast_and_the_close_at_once_are_in_one_order(neighbourhood: Neighbourhood, room: Room) -> None:
    """Whoever was answered is counted; whoever came too late was told."""
    n = neighbourhood
    casts = [lambda who=who: n.cast(room, **{who: "for"}) for who in ("chen", "wang", "li", "zhao", "sun")]
    answers = all_at_once([*casts[:3], lambda: close(n, room), *casts[3:]], threads=6)
    refused = [a for a in answers if isinstance(a, RuleBroken)]
    assert all(r.code == "ballot_closed" for r in refused)
    assert not [a for a in answers if isinstance(a, Exception) and a not in refused]
    result = n.see(queries.ballot, room.ballot_id, n.community).result
    assert result["for"] == 5 - len(refused) == len(given(n, room))


def test_a_ballot_is_counted_once(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    n.cast(room, chen="for")
    answers = all_at_once([lambda: close(n, room)] * 6, threads=6)
    assert sum(isinstance(a, dict) for a in answers) == 1
    assert {a.code for a in answers if isinstance(a, RuleBroken)} <= {"no_open_vote", "ballot_closed"}
    with pytest.raises(RuleBroken) as refused:
        n.run(None, lambda work: ballots.close_ballot(work, ballot_id=room.ballot_id) and None)
    assert refused.value.code == "ballot_closed"


@pytest.mark.parametrize(("who", "code"), [("qian", "not_present_at_opening"), ("he", "not_on_the_roll")])
def test_who_is_not_on_the_roll_or_was_not_there_cannot_cast(
    neighbourhood: Neighbourhood, room: Room, who: str, code: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        neighbourhood.cast(room, **{who: "for"})
    assert refused.value.code == code
    assert given(neighbourhood, room) == {}


def test_who_comes_after_the_opening_waits_for_the_next_vote(neighbourhood: Neighbourhood, room: Room) -> None:
    """The roll is frozen: present is who was present when the question was put."""
    n = neighbourhood
    n.do("qian", meetings.check_in, meeting_id=room.meeting_id)
    with pytest.raises(RuleBroken) as refused:
        n.cast(room, qian="for")
    assert refused.value.code == "not_present_at_opening"
    assert n.see(queries.ballot, room.ballot_id, n.community).present == 5


def test_who_leaves_after_the_opening_keeps_the_voice_and_the_base_stays(
    neighbourhood: Neighbourhood, room: Room
) -> None:
    n = neighbourhood
    for who in ("li", "zhao", "sun"):
        n.do(who, meetings.leave, meeting_id=room.meeting_id)
    n.cast(room, chen="for", wang="for", sun="for")
    assert close(n, room)["verdict"] == "passed"
    result = n.see(queries.ballot, room.ballot_id, n.community).result
    assert (result["present"], result["for"], result["quorum"][0]["met"]) == (5, 3, True)


def test_the_rule_and_the_roll_are_those_of_the_opening(
    neighbourhood: Neighbourhood, room: Room, by_hand: Callable[[Any], None]
) -> None:
    """The body may change its rule and its members; what is open goes on as it began."""
    from consult.community.models import Body, Post

    n = neighbourhood
    by_hand(update(Body).where(Body.id == n.bodies["council"]).values(vote_rule="joint_meeting_consensus"))
    by_hand(update(Post).where(Post.body_id == n.bodies["council"]).values(ends_on=n.clock().date() - timedelta(days=1)))
    n.cast(room, chen="for", wang="for", li="for", zhao="against")
    assert close(n, room)["verdict"] == "passed"
    ballot = n.see(queries.ballot, room.ballot_id, n.community)
    assert (ballot.rule["code"], ballot.eligible) == ("council_present_half", 6)


def test_a_choice_that_does_not_exist_is_refused_by_shape_and_by_the_database(
    neighbourhood: Neighbourhood, room: Room, by_hand: Callable[[Any], None]
) -> None:
    with pytest.raises(BadShape):
        neighbourhood.do("chen", ballots.cast, ballot_id=room.ballot_id, choice="perhaps")
    with pytest.raises(Exception, match="choice_known"):
        by_hand(insert(CastBallot).values(
            ballot_id=room.ballot_id, voter_key="person:1", choice="perhaps", revision=1, cast_at=neighbourhood.clock(),
        ))


def test_the_database_itself_keeps_one_row_a_voice(
    neighbourhood: Neighbourhood, room: Room, by_hand: Callable[[Any], None]
) -> None:
    neighbourhood.cast(room, chen="for")
    with pytest.raises(Exception, match=r"(?i)unique"):
        by_hand(insert(CastBallot).values(
            ballot_id=room.ballot_id, voter_key=voter(neighbourhood, "chen"), choice="for", revision=1,
            cast_at=neighbourhood.clock(),
        ))


@pytest.mark.parametrize("change", [
    {"closed_at": None}, {"result": None}, {"present": 7},
])
def test_the_database_refuses_half_a_result(
    neighbourhood: Neighbourhood, room: Room, by_hand: Callable[[Any], None], change: dict[str, Any]
) -> None:
    close(neighbourhood, room)
    with pytest.raises(Exception, match=r"result_if_closed|present_among_eligible"):
        by_hand(update(Ballot).where(Ballot.id == room.ballot_id).values(change))


# --- who gives several voices -----------------------------------------------------------------------


def test_a_delegate_of_two_units_gives_each_voice_by_its_name(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood

    def deng_speaks_for_the_school_too(work: Any) -> None:
        from consult.community import actions as register
        from consult.community.models import Community, Person, Unit

        register.send_delegate(
            work, community=work.get(Community, n.community), unit=work.get(Unit, n.units["school"]),
            person=work.get(Person, n.people["deng"]),
        )

    with n.earlier(days=20):
        n.run(None, deng_speaks_for_the_school_too)
    room = n.a_vote(body="joint", present=("deng", "bai"), by="deng")
    for unit in ("property", "school"):
        n.do(
            "deng", meetings.cast_vote, meeting_id=room.meeting_id, ballot_id=room.ballot_id, choice="for",
            voter_key=f"unit:{n.units[unit]}",
        )
    with pytest.raises(RuleBroken) as refused:
        n.do(
            "deng", meetings.cast_vote, meeting_id=room.meeting_id, ballot_id=room.ballot_id, choice="for",
            voter_key=f"unit:{n.units['police']}",
        )
    assert refused.value.code == "not_on_the_roll"
    assert {key for key in given(n, room)} == {f"unit:{n.units[u]}" for u in ("property", "school")}


# --- what is seen of it -----------------------------------------------------------------------------


def test_a_ballot_of_another_meeting_is_not_in_this_room(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    other = n.a_discussion()
    with pytest.raises(NotFound) as refused:
        n.do("chen", meetings.cast_vote, meeting_id=other.meeting_id, ballot_id=room.ballot_id, choice="for")
    missing = NotFound("ballot")
    assert refused.value.facts == missing.facts
    assert given(n, room) == {}


def test_the_log_of_a_ballot_never_says_how(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    n.cast(room, chen="against", wang="for")
    n.cast(room, chen="abstain")
    told = n.log(f"ballot:{room.ballot_id}")
    assert [e.name for e in told] == ["BallotOpened", "VoteCast", "VoteCast", "VoteCast"]
    assert all(set(e.data) == {"ballot_id", "voter_key", "revision", "channel", "by_id"} for e in told[1:])
    assert all(e.audience == "desk" for e in told)
    assert not [e for e in n.log(f"meeting:{room.meeting_id}") if e.name == "VoteCast"]
    assert n.see(first_fault, f"ballot:{room.ballot_id}") is None


def test_choices_are_named_only_after_the_close(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    n.cast(room, chen="for", wang="against")
    with pytest.raises(NotFound):
        n.look(lambda db: queries.named_choices(db, queries.ballot(db, room.ballot_id, n.community)))
    close(n, room)
    named = n.look(lambda db: queries.named_choices(db, queries.ballot(db, room.ballot_id, n.community)))
    assert ("陈美兰", "for") in named and ("王德福", "against") in named and ("钱国平", None) in named
    assert len(named) == 6


@pytest.mark.parametrize(("who", "may"), [
    ("lin", True), ("zhou", True), ("chen", True), ("qian", True), ("he", False), ("mei", False), ("yu", False),
])
def test_who_may_see_the_names(neighbourhood: Neighbourhood, room: Room, who: str, may: bool) -> None:
    n = neighbourhood
    ballot = n.see(queries.ballot, room.ballot_id, n.community)
    assert policy.permits(n.actor(who), "see_names", ballot) is may


def test_the_result_is_kept_with_its_words_in_both_languages(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    n.cast(room, chen="for", wang="for", li="for", zhao="for", sun="against")
    close(n, room)
    said = n.see(queries.ballot, room.ballot_id, n.community).result["said"]
    assert said == {
        "zh": "应到6名代表，实到5名代表，达到法定人数4；赞成4票，反对1票，弃权0票；赞成4名代表＞到会5名代表的一半，即2.5，通过。",
        "en": "6 representatives entitled, 5 present, which meets the quorum of 4; 4 for, 1 against, 0 abstaining; "
              "4 for > half (2.5) of the 5 representatives present: passed.",
    }
