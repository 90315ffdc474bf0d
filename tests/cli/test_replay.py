"""A real meeting of 89 turns, held again in a room of a running server."""
from __future__ import annotations

import asyncio
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from lxml import etree
from sqlalchemy import select

from consult.account import actions as accounts
from consult.account.models import Account
from consult.cli import main
from consult.cli.replay.transcript import read_transcript
from consult.community.models import Person
from consult.community.queries import community_by_slug
from consult.core.actor import THE_SYSTEM
from consult.meeting.queries import meeting, room_state
from consult.minutes.models import Minutes, MinutesLine
from consult.minutes.queries import of_meeting
from consult.minutes.queries.papers import record_for_papers
from consult.minutes.rules.papers.akoma_ntoso import NAMESPACE, akoma_ntoso
from consult.reactions import REACTIONS
from consult.storage.event_log import all_events, first_fault, stream_names
from consult.storage.store import Store
from tests.faults.participant import Participant
from tests.serving import ROOT, ServerProcess

FILE = ROOT / "tests" / "data" / "uberx-consultation-meeting-2015-08-27.zh-Hant.md"
TURNS, SPEAKERS = 89, 30


def as_written() -> list[tuple[str, str]]:
    """Who said what, read from the file by other means than the replay's."""
    parts = re.split(r"^### (.+?)[：:]\s*$", FILE.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [(who, said.strip()) for who, said in zip(parts[::2], parts[1::2], strict=True)]


def test_the_file_is_read_turn_by_turn() -> None:
    transcript = read_transcript(FILE.read_text("utf-8"))
    assert transcript.title == "「uberX 自用車載客意見徵集」諮詢會議"
    assert [(said.speaker, said.text) for said in transcript.turns] == as_written()
    assert (len(transcript.turns), len(transcript.speakers)) == (TURNS, SPEAKERS)


def test_a_text_in_which_nobody_speaks_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody speaks"):
        read_transcript("# A title\n\nand words")


@dataclass
class Replay:
    """A server, its database from beside, and replays on it."""

    server: ServerProcess
    store: Store
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def begin(self, *options: str) -> tuple[subprocess.Popen[str], int]:
        """Start `consult replay`; the process and the meeting it holds."""
        process = subprocess.Popen(
            [sys.executable, "-m", "consult", "replay", str(FILE), *options], cwd=ROOT, text=True,
            env=self.server.environment | {"PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.running.append(process)
        assert process.stdout is not None
        first = process.stdout.readline()
        found = re.search(r"89 turns, 30 speakers; http://[^/]+/c/replay/s/(\d+)", first)
        assert found, first + process.stdout.read()
        return process, int(found[1])

    def watcher(self, name: str, meeting_id: int) -> Participant:
        """A screen of somebody in the replay's community."""
        with self.store.read() as db:
            account = db.scalars(select(Account.id).join(Person, Person.id == Account.person_id)
                                 .where(Person.name == name).order_by(Account.id.desc())).first()
        assert account is not None
        token = self.store.carry_out(
            lambda work: accounts.begin_session(work, account_id=account), actor=THE_SYSTEM).value
        return Participant(self.server.url, token, meeting_id, random.Random(name))

    def speeches(self, meeting_id: int) -> list[tuple[str, str]]:
        """What the minutes say who said: the name is what stands before the bracket."""
        with self.store.read() as db:
            lines = db.execute(
                select(MinutesLine.lead, MinutesLine.text).join(Minutes, Minutes.id == MinutesLine.minutes_id)
                .where(Minutes.meeting_id == meeting_id, MinutesLine.kind == "speech").order_by(MinutesLine.position)
            ).all()
        return [(line.lead.split("（")[0], line.text) for line in lines]


@pytest.fixture
def replay(database_url: str, tmp_path: Path) -> Iterator[Replay]:
    """The server runs; nothing is in its database."""
    store = Store(database_url, reactions=REACTIONS)
    held = Replay(ServerProcess(database_url, tmp_path / "data"), store)
    try:
        held.server.start()
        yield held
    finally:
        for process in held.running:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
        held.server.kill()
        store.close()


async def over(process: subprocess.Popen[str], seconds: float = 150) -> str:
    """Wait for a replay to end well; what it said."""
    said, _ = await asyncio.wait_for(asyncio.to_thread(process.communicate), seconds)
    assert process.returncode == 0, said[-2000:]
    return said


async def watched(replay: Replay, *, killed: bool = False) -> tuple[int, list[Participant]]:
    """Hold the replay with an early watcher at the desk and one on the floor; a late one of each comes after."""
    process, meeting_id = await asyncio.to_thread(replay.begin, "--speed", "400" if killed else "0")
    names = ("回放主持人", "與會者05")
    early = [replay.watcher(name, meeting_id) for name in names]
    await asyncio.wait_for(asyncio.gather(*(screen.entered.wait() for screen in early)), 60)
    if killed:
        while early[1].following.state["turns_count"] < 20:
            await asyncio.sleep(0.05)
        await asyncio.to_thread(replay.server.kill)
        await asyncio.to_thread(replay.server.start)
    said = await over(process)
    assert f"{TURNS}/{TURNS}" in said
    late = [replay.watcher(name, meeting_id) for name in names]
    await asyncio.wait_for(asyncio.gather(*(screen.entered.wait() for screen in late)), 60)
    for screen in early:
        assert await screen.stands_at(late[0].following.seq)
    for screen in (*early, *late):
        await screen.goes()
    return meeting_id, [*early, *late]


def as_akoma_ntoso(replay: Replay, meeting_id: int) -> tuple[int, int]:
    """How many speeches and speakers its Akoma Ntoso has, which is valid."""
    with replay.store.read() as db:
        found = of_meeting(db, meeting_id, meeting(db, meeting_id, community_by_slug(db, "replay").id).community_id)
        record = record_for_papers(db, found, community_by_slug(db, "replay"))
    root = etree.fromstring(akoma_ntoso(record, "http://localhost/"))
    etree.XMLSchema(etree.parse(ROOT / "tests" / "data" / "schemas" / "akomantoso30.xsd")).assertValid(root)
    return tuple(len(root.findall(f".//{{{NAMESPACE}}}{tag}")) for tag in ("speech", "TLCPerson"))  # type: ignore[return-value]


def check(replay: Replay, meeting_id: int, screens: list[Participant]) -> None:
    """All turns in the minutes, in order, under the right speakers; late screens as early ones; chains whole."""
    assert replay.speeches(meeting_id) == as_written()
    assert as_akoma_ntoso(replay, meeting_id) == (TURNS, SPEAKERS)
    with replay.store.read() as db:
        rooms = [room_state(db, meeting_id, desk=desk) for desk in (True, False)]
        faults = {name: first_fault(db, name) for name in stream_names(db)}
        names = [e.name for e in all_events(db, f"meeting:{meeting_id}")]
    assert set(faults.values()) == {None}
    assert [names.count(name) for name in ("HandRaised", "FloorGiven", "TurnNoted", "FloorEnded")] == [TURNS] * 4
    for screen, (epoch, seq, state) in zip(screens, rooms * 2, strict=True):
        assert (screen.following.epoch, screen.following.seq, screen.following.state) == (epoch, seq, state)
    assert screens[0].following.state["turns_count"] == TURNS
    assert screens[0].following.state["meeting"]["state"] == "closed"


@pytest.mark.faults
@pytest.mark.timeout(240)
def test_all_89_turns_are_held_and_stand_in_the_minutes(replay: Replay) -> None:
    meeting_id, screens = asyncio.run(watched(replay))
    check(replay, meeting_id, screens)


@pytest.mark.slow
@pytest.mark.faults
@pytest.mark.timeout(300)
def test_a_replay_lives_through_the_death_of_the_server(replay: Replay) -> None:
    meeting_id, screens = asyncio.run(watched(replay, killed=True))
    check(replay, meeting_id, screens)


@pytest.mark.faults
def test_a_replay_without_a_server_says_so(database_url: str, tmp_path: Path) -> None:
    begun = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-m", "consult", "replay", str(FILE), "--url", "http://127.0.0.1:9"], cwd=ROOT, text=True,
        env=os.environ | {"DATABASE_URL": database_url, "CONSULT_DATA": str(tmp_path)}, capture_output=True)
    assert ended.returncode == 2
    assert "http://127.0.0.1:9" in ended.stderr and "Traceback" not in ended.stderr
    assert time.monotonic() - begun < 60


def test_a_replay_of_a_file_that_is_none_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.md").write_text("# Nobody\n")
    assert main(["replay", str(tmp_path / "empty.md")]) == 2
    assert main(["replay", str(tmp_path / "missing.md")]) == 2
    assert capsys.readouterr().err.count("consult: ") == 2
