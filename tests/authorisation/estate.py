"""Everything the matrix asks for, once in each of its situations, in both communities; told once, through the verbs."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from consult.account import actions as accounts
from consult.account.models import Account, Invitation, SignInSession
from consult.account.queries import open_sessions
from consult.community.models import Post
from consult.matter import actions as matters
from consult.matter.models import Matter
from consult.meeting import actions as meetings
from consult.meeting.models import Hand, Meeting, Motion, Statement, Turn
from consult.minutes import actions as minutes
from consult.minutes.models import Minutes, MinutesLine
from consult.resolution import actions as resolutions
from consult.resolution.models import DocketEntry
from consult.storage.work import Work
from tests.authorisation import (
    estate_answers,
    estate_lists,
    estate_publishing,
    estate_services,
    estate_sittings,
    estate_slips,
    estate_standing,
)
from tests.authorisation.estate_next_door import next_door
from tests.authorisation.estate_order import ids_of_procedure, procedure_next_door, rooms_of_procedure
from tests.authorisation.samples_bodies import build as estate_bodies
from tests.builders import Neighbourhood, Room
from tests.builders_homes import a_change, a_request, entered

DUE = date(2026, 12, 31)
REASON = "经联席会议研究，同意委托两家公司出图报价，费用从公共收益列支。"
FAR_NUMBER = 501
"""Where the numbers of the other community's matters begin, so that none of them is a number here."""

ROLES: dict[str, str | None] = {
    "visitor": None, "ended": "lin", "resident": "gu_jr", "owner": None, "member": "wang", "facilitator": "zhou",
    "secretary": "lin", "party_secretary": "wu", "other_resident": "pan", "other_secretary": "mei",
}
"""The columns of the matrix and who stands for each. `ended` has the secretary's cookie after its session was
revoked; the owner differs from row to row (see samples.py) and is chen, a council member, unless a row says he."""
OWNERS = ("chen", "he")


@dataclass
class Estate:
    """Ids by name: `rooms` and `matters` of 青禾社区, the same names with `next_` for 白桦社区; tokens by person."""

    rooms: dict[str, Room] = field(default_factory=dict)
    matters: dict[str, int] = field(default_factory=dict)
    nos: dict[int, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)


def build(town: Neighbourhood) -> Estate:
    """Bring everything about."""
    estate = Estate()
    _matters(town, estate)
    _rooms(town, estate)
    _records(town, estate)
    estate_bodies(town, estate.ids)
    estate_standing.build(town, estate.ids, estate.codes)
    estate_sittings.build(town, estate.rooms, estate.ids, estate.codes)
    estate_answers.build(town, estate.ids)
    estate_services.build(town, estate.ids)
    estate_publishing.build(town, estate.rooms, estate.ids, estate.hashes)
    _next_door(town, estate)
    estate_publishing.build_next_door(town, estate.ids)
    _ways_in(town, estate)
    estate_slips.build(town, estate.ids, estate.codes)
    estate_lists.build(town, estate.ids, estate.codes)
    _number(town, estate)
    estate.ids |= next_door(town, estate.ids, estate.matters["next_proposed"])
    return estate


def _matters(town: Neighbourhood, estate: Estate) -> None:
    for state in ("proposed", "endorsed", "admitted"):
        estate.matters[state] = town.a_matter(state=state, title=f"议题{state}的一件事")
    town.do("wang", matters.endorse, matter_id=estate.matters["endorsed"])
    town.do("lin", matters.endorse_for, matter_id=estate.matters["endorsed"], person_id=town.people["chen"], way="desk",
            reason="没有手机")
    estate.matters["returned"] = town.a_matter(state="endorsed", title="退回去补充的一件事")
    town.do("lin", matters.return_to_author, matter_id=estate.matters["returned"], reason="请写清楚是哪几层的住户。")
    estate.matters["joining"] = town.a_matter(state="endorsed", title="请并到另一件的事")
    no = town.look(lambda db: db.get_one(Matter, estate.matters["proposed"]).no)
    town.do("lin", matters.suggest_join, matter_id=estate.matters["joining"], into_no=no, reason="两件说的是同一件事，请并在一起。")
    estate.matters["withdrawn"] = town.a_matter(title="已经收回的一件事")
    town.do("he", matters.withdraw, matter_id=estate.matters["withdrawn"])
    other = town.look(lambda db: db.get_one(Matter, estate.matters["joining"]).no)
    estate.ids["link"] = town.do(
        "lin", matters.link, matter_id=estate.matters["returned"], other_no=other, kind="related")["link_id"]


def _rooms(town: Neighbourhood, estate: Estate) -> None:
    """One room at every stage. gu_jr is there as an observer; chen speaks, waits, moved and votes."""
    here = estate.rooms
    here["convened"] = town.a_meeting()
    here["gathering"] = town.a_sitting()
    for name in ("talk", "queue", "free"):
        here[name] = town.a_discussion()
    here["motion"], here["vote"] = town.a_motion(), town.a_vote()
    here["hands"] = town.a_motion()
    town.do("zhou", meetings.put_to_vote, meeting_id=here["hands"].meeting_id, by_hands=True)
    for name in ("gathering", "talk", "queue", "free", "motion", "vote"):
        town.do("gu_jr", meetings.check_in, meeting_id=here[name].meeting_id)
    for name in ("talk", "queue"):
        town.do("chen", meetings.raise_hand, meeting_id=here[name].meeting_id, stance="for")
    town.do("zhou", meetings.give_floor, meeting_id=here["talk"].meeting_id)
    town.cast(here["vote"], chen="for", wang="against")
    town.do("gu_jr", meetings.ask_help, meeting_id=here["free"].meeting_id)
    rooms_of_procedure(town, here)


def _records(town: Neighbourhood, estate: Estate) -> None:
    """Meetings that are over: one whose minutes are a draft, one whose minutes are out and whose reply was given."""
    for name in ("over", "published"):
        room = town.a_discussion()
        _speak(town, room, "chen", "zhou")
        town.do("chen", meetings.submit_statement, meeting_id=room.meeting_id, stance="question", text="费用怎么分摊？")
        town.do("chen", meetings.park, meeting_id=room.meeting_id, text="门口的停车也要管")
        room = _put(town, room, "chen", "zhou")
        town.cast(room, chen="for", wang="for", li="for", zhao="for", sun="against")
        _adopt(town, room, "zhou")
        estate.rooms[name] = room
    _publish(town, estate.rooms["published"], "lin")
    entry = _entry(town, estate.rooms["published"])
    town.do("wu", resolutions.reply, entry_id=entry, between_rule="联席会议议事规则第八条", decision="adopt", reason=REASON,
            to_dissenters="一楼的采光另请专业人员测算，结果张榜公布。",
            unit_id=town.units["property"], due_on=DUE)
    _records_under_way(town, estate)
    estate.rooms["cancelled"] = town.a_meeting(starts_at=town.clock.at)
    town.do("lin", meetings.cancel, meeting_id=estate.rooms["cancelled"].meeting_id, reason="会议室停电了")


def _records_under_way(town: Neighbourhood, estate: Estate) -> None:
    """One worded, one that goes round and is objected to, one that was read out and can be signed, one both signed."""
    for name in ("worded", "checked", "read_out", "signed"):
        room = estate.rooms[name] = town.a_closed_meeting()
        found = town.look(lambda db, id=room.meeting_id: db.scalars(select(Minutes).where(Minutes.meeting_id == id)).one())
        if name == "worded":
            _two_lines(town, estate, found)
            continue
        if name == "signed":
            town.sign_minutes(room)
            continue
        town.do("lin", minutes.circulate, minutes_id=found.id, revision=1, read_out=name == "read_out")
        estate.hashes[name] = town.minutes_hash(room.meeting_id)
        lines = town.look(lambda db, id=found.id: db.scalars(
            select(MinutesLine).where(MinutesLine.minutes_id == id).order_by(MinutesLine.position)).all())
        estate.ids[f"{name}_first_line"] = lines[0].id
        estate.ids[f"{name}_outcome"] = next(line.id for line in lines if line.kind == "outcome")
        if name == "checked":
            estate.ids["objection"] = town.do(
                "chen", minutes.object_to_line, minutes_id=found.id, line_id=lines[0].id, text="时间不对")["objection_id"]


def _two_lines(town: Neighbourhood, estate: Estate, draft: Minutes) -> None:
    for revision, which in enumerate(("second", "first"), start=1):
        estate.ids[f"worded_{which}_line"] = town.do(
            "lin", minutes.add_line, minutes_id=draft.id, revision=revision, after=0, kind="prose", text=which)["line_id"]


def _speak(town: Neighbourhood, room: Room, speaker: str, chair: str) -> None:
    town.do(speaker, meetings.raise_hand, meeting_id=room.meeting_id, stance="against")
    town.do(chair, meetings.give_floor, meeting_id=room.meeting_id)
    town.do(chair, meetings.end_turn, meeting_id=room.meeting_id)


def _put(town: Neighbourhood, room: Room, mover: str, chair: str) -> Room:
    town.move(room, mover)
    ballot = town.do(chair, meetings.put_to_vote, meeting_id=room.meeting_id)["ballot_id"]
    return Room(room.meeting_id, room.discussion_id, room.matter_id, ballot)


def _adopt(town: Neighbourhood, room: Room, chair: str) -> None:
    town.do(chair, meetings.close_vote, meeting_id=room.meeting_id)
    town.do(chair, meetings.close_discussion, meeting_id=room.meeting_id, outcome="adopted", owner="青禾物业", due_on=DUE)
    town.do(chair, meetings.close_meeting, meeting_id=room.meeting_id)


def _publish(town: Neighbourhood, room: Room, secretary: str) -> None:
    town.publish_minutes(room, recorder=secretary, chair="zhou" if secretary == "lin" else "fang")


def _entry(town: Neighbourhood, room: Room) -> int:
    found: int = town.look(
        lambda db: db.scalars(select(DocketEntry.id).where(DocketEntry.meeting_id == room.meeting_id)).one())
    return found


def _next_door(town: Neighbourhood, estate: Estate) -> None:
    body = "next_door_council"
    estate.matters["next_proposed"] = town.a_matter(by="yu", title="白桦的一件事情")
    town.run(None, lambda work: _far_number(work, estate.matters["next_proposed"]))
    rooms = estate.rooms
    rooms["next_convened"] = town.a_meeting(body=body)
    rooms["next_talk"] = town.a_discussion(body=body)
    town.do("yu", meetings.raise_hand, meeting_id=rooms["next_talk"].meeting_id, stance="for")
    rooms["next_vote"] = town.a_discussion(body=body)
    _speak(town, rooms["next_vote"], "yu", "fang")
    rooms["next_vote"] = _put(town, rooms["next_vote"], "yu", "fang")
    rooms["next_order"] = procedure_next_door(town, body)
    for name in ("next_over", "next_published"):
        rooms[name] = town.a_vote(body=body)
        town.cast(rooms[name], yu="for", dong="for")
        _adopt(town, rooms[name], "fang")
    _publish(town, rooms["next_published"], "mei")


def _ways_in(town: Neighbourhood, estate: Estate) -> None:
    """A sign-in for everyone, one of the secretary's that was revoked, and invitations used and unused."""
    people = {who for who in ROLES.values() if who} | {*OWNERS, "fang", "yu"}
    for who in sorted(people):
        estate.tokens[who] = _sign_in(town, who)
    estate.tokens["ended"] = _sign_in(town, "lin")
    town.run(None, lambda work: _end_newest(work, town.people["lin"]))
    for name, household in (("open", "ma"), ("revoked", "xu")):
        told = town.do("lin", accounts.invite_household, household_id=town.households[household])
        estate.codes[name] = told["code"]
    newest = town.look(lambda db: db.scalars(select(Invitation.id).order_by(Invitation.id)).all())
    estate.ids["invitation"], estate.ids["revoked_invitation"] = newest[-2:]
    town.do("lin", accounts.revoke_invitation, invitation_id=newest[-1])
    estate.ids["next_invitation"] = _invite_next_door(town)
    entered(town, "he_jr", "何小平", "he")
    estate.ids["join_request"], estate.ids["change"] = a_request(town, "chen", "waiting"), a_change(town, "he_jr", "he")


def _far_number(work: Work, matter_id: int) -> None:
    work.get(Matter, matter_id).number = FAR_NUMBER


def _invite_next_door(town: Neighbourhood) -> int:
    town.do("mei", accounts.invite_household, household_id=town.households["pan"])
    newest: int = town.look(lambda db: db.scalars(select(Invitation.id).order_by(Invitation.id.desc())).first())
    return newest


def _sign_in(town: Neighbourhood, who: str) -> str:
    account = town.look(lambda db: db.scalars(select(Account.id).where(Account.person_id == town.people[who])).one())
    token: str = town.run(None, lambda work: accounts.begin_session(work, account_id=account))
    return token


def _end_newest(work: Work, person_id: int) -> None:
    account = work.db.scalars(select(Account).where(Account.person_id == person_id)).one()
    newest = max(open_sessions(work.db, account.id, work.now), key=lambda session: session.id)
    accounts.end_session(work, session_id=newest.id, why="revoked")


def _number(town: Neighbourhood, estate: Estate) -> None:
    """Every id a row may want."""
    with town.store.read() as db:
        estate.nos = {m.id: m.no for m in db.scalars(select(Matter))}
        for name, room in estate.rooms.items():
            _ids_of(db, estate, name, room)
        estate.ids |= {"far": 2_000_000, **town.bodies, **town.units, **town.people}
        estate.ids |= {f"home_{who}": id for who, id in town.households.items()}
        estate.ids |= {f"{post.kind}_post_{post.community_id}": post.id for post in db.scalars(select(Post))}
        estate.ids |= {f"{who}_session": _newest_session(db, town, who) for who in ("chen", "pan")}


def _newest_session(db: Any, town: Neighbourhood, who: str) -> int:
    found: int = db.scalars(
        select(SignInSession.id).join(Account, Account.id == SignInSession.account_id)
        .where(Account.person_id == town.people[who]).order_by(SignInSession.id.desc())).first()
    return found


def _ids_of(db: Any, estate: Estate, name: str, room: Room) -> None:
    wanted = ids_of_procedure(room) | {
        "hand": select(Hand.id).where(Hand.discussion_id == room.discussion_id),
        "turn": select(Turn.id).where(Turn.discussion_id == room.discussion_id),
        "motion": select(Motion.id).where(Motion.discussion_id == room.discussion_id),
        "statement": select(Statement.id).where(Statement.discussion_id == room.discussion_id),
        "minutes": select(Minutes.id).where(Minutes.meeting_id == room.meeting_id),
        "line": select(MinutesLine.id).join(Minutes, Minutes.id == MinutesLine.minutes_id)
        .where(Minutes.meeting_id == room.meeting_id, MinutesLine.kind == "prose").order_by(MinutesLine.id),
        "entry": select(DocketEntry.id).where(DocketEntry.meeting_id == room.meeting_id),
    }
    for kind, query in wanted.items():
        found = db.scalars(query).first()
        if found is not None:
            estate.ids[f"{name}_{kind}"] = found
    assert db.get(Meeting, room.meeting_id)
