"""What each cell of the matrix about publishing is tried with."""
from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from tests.authorisation.estate import Estate
from tests.builders_publishing import WORDS, a_picture

From = Callable[[Estate], dict[str, Any]]
REASON = "标题写错了，改好以后重新公示。"


def by_id(name: str) -> From:
    """The address of anything whose id the estate remembers."""
    return lambda e: {"id": e.ids[name]}


def meeting(name: str) -> From:
    """The address of one of our meetings."""
    return lambda e: {"id": e.rooms[name].meeting_id}


def sends(**form: Any) -> From:
    """A form that is the same everywhere."""
    return lambda e: form


class _Rewound(BytesIO):
    """A file that is at its beginning again once it was sent."""

    def close(self) -> None:
        self.seek(0)


def photograph(e: Estate) -> dict[str, Any]:
    """A photograph that may be sent more than once."""
    return {"moment": "put_up", "place": "3幢门厅", "photo": (_Rewound(a_picture()), "1.jpg")}


def of(place: str, **values: Any) -> From:
    """The address of open data."""
    return lambda e: {"place": place, **{k: v(e) if callable(v) else v for k, v in values.items()}}


HERE = "qinghe"
OPEN_DATA: dict[str, From] = {
    "index": sends(), "document": sends(), "places": sends(), "heads_feed": sends(),
    **{name: of(HERE) for name in (
        "list_matters", "list_meetings", "list_motions", "list_vote_events", "list_minutes", "list_resolutions",
        "list_notices", "popolo", "matters_table", "votes_table", "notices_feed", "matters_feed", "calendar")},
    "one_matter": of(HERE, no=lambda e: e.nos[e.matters["proposed"]]),
    "matter_graph": of(HERE, no=lambda e: e.nos[e.matters["proposed"]]),
    "one_meeting": of(HERE, id=lambda e: e.rooms["over"].meeting_id),
    "one_event": of(HERE, id=lambda e: e.rooms["over"].meeting_id),
    "one_vote_event": of(HERE, id=lambda e: e.rooms["over"].ballot_id),
    "minutes_of": of(HERE, id=lambda e: e.rooms["published"].meeting_id),
    "one_notice": of(HERE, id=lambda e: e.ids["notice"]),
}
CLOSED_DATA: dict[str, From] = {
    "one_vote_event": of(HERE, id=lambda e: e.rooms["vote"].ballot_id),
    "minutes_of": of(HERE, id=lambda e: e.rooms["unread"].meeting_id),
    "one_notice": of(HERE, id=lambda e: e.ids["prepared_notice"]),
}
"""What is not public yet."""
hash_of = lambda name: lambda e: {"text_hash": e.hashes[name]}  # noqa: E731
ROWS: dict[tuple[str, str], dict[str, Any]] = {
    ("GET board.index", ""): {}, ("GET board.search", ""): {"query": sends(q="电梯")},
    ("GET board.show", ""): {"at": by_id("notice")}, ("GET board.show", "closed"): {"at": by_id("prepared_notice")},
    ("GET board.paper", ""): {"at": by_id("notice")}, ("GET board.paper", "closed"): {"at": by_id("prepared_notice")},
    ("GET board.photo", ""): {"at": by_id("photo")},
    ("GET board.write", ""): {}, ("POST board.prepare", ""): {"form": sends(**WORDS)},
    ("GET board.reword", ""): {"at": by_id("prepared_notice")},
    ("POST board.save", ""): {"at": by_id("prepared_notice"), "form": sends(**{k: v for k, v in WORDS.items() if k != "kind"})},
    ("POST board.save", "closed"): {"at": by_id("notice"), "form": sends(**{k: v for k, v in WORDS.items() if k != "kind"})},
    ("POST board.post", ""): {"at": by_id("prepared_notice"), "form": hash_of("prepared_notice")},
    ("POST board.post", "closed"): {"at": by_id("notice"), "form": hash_of("prepared_notice")},
    ("POST board.take_down", ""): {"at": by_id("notice"), "form": sends(reason=REASON)},
    ("POST board.take_down", "closed"): {"at": by_id("down_notice"), "form": sends(reason=REASON)},
    ("POST board.put_back", ""): {"at": by_id("down_notice"), "form": sends(reason=REASON)},
    ("POST board.put_back", "closed"): {"at": by_id("notice"), "form": sends(reason=REASON)},
    ("POST board.object_to", ""): {"at": by_id("notice"), "form": sends(text="一楼采光受影响，先看图纸。")},
    ("POST board.object_to", "closed"): {"at": by_id("down_notice"), "form": sends(text="一楼采光受影响，先看图纸。")},
    ("POST board.answer_objection", ""): {"at": by_id("waiting_objection"), "form": sends(answer="图纸出来先请一楼看。")},
    ("POST board.answer_objection", "closed"): {"at": by_id("answered_objection"), "form": sends(answer="图纸出来先请一楼看。")},
    ("POST board.add_photo", ""): {"at": by_id("notice"), "form": photograph},
    ("GET board.review", ""): {"at": meeting("unread")},
    ("POST board.prepare_version", ""): {"at": meeting("unread"), "form": sends(withheld="2")},
    ("POST board.prepare_version", "closed"): {"at": meeting("published"), "form": sends(withheld="2")},
    ("POST board.approve_version", ""): {"at": meeting("unread"), "form": hash_of("unread_version")},
    ("POST board.approve_version", "closed"): {"at": meeting("published"), "form": hash_of("unread_version")},
    ("POST board.withdraw_version", ""): {"at": meeting("published"), "form": sends(reason=REASON)},
    ("POST board.withdraw_version", "closed"): {"at": meeting("unread"), "form": sends(reason=REASON)},
    ("POST board.consent", ""): {}, ("POST board.withdraw_consent", ""): {},
    ("GET heads.index", ""): {}, ("GET heads.program", ""): {},
    ("GET heads.head", ""): {"at": lambda e: {"number": e.ids["head"]}},
    ("GET heads.minutes_bundle", ""): {"at": meeting("published")},
    ("GET heads.minutes_bundle", "closed"): {"at": meeting("unread")},
    ("GET heads.notice_bundle", ""): {"at": by_id("notice")},
    ("GET heads.notice_bundle", "closed"): {"at": by_id("prepared_notice")},
    **{(f"GET api.{name}", ""): {"at": at} for name, at in OPEN_DATA.items()},
    **{(f"GET api.{name}", "closed"): {"at": at} for name, at in CLOSED_DATA.items()},
}
