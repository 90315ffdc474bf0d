"""Links between matters only grow; following a matter is one's own affair."""
from __future__ import annotations

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from consult.core.errors import BadShape, Forbidden, RuleBroken
from consult.matter import actions as matters
from consult.matter import queries
from consult.matter.models import Matter, MatterLink
from tests.builders import Neighbourhood
from tests.builders_chain import a_link


def test_a_link_stands_on_both_timelines(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    _link, matter, other = a_link(n)
    told = [n.log(f"matter:{id}")[-1] for id in (matter, other)]
    assert [(e.name, e.data["outward"]) for e in told] == [("MattersLinked", True), ("MattersLinked", False)]
    assert len(n.see(queries.links_of, matter)) == len(n.see(queries.links_of, other)) == 1


def test_a_revoked_link_stays_with_its_reason_and_may_be_made_again(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    link, matter, other = a_link(n)
    n.do("lin", matters.revoke_link, link_id=link, reason="写错了号码")
    n.do("lin", matters.link, matter_id=matter, other_no=number(n, other), kind="continues")
    assert [found.revoked_reason for found in n.see(queries.links_of, matter)] == ["写错了号码", ""]
    with pytest.raises(RuleBroken, match="not_now"):
        n.do("lin", matters.revoke_link, link_id=link, reason="再撤一次")


def test_the_same_link_twice_is_refused(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    _link, matter, other = a_link(n)
    with pytest.raises(RuleBroken, match="linked_already"):
        n.do("lin", matters.link, matter_id=matter, other_no=number(n, other), kind="continues")


@pytest.mark.parametrize("no", ["9999-001", "没有", "", "2026-"])
def test_a_number_that_is_nothing_says_so(neighbourhood: Neighbourhood, no: str) -> None:
    with pytest.raises(BadShape):
        neighbourhood.do("lin", matters.link, matter_id=neighbourhood.a_matter(), other_no=no, kind="related")


def test_a_matter_is_not_linked_to_itself(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter = n.a_matter()
    with pytest.raises(BadShape):
        n.do("lin", matters.link, matter_id=matter, other_no=number(n, matter), kind="related")


def test_residents_do_not_link(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    first, other = n.a_matter(), n.a_matter()
    with pytest.raises(Forbidden):
        n.do("he", matters.link, matter_id=first, other_no=number(n, other), kind="related")


def test_the_database_refuses_to_forget_or_reword_a_link(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    link, _matter, _other = a_link(n)
    for statement in (delete(MatterLink), update(MatterLink).values(kind="related")):
        with pytest.raises(DatabaseError):
            n.run(None, lambda work, statement=statement: work.db.execute(statement.where(MatterLink.id == link)))
    assert n.look(lambda db: db.get_one(MatterLink, link).kind) == "continues"


def test_following_is_one_row_whoever_presses_how_often_and_leaves_no_trace_in_the_log(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter = n.a_matter()
    before = len(n.log(f"matter:{matter}"))
    for _ in range(3):
        n.do("he", matters.follow, matter_id=matter)
    assert [m.id for m in n.see(queries.followed_by, n.people["he"])] == [matter]
    n.do("he", matters.unfollow, matter_id=matter)
    assert n.see(queries.followed_by, n.people["he"]) == [] and len(n.log(f"matter:{matter}")) == before


def number(n: Neighbourhood, matter_id: int) -> str:
    """The number people say."""
    found: str = n.look(lambda db: db.get_one(Matter, matter_id).no)
    return found
