"""One act, one set of rules: whatever page does what a command of the room does answers as the room does, to everybody.

Every command is compared at the socket and at the form of the room in test_matrix.py, by cell and by the refusal's
code. Here it is looked up in the code which pages of their own do the same act, by another address; each is tried
beside its command, in each situation, as everybody.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest

from consult.meeting import actions as meetings
from consult.meeting.actions import COMMANDS
from tests.architecture.who_calls import Place, below, decorated, refers
from tests.authorisation.estate import REASON, ROLES, Estate
from tests.authorisation.samples import COMMANDS as SAMPLES
from tests.authorisation.samples import PAGES, From
from tests.authorisation.site import HERE, Site, cell_of_ack, cell_of_page

GENERIC = Place("consult.web.rooms.pages", "command")
Before = Callable[[Site], None]


@dataclass(frozen=True)
class Pair:
    """A page that does what a command does: its form beside the command's arguments, in one room."""

    endpoint: str
    command: str
    room: str
    at: From
    form: From
    args: From
    always_as: str = ""
    """Whose command it stands for, where the page asks nobody who they are."""


def of_the_vote(e: Estate) -> dict[str, object]:
    return {"ballot_id": e.rooms["vote"].ballot_id, "choice": "abstain"}


PAIRS = {
    "web.ballots.pages:cast": Pair(
        "ballots.cast", "cast_vote", "vote", lambda e: {"id": e.rooms["vote"].ballot_id}, of_the_vote, of_the_vote),
    "web.rooms.door:check_in": Pair(
        "door.check_in", "check_in", "hearing", PAGES["POST door.check_in", ""].at, PAGES["POST door.check_in", ""].form,
        lambda e: {}),
    "web.rooms.door:press_kiosk": Pair(
        "door.press_kiosk", "mark_attendance", "hearing", PAGES["POST door.press_kiosk", ""].at, PAGES["POST door.press_kiosk", ""].form,
        lambda e: {"person_id": e.ids["gu"], "status": "present"}, always_as="facilitator"),
    "web.rooms.sittings:postpone_meeting": Pair(
        "sittings.postpone_meeting", "postpone", "hearing", PAGES["POST sittings.postpone_meeting", ""].at,
        PAGES["POST sittings.postpone_meeting", ""].form, SAMPLES["postpone"].args),
}
ELSEWHERE = {"web.ballots.standing:vote"}
"""It casts by the same verb, in ballots that stand open between meetings; a ballot of a room is not found there."""


def suspended(pair: Pair) -> Before:
    return lambda site: site.town.do(
        "zhou", meetings.suspend, meeting_id=site.estate.rooms[pair.room].meeting_id, reason="休息十分钟")


def adjourned(pair: Pair) -> Before:
    """The sitting is over, as far as it can be: closed, or put off to another day."""
    def end(site: Site) -> None:
        meeting_id = site.estate.rooms[pair.room].meeting_id
        if pair.command == "cast_vote":
            site.town.do("zhou", meetings.close_vote, meeting_id=meeting_id)
        else:
            site.town.do("zhou", meetings.postpone, meeting_id=meeting_id, reason=REASON,
                         starts_at=site.town.clock.at.replace(month=12, day=20))
    return end


SITUATIONS: dict[str, Callable[[Pair], Before]] = {
    "": lambda pair: lambda site: None, "suspended": suspended, "over": adjourned}


def same_act() -> dict[str, set[str]]:
    """By page, the commands whose verb it reaches, or with which it shares a verb or a function that records."""
    found: dict[str, set[str]] = {}
    verbs = {name: Place(verb.__module__, name) for name, verb in COMMANDS.items()}
    commands = {name: {verb} | {p for p in below(verb) if _acts(p)} for name, verb in verbs.items()}
    for route in (p for p in refers() if p.is_door and decorated(p, "blueprint.") and p != GENERIC):
        reached = {p for p in below(route, through=lambda p: p.name not in ("COMMANDS", "IN_BURSTS")) if _acts(p)}
        for name, acts in commands.items():
            if reached & acts:
                found.setdefault(str(route), set()).add(name)
    return found


@cache
def _acts(place: Place) -> bool:
    """Whether it is a verb, or one of the functions beneath, that casts or records something in a room."""
    if ".actions" not in place.module or place.name in ("IN_BURSTS", "COMMANDS") or place.name.startswith("_"):
        return False
    casts = place.module.startswith("consult.ballot.actions") and place.name == "cast_all"
    records = place.module.startswith("consult.meeting.actions") and any(
        other.module.startswith("consult.meeting.events") for other in below(place) | refers().get(place, frozenset()))
    return casts or records


def test_every_page_that_does_what_a_command_does_is_compared_with_it() -> None:
    found = same_act()
    assert set(found) == set(PAIRS) | ELSEWHERE
    assert all(pair.command in found[page] for page, pair in PAIRS.items())
    print(f"both doors of a room: {len(COMMANDS)} commands by socket and by form, {len(PAIRS)} pages of their own beside them")


APART = {
    ("web.ballots.pages:cast", "suspended"): "no sitting is suspended while a vote is open",
    ("web.rooms.door:press_kiosk", "over"): "the tablet's link ends with its sitting; the next test says so",
}


@pytest.mark.parametrize(("page", "situation"), [
    (page, situation) for page in PAIRS for situation in SITUATIONS
    if (page, situation) not in APART
])
def test_the_page_answers_as_the_command_does(site: Site, page: str, situation: str) -> None:
    pair = PAIRS[page]
    before = SITUATIONS[situation](pair)
    by_page = {role: by_form(site, pair, role, before) for role in ROLES}
    by_command = {role: by_socket(site, pair, pair.always_as or role, before) for role in ROLES}
    assert by_page == by_command


def by_form(site: Site, pair: Pair, role: str, before: Before) -> str:
    before(site)
    with site.app.test_request_context():
        address = site.app.url_for(pair.endpoint, **{"slug": HERE, **pair.at(site.estate)})
    browser = site.browser(role)
    answer = browser.post(address, data={"command_id": "a-form-of-its-own", **pair.form(site.estate)})
    cell = cell_of_page(answer)
    with browser.session_transaction() as kept:
        if any(kind == "warm" for kind, _ in kept.get("_flashes", [])):
            cell = "refused"  # said on the page one comes back to
    return site.settle(cell, answer, writes=False).cell


def by_socket(site: Site, pair: Pair, role: str, before: Before) -> str:
    before(site)
    answer = site.command(role, pair.command, site.estate.rooms[pair.room].meeting_id, pair.args(site.estate))
    return site.settle(cell_of_ack(answer), answer, writes=False).cell


@pytest.mark.parametrize("role", ["visitor", "facilitator"])
def test_the_link_of_a_tablet_ends_with_the_sitting(site: Site, role: str) -> None:
    pair = PAIRS["web.rooms.door:press_kiosk"]
    assert by_form(site, pair, role, adjourned(pair)) == "absent"


@pytest.mark.parametrize("role", ROLES)
def test_a_ballot_of_a_room_is_not_found_among_those_between_meetings(site: Site, role: str) -> None:
    answer = site.request(role, "POST", f"/c/{HERE}/v/{site.estate.rooms['vote'].ballot_id}", {"choice": "for"})
    told = site.settle(cell_of_page(answer), answer, writes=False)
    assert told.cell in ("absent", "sign_in") and told.changed == {}
