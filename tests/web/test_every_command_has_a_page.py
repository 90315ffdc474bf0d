"""Whoever may take a step of the room finds it on a page: every legal step, at every moment, and every command somewhere."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from consult.core.clock import SetClock
from consult.meeting import actions as meetings
from consult.meeting import queries
from consult.meeting.actions import COMMANDS, phases
from consult.meeting.actions import sittings as of_sittings
from consult.meeting.rules.next_steps import desk_steps
from consult.meeting.rules.own_steps import own_steps
from tests.builders import Neighbourhood, Room
from tests.builders_sittings import (
    a_forum,
    a_hearing_to_come,
    an_open_hearing,
    brought_to,
    people_for,
)
from tests.web.test_room_pages import MOMENTS, STAGES, path
from tests.web.visits import Site, site_on

ROUTES = {"postpone": "put-off"}
"""Commands whose page asks on a route of its own, since it goes on to another meeting."""
Make = Callable[[Neighbourhood], Room]


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def at(moment: str) -> Make:
    """A motion on the floor, at one moment of the procedure."""
    def make(n: Neighbourhood) -> Room:
        room = n.a_motion()
        MOMENTS[moment][0](n, room)
        return room
    return make


def somebody_speaks(n: Neighbourhood) -> Room:
    """陈美兰 has the floor, 王德福 waits, 李秀英 has a point."""
    room = n.a_motion()
    for who, side in (("chen", "for"), ("wang", "against")):
        n.do(who, meetings.raise_hand, meeting_id=room.meeting_id, stance=side)
    n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)
    n.do("li", meetings.raise_point, meeting_id=room.meeting_id, kind="order")
    n.do("wang", meetings.park, meeting_id=room.meeting_id, text="路灯不亮")
    return room


def a_ruling(n: Neighbourhood) -> Room:
    """The chair reminded somebody, and handed the chair over."""
    room = n.a_motion()
    n.do("zhou", meetings.moderate, meeting_id=room.meeting_id, speaker_id=n.people["chen"], kind="warning", reason="骂人")
    n.do("zhou", meetings.hand_over_chair, meeting_id=room.meeting_id, person_id=n.people["sun"], reason="要发言")
    n.do("chen", meetings.ask_help, meeting_id=room.meeting_id)
    return room


def no_objection(n: Neighbourhood) -> Room:
    """An amendment that passes where nobody objects."""
    from tests.meeting.told_by_the_rules import under
    under(n, amendments="no_objection")
    return at("an amendment that is put")(n)


def by_hands(n: Neighbourhood) -> Room:
    """A vote by show of hands."""
    room = n.a_motion()
    n.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id, by_hands=True)
    return room


def being_drawn(n: Neighbourhood) -> Room:
    """A hearing to come, for which residents signed up and somebody asked for a recusal."""
    room = a_hearing_to_come(n)
    with n.earlier(days=5):
        people_for(n, room)
        n.do("he", of_sittings.ask_recusal, meeting_id=room.meeting_id, person_id=n.people["deng"], reason="他写的方案")
    return room


def read_out(n: Neighbourhood) -> Room:
    """A hearing whose record was read."""
    room = an_open_hearing(n)
    brought_to(n, room, "record")
    n.do("zhou", of_sittings.read_record, meeting_id=room.meeting_id)
    return room


def asked(n: Neighbourhood) -> Room:
    """A forum with a question that is open and one that was promised."""
    room = a_forum(n)
    n.do("he", of_sittings.ask_question, meeting_id=room.meeting_id, text="路灯什么时候修？")
    kept = n.do("he", of_sittings.ask_question, meeting_id=room.meeting_id, text="垃圾房谁管？")["question_id"]
    n.do("zhou", of_sittings.end_question, meeting_id=room.meeting_id, question_id=kept, end="promised", words="物业管。",
         who="物业", due_on=n.clock.at.date().replace(day=30))
    return room


def opening(n: Neighbourhood) -> Room:
    """A hearing at its opening, the rules not yet read."""
    room = an_open_hearing(n)
    n.do("zhou", phases.enter_phase, meeting_id=room.meeting_id, phase="opening")
    return room


def to_be_read(n: Neighbourhood) -> Room:
    """A hearing whose record waits to be read."""
    room = an_open_hearing(n)
    brought_to(n, room, "record")
    return room


def a_turn(n: Neighbourhood) -> Room:
    """陈美兰 has the floor and nothing else goes on."""
    room = n.a_discussion()
    n.do("chen", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)
    return room


ROOMS: dict[str, Make] = {
    **STAGES, **{moment: at(moment) for moment in MOMENTS}, "somebody speaks": somebody_speaks, "a ruling": a_ruling,
    "no objection": no_objection, "hands": by_hands, "a hearing being drawn": being_drawn, "a hearing that opens": opening,
    "a hearing's record": read_out, "a record to be read": to_be_read, "a turn": a_turn, "a forum": asked,
}
PAGES = {"zhou": ("", "/desk", "/people", "/questions"),
         "lin": ("/desk", "/people", "/questions"),
         "chen": ("", "/people", "/questions"), "he": ("", "/people"),
         "wang": ("",), "li": ("",), "gu": ("", "/people"), "zhao": ("/people",)}
NOT_ON_A_PAGE = {
    ("hands", "cast_vote"): "the vote is by show of hands: the page says so and has no ballot",
    ("a ruling", "ask_help"): "陈美兰 has called for help already: the page says that it comes",
}
"""What the steps of a room call legal and its page leaves out, with the reason."""


def offered(source: str) -> set[str]:
    """The commands that a page offers and does not hide."""
    hidden = re.compile(r'<(section|div|details)\b[^>]*\shidden(?=[\s>])[^>]*>')
    shown = source
    while found := hidden.search(shown):
        shown = shown[:found.start()] + _after(shown, found.end(), found[1])
    names = re.findall(r'(?:action|formaction)="[^"]*/s/\d+/commands/(\w+)"', shown)
    return set(names) | {name for name, route in ROUTES.items() if re.search(rf'action="[^"]*/s/\d+/{route}"', shown)}


def _after(source: str, start: int, tag: str) -> str:
    depth, place = 1, start
    for mark in re.finditer(rf"<(/?){tag}\b", source[start:]):
        depth += -1 if mark[1] else 1
        place = start + mark.end()
        if depth == 0:
            return source[place:]
    return ""


def seen_by(site: Site, n: Neighbourhood, room: Room, who: str) -> set[str]:
    """What one person is offered on all the pages of a room that are theirs."""
    visitor = site.visited_by(who)
    return {name for page in PAGES[who] for name in offered(visitor.sees(path(room, page)).source)}


@pytest.mark.parametrize("name", ROOMS)
def test_every_step_that_can_be_taken_is_on_a_page_of_who_may_take_it(
    name: str, neighbourhood: Neighbourhood, site: Site
) -> None:
    n, missing = neighbourhood, {}
    room = ROOMS[name](n)
    for who in ("chen", "wang", "li", "he", "gu"):
        state: dict[str, Any] = n.see(queries.room_state, room.meeting_id, desk=False)[2]
        may = {step.name for step in own_steps(state, n.people[who]).values() if step.legal and step.name in COMMANDS}
        may -= {step for moment, step in NOT_ON_A_PAGE if moment == name}
        if lost := may - offered(site.visited_by(who).sees(path(room)).source):
            missing[who] = lost
    state = n.see(queries.room_state, room.meeting_id, desk=True)[2]
    may = {step.name for step in desk_steps(state, n.clock.at) if step.legal and step.name in COMMANDS}
    if lost := may - offered(site.visited_by("zhou").sees(path(room, "/desk")).source):
        missing["the desk"] = lost
    assert missing == {}


def test_every_command_is_on_some_page(neighbourhood: Neighbourhood, site: Site) -> None:
    found: set[str] = set()
    for make in ROOMS.values():
        room = make(neighbourhood)
        found |= {name for who in PAGES for name in seen_by(site, neighbourhood, room, who)}
    assert set(COMMANDS) - found == set()
