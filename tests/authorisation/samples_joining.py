"""What the matrix tries the page of what waits for a yes with: who is to be let into chen's home, who speaks for he's."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.authorisation.estate import Estate


def _at(name: str) -> Callable[[Estate], dict[str, Any]]:
    return lambda e: {"id": e.ids[name]}


def _as_a_whole(e: Estate) -> dict[str, Any]:
    return {"by_id": e.ids["lin"], "changed_on": "2026-11-26", "up_to_id": e.ids["change"]}


def pages(page: Callable[..., Any]) -> dict[tuple[str, str], Any]:
    """The samples, made with the class that samples.py has for them."""
    return {
        ("GET standing.changed_homes", ""): page(at=_at("counted"), owner="he"),
        ("GET home.confirming", ""): page(owner="chen"),
        ("POST home.confirm_join", ""): page(at=_at("join_request"), owner="chen"),
        ("POST home.refuse_join", ""): page(at=_at("join_request"), owner="chen"),
        ("POST home.confirm_representative", ""): page(at=_at("change"), owner="he"),
        ("POST home.object_to_representative", ""): page(
            at=_at("change"), form=lambda e: {"says": "没有和我商量过"}, owner="he"),
        ("POST home.confirm_representatives", ""): page(form=_as_a_whole, owner="he"),
    }
