"""Post and seat are one act: who is given a post sits from its first day, and rises after its last."""
from __future__ import annotations

import inspect
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from consult.community import actions as register
from consult.community import queries
from consult.community.models import Body, BodyMember, Community, Person, Post
from consult.community.rules.kinds import BodyKind, PostKind
from consult.community.rules.presets import PRESETS
from consult.community.rules.seats import GIVEN, NOT_GIVEN_BY_HAND
from consult.community.rules.sittings import known_kinds
from consult.core.errors import BadShape, RuleBroken
from tests.builders import COUNCIL, Neighbourhood

TODAY = date(2026, 11, 26)
TOMORROW = TODAY + timedelta(days=1)


def roll(n: Neighbourhood, body: str, on: date = TODAY) -> list[str]:
    """Who gives the voices of a body on a day."""
    who = {id: name for name, id in n.people.items()}
    return n.look(lambda db: [who[s.person_id] for s in queries.roll_of(db, db.get_one(Body, n.bodies[body]), on)])


def gives(n: Neighbourhood, who: str, kind: PostKind, *, body: str = "", starts_on: date = TODAY, **more: Any) -> Any:
    """The secretary gives somebody a post."""
    return n.do("lin", register.give_post, community_id=n.community, person_id=n.people[who], kind=kind.value,
                starts_on=starts_on.isoformat(), body_id=n.bodies[body] if body else None, **more)


def form(n: Neighbourhood, kind: BodyKind) -> str:
    """A body as its template has it."""
    n.bodies = {**n.bodies, kind.value: n.run(None, lambda work: register.form_body(
        work, community=work.get(Community, n.community), preset=PRESETS[kind]).id)}
    return kind.value


# --- one act --------------------------------------------------------------------------------------------


def test_who_is_appointed_to_the_council_sits_in_it_from_that_day(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    gives(n, "he", PostKind.COUNCIL_MEMBER, body="council", starts_on=TOMORROW)
    assert roll(n, "council") == list(COUNCIL)
    assert roll(n, "council", TOMORROW) == [*COUNCIL, "he"]
    assert n.bodies["council"] in n.see(queries.bodies_of, n.people["he"], n.community, TOMORROW)


def test_the_last_day_of_the_post_is_the_last_of_the_seat(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    post = n.look(lambda db: db.scalar(select(Post.id).where(Post.person_id == n.people["chen"], Post.kind == "council_member")))
    n.do("lin", register.end_term, community_id=n.community, post_id=post, ends_on=TODAY.isoformat())
    assert "chen" in roll(n, "council") and "chen" not in roll(n, "council", TOMORROW)
    assert n.bodies["council"] not in n.see(queries.bodies_of, n.people["chen"], n.community, TOMORROW)


def test_a_seat_asked_for_in_a_body_that_wants_a_post_is_that_post(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood

    def seat(work: Any) -> None:
        register.seat_member(work, community=work.get(Community, n.community), body=work.get(Body, n.bodies["council"]),
                             person=work.get(Person, n.people["he"]))

    n.run("lin", seat)
    n.run("lin", seat)
    held = n.look(lambda db: [p.kind for p in db.scalars(select(Post).where(
        Post.person_id == n.people["he"], Post.kind == "council_member"))])
    assert held == ["council_member"] and roll(n, "council") == [*COUNCIL, "he"]


@pytest.mark.parametrize("first", ["posts", "body"])
def test_committee_and_representatives_fill_their_meetings_whichever_was_there_first(
    neighbourhood: Neighbourhood, first: str
) -> None:
    n = neighbourhood

    def give_posts() -> None:
        gives(n, "he", PostKind.COMMITTEE_MEMBER)
        gives(n, "gu", PostKind.COMMITTEE_DIRECTOR)
        gives(n, "ma", PostKind.RESIDENT_REPRESENTATIVE)

    def form_bodies() -> None:
        form(n, BodyKind.TWO_COMMITTEES)
        form(n, BodyKind.REPRESENTATIVES_MEETING)

    for step in (give_posts, form_bodies) if first == "posts" else (form_bodies, give_posts):
        step()
    assert roll(n, "two_committees") == ["wu", "he", "gu"]
    assert roll(n, "representatives_meeting") == ["he", "gu", "ma"]


def test_whoever_holds_two_posts_sits_once_and_stays_while_one_of_them_lasts(neighbourhood: Neighbourhood) -> None:
    """书记、主任一肩挑."""
    n = neighbourhood
    form(n, BodyKind.TWO_COMMITTEES)
    director = gives(n, "wu", PostKind.COMMITTEE_DIRECTOR)["post_id"]
    assert roll(n, "two_committees") == ["wu"]
    n.do("lin", register.end_term, community_id=n.community, post_id=director, ends_on=TODAY.isoformat())
    assert roll(n, "two_committees", TOMORROW) == ["wu"]


# --- what is refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "more", "fields"), [
    (PostKind.COUNCIL_MEMBER, {}, {"body_id": "missing"}),
    (PostKind.GRID_HEAD, {}, {"grid_id": "missing"}),
    (PostKind.BUILDING_HEAD, {}, {"building_id": "missing"}),
    (PostKind.SECRETARY, {"ends_on": "2026-11-25"}, {"ends_on": "before_it_begins"}),
    (PostKind.GRID_VOLUNTEER, {}, {"kind": "not_a_choice"}),
    (PostKind.HOUSEHOLD_REPRESENTATIVE, {}, {"kind": "not_a_choice"}),
    (PostKind.STREET_OFFICER, {}, {"kind": "not_a_choice"}),
])
def test_a_post_needs_what_it_is_for_and_a_term_that_ends_after_it_begins(
    neighbourhood: Neighbourhood, kind: PostKind, more: dict[str, str], fields: dict[str, str]
) -> None:
    with pytest.raises(BadShape) as refused:
        gives(neighbourhood, "he", kind, **more)
    assert refused.value.fields == fields


def test_the_same_post_is_not_given_twice_over_the_same_days(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with pytest.raises(RuleBroken) as refused:
        gives(n, "chen", PostKind.COUNCIL_MEMBER, body="council", starts_on=TODAY)
    assert (refused.value.code, refused.value.facts) == ("post_held_already", {"since": date(2026, 11, 2)})
    gives(n, "he", PostKind.FACILITATOR, ends_on=TOMORROW.isoformat())
    gives(n, "he", PostKind.FACILITATOR, starts_on=TOMORROW + timedelta(days=1))


def test_the_database_keeps_nobody_in_a_seat_without_a_post(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with pytest.raises(Exception, match="without a post"):
        n.run(None, lambda work: work.add(
            BodyMember(body_id=n.bodies["council"], person_id=n.people["he"], since=TODAY)) and None)


# --- alternates -----------------------------------------------------------------------------------------


def test_an_alternate_holds_no_post_and_stands_on_no_roll(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    gives(n, "he", PostKind.COUNCIL_MEMBER, body="council", as_alternate=True)
    assert "he" not in roll(n, "council")
    assert "council_member" not in {post.kind for post in n.actor("he").posts}
    with pytest.raises(RuleBroken, match="alternate_already"):
        gives(n, "he", PostKind.COUNCIL_MEMBER, body="council", as_alternate=True)


# --- which posts there are ------------------------------------------------------------------------------


def test_every_post_that_is_offered_carries_a_power_or_a_seat_and_no_other_does() -> None:
    """What the policies of the chapters ask for, and whom kinds of sitting seat or let convene."""
    chapters = ("account", "ballot", "community", "matter", "meeting", "minutes", "project", "publishing", "resolution")
    powers = {word for chapter in chapters for word in _words_of(import_module(f"consult.{chapter}.policy"))}
    seats = {post for kind in known_kinds().values() for post in (*kind.seated_posts, *kind.convened_by)}
    carrying = {kind for kind in PostKind if kind in powers | seats}
    assert set(GIVEN) == carrying - NOT_GIVEN_BY_HAND
    assert PostKind.GRID_VOLUNTEER not in carrying


def _words_of(policy: Any) -> set[str]:
    found: set[str] = set()
    for predicates in policy.POLICY.table.values():
        for predicate in predicates:
            found |= set(inspect.getclosurevars(predicate).nonlocals.get("kinds", ()))
            found |= {word for word in predicate.__code__.co_consts if isinstance(word, str)}
    return found


# --- any sequence ---------------------------------------------------------------------------------------


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(
    st.sampled_from(["he", "gu", "ma"]), st.sampled_from(["council_member", "committee_member", "resident_representative"]),
    st.integers(-3, 3), st.integers(0, 4)), min_size=1, max_size=6))
def test_after_any_posts_nobody_sits_twice_and_every_seat_has_its_post(
    neighbourhood: Neighbourhood, steps: list[tuple[str, str, int, int]]
) -> None:
    n = neighbourhood
    for kind in (BodyKind.TWO_COMMITTEES, BodyKind.REPRESENTATIVES_MEETING):
        if kind.value not in n.bodies:
            form(n, kind)
    for who, kind, begins, lasts in steps:
        starts = TODAY + timedelta(days=begins)
        try:
            gives(n, who, PostKind(kind), body="council" if kind == "council_member" else "", starts_on=starts,
                  ends_on=(starts + timedelta(days=lasts)).isoformat())
        except RuleBroken as refusal:
            assert refusal.code == "post_held_already"
    for day in (TODAY + timedelta(days=d) for d in range(-4, 9)):
        for body in ("council", "two_committees", "representatives_meeting"):
            names = roll(n, body, day)
            assert len(names) == len(set(names))
            row = n.look(lambda db, body=body: db.get_one(Body, n.bodies[body]))
            for who in names:
                assert n.look(lambda db, row=row, who=who, day=day: queries.seats.seat_by_post(db, row, n.people[who], day))
