"""What the rows of lists are tried with."""
from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

ROWS = "楼栋,房号,面积\n3幢,1单元101,80\n"


class _Rewound(BytesIO):
    """A file that is at its beginning again once it was sent."""

    def close(self) -> None:
        self.seek(0)


def pages(page: Callable[..., Any]) -> dict[tuple[str, str], Any]:
    """The samples; `page` makes one."""
    def at(name: str) -> Any:
        return lambda e: {"id": e.ids[name]}

    def of(_: Any) -> dict[str, str]:
        return {"kind": "homes", "ending": "csv"}

    return {
        ("GET lists.index", ""): page(),
        ("POST lists.hand_in", ""): page(form=lambda e: {"kind": "homes", "file": (_Rewound(ROWS.encode()), "homes.csv")}),
        ("GET lists.show", ""): page(at=at("waiting_list")), ("GET lists.problems", ""): page(at=at("waiting_list")),
        ("POST lists.choose", ""): page(at=at("waiting_list"), form=lambda e: {f"q:g{e.ids['home_he']}.gone": "empty"}),
        ("POST lists.confirm", ""): page(at=at("waiting_list"), form=lambda e: {"digest": e.codes["waiting_list"]}),
        ("POST lists.give_up", ""): page(at=at("waiting_list")), ("POST lists.take_back", ""): page(at=at("entered_list")),
        ("GET lists.template", ""): page(at=of), ("GET lists.export", ""): page(at=of),
    }
