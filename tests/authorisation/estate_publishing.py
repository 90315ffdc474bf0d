"""Publishing in the estate: a record let out, one that waits for a second reader; notices at every stage."""
from __future__ import annotations

from consult.publishing import actions as publishing
from consult.publishing import queries
from tests.builders import Neighbourhood, Room
from tests.builders_publishing import (
    a_head,
    a_notice,
    a_photo,
    a_published_record,
    an_objection,
    version_of,
)


def build(town: Neighbourhood, rooms: dict[str, Room], ids: dict[str, int], hashes: dict[str, str]) -> None:
    """Bring it about, here and next door."""
    rooms["unread"] = a_published_record(town)
    ids["notice"] = a_notice(town)
    ids["waiting_objection"] = an_objection(town, ids["notice"], by="he")
    ids["photo"] = a_photo(town, ids["notice"])
    ids["prepared_notice"] = a_notice(town, posted_by="")
    hashes["prepared_notice"] = town.see(queries.notice, ids["prepared_notice"], town.community).text_hash
    hashes["unread_version"] = version_of(town, rooms["unread"]).text_hash
    ids["down_notice"] = a_notice(town)
    ids["answered_objection"] = an_objection(town, ids["down_notice"], by="he")
    town.do("lin", publishing.answer_objection, objection_id=ids["answered_objection"], answer="图纸出来先请一楼看。")
    town.do("lin", publishing.take_down, notice_id=ids["down_notice"], reason="标题写错了，改好以后重新公示。")


def build_next_door(town: Neighbourhood, ids: dict[str, int]) -> None:
    """The same things of the other community, where their numbers mean nothing to us."""
    there = town.next_door
    ids["next_notice"] = a_notice(town, by="mei", posted_by="", community=there)
    ids["next_objection"] = ids["next_photo"] = 999_002
    ids["head"] = a_head(town)
