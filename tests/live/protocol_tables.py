"""The tables of docs/PROTOCOL.md, made from the code. `python -m tests.live.protocol_tables` writes them anew."""
from __future__ import annotations

import ast
import inspect
import re
import sys
import typing
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import NoneType
from typing import Annotated, Any

from consult.core.arguments import NUMBER_LIMIT, Length, arguments_of
from consult.core.errors import NotFound, Refusal, RepeatDiffers
from consult.live import protocol
from consult.meeting.actions import COMMANDS
from consult.meeting.events import MeetingEvent
from consult.storage.event_log import WINDOW
from tests.events_of_a_room import ROOM_EVENTS

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "PROTOCOL.md"
BETWEEN = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
REFUSING = ("core", "storage", "ballot", "meeting", "live")
KINDS: dict[Any, str] = {int: "number", str: "text", bool: "true or false", date: "date", datetime: "moment",
                         dict: "object", list: "list", Any: "anything"}


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def first_sentence(thing: Any) -> str:
    """What a docstring says first."""
    paragraph = (inspect.getdoc(thing) or "").split("\n\n")[0].replace("\n", " ")
    return paragraph


def kind_of(kind: Any) -> str:
    """A type, as the wire knows it."""
    if typing.get_origin(kind) is Annotated:
        base, bounds = typing.get_args(kind)[:2]
        assert isinstance(bounds, Length)
        return f"{kind_of(base)}, {bounds.least} to {bounds.most:,} characters"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "one of " + ", ".join(f"`{word}`" for word in kind)
    inner = [k for k in typing.get_args(kind) if k is not NoneType]
    if NoneType in typing.get_args(kind):
        return f"{kind_of(inner[0])} or null"
    origin = typing.get_origin(kind)
    if origin is list:
        return f"list of {kind_of(inner[0])}s"
    return KINDS[origin or kind]


def arguments(verb: Callable[..., Any]) -> str:
    """A verb's own arguments, after work and meeting_id."""
    told = []
    for a in arguments_of(verb):
        if a.name != "meeting_id":
            left_out = "" if a.needed else f" (left out: `{_plain(a.default)}`)"
            told.append(f"`{a.name}`: {kind_of(a.kind)}{left_out}")
    return "<br>".join(told)


def _plain(default: Any) -> str:
    if default is None:
        return "null"
    return f'"{default}"' if isinstance(default, str) else str(default)


def commands() -> str:
    """Every command with its arguments."""
    rows = [(f"`{name}`", arguments(verb), first_sentence(verb)) for name, verb in sorted(COMMANDS.items())]
    return table(("command", "arguments", "what it does"), rows)


def event_kinds() -> Iterator[type[MeetingEvent]]:
    """Every event of a room: module by module, in the order in which each tells them."""
    told = ROOM_EVENTS.values()
    for module in sorted({kind.__module__ for kind in told}):
        yield from (kind for kind in vars(sys.modules[module]).values() if kind in told and kind.__module__ == module)


def logged() -> str:
    """Every event of a meeting's log."""
    rows = []
    for kind in event_kinds():
        hints = typing.get_type_hints(kind)
        data = "<br>".join(f"`{f.name}`: {kind_of(hints[f.name])}" for f in fields(kind) if f.name != "meeting_id")
        rows.append((f"`{kind.__name__}`", kind.audience, data, first_sentence(kind)))
    return table(("name", "audience", "data, beside `meeting_id`", "what happened"), rows)


def inbound() -> str:
    """What a client may send."""
    rows = []
    for name, event in protocol.INBOUND.items():
        told = [f"`{field}`: {kind}{' (may be left out)' if field in event.optional else ''}"
                for field, kind in event.fields.items()]
        rows.append((f"`{name}`", "<br>".join(told), event.answer, event.says))
    return table(("event", "fields", "answer, beside `ok: true`", "meaning"), rows)


def outbound() -> str:
    """What a client may hear."""
    rows = [
        (f"`{name}`", "<br>".join(f"`{field}`: {kind}" for field, kind in event.fields.items()), event.heard_by, event.says)
        for name, event in protocol.OUTBOUND.items()
    ]
    return table(("event", "fields", "heard by", "meaning"), rows)


def _raised(source: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in ("RuleBroken", "Forbidden") and node.args and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value), tuple(k.arg or "" for k in node.keywords)


def refusals() -> str:
    """Every code with which a socket's message can be refused, and its facts."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for chapter in REFUSING:
        for path in sorted((ROOT / "consult" / chapter).rglob("*.py")):
            for code, facts in _raised(path.read_text("utf-8")):
                found[code].update(facts)
    always: list[Refusal] = [NotFound("x"), RepeatDiffers()]
    for refusal in always:
        found[refusal.code].update(refusal.facts)
    found["bad_shape"].add("fields")
    rows = [(f"`{code}`", ", ".join(f"`{fact}`" for fact in sorted(facts))) for code, facts in sorted(found.items())]
    return table(("code", "facts"), rows)


def limits() -> str:
    """The limits, with their figures."""
    p = protocol
    return table(("what", "limit"), [
        ("characters of one message; a longer one closes the line", f"{p.LARGEST_FRAME:,}"),
        ("messages a socket may send at once, then a second", f"{p.BURST}, {p.EVENTS_A_SECOND}"),
        ("sockets an account", str(p.SOCKETS_AN_ACCOUNT)),
        ("meetings a socket may be in", str(p.MEETINGS_A_SOCKET)),
        ("frames that wait for a client that does not read; then its line is cut", str(p.FRAMES_WAITING)),
        ("seconds a line may stay without a signed-in socket", f"{p.HELLO_SECONDS:g}"),
        ("seconds until a sign-in that another process ended loses its sockets", f"{p.SESSIONS_EVERY * p.BEAT_SECONDS:g}"),
        ("seconds between two rounds of `turnout` and `presence`", f"{p.BEAT_SECONDS:g}"),
        ("seconds between two `head` beacons", f"{p.HEADS_EVERY * p.BEAT_SECONDS:g}"),
        ("events that are told one by one; whoever is further behind gets a snapshot", str(WINDOW)),
        ("largest number in a command", f"{NUMBER_LIMIT:,}"),
    ])


TABLES: dict[str, Callable[[], str]] = {
    "inbound": inbound, "commands": commands, "outbound": outbound, "events": logged, "refusals": refusals,
    "limits": limits,
}


def written_anew(document: str) -> str:
    """The document with every table as the code has it now."""
    return BETWEEN.sub(lambda found: f"{found[1]}{TABLES[found[2]]()}{found[3]}", document)


if __name__ == "__main__":
    DOCUMENT.write_text(written_anew(DOCUMENT.read_text("utf-8")), "utf-8")
