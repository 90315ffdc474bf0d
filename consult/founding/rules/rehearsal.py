"""The plan of a rehearsal: a community of the same name, marked, with the same bodies and ways, and with invented people."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any

from consult.community.rules.kinds import BodyKind, PostKind
from consult.community.rules.lists import ListKind, Reading, read_list
from consult.community.rules.presets import PRESETS
from consult.core.rehearsals import MARK
from consult.founding.rules.plan import AccountPlan, BodyPlan, GridPlan, Plan
from consult.sheets import Table

MARK_EN = " (rehearsal)"
BUILDINGS = ("1幢", "2幢")
HOMES = 24
"""So many a building: enough for a count that is more than a handful, few enough to read through."""
COUNCIL = 9
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林", ("演甲", "演乙", "演丙")
"""Names that nobody has: who is met on a page of the rehearsal is not taken for a neighbour."""
DESK = (("secretary", PostKind.SECRETARY), ("facilitator", PostKind.FACILITATOR), ("party", PostKind.PARTY_SECRETARY),
        ("director", PostKind.COMMITTEE_DIRECTOR), ("oversight", PostKind.OVERSIGHT_MEMBER))
"""Who works there, by login name: whoever rehearses takes one part after another."""


def rehearsal_plan(
    community: Mapping[str, Any], street: str, street_en: str, bodies: Sequence[str], today: date
) -> tuple[Plan, dict[ListKind, Reading]]:
    """A plan and its lists after a real community: its columns and the kinds of its bodies are taken over, nobody of its
    people is."""
    plan = Plan(
        street=street, street_en=street_en,
        community={**community, "name": str(community["name"])[:60 - len(MARK)] + MARK,
                   "name_en": str(community["name_en"])[:80 - len(MARK_EN)] + MARK_EN},
        grids=(GridPlan("演练网格", BUILDINGS),),
        bodies=tuple(BodyPlan(BodyKind(kind)) for kind in dict.fromkeys(bodies) if kind in set(PRESETS)),
        accounts=tuple(AccountPlan(f"演练{name}", login, (post,)) for (login, post), name in zip(DESK, "甲乙丙丁戊", strict=True)))
    return plan, dict(_lists(today, BodyKind.RESIDENTS_COUNCIL in bodies))


def _lists(today: date, with_council: bool) -> Iterator[tuple[ListKind, Reading]]:
    doors = [(building, f"1单元{floor}0{room}") for building, floor, room in product(BUILDINGS, range(1, HOMES // 4 + 1), range(1, 5))]
    names = [family + given for given in GIVEN for family in FAMILY][:len(doors)]
    yield ListKind.HOMES, _read(ListKind.HOMES, [("楼栋", "门牌"), *doors], today)
    people = [(name, *door, "议事会成员、户代表" if with_council and n < COUNCIL else "户代表")
              for n, (name, door) in enumerate(zip(names, doors, strict=True))]
    yield ListKind.PEOPLE, _read(ListKind.PEOPLE, [("姓名", "楼栋", "门牌", "职务"), *people], today)


def _read(kind: ListKind, rows: Sequence[Sequence[str]], today: date) -> Reading:
    return read_list(kind, Table("演练", [list(row) for row in rows]), today=today, buildings=BUILDINGS)
