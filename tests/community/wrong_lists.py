"""Rows of lists that no verb would write, for tests/story/test_what_the_database_refuses.py."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert

from consult.community.models import ListChange, ListImport
from tests.builders import Neighbourhood

WRONG: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "list_kind_known": ("list_import", {}, {"kind": "cats"}),
    "list_state_known": ("list_import", {}, {"state": "lost"}),
    "list_taken_in_has_a_moment": ("list_import", {}, {"state": "taken_in", "taken_in_at": None}),
}


def rows_of_lists(neighbourhood: Neighbourhood) -> list[Any]:
    """A list that waits, and a row it changed."""
    day = datetime(2026, 11, 2, tzinfo=UTC)
    return [
        insert(ListImport).values(
            id=901, community_id=neighbourhood.community, kind="people", file_name="名单.csv", state="waiting",
            handed_in_at=day, until=day, counts={}, digest=""),
        insert(ListChange).values(import_id=901, line=2, of_table="person", row_id=1, made=True),
    ]
