"""Places and units of the demonstration, all invented."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from consult.community.rules.kinds import UnitKind

STREET = ("柳荫街道", "Liuyin Street")


@dataclass(frozen=True)
class Place:
    """A community with its grids, the buildings in each, and the units around it."""

    slug: str
    name: str
    name_en: str
    ways: dict[str, Any]
    grids: dict[str, tuple[str, ...]]
    units: dict[str, tuple[UnitKind, str]] = field(default_factory=dict)
    """Name of the unit: its kind, and the name of who speaks for it."""


QINGHE = Place(
    slug="qinghe", name="青禾社区", name_en="Qinghe Community",
    ways={
        "endorse_households": 10, "desk_place": "社区党群服务中心一楼", "desk_hours": "工作日8:30–17:30",
        "desk_phone": "023-5550 0101",
    },
    # As in many estates, there is no building 4.
    grids={
        "第一网格": ("1幢", "2幢", "3幢"), "第二网格": ("5幢", "6幢", "7幢"), "第三网格": ("8幢", "12幢"),
    },
    units={
        "青禾社区居委会": (UnitKind.RESIDENTS_COMMITTEE, "高文丽"),
        "青禾物业": (UnitKind.PROPERTY_MANAGER, "赵国强"),
        "青禾苑业委会": (UnitKind.OWNERS_COMMITTEE, "程国栋"),
        "青禾路小学": (UnitKind.SCHOOL, "宋敏之"),
        "柳荫派出所": (UnitKind.POLICE_STATION, "卫国梁"),
        "青禾社区卫生服务站": (UnitKind.HEALTH_CENTRE, "夏雨晴"),
        "青江银行柳荫支行": (UnitKind.ENTERPRISE, "严冰"),
        "青禾老年协会": (UnitKind.SOCIAL_ORGANISATION, "徐永昌"),
    },
)
HEWAN = Place(
    slug="hewan", name="河湾社区", name_en="Hewan Community",
    ways={
        "endorse_households": 4, "desk_place": "河湾社区便民服务大厅", "desk_hours": "工作日9:00–17:00",
        "desk_phone": "023-5550 0202",
    },
    grids={"河湾网格": ("1幢", "2幢")},
    units={
        "河湾社区居委会": (UnitKind.RESIDENTS_COMMITTEE, "邱凌"),
        "河湾物业": (UnitKind.PROPERTY_MANAGER, "杜志军"),
        "河湾幼儿园": (UnitKind.SCHOOL, "柳青青"),
    },
)
