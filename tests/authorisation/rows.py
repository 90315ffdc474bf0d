"""The rows of the matrix: those that are checked in, and those that there have to be."""
from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from consult import cli
from consult.live.protocol import INBOUND, OUTBOUND
from consult.meeting.actions import COMMANDS
from tests.authorisation.estate import ROLES
from tests.draws import roles_in_turn
from tests.events_of_a_room import ROOM_EVENTS

MATRIX = Path(__file__).with_name("matrix.csv")
CELLS = {"ok", "same", "sign_in", "absent", "no", "refused", "heard", "withheld", "not_heard", "shell"}
"""ok: done or shown. same: it is so already, and stays so. sign_in: asked to sign in. absent: as if it
were not there (404). no: theirs to see, not to do (403). refused: a rule says no (400, 409, 429). heard, withheld,
not_heard: an event of the room. shell: only on the machine itself; there is nothing a sign-in could ask for."""
BESIDE_THE_LOG = tuple(name for name in OUTBOUND if name != "event")
"""What sockets hear that is no event of a log."""


@dataclass(frozen=True)
class Row:
    """What each role gets from one action in one situation."""

    action: str
    situation: str
    cells: dict[str, str]

    @property
    def roles(self) -> list[str]:
        """Those that this run tries: all of them, or the one whose turn it is."""
        return roles_in_turn(str(self), list(ROLES))

    def __str__(self) -> str:
        return f"{self.action} [{self.situation}]" if self.situation else self.action


def rows(kind: str = "") -> list[Row]:
    """The rows as checked in, those of one kind of action if it is named."""
    with MATRIX.open(encoding="utf-8", newline="") as file:
        read = [Row(line.pop("action"), line.pop("situation"), line) for line in csv.DictReader(file)]
    return [row for row in read if row.action.split()[0] in (kind.split() or (row.action.split()[0],))]


def actions(app: Flask) -> Iterator[str]:
    """Every way in and every message out that there is."""
    yield from pages(app)
    yield from (f"socket {name}" for name in ("connect", *INBOUND, "unknown"))
    yield from (f"command {name}" for name in COMMANDS)
    yield from (f"event {name}" for name in (*told(), *BESIDE_THE_LOG))
    yield from (f"cli {name}" for name in commands_of_the_shell())


def pages(app: Flask) -> Iterator[str]:
    """Every method of every route."""
    for rule in app.url_map.iter_rules():
        yield from (f"{method} {rule.endpoint}" for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))


def told() -> Iterator[str]:
    """Every event a room hears of."""
    yield from ROOM_EVENTS


def commands_of_the_shell() -> Iterator[str]:
    """Every command of the command line; of `accounts` every act."""
    parser = cli.parser()
    for action in parser._subparsers._group_actions if parser._subparsers else ():
        for name, command in dict(action.choices or {}).items():
            acts = next((a.choices for a in command._actions if a.dest == "act" and a.choices), None)
            yield from (f"{name} {act}" for act in acts) if acts else (name,)


def header() -> list[str]:
    """The columns of the file."""
    return ["action", "situation", *ROLES]
