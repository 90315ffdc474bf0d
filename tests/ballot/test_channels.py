"""Four channels, one ledger: paper read by two, helpers by name, proxies up to the limit, the hall's tablet, hands."""
from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from consult.ballot import actions as ballots
from consult.ballot import queries
from consult.ballot.models import CastBallot
from consult.community.rules.kinds import PostKind
from consult.core.errors import Forbidden, NotFound, RuleBroken
from consult.meeting import actions as meetings
from tests.builders import Neighbourhood
from tests.builders_ballots import give_post, home_of, own, standing


def refused(n: Neighbourhood, who: str, verb: Any, **args: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as refusal:
        n.do(who, verb, **args)
    return refusal.value


def stands(n: Neighbourhood, ballot: int, key: str) -> tuple[str, str, int]:
    cast = n.look(lambda db: db.scalar(select(CastBallot).where(CastBallot.ballot_id == ballot, CastBallot.voter_key == key)))
    return cast.choice, cast.channel, cast.revision


def number_of(n: Neighbourhood, ballot: int, key: str) -> int:
    return next(p.number for p in n.see(queries.papers, ballot) if p.voter_key == key)


@pytest.fixture
def ballot(neighbourhood: Neighbourhood) -> int:
    """A ballot of households that stands open, a paper issued to everyone."""
    opened = standing(neighbourhood)
    neighbourhood.do("lin", ballots.issue_papers, ballot_id=opened)
    return opened


# --- paper ----------------------------------------------------------------------------------------------


def test_a_paper_counts_when_two_people_read_the_same(neighbourhood: Neighbourhood, ballot: int) -> None:
    n, key = neighbourhood, home_of(neighbourhood, "gu")
    number = number_of(n, ballot, key)
    read = {"ballot_id": ballot, "number": number}
    assert n.do("lin", ballots.enter_paper, **read, choice="for")["state"] == "entered"
    assert n.do("zhou", ballots.enter_paper, **read, choice="against")["state"] == "differs"
    assert n.see(queries.turnout, ballot) == 0
    assert n.do("zhou", ballots.enter_paper, **read, choice="for")["state"] == "valid"
    assert stands(n, ballot, key) == ("for", "paper", 1)
    assert refused(n, "lin", ballots.enter_paper, **read, choice="against").code == "paper_done"


def test_one_person_alone_never_makes_a_paper_count(neighbourhood: Neighbourhood, ballot: int) -> None:
    read = {"ballot_id": ballot, "number": 1, "choice": "for"}
    assert [neighbourhood.do("lin", ballots.enter_paper, **read)["state"] for _ in range(3)] == ["entered"] * 3
    with pytest.raises(Forbidden):
        neighbourhood.do("chen", ballots.enter_paper, **read)


def test_papers_are_counted_as_issued_returned_valid_and_void(neighbourhood: Neighbourhood, ballot: int) -> None:
    n = neighbourhood
    for who in ("lin", "zhou"):
        n.do(who, ballots.enter_paper, ballot_id=ballot, number=1, choice="for")
    n.do("lin", ballots.void_paper, ballot_id=ballot, number=2, reason="两处都画了圈")
    assert n.see(queries.papers_counted, ballot) == {"issued": 10, "returned": 2, "valid": 1, "void": 1}
    assert n.do("lin", ballots.issue_papers, ballot_id=ballot)["issued"] == 1
    n.clock.forward(days=8)
    n.do("lin", ballots.close_standing, ballot_id=ballot)
    result = n.see(queries.ballot, ballot, n.community).result
    assert result["papers"] == {"issued": 11, "returned": 2, "valid": 1, "void": 1}
    assert result["channels"] == {"paper": 1}


def test_the_log_never_says_what_a_paper_says(neighbourhood: Neighbourhood, ballot: int) -> None:
    n = neighbourhood
    n.do("lin", ballots.enter_paper, ballot_id=ballot, number=1, choice="abstain")
    assert "abstain" not in str([e.data for e in n.log(f"ballot:{ballot}") if e.name != "BallotOpened"])


# --- which one counts -------------------------------------------------------------------------------------


def test_the_latest_counts_unless_the_rule_says_the_first(neighbourhood: Neighbourhood) -> None:
    n, key = neighbourhood, home_of(neighbourhood, "gu")
    latest = standing(n)
    first = standing(n)
    with n.store.writing.begin() as connection:
        from consult.ballot.models import Ballot
        table = Ballot.__table__
        rule = connection.execute(select(table.c.rule).where(table.c.id == first)).scalar_one()
        connection.execute(table.update().where(table.c.id == first).values(rule={**rule, "counts": "first"}))
    for ballot in (latest, first):
        n.do("lin", ballots.issue_papers, ballot_id=ballot)
        n.do("gu", ballots.cast, ballot_id=ballot, choice="against")
    for ballot, code in ((latest, ""), (first, "already_by_another_channel")):
        read = {"ballot_id": ballot, "number": number_of(n, ballot, key), "choice": "for"}
        n.do("lin", ballots.enter_paper, **read)
        if code:
            assert refused(n, "zhou", ballots.enter_paper, **read).code == code
        else:
            n.do("zhou", ballots.enter_paper, **read)
    assert stands(n, latest, key) == ("for", "paper", 2)
    assert stands(n, first, key) == ("against", "phone", 1)
    n.do("gu", ballots.cast, ballot_id=first, choice="abstain")
    assert stands(n, first, key) == ("abstain", "phone", 2)


# --- helpers ----------------------------------------------------------------------------------------------


def test_a_helper_enters_a_vote_and_the_voter_corrects_it(neighbourhood: Neighbourhood, ballot: int) -> None:
    n, key = neighbourhood, home_of(neighbourhood, "gu")
    give_post(n, "ma", PostKind.GRID_HEAD)
    helped = {"ballot_id": ballot, "voter_key": key, "reason": "顾阿姨打电话来，请我代填"}
    n.do("ma", ballots.cast_for, **helped, choice="for")
    assert stands(n, ballot, key) == ("for", "helper", 1)
    told = n.log(f"ballot:{ballot}")[-1].data
    assert (told["channel"], told["by_id"]) == ("helper", n.people["ma"])
    n.do("gu", ballots.cast, ballot_id=ballot, choice="against")
    assert stands(n, ballot, key) == ("against", "phone", 2)
    assert refused(n, "ma", ballots.cast_for, **helped, choice="for").code == "voter_has_voted"


def test_no_neighbour_helps_without_a_post_and_no_helper_helps_oneself(neighbourhood: Neighbourhood, ballot: int) -> None:
    n = neighbourhood
    with pytest.raises(Forbidden):
        n.do("chen", ballots.cast_for, ballot_id=ballot, voter_key=home_of(n, "gu"), choice="for", reason="代填")
    give_post(n, "ma", PostKind.GRID_HEAD)
    answer = refused(n, "ma", ballots.cast_for, ballot_id=ballot, voter_key=home_of(n, "ma"), choice="for", reason="代填")
    assert answer.code == "own_vote_needs_no_helper"


# --- proxies ----------------------------------------------------------------------------------------------


@pytest.fixture
def owners(neighbourhood: Neighbourhood) -> int:
    """A ballot of six owners, where a person may hold three proxies."""
    own(neighbourhood, dict.fromkeys(("chen", "wang", "li", "zhao", "sun", "qian"), 900_000))
    return standing(neighbourhood, "owners_ordinary")


def proxy(n: Neighbourhood, ballot: int, who: str, holder: str) -> dict[str, Any]:
    return {"ballot_id": ballot, "voter_key": f"owner:{n.people[who]}", "holder_id": n.people[holder],
            "document": "书面委托书"}


def test_a_fourth_proxy_is_refused_and_the_three_are_listed(neighbourhood: Neighbourhood, owners: int) -> None:
    n = neighbourhood
    for who in ("wang", "li", "zhao"):
        n.do("lin", ballots.file_proxy, **proxy(n, owners, who, "chen"))
    answer = refused(n, "lin", ballots.file_proxy, **proxy(n, owners, "sun", "chen"))
    assert (answer.code, answer.facts) == ("too_many_proxies", {"called": "陈阿姨", "most": 3})
    assert len(n.see(queries.proxies, owners)) == 3
    n.do("chen", ballots.cast, ballot_id=owners, choice="for")
    n.do("chen", ballots.cast, ballot_id=owners, choice="against", voter_key=f"owner:{n.people['wang']}")
    assert stands(n, owners, f"owner:{n.people['wang']}") == ("against", "phone", 1)


def test_who_votes_in_person_is_past_the_proxy(neighbourhood: Neighbourhood, owners: int) -> None:
    n, key = neighbourhood, f"owner:{neighbourhood.people['wang']}"
    n.do("lin", ballots.file_proxy, **proxy(n, owners, "wang", "chen"))
    n.do("chen", ballots.cast, ballot_id=owners, choice="for", voter_key=key)
    n.do("wang", ballots.cast, ballot_id=owners, choice="against")
    assert refused(n, "chen", ballots.cast, ballot_id=owners, choice="for", voter_key=key).code == "voter_has_voted"
    assert stands(n, owners, key) == ("against", "phone", 2)


def test_no_proxy_where_the_rule_allows_none_nor_to_oneself(neighbourhood: Neighbourhood, owners: int, ballot: int) -> None:
    n = neighbourhood
    here = {"ballot_id": ballot, "voter_key": home_of(n, "wang"), "holder_id": n.people["chen"], "document": "委托书"}
    assert refused(n, "lin", ballots.file_proxy, **here).code == "no_proxies_here"
    assert refused(n, "lin", ballots.file_proxy, **proxy(n, owners, "wang", "wang")).code == "proxy_to_oneself"


# --- the hall's tablet ------------------------------------------------------------------------------------


def test_the_tablet_is_open_for_one_voter_once_for_ten_minutes(neighbourhood: Neighbourhood, ballot: int) -> None:
    n, key = neighbourhood, home_of(neighbourhood, "gu")
    tokens = [n.do("zhou", ballots.make_hall_link, ballot_id=ballot, voter_key=key)["token"] for _ in range(2)]
    n.do("zhou", ballots.cast_in_hall, token=tokens[0], choice="for")
    assert stands(n, ballot, key) == ("for", "hall", 1)
    assert refused(n, "zhou", ballots.cast_in_hall, token=tokens[0], choice="against").code == "hall_link_over"
    n.clock.forward(minutes=11)
    assert refused(n, "zhou", ballots.cast_in_hall, token=tokens[1], choice="against").code == "hall_link_over"
    with pytest.raises(NotFound):
        n.do("zhou", ballots.cast_in_hall, token="no-such-token", choice="for")
    assert tokens[0] not in str([e.data for e in n.log(f"ballot:{ballot}")])


# --- hands --------------------------------------------------------------------------------------------------


def test_hands_are_counted_by_two_whose_counts_agree(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    give_post(n, "lin", PostKind.FACILITATOR)
    room = n.a_motion()
    n.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id, by_hands=True)
    here = {"meeting_id": room.meeting_id}
    assert refused(n, "zhou", meetings.close_vote, **here).code == "second_count_needed"
    wrong = refused(n, "zhou", meetings.count_hands, **here, votes_for=3, against=1, abstain=0, not_voting=0)
    assert (wrong.code, wrong.facts) == ("hands_do_not_add_up", {"counted": 4, "present": 5})
    n.do("zhou", meetings.count_hands, **here, votes_for=3, against=1, abstain=0, not_voting=1)
    n.do("lin", meetings.count_hands, **here, votes_for=2, against=2, abstain=0, not_voting=1)
    assert refused(n, "zhou", meetings.close_vote, **here).code == "counts_differ"
    n.do("lin", meetings.count_hands, **here, votes_for=3, against=1, abstain=0, not_voting=1)
    assert n.do("zhou", meetings.close_vote, **here)["verdict"] == "passed"
