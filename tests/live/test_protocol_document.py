"""docs/PROTOCOL.md says what the code does."""
from __future__ import annotations

import pytest

from consult.core.errors import BadShape
from consult.live import protocol
from consult.live.gateway import Gateway
from consult.meeting.actions import COMMANDS
from tests.live.protocol_tables import BETWEEN, DOCUMENT, TABLES, event_kinds, refusals, written_anew


def test_the_tables_are_as_the_code_has_them() -> None:
    document = DOCUMENT.read_text("utf-8")
    assert [found[1] for found in BETWEEN.findall(document)] == list(TABLES)
    assert document == written_anew(document), "python -m tests.live.protocol_tables writes them anew"


def test_every_command_event_and_message_is_in_it() -> None:
    document = DOCUMENT.read_text("utf-8")
    names = [*COMMANDS, *protocol.INBOUND, *protocol.OUTBOUND, *(kind.__name__ for kind in event_kinds())]
    assert len(names) > 50
    assert [name for name in names if f"| `{name}` |" not in document] == []


def test_every_message_that_comes_in_has_a_handler() -> None:
    assert all(callable(getattr(Gateway, name)) for name in protocol.INBOUND)


@pytest.mark.parametrize("code", [
    "not_found", "not_yours_to_do", "bad_shape", "repeat_differs", "not_now", "unknown_event", "too_many_events",
    "signed_out", "failed", "ballot_closed", "not_on_the_roll", "discussion_already_open", "too_many_rooms",
])
def test_refusals_are_found_where_they_are_made(code: str) -> None:
    assert f"| `{code}` |" in refusals()


@pytest.mark.parametrize(("message", "wrong"), [
    (None, {"message": "missing"}),
    ("text", {"message": "not_text"}),
    ({}, {"meeting_id": "missing"}),
    ({"meeting_id": 1, "desk": True}, {"desk": "unknown"}),
])
def test_a_message_has_the_fields_of_its_event(message: object, wrong: dict[str, str]) -> None:
    with pytest.raises(BadShape) as refused:
        protocol.check_fields("enter", message)
    assert refused.value.fields == wrong
