"""A neighbourhood to test in, and matters, meetings and votes brought as far as a test needs them.

Every builder has defaults; a test names only what matters to it. All of it goes through the verbs.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from consult.account import actions as accounts
from consult.account.queries import actor_of_person
from consult.ballot.rules.tally import Choice
from consult.community import actions as register
from consult.community.models import Body, Community, Household, Person
from consult.community.rules.kinds import BodyKind, Membership, PostKind, UnitKind
from consult.community.rules.presets import BodyPreset
from consult.core.actor import THE_SYSTEM, Actor
from consult.core.arguments import bind
from consult.core.clock import SetClock
from consult.core.events import Recorded, plain
from consult.matter import actions as matters
from consult.meeting import actions as meetings
from consult.meeting.rules.kinds import Status
from consult.minutes import actions as minutes
from consult.minutes.models import Minutes
from consult.minutes.rules.fingerprint import text_hash
from consult.publishing import actions as publishing
from consult.publishing.models import PublicVersion
from consult.storage.commands import Command
from consult.storage.event_log import all_events
from consult.storage.store import Store
from consult.storage.work import Answer, Work
from tests.databases import Picture, put_back, take_picture, what_came

SETTLED_AT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
PASSWORD = "qinghe-yishi-2026"
"""Everybody's password."""

# login name: (name, what neighbours call them). One household each, unless said otherwise below.
COUNCIL = {
    "chen": ("陈美兰", "陈阿姨"), "wang": ("王德福", "王师傅"), "li": ("李秀英", "李老师"),
    "zhao": ("赵卫东", "赵叔叔"), "sun": ("孙丽", "孙女士"), "qian": ("钱国平", "钱先生"),
}
RESIDENTS = {
    "he": ("何静", "何女士"), "gu": ("顾桂芳", "顾阿姨"), "ma": ("马建军", "马师傅"), "xu": ("许家宁", "许先生"),
}
DESK = {"lin": ("林晓梅", PostKind.SECRETARY), "zhou": ("周建国", PostKind.FACILITATOR),
        "wu": ("吴志强", PostKind.PARTY_SECRETARY)}
UNITS = {
    "property": (UnitKind.PROPERTY_MANAGER, "青禾物业", "deng", "邓涛"),
    "school": (UnitKind.SCHOOL, "青禾小学", "song", "宋雅琴"),
    "police": (UnitKind.POLICE_STATION, "青禾派出所", "bai", "白峰"),
}
NEXT_DOOR = {"mei": ("梅芳", PostKind.SECRETARY), "fang": ("方志远", PostKind.FACILITATOR),
             "yu": ("于海", None), "dong": ("董琳", None), "pan": ("潘磊", None)}


@dataclass(frozen=True)
class Settled:
    """The ids of what was set up, by the names that tests use."""

    community: int
    next_door: int
    bodies: dict[str, int]
    people: dict[str, int]
    households: dict[str, int]
    units: dict[str, int]


@dataclass(frozen=True)
class Room:
    """A meeting in progress."""

    meeting_id: int
    discussion_id: int
    matter_id: int
    ballot_id: int = 0


@dataclass(frozen=True)
class Memory:
    """What was told before in this worker: the neighbourhood, and the rooms built in it."""

    settled: Picture
    rooms: dict[str, tuple[Room, Picture]]


@cache
def password_hash() -> str:
    """The hash of everybody's password, made once."""
    return accounts.password_hash(PASSWORD)


# --- the neighbourhood --------------------------------------------------------------------------------


def settle(store: Store) -> Settled:
    """Set up one street with 青禾社区 (council, joint meeting, assembly) and 白桦社区 beside it."""
    clock = store.clock
    store.clock = SetClock(SETTLED_AT)
    try:
        return Settled(**store.carry_out(lambda work: vars(_Settling(work).done()), actor=THE_SYSTEM).value)
    finally:
        store.clock = clock


class _Settling:
    """Enters people and forms bodies, keeping count of the ids."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.bodies: dict[str, int] = {}
        self.people: dict[str, int] = {}
        self.households: dict[str, int] = {}
        self.units: dict[str, int] = {}

    def done(self) -> Settled:
        street = register.found_street(self.work, name="柳荫街道", name_en="Liuyin Street")
        qinghe = register.found_community(
            self.work, street=street, slug="qinghe", name="青禾社区", name_en="Qinghe Community",
            endorse_households=3, desk_place="社区党群服务中心一楼", desk_hours="工作日8:30–17:30",
            desk_phone="023-5550 0101", opened_on=SETTLED_AT.date(),
        )
        baihua = register.found_community(
            self.work, street=street, slug="baihua", name="白桦社区", name_en="Baihua Community",
            endorse_households=1, opened_on=SETTLED_AT.date(),
        )
        self._qinghe(qinghe)
        self._baihua(baihua)
        return Settled(qinghe.id, baihua.id, self.bodies, self.people, self.households, self.units)

    def _qinghe(self, here: Community) -> None:
        people = self._residents(here, COUNCIL | RESIDENTS)
        self._person(here, "gu_jr", "顾小军", "小顾", household=self.households["gu"])
        for key, (name, kind) in DESK.items():
            person = self._person(here, key, name, name)
            register.appoint(self.work, community=here, person=person, kind=kind)
        joint = self._body(
            here, "joint", BodyKind.JOINT_MEETING, "社区党建联席会议", "Community Joint Meeting",
            convened_by=(PostKind.PARTY_SECRETARY,), vote_rule="joint_meeting_consensus",
        )
        for key, (kind, name, login, delegate) in UNITS.items():
            unit = register.register_unit(self.work, community=here, kind=kind, name=name)
            register.send_delegate(
                self.work, community=here, unit=unit, person=self._person(here, login, delegate, delegate),
            )
            register.seat_member(self.work, community=here, body=joint, unit=unit)
            self.units[key] = unit.id
        self._council(here, "council", {key: people[key] for key in COUNCIL}, joint)
        self._body(
            here, "assembly", BodyKind.RESIDENTS_ASSEMBLY, "居民会议", "Residents' Assembly",
            membership=Membership.HOUSEHOLDS, notice_days=10, vote_rule="assembly_household",
        )

    def _baihua(self, there: Community) -> None:
        people = self._residents(there, {key: (name, name) for key, (name, _) in NEXT_DOOR.items()})
        for key, (_, kind) in NEXT_DOOR.items():
            if kind:
                register.appoint(self.work, community=there, person=people[key], kind=kind)
        joint = self._body(
            there, "next_door_joint", BodyKind.JOINT_MEETING, "白桦社区党建联席会议", "Baihua Joint Meeting",
            vote_rule="joint_meeting_consensus",
        )
        self._council(there, "next_door_council", {key: people[key] for key in ("yu", "dong", "pan")}, joint)

    def _residents(self, here: Community, names: dict[str, tuple[str, str]]) -> dict[str, Person]:
        grid = register.add_grid(self.work, community=here, name="第一网格")
        building = register.add_building(self.work, grid=grid, name="3幢")
        people = {}
        for floor, (key, (name, called)) in enumerate(names.items(), start=1):
            household = register.settle_household(self.work, building=building, door=f"1单元{floor}01")
            self.households[key] = household.id
            people[key] = self._person(here, key, name, called, household=household.id)
            register.appoint(
                self.work, community=here, person=people[key], kind=PostKind.HOUSEHOLD_REPRESENTATIVE,
                household=household,
            )
        return people

    def _person(
        self, here: Community, key: str, name: str, called: str, household: int | None = None
    ) -> Person:
        home = self.work.get(Household, household) if household else None
        person = register.enter_person(self.work, community=here, name=name, called=called, household=home)
        accounts.open_account(self.work, person=person, name=key, hashed=password_hash())
        self.people[key] = person.id
        return person

    def _body(
        self, here: Community, key: str, kind: BodyKind, name: str, name_en: str, *, answered_by: Body | None = None,
        **ways: Any,
    ) -> Body:
        usual: dict[str, Any] = {"notice_days": 3, "convened_by": (PostKind.SECRETARY,)}
        body = register.form_body(
            self.work, community=here, answered_by=answered_by,
            preset=BodyPreset(kind=kind, name=name, name_en=name_en, **(usual | ways)),
        )
        self.bodies[key] = body.id
        return body

    def _council(self, here: Community, key: str, members: dict[str, Person], answered_by: Body) -> None:
        body = self._body(
            here, key, BodyKind.RESIDENTS_COUNCIL, "居民议事会", "Residents' Council",
            vote_rule="council_present_half", answered_by=answered_by, answer_days=30,
        )
        for person in members.values():
            register.seat_member(self.work, community=here, body=body, person=person)


# --- what happens in it -------------------------------------------------------------------------------


class Neighbourhood:
    """People by name, who do things; and things brought as far as a test needs them.

    青禾社区 (`community`): lin is the secretary, zhou the facilitator, wu the party secretary; the council is
    chen, wang, li, zhao, sun, qian (quorum 4); he, gu, ma, xu are residents, gu_jr lives with gu; deng, song
    and bai speak for the units property, school and police, which make up the joint meeting. Three households
    are enough to endorse. 白桦社区 (`next_door`): mei is its secretary, fang its facilitator, yu, dong and pan
    its council. Bodies: council, joint, assembly, next_door_council, next_door_joint.
    """

    def __init__(self, store: Store, clock: SetClock, settled: Settled, memory: Memory) -> None:
        self.store, self.clock, self.memory = store, clock, memory
        self.community, self.next_door = settled.community, settled.next_door
        self.bodies, self.people = settled.bodies, settled.people
        self.households, self.units = settled.households, settled.units
        self._numbers, self._untouched = count(1), True
        self._actors: dict[tuple[str, date], Actor] = {}

    # --- doing

    def actor(self, who: str) -> Actor:
        """A person as the doors see them today; looked up anew after `run`, which may change the register."""
        key = who, self.clock().date()
        if key not in self._actors:
            with self.store.read() as db:
                self._actors[key] = actor_of_person(db, self.people[who], self.clock())
        return self._actors[key]

    def answer(
        self, who: str, verb: Callable[..., Any], /, *, command_id: str = "", **args: Any
    ) -> Answer:
        """What a door gets: shape checked, a command id (a new one unless given), one transaction."""
        self._untouched = False
        command = Command(command_id or f"command-{next(self._numbers):06d}", verb.__name__, args)
        bound = bind(verb, plain(args))
        return self.store.carry_out(lambda work: verb(work, **bound), actor=self.actor(who), command=command)

    def do(self, who: str, verb: Callable[..., Any], /, *, command_id: str = "", **args: Any) -> Any:
        """The verb's answer."""
        return self.answer(who, verb, command_id=command_id, **args).value

    def run(self, who: str | None, verb: Callable[[Work], Any]) -> Any:
        """Any function of a unit of work, carried out by someone; None is the system."""
        self._untouched = False
        actor = self.actor(who) if who else THE_SYSTEM
        self._actors.clear()
        return self.store.carry_out(verb, actor=actor).value

    def do_edit(self, who: str, read: Minutes, texts: dict[int, str], *, added: str = "") -> Any:
        """Minutes are saved as they were read, with these lines changed."""
        return self.run(who, lambda work: minutes.edit(
            work, minutes_id=read.id, revision=read.revision, texts=texts, added=added,
        ))

    def sign_minutes(self, room: Room, *, recorder: str = "lin", chair: str = "zhou") -> Minutes:
        """The minutes of a meeting that is over are read out, and signed by both; as they then are."""
        with self.store.read() as db:
            draft = db.scalars(select(Minutes).where(Minutes.meeting_id == room.meeting_id)).one()
        self.do(recorder, minutes.circulate, minutes_id=draft.id, revision=draft.revision, read_out=True)
        for who, capacity in ((recorder, "recorder"), (chair, "chair")):
            self.do(who, minutes.sign, minutes_id=draft.id, capacity=capacity, text_hash=self.minutes_hash(room.meeting_id))
        return draft

    def publish_minutes(
        self, room: Room, *, recorder: str = "lin", chair: str = "zhou", second_reader: str = "wu"
    ) -> str:
        """The same, published, and let out by a second reader where one is named; their number."""
        draft = self.sign_minutes(room, recorder=recorder, chair=chair)
        number: str = self.do(
            recorder, minutes.publish, minutes_id=draft.id, revision=draft.revision)["number"]
        if second_reader and recorder == "lin":
            self.let_out_minutes(room, second_reader)
        return number

    def let_out_minutes(self, room: Room, second_reader: str = "wu") -> None:
        """Somebody else has read the public version of published minutes: everyone may read it now."""
        version = self.see(lambda db: db.scalars(select(PublicVersion).join(
            Minutes, Minutes.id == PublicVersion.minutes_id).where(Minutes.meeting_id == room.meeting_id)).one())
        self.do(second_reader, publishing.approve_public, version_id=version.id, text_hash=version.text_hash)

    def minutes_hash(self, meeting_id: int) -> str:
        """The hash of the text as it stands, which a signature is for."""
        with self.store.read() as db:
            found = db.scalars(select(Minutes).where(Minutes.meeting_id == meeting_id)
                               .options(selectinload(Minutes.lines))).one()
        return text_hash(found.title, found.lines)

    @contextmanager
    def earlier(self, **by: float) -> Iterator[None]:
        """Let what is inside happen some time before now: earlier(days=6)."""
        now = self.clock.at
        self.clock.at = now - timedelta(**by)
        yield
        self.clock.at = now

    # --- seeing

    def see(self, query: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """What a query finds."""
        with self.store.read() as db:
            return query(db, *args, **named)

    def look(self, at: Callable[[Session], Any]) -> Any:
        """What a function of a reading session finds."""
        with self.store.read() as db:
            return at(db)

    def log(self, stream: str) -> list[Recorded]:
        """Every event of a stream."""
        with self.store.read() as db:
            return list(all_events(db, stream))

    def _as_told(self, name: str, told: dict[str, Any], tell: Callable[[], Room]) -> Room:
        """What a builder makes of nothing said in particular is told once a worker; then it is put back."""
        if told or not self._untouched:
            return tell()
        if name not in self.memory.rooms:
            room = tell()
            came = what_came(self.memory.settled, take_picture(self.store.reading))
            self.memory.rooms[name] = (room, came)
            return room
        room, came = self.memory.rooms[name]
        put_back(self.store.writing, came)
        self._numbers, self._untouched = count(len(came["command"]) + 1), False
        return room

    # --- matters

    def a_matter(self, *, by: str = "he", state: str = "proposed", **words: Any) -> int:
        """A matter from below, brought to "proposed", "endorsed" or "admitted"; its id."""
        words = {
            "title": "3幢1单元加装电梯", "what": "6层12户，平均年龄67岁，五楼陈阿姨半年没有下过楼。",
            "place": "3幢1单元", "affected": "本单元12户", "expected": "委托公司出图报价", "category": "facilities",
        } | words
        home = self.next_door if by in NEXT_DOOR else self.community
        matter: int = self.do(by, matters.propose, community_id=home, **words)["matter_id"]
        neighbours = [who for who in (("yu", "dong") if home == self.next_door else RESIDENTS) if who != by]
        if state in ("endorsed", "admitted"):
            for who in neighbours[:3]:
                self.do(who, matters.endorse, matter_id=matter)
        if state == "admitted":
            secretary = "mei" if home == self.next_door else "lin"
            self.do(secretary, matters.admit, matter_id=matter, reason="属于社区公共事务，可以提交议事会。")
        return matter

    # --- meetings

    def a_meeting(
        self, *, matter_id: int | None = None, body: str = "council", by: str | None = None, **convening: Any
    ) -> Room:
        """A meeting convened six days ago, to begin now; on an admitted matter unless one is named."""
        next_door = body.startswith("next_door")
        with self.earlier(days=12 if body == "assembly" else 6):
            matter_id = matter_id or self.a_matter(by="yu" if next_door else "he", state="admitted")
            convenor = by or {"joint": "wu"}.get(body, "mei" if next_door else "lin")
            args: dict[str, Any] = {"starts_at": self.clock.at + timedelta(days=12 if body == "assembly" else 6),
                                    "place": "党群服务中心二楼"} | convening
            made = self.do(
                convenor, meetings.convene, body_id=self.bodies[body], matter_id=matter_id, **args,
            )
        return Room(made["meeting_id"], made["discussion_id"], matter_id)

    def a_sitting(self, **sitting: Any) -> Room:
        """A meeting that is open, with some of its roll (`present`) checked in: everyone but the last."""
        return self._as_told("a_sitting", sitting, lambda: self._a_sitting(**sitting))

    def _a_sitting(
        self, *, body: str = "council", present: tuple[str, ...] | None = None, **convening: Any
    ) -> Room:
        room = self.a_meeting(body=body, **convening)
        self.do(self.facilitator_of(body), meetings.open_meeting, meeting_id=room.meeting_id)
        for who in self.roll_of(body)[:-1] if present is None else present:
            self.do(who, meetings.check_in, meeting_id=room.meeting_id)
        return room

    def a_discussion(self, **sitting: Any) -> Room:
        """A sitting whose discussion is open."""
        return self._as_told("a_discussion", sitting, lambda: self._a_discussion(**sitting))

    def _a_discussion(self, **sitting: Any) -> Room:
        room = self._a_sitting(**sitting)
        self.do(
            self.facilitator_of(sitting.get("body", "council")), meetings.open_discussion,
            meeting_id=room.meeting_id, discussion_id=room.discussion_id,
        )
        return room

    def a_motion(self, **sitting: Any) -> Room:
        """A discussion with a motion on the floor, moved `by` the first of the roll."""
        return self._as_told("a_motion", sitting, lambda: self._a_motion(**sitting))

    def _a_motion(self, *, by: str | None = None, **sitting: Any) -> Room:
        room = self._a_discussion(**sitting)
        self.move(room, by or self.roll_of(sitting.get("body", "council"))[0])
        return room

    def move(self, room: Room, mover: str = "chen", /, **words: Any) -> int:
        """Someone moves a motion; its id."""
        motion: int = self.do(mover, meetings.move_motion, meeting_id=room.meeting_id, **{
            "who": "青禾物业", "what": "委托两家公司出图报价", "by_when": date(2026, 12, 31),
            "with_what": "公共收益列支",
        } | words)["motion_id"]
        return motion

    def a_vote(self, **sitting: Any) -> Room:
        """A motion put to the vote."""
        return self._as_told("a_vote", sitting, lambda: self._a_vote(**sitting))

    def _a_vote(self, **sitting: Any) -> Room:
        room = self._a_motion(**sitting)
        facilitator = self.facilitator_of(sitting.get("body", "council"))
        ballot = self.do(facilitator, meetings.put_to_vote, meeting_id=room.meeting_id)["ballot_id"]
        return Room(room.meeting_id, room.discussion_id, room.matter_id, ballot)

    def cast(self, room: Room, **choices: str) -> None:
        """Voices are given: cast(room, chen="for", wang="against")."""
        for who, choice in choices.items():
            self.do(
                who, meetings.cast_vote, meeting_id=room.meeting_id, ballot_id=room.ballot_id,
                choice=Choice(choice),
            )

    def a_decision(self, **closing: Any) -> Room:
        """A discussion that ended, the meeting still open; adopted by four to one unless `outcome` says otherwise."""
        return self._as_told("a_decision", closing, lambda: self._a_decision(**closing))

    def _a_decision(self, *, outcome: str = "adopted", **closing: Any) -> Room:
        if outcome != "adopted":
            room = self._a_discussion()
        else:
            room = self._a_vote()
            self.cast(room, chen="for", wang="for", li="for", zhao="for", sun="against")
            self.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)
        due = date(2026, 12, 31)
        carries: dict[str, dict[str, Any]] = {
            "adopted": {"owner": "青禾物业", "due_on": due}, "rejected": {"reason": "多数住户不同意"},
            "deferred": {"reason": "等报价出来再议", "due_on": due},
            "escalated": {"reason": "超出议事会的权限", "escalated_to": self.bodies["joint"]},
        }
        self.do(
            "zhou", meetings.close_discussion, meeting_id=room.meeting_id, outcome=outcome,
            **carries[outcome] | closing,
        )
        return room

    def a_closed_meeting(self, **decision: Any) -> Room:
        """A meeting that is over; its minutes are drafted."""
        return self._as_told("a_closed_meeting", decision, lambda: self._a_closed_meeting(**decision))

    def _a_closed_meeting(self, **decision: Any) -> Room:
        room = self._a_decision(**decision)
        self.do("zhou", meetings.close_meeting, meeting_id=room.meeting_id)
        return room

    def in_the_hall(self, room: Room, who: str, status: Status = Status.PRESENT) -> None:
        """The desk marks someone."""
        self.do(
            "zhou", meetings.mark_attendance, meeting_id=room.meeting_id, person_id=self.people[who],
            status=status,
        )

    def facilitator_of(self, body: str) -> str:
        """Who runs a body's meetings."""
        return "fang" if body.startswith("next_door") else "zhou"

    def roll_of(self, body: str) -> list[str]:
        """The people who give a body's voices."""
        return {
            "council": list(COUNCIL), "joint": [unit[2] for unit in UNITS.values()],
            "assembly": [*COUNCIL, *RESIDENTS], "next_door_council": ["yu", "dong", "pan"],
        }[body]
