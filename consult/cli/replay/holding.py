"""Holding the replayed meeting: each speaker joins, asks for the floor, is given it, speaks."""
from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from consult.cli.replay.player import Player
from consult.cli.replay.stage import Stage
from consult.cli.replay.transcript import Said, Transcript

CHARACTERS_A_SECOND = 4.0
"""About how fast Chinese is spoken in a hall."""


@dataclass(frozen=True)
class Pace:
    """How many times faster than spoken; 0 waits for nothing."""

    speed: float

    def speak(self, said: Said) -> None:
        """Wait as long as saying it takes at this pace."""
        if self.speed > 0:
            time.sleep(len(said.text) / CHARACTERS_A_SECOND / self.speed)


def hold(url: str, stage: Stage, transcript: Transcript, pace: Pace, *, keep_open: bool) -> None:
    """Open the meeting, play every turn in order, end with an outcome."""
    chair = Player(url, stage.chair_token, stage.meeting_id)
    chair.come()
    chair.does("open_meeting")
    chair.does("open_discussion", discussion_id=stage.discussion_id)
    players: dict[str, Player] = {}
    try:
        for count, said in enumerate(transcript.turns, start=1):
            if said.speaker not in players:
                players[said.speaker] = _joins(url, stage, said.speaker)
            _takes_a_turn(chair, players[said.speaker], said, pace)
            print(f"{count}/{len(transcript.turns)} {said.speaker}", flush=True)
        if not keep_open:
            _end(chair)
    finally:
        for player in (chair, *players.values()):
            player.go()


def _joins(url: str, stage: Stage, speaker: str) -> Player:
    player = Player(url, stage.tokens[speaker], stage.meeting_id)
    player.come()
    player.does("check_in")
    return player


def _takes_a_turn(chair: Player, speaker: Player, said: Said, pace: Pace) -> None:
    stance = said.stance or ("question" if said.text.rstrip().endswith(("？", "?")) else "addition")
    speaker.does("raise_hand", stance=stance)
    turn_id = chair.does("give_floor")["turn_id"]
    pace.speak(said)
    speaker.does("note_turn", turn_id=turn_id, text=said.text)
    speaker.does("end_turn")


def _end(chair: Player) -> None:
    due = (datetime.now(UTC) + timedelta(days=30)).date()
    chair.does("close_discussion", outcome="deferred", reason="回放到此为止，没有付表决。", due_on=due.isoformat())
    chair.does("close_meeting")
