"""What the rows of places, homes, units and merging are tried with."""
from __future__ import annotations

from typing import Any


def pages(page: Any) -> dict[tuple[str, str], Any]:
    """The samples; `page` makes one."""
    def sends(**form: Any) -> Any:
        return lambda e: form

    def at(name: str) -> Any:
        return lambda e: {"id": e.ids[name]}

    return {
        ("GET merging.doubles", ""): page(), ("GET merging.show", ""): page(at=at("gu_jr"), query=sends(q="顾")),
        ("POST merging.merge", ""): page(at=at("gu_jr"), form=lambda e: {
            "other": e.ids["song"], "stays": "this", "reason": "本人来核对过", "sure": "yes", "login": "kept"}),
        ("GET places.index", ""): page(), ("POST places.add_grid", ""): page(form=sends(name="第九网格", name_en="Grid 9")),
        ("POST places.rename_grid", ""): page(at=at("grid"), form=sends(name="东网格", name_en="East", holds_from="2026-11-25")),
        ("POST places.add_building", ""): page(at=at("grid"), form=sends(name="12幢")),
        ("POST places.rename_building", ""): page(at=at("building"), form=sends(name="3号楼", holds_from="2026-11-25")),
        ("POST places.move_building", ""): page(at=at("building"), form=lambda e: {"grid_id": e.ids["grid"]}),
        ("GET homes.change", ""): page(at=at("home_gu"), query=sends(q="马")),
        ("POST homes.rename", ""): page(at=at("home_gu"), form=sends(door="9单元901", holds_from="2026-11-25")),
        ("POST homes.split", ""): page(at=at("home_gu"), form=lambda e: {
            "door": "9单元902", "person": e.ids["gu_jr"], "speaker_id": "", "holds_from": "2026-11-26"}),
        ("POST homes.join", ""): page(at=at("home_gu"), form=lambda e: {
            "other_id": e.ids["home_he"], "holds_from": "2026-11-26"}),
        ("GET unit.show", ""): page(at=at("school")),
        ("POST unit.rename", ""): page(at=at("school"), form=sends(name="青禾实验小学", name_en="School")),
        ("POST unit.close", ""): page(at=at("school"), form=sends(reason="并入别的学校", holds_from="2026-11-26")),
        ("POST unit.from_elsewhere", ""): page(at=at("school"), form=sends(name="郑立", called="郑校长")),
    }
