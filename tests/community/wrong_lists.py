"""Rows of lists that no verb would write, for tests/story/test_what_the_database_refuses.py."""
from __future__ import annotations

from typing import Any

from consult.community.actions import lists
from consult.community.rules.lists import ListKind, Reading
from tests.builders import Neighbourhood

WRONG: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "list_kind_known": ("list_import", {}, {"kind": "cats"}),
    "list_state_known": ("list_import", {}, {"state": "lost"}),
    "list_taken_in_has_a_moment": ("list_import", {}, {"state": "taken_in", "taken_in_at": None}),
}


def a_list_handed_in(neighbourhood: Neighbourhood) -> None:
    """A list that waits."""
    neighbourhood.run("lin", lambda work: lists.hand_in(
        work, community_id=neighbourhood.community, file_name="名单.csv", reading=Reading(ListKind.PEOPLE, [], [], [], {})))
