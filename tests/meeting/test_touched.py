"""What a change of the register touches: votes, meetings, posts, seats, homes, units and owned homes, each where it stands."""
from __future__ import annotations

from datetime import date, timedelta

from consult.community import actions as register
from consult.meeting.queries.touched import Touched, touched
from tests.builders import Neighbourhood
from tests.builders_ballots import announced, own, standing

TODAY = date(2026, 11, 26)


def of(n: Neighbourhood, *who: str, homes: tuple[str, ...] = (), on: date = TODAY) -> Touched:
    found: Touched = n.see(
        touched, n.community, person_ids=[n.people[one] for one in who],
        household_ids=[n.households[one] for one in homes], on=on)
    return found


def test_somebody_who_only_lives_here_touches_nothing(neighbourhood: Neighbourhood) -> None:
    assert not of(neighbourhood, "gu_jr").anything
    assert not of(neighbourhood).anything


def test_an_open_ballot_and_an_announced_one_are_told_apart(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    voted, told = standing(n), announced(n)
    for found in (of(n, "he"), of(n, homes=("he",))):
        assert [ballot.id for ballot in found.open_ballots] == [voted]
        assert [one.id for one in found.announced] == [told]
    assert not of(n, "gu_jr").open_ballots and not of(n, "yu").announced


def test_a_coming_meeting_is_told_to_whoever_has_a_voice_in_its_body(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    coming = n.a_meeting().meeting_id
    assert [meeting.id for meeting in of(n, "chen").coming] == [coming]
    assert not of(n, "he").coming and not of(n, homes=("chen",)).coming


def test_a_room_that_sits_keeps_its_roll(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_sitting()
    found = of(n, "chen")
    assert [meeting.id for meeting in found.rooms] == [room.meeting_id] and not found.coming


def test_posts_and_seats_are_there_with_their_body(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    found = of(n, "chen")
    assert [(post.kind, body and body.id) for post, body in found.posts] == [("council_member", n.bodies["council"])]
    assert [body.id for _, body in found.seats] == [n.bodies["council"]]
    assert [post.kind for post, _ in of(n, "lin").posts] == ["secretary"]
    assert not of(n, "chen", on=TODAY - timedelta(days=60)).posts


def test_a_home_says_who_else_of_age_could_speak_for_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    (one,) = of(n, "gu").speaks_for
    assert (one.home.id, one.by.id, [p.id for p in one.others]) == (
        n.households["gu"], n.people["gu"], [n.people["gu_jr"]])
    assert [one.home.id for one in of(n, homes=("gu",)).speaks_for] == [n.households["gu"]]
    n.do("lin", register.enter_age, person_id=n.people["gu_jr"], comes_of_age="2030-01")
    assert [p.id for p in of(n, "gu").speaks_for[0].others] == []


def test_a_unit_is_named_whose_delegate_it_is(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert [unit.id for unit in of(n, "song").delegate_of] == [n.units["school"]]
    assert [unit.id for unit in of(n, "song", on=TODAY - timedelta(days=60)).delegate_of] == []


def test_owned_homes_are_those_owned_alone_together_and_for_others(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    own(n, {"chen": 900_000, "wang": 800_000})
    n.do("lin", register.add_co_owner, household_id=n.households["wang"], person_id=n.people["he"])
    n.do("lin", register.name_voter, household_id=n.households["wang"], person_id=n.people["he"])
    assert [home.id for home in of(n, "chen").owns] == [n.households["chen"]]
    found = of(n, "he")
    assert [home.id for home in found.owns] == [home.id for home in found.gives_voice_of] == [n.households["wang"]]
    assert [home.id for home in of(n, homes=("chen",)).owns] == [n.households["chen"]]


def test_nothing_of_next_door_is_told(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    found: Touched = n.see(touched, n.next_door, person_ids=[n.people["chen"]], on=TODAY)
    assert not found.posts and not found.seats and not found.coming
