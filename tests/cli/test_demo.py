"""The demonstration: alive in every corner, lawful to the last link, and over at the present moment."""
from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import func, select

from consult import cli
from consult.account import actions as accounts
from consult.account.queries import account_named, actor_for, invitation_by_code, password_fits
from consult.account.rules.login_name import check_password
from consult.ballot.models import Ballot
from consult.cli.demo import marks, sign_ins
from consult.cli.demo.stage import ZONE
from consult.cli.demo.stories.lift import begins
from consult.community import queries as register
from consult.community.models import Person
from consult.core.clock import system_clock
from consult.matter import queries as matters
from consult.matter.models import Matter
from consult.matter.rules.lifecycle import ENDED, MATTER
from consult.meeting import actions as meetings
from consult.meeting import queries as rooms
from consult.meeting.models import Meeting, Turn
from consult.minutes import queries as minutes
from consult.minutes.models import Minutes
from consult.publishing.models import Notice, NoticePhoto
from consult.reactions import REACTIONS
from consult.resolution import queries as dockets
from consult.resolution.rules.reply import Decision
from consult.storage.event_log import LoggedEvent, all_events, first_fault, stream_names
from consult.storage.store import Store
from tests.applications import give_back, open_application
from tests.cli.looking_ahead import ahead_of

pytestmark = pytest.mark.timeout(300)


@dataclass(frozen=True)
class Demonstration:
    """What the command left, and what it printed."""

    store: Store
    printed: str
    folder: Path

    def community(self, slug: str) -> int:
        """The id of a community."""
        with self.store.read() as db:
            return register.community_by_slug(db, slug).id

    def sign_ins(self) -> list[tuple[str, str, str]]:
        """(login name, password, where to begin), as printed."""
        return re.findall(r"(\S+) +(qinghe-2026) +(/c/\S*)", self.printed)

    def code(self) -> str:
        """The invitation code, as printed."""
        found = re.search(r"\w{4}-\w{4}-\w{4}", self.printed)
        assert found
        return found[0]


def today() -> date:
    """The date where the communities are."""
    return system_clock().astimezone(ZONE).date()


def run(*words: str) -> tuple[int, str]:
    """The command with its exit status and what it printed."""
    printed = StringIO()
    with redirect_stdout(printed):
        status = cli.main(["demo", *words])
    return status, printed.getvalue()


@pytest.fixture(scope="module")
def demo(databases, tmp_path_factory) -> Iterator[Demonstration]:
    """Filled once for the module, into a database in which an earlier filling was cut off."""
    folder = tmp_path_factory.mktemp("demo")
    url = databases.fresh(folder)
    store = Store(url, reactions=REACTIONS)
    marks.begin(store)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        patch.setenv("CONSULT_DATA", str(folder / "data"))
        status, printed = run("--if-empty")
        assert status == 0
        yield Demonstration(store, printed, folder)
    store.close()


# --- what is there ------------------------------------------------------------------------------------


def test_matters_stand_in_every_state_in_which_one_can_stand(demo) -> None:
    with demo.store.read() as db:
        found = set(db.scalars(select(Matter.state)))
    # What is escalated lies on a docket in the same moment.
    assert found == set(MATTER.states) - {"escalated", "reported_done"}


def test_two_communities_are_there_with_a_council_of_45_and_one_of_9(demo) -> None:
    rolls = {}
    with demo.store.read() as db:
        for community in register.communities(db):
            council = next(b for b in register.bodies(db, community.id) if b.kind == "residents_council")
            rolls[community.slug] = len(register.roll_of(db, council, today()))
        households = len(register.households(db, demo.community("qinghe")))
        voices = len(register.roll_of(db, _body(db, "qinghe", "residents_assembly"), today()))
    assert rolls == {"qinghe": 45, "hewan": 9}
    assert voices == households == 61


def _body(db, slug: str, kind: str):
    here = register.community_by_slug(db, slug)
    return next(b for b in register.bodies(db, here.id) if b.kind == kind)


def test_a_room_is_open_in_the_middle_of_its_debate(demo) -> None:
    with demo.store.read() as db:
        meeting = rooms.live_meeting(db, demo.community("qinghe"))
        _, _, state = rooms.room_state(db, meeting.id, desk=False)
    assert state["discussion"]["title"] == "3幢1单元加装电梯"
    assert state["present"] == 33 and state["quorum_met"]
    assert state["motion"]["state"] == "moved" and state["motion"]["draft"] == 2
    assert all(turn["text"] for turn in state["turns"]) and state["turns_count"] == 6
    assert [hand["called"] for hand in state["queue"]] == ["卢金凤", "陈玉兰", "顾维民", "邹慧"]
    assert state["ballot"] is None and state["turn"] is None


def test_past_sittings_have_notes_votes_and_published_minutes(demo) -> None:
    with demo.store.read() as db:
        held = rooms.meetings(db, demo.community("qinghe"), states=["closed"])
        states = [minutes.state_of(db, meeting.id) for meeting in held]
        unsaid = db.scalar(select(func.count()).select_from(Turn).where(Turn.text == ""))
        tallies = {(b.result["for"], b.result["against"], b.result["abstain"]) for b in db.scalars(select(Ballot))}
    assert sorted(states) == ["draft"] + ["published"] * (len(held) - 1) and len(held) > 10
    assert unsaid == 0
    assert {(27, 4, 2), (11, 20, 2), (31, 2, 0), (35, 1, 1)} <= tallies


def test_the_secretary_has_changed_words_of_published_minutes(demo) -> None:
    with demo.store.read() as db:
        revisions = db.scalars(select(Minutes.revision).where(Minutes.state == "published")).all()
    assert max(revisions) > 1


def test_the_docket_shows_every_reply_one_in_time_and_one_overdue(demo) -> None:
    with demo.store.read() as db:
        entries = dockets.docket(db, demo.community("qinghe"))
    waiting = [entry.due_on for entry in entries if not entry.resolution]
    assert min(waiting) < today() < max(waiting)
    assert {entry.resolution.decision for entry in entries if entry.resolution} == set(Decision)


def test_the_calendar_of_the_coming_days_has_notices(demo) -> None:
    with demo.store.read() as db:
        coming = rooms.meetings(db, demo.community("qinghe"), states=["convened"])
        bodies = [meeting.body.kind for meeting in coming]
        overdue = matters.overdue(db, demo.community("qinghe"), today())
    assert {"residents_council", "joint_meeting", "representatives_meeting"} <= set(bodies)
    assert len(overdue) >= 2


def test_who_is_asked_to_join_is_asked_to_join_the_like(demo) -> None:
    with demo.store.read() as db:
        asked = db.scalars(select(Matter).where(Matter.into_id.is_not(None)).order_by(Matter.id)).all()
        pairs = [(m.state, db.get(Matter, m.into_id).title) for m in asked]
    assert pairs == [
        ("joined", "电动自行车充电棚建在哪里"), ("join_suggested", "门禁用刷卡、密码、访客码，不采集人脸"),
    ]


# --- lawful, and over by now ---------------------------------------------------------------------------


def test_every_chain_of_the_log_is_whole(demo) -> None:
    with demo.store.read() as db:
        assert {name: first_fault(db, name) for name in stream_names(db) if first_fault(db, name)} == {}


def test_the_log_never_goes_back_in_time(demo) -> None:
    with demo.store.read() as db:
        for name in stream_names(db):
            moments = [event.at for event in all_events(db, name)]
            assert moments == sorted(moments), name


def test_nothing_lies_in_the_future_but_notices_and_due_dates(demo) -> None:
    assert ahead_of(demo.store, system_clock()) == []


def test_nothing_of_one_community_hangs_in_the_other(demo) -> None:
    with demo.store.read() as db:
        homes = {p.id: p.community_id for p in db.scalars(select(Person))}
        for matter in db.scalars(select(Matter)):
            assert homes[matter.proposer_id] == matter.community_id
        actors = select(LoggedEvent.stream, LoggedEvent.actor_id).where(LoggedEvent.stream.like("matter:%"))
        for stream, actor_id in db.execute(actors):
            matter = db.get(Matter, int(stream.split(":")[1]))
            # Who acts for the street lives in none of its communities, and answers what was passed up.
            assert actor_id in (None, 0) or homes[actor_id] in (matter.community_id, None)


# --- signing in ---------------------------------------------------------------------------------------


def test_the_password_is_one_that_the_house_allows() -> None:
    check_password(sign_ins.PASSWORD, "mishu")


def test_every_printed_sign_in_signs_in_and_leads_to_a_page(demo) -> None:
    app = open_application(demo.store.url, demo.folder)
    assert {name for name, _, _ in demo.sign_ins()} >= {
        "mishu", "zhuchi", "wangnvshi", "chenayi", "zhangshifu", "shuji", "hewan-mishu", "luoshifu"}
    for name, password, path in demo.sign_ins():
        browser = app.test_client()
        assert browser.post("/sign-in", data={"login": name, "password": password}).status_code == 303, name
        assert browser.get(path).status_code == 200, path
    give_back(app)


def test_the_others_sign_in_with_their_full_name(demo) -> None:
    with demo.store.read() as db:
        assert password_fits(account_named(db, "李国珍"), sign_ins.PASSWORD)


def test_the_printed_code_invites_a_household(demo) -> None:
    with demo.store.read() as db:
        invitation = invitation_by_code(db, demo.code(), system_clock())
    assert invitation.uses_left == accounts.PEOPLE_A_HOUSEHOLD


# --- running it again ----------------------------------------------------------------------------------


def test_a_second_run_keeps_the_data_and_prints_the_sign_ins(demo) -> None:
    with demo.store.read() as db:
        before = db.scalar(select(func.count()).select_from(Matter))
    status, printed = run("--if-empty")
    again = Demonstration(demo.store, printed, demo.folder)
    assert (status, again.sign_ins()) == (0, demo.sign_ins())
    with demo.store.read() as db:
        assert db.scalar(select(func.count()).select_from(Matter)) == before
        invitation_by_code(db, again.code(), system_clock())


def test_without_being_told_to_it_does_not_fill_twice(demo, capsys) -> None:
    assert cli.main(["demo"]) == 2
    assert "--reset" in capsys.readouterr().err


def test_the_others_vote_so_that_one_visitor_sees_the_end(demo) -> None:
    assert run("--others-vote") == (0, "demo: no vote is open, or everyone has voted\n")
    with demo.store.read() as db:
        meeting_id = rooms.live_meeting(db, demo.community("qinghe")).id
        waiting = len(rooms.waiting_hands(db, rooms.open_discussion(db, meeting_id).id))
    for _ in range(waiting):
        _do(demo, "zhuchi", lambda work: meetings.give_floor(work, meeting_id=meeting_id))
    _do(demo, "zhuchi", lambda work: meetings.end_turn(work, meeting_id=meeting_id))
    ballot_id = _do(demo, "zhuchi", lambda work: meetings.put_to_vote(work, meeting_id=meeting_id))["ballot_id"]
    for who in ("chenayi", "zhangshifu"):
        _do(demo, who, lambda work: meetings.cast_vote(
            work, meeting_id=meeting_id, ballot_id=ballot_id, choice="for"))
    assert run("--others-vote") == (0, "demo: 31 others voted\n")
    closed = _do(demo, "zhuchi", lambda work: meetings.close_vote(work, meeting_id=meeting_id))
    assert closed["verdict"] == "passed"


def _do(demo: Demonstration, login: str, verb):
    with demo.store.read() as db:
        account = account_named(db, login)
        actor = actor_for(db, account, db.get(Person, account.person_id), demo.store.clock())
    return demo.store.carry_out(verb, actor=actor).value


@pytest.mark.parametrize("now", [
    datetime(2027, 1, 1, 0, 0, 30, tzinfo=UTC), datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC),
    datetime(2027, 7, 1, 12, 20, tzinfo=UTC),
])
def test_the_room_begins_at_a_round_time_not_long_ago(now) -> None:
    assert begins(now).minute % 5 == 0
    assert timedelta(minutes=20) <= now - begins(now) < timedelta(minutes=25)


@pytest.mark.slow
def test_a_reset_puts_everything_back(demo) -> None:
    status, printed = run("--reset")
    assert status == 0 and "emptying" in printed
    with demo.store.read() as db:
        meeting = rooms.live_meeting(db, demo.community("qinghe"))
        assert rooms.last_motion(db, rooms.open_discussion(db, meeting.id).id).state == "moved"
        assert db.scalar(select(func.min(Meeting.id))) == 1
        open_ones = select(func.count()).select_from(Matter).where(Matter.state.not_in(ENDED))
        assert db.scalar(open_ones) > 10


def test_the_board_has_photographs_of_its_papers_put_up_and_taken_down(demo: Demonstration) -> None:
    with demo.store.read() as db:
        moments = [photo.moment for photo in db.scalars(select(NoticePhoto))]
        hung = db.scalar(select(func.count()).select_from(Notice).where(Notice.posted_at.is_not(None)))
    assert moments.count("put_up") == hung and "taken_down" in moments
