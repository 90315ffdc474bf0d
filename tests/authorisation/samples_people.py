"""What the matrix tries the pages of people with."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.authorisation.estate import Estate


def gu_jr(e: Estate) -> dict[str, Any]:
    """Somebody who lives with somebody."""
    return {"id": e.ids["gu_jr"]}


def behind_a_door(e: Estate) -> dict[str, Any]:
    """What may have happened to them: a move."""
    return {"id": e.ids["gu_jr"], "code": "move"}


def pages(page: Callable[..., Any]) -> dict[tuple[str, str], Any]:
    """The samples, made with the class that samples.py has for them."""
    return {
        ("GET people.index", ""): page(query=lambda e: {"q": "顾"}), ("GET people.show", ""): page(at=gu_jr),
        ("GET people.entering", ""): page(),
        ("POST people.enter", ""): page(form=lambda e: {
            "household_id": e.ids["home_gu"], "name": "谢明", "called": "谢师傅", "holds_from": "2026-11-26"}),
        ("GET people.door", ""): page(at=behind_a_door, query=lambda e: {"home": e.ids["home_he"]}),
        ("POST people.do", ""): page(at=behind_a_door, form=lambda e: {
            "household_id": e.ids["home_he"], "why": "moved", "holds_from": "2026-11-26"}),
        ("GET people.held", ""): page(), ("GET home.looked", ""): page(),
        ("POST people.say_wrong", ""): page(form=lambda e: {"words": "名字写错了一个字"}),
    }
