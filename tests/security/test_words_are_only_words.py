"""What people write is shown as they wrote it and never becomes part of the page: every text field, every page."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select

from consult.account import actions as accounts
from consult.account.models import Account
from consult.community.models import Person
from consult.matter import actions as matters
from consult.matter.models import Matter
from consult.meeting import actions as meetings
from consult.minutes import actions as minutes
from consult.minutes.models import Minutes, MinutesLine
from consult.resolution import actions as resolutions
from consult.resolution.models import DocketEntry
from tests.authorisation.site import HERE, Site
from tests.builders import Neighbourhood, Room
from tests.security.pages import crawl, read
from tests.security.payloads import ALL, MARK, PAYLOADS, cut

DUE = date(2026, 12, 31)
WROTE: dict[str, str] = {}
"""Where (an address) somebody's words are to be read."""


@pytest.fixture(scope="module")
def written(site: Site) -> Iterator[Site]:
    """Every field that a person can fill, filled; all of it stays for the whole module."""
    town = site.town
    for payload in PAYLOADS:
        words = {"title": payload[:60], "what": f"{payload} 写得够长一些", "place": payload, "affected": payload,
                 "expected": f"{payload} 够长"}
        no = town.do("he", matters.propose, community_id=town.community, category="other", **words)["no"]
        WROTE[f"/c/{HERE}/m/{no}"] = payload
    _screened(town)
    _held(town)
    _joined(town)
    site.keeper.changed()
    yield site
    site.settle("", None, writes=False)
    WROTE.clear()


def _gathered(town: Neighbourhood, by: str = "he") -> int:
    return town.a_matter(by=by, state="endorsed", title=cut(60), what=cut(2_000), place=cut(120), affected=cut(300), expected=cut(1_000))


def _no(town: Neighbourhood, matter: int) -> str:
    no: str = town.look(lambda db: db.get_one(Matter, matter).no)
    return no


def _screened(town: Neighbourhood) -> None:
    """Every answer of the office."""
    one, two, three, four = (_gathered(town) for _ in range(4))
    town.do("lin", matters.return_to_author, matter_id=one, reason=cut(2_000))
    town.do("he", matters.revise, matter_id=one, title=cut(60, 5), what=cut(2_000, 7), place=cut(120, 3), affected=cut(300, 9),
            expected=cut(1_000, 11), category="other")
    town.do("lin", matters.redirect, matter_id=two, to=cut(120), reason=cut(2_000))
    town.do("lin", matters.suggest_join, matter_id=three, into_no=_no(town, one), reason=cut(2_000))
    town.do("lin", matters.admit, matter_id=four, reason=cut(2_000))
    for matter in (one, two, three, four):
        WROTE[f"/c/{HERE}/m/{_no(town, matter)}"] = PAYLOADS[0]


def _held(town: Neighbourhood) -> None:
    """A meeting from its notice to the reply, and one that was called off."""
    off = town.a_meeting(place=cut(120), extraordinary_reason=cut(500))
    town.do("lin", meetings.cancel, meeting_id=off.meeting_id, reason=cut(500))
    room = town.a_discussion(place=cut(120), extraordinary_reason=cut(500))
    gu = town.people["gu"]
    town.do("zhou", meetings.mark_attendance, meeting_id=room.meeting_id, person_id=gu, status="present", seat="<i onclick=xss()>")
    _talked(town, room)
    ballot = town.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id)["ballot_id"]
    room = Room(room.meeting_id, room.discussion_id, room.matter_id, ballot)
    town.cast(room, chen="for", wang="for", li="for", zhao="for", sun="against")
    town.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)
    town.do("zhou", meetings.close_discussion, meeting_id=room.meeting_id, outcome="adopted", owner=cut(120), due_on=DUE, reason=cut(5_000))
    town.do("zhou", meetings.close_meeting, meeting_id=room.meeting_id)
    _recorded(town, room)
    _talked(town, town.a_discussion(place=cut(120, 20)), speaking=True)
    for address in (f"/c/{HERE}/s/{room.meeting_id}/minutes", f"/c/{HERE}/b/{ballot}/result", f"/c/{HERE}/docket",
                    f"/c/{HERE}/s/{room.meeting_id}"):
        WROTE[address] = PAYLOADS[0]


def _talked(town: Neighbourhood, room: Room, *, speaking: bool = False) -> None:
    """Everything that is said in a room."""
    at = {"meeting_id": room.meeting_id}
    town.do("wang", meetings.raise_hand, **at, stance="against")
    hand = town.do("li", meetings.raise_hand, **at, stance="for")["hand_id"]
    last = town.do("zhao", meetings.raise_hand, **at, stance="question")["hand_id"]
    town.do("zhou", meetings.remove_hand, **at, hand_id=hand, reason=cut(200))
    turn = town.do("zhou", meetings.give_floor, **at, hand_id=last, reason=cut(200))["turn_id"]
    town.do("zhao", meetings.note_turn, **at, turn_id=turn, text=ALL)
    town.do("sun", meetings.submit_statement, **at, stance="against", text=ALL)
    motion = town.move(room, "chen", who=cut(120), what=cut(1_000), with_what=cut(300))
    town.do("chen", meetings.reword_motion, **at, motion_id=motion, who=cut(120, 3), what=cut(1_000, 9), with_what=cut(300, 4), by_when=DUE)
    if not speaking:
        turn = town.do("zhou", meetings.give_floor, **at)["turn_id"]
        town.do("wang", meetings.note_turn, **at, turn_id=turn, text=ALL)
        town.do("zhou", meetings.end_turn, **at)


def _recorded(town: Neighbourhood, room: Room) -> None:
    """The minutes worded and published, the reply given."""
    draft = town.look(lambda db: db.scalars(select(Minutes).where(Minutes.meeting_id == room.meeting_id)).one())
    line = town.look(lambda db: db.scalars(
        select(MinutesLine.id).where(MinutesLine.minutes_id == draft.id, MinutesLine.kind != "statement")).first())
    args = {"minutes_id": draft.id, "revision": draft.revision, "texts": {line: ALL}, "added": ALL}
    town.run("lin", lambda work: minutes.edit(work, **args))
    town.publish_minutes(room)
    entry = town.look(lambda db: db.scalars(select(DocketEntry.id).where(DocketEntry.meeting_id == room.meeting_id)).one())
    town.do("wu", resolutions.reply, entry_id=entry, between_rule="联席会议议事规则第八条",
         decision="refer", reason=cut(2_000), referred_to=cut(120),
            to_dissenters=cut(2_000))


def _joined(town: Neighbourhood) -> None:
    """A neighbour whose very name is one, who proposes, speaks, and signs in with a browser that calls itself so."""
    code = town.do("lin", accounts.invite_household, household_id=town.households["qian"])["code"]
    asked = town.do("qian", accounts.join_by_invitation, code=code, name=PAYLOADS[6], called=PAYLOADS[9], login="xss-neighbour",
                    hashed="-")
    person = town.do("lin", accounts.confirm_join, request_id=asked["request_id"])["person_id"]
    town.people["named"] = person
    assert town.look(lambda db: db.get_one(Person, person).called) == PAYLOADS[9]
    no = town.do("named", matters.propose, community_id=town.community, title="名字古怪的人提的事", what=cut(2_000, 5), place="2幢",
                 affected="大家", expected="好起来就行", category="other")["no"]
    room = town.a_discussion()
    for verb, more in ((meetings.check_in, {}), (meetings.raise_hand, {"stance": "for"}), (meetings.ask_help, {})):
        town.do("named", verb, meeting_id=room.meeting_id, **more)
    town.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)
    account = town.look(lambda db: db.scalars(select(Account.id).where(Account.person_id == person)).one())
    town.run(None, lambda work: accounts.begin_session(work, account_id=account, device=ALL) and None)
    WROTE[f"/c/{HERE}/m/{no}"] = PAYLOADS[9]
    WROTE[f"/c/{HERE}/s/{room.meeting_id}"] = PAYLOADS[9]


@pytest.mark.drawn("postgresql", one=True)
@pytest.mark.parametrize("role", ["visitor", "owner", "facilitator", "secretary"])
def test_on_every_page(written: Site, role: str) -> None:
    found, seen = {}, 0
    for address, answer, page in crawl(written.browser(role, "he"), f"/c/{HERE}/", f"/c/{HERE}/matters", f"/c/{HERE}/docket",
                                       f"/c/{HERE}/roster", f"/c/{HERE}/me", f"/c/{HERE}/meetings", *WROTE):
        assert answer.status_code < 500, address
        if page:
            seen += MARK in page.text
            if wrong := page.faults(MARK):
                found[address] = wrong
    assert found == {} and seen > 60


def test_it_is_shown_as_it_was_written(written: Site) -> None:
    """Neither swallowed nor escaped twice."""
    for address, payload in WROTE.items():
        page = read(address, written.request("secretary", "GET", address))
        shown = " ".join(page.text.split())
        assert " ".join(payload.split()) in shown, (address, payload)


def test_in_what_a_script_reads(written: Site) -> None:
    """The room's state and the list of similar matters are JSON, whatever is in them."""
    for address in (a for a in WROTE if "/s/" in a and not a.endswith("minutes")):
        page = written.request("facilitator", "GET", address).get_data(as_text=True)
        blocks = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
        assert blocks and MARK in str([json.loads(block) for block in blocks])
        assert "<" not in "".join(blocks)
    answer = written.request("visitor", "GET", f"/c/{HERE}/matters/similar?q=script")
    assert answer.mimetype == "application/json" and answer.json["found"]
