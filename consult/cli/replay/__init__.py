"""consult replay FILE: hold a written-down meeting as a discussion in a room of a running server."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from consult.cli.installation import settings, the_store
from consult.cli.replay.holding import Pace, hold
from consult.cli.replay.player import CommandRefused, NoServer, check_answers
from consult.cli.replay.stage import Stage, set_stage
from consult.cli.replay.transcript import Transcript, decoded, read_transcript


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("replay", help="hold a transcript as a discussion in a room of a running server")
    command.add_argument("file", type=Path, help="a text: # title, then '### name:' and the words, or lines 'name: words'")
    command.add_argument("--url", default="", help="the running server (default: HOST and PORT)")
    command.add_argument("--speed", type=float, default=20.0, help="times as fast as spoken; 0: without waiting")
    command.add_argument("--keep-open", action="store_true", help="leave the discussion open at the end")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Set the stage in the database, then act only through sockets, as any screen does."""
    here = settings()
    url = (chosen.url or f"http://{here.host}:{here.port}").rstrip("/")
    try:
        transcript = read_transcript(decoded(chosen.file.read_bytes()))
        check_answers(url)
        with the_store() as store:
            stage = set_stage(store, transcript)
        _say(url, stage, transcript)
        hold(url, stage, transcript, Pace(chosen.speed), keep_open=chosen.keep_open)
    except (OSError, ValueError, CommandRefused, NoServer) as problem:
        print(f"consult: {problem}", file=sys.stderr)
        return 2
    return 0


def _say(url: str, stage: Stage, transcript: Transcript) -> None:
    speakers = len(transcript.speakers)
    print(f"{len(transcript.turns)} turns, {speakers} speakers; {url}{stage.path}", flush=True)
    for name, password in stage.sign_ins:
        print(f"sign in as {name} with {password} to watch", flush=True)
