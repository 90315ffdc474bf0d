"""Who is counted, in words: the number stated and by whom, the narrower reading, and who could not give a voice."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from consult.ballot.rules.words_of_voices import Unit

STATED = {
    "households": ("户数", "number of households"), "adults": ("成年居民人数", "number of adult residents"),
    "owners": ("业主人数", "number of owners"),
}
NOT_IN_REGISTER = "not_in_register"
MISSING = {
    "no_representative": ("{n}户没有登记户代表", "{n} without a household representative"),
    "no_owner": ("{n}套房屋没有登记业主", "{n} homes without a registered owner"),
    "no_delegate": ("{n}个单位没有委派代表", "{n} units without a delegate"),
    "no_heir": ("{n}套房屋的业主不在了，继承人还没有登记", "{n} homes whose owner is gone and whose heirs are not entered yet"),
    "no_voter_named": ("{n}套共有的房屋没有说定由谁投票", "{n} homes whose owners have named nobody to vote"),
    "not_of_age": ("{n}人没有成年", "{n} not of age"),
    "area_unknown": ("{n}套房屋没有登记面积", "{n} homes of unknown area"),
}


def base_words(result: Mapping[str, Any], unit: Unit, i: int) -> str:
    """What stands behind 应到: begins with a comma, or is empty where the register's own number is the base and everyone
    can give a voice."""
    base = result.get("base") or {}
    said = [*_stated(base, unit, i), *_narrower(base, i)]
    lacking = _missing(base, unit, i)
    if lacking:
        said.append((f"其中{'，'.join(lacking)}", f"among them {', '.join(lacking)}")[i])
    return "".join(("，", ", ")[i] + part for part in said)


def _stated(base: Mapping[str, Any], unit: Unit, i: int) -> list[str]:
    stated = base.get("stated")
    if not stated or stated["count"] != base.get("entitled", stated["count"]):
        return []
    what = STATED.get(base.get("electorate", ""), ("数目", "number"))[i]
    count, origin = unit.of(str(stated["count"]), i), _origin(stated, i)
    return [(f"按社区公布的{what}{count}{origin}", f"by the community's stated {what}, {count}{origin}")[i]]


def _origin(stated: Mapping[str, Any], i: int) -> str:
    told = [part for part in (stated.get("source", ""), _day(str(stated.get("as_of") or ""), i)) if part]
    return ("（{}）", " ({})")[i].format(("，", ", ")[i].join(told)) if told else ""


def _day(as_of: str, i: int) -> str:
    if not as_of:
        return ""
    day = date.fromisoformat(as_of[:10])
    return (f"{day.year}年{day.month}月{day.day}日", day.isoformat())[i]


def _narrower(base: Mapping[str, Any], i: int) -> list[str]:
    if base.get("electorate") != "named_households":
        return []
    return [("按本社区规定，只计已登记的户代表", "by this community's own rule only registered household representatives count")[i]]


def _missing(base: Mapping[str, Any], unit: Unit, i: int) -> list[str]:
    lacking = []
    for code, n in (base.get("missing") or {}).items():
        if code == NOT_IN_REGISTER and n:
            number = unit.of(str(n), i)
            lacking.append((f"{number}没有在名册登记", f"{number} not in the register")[i])
        elif code in MISSING and n:
            lacking.append(MISSING[code][i].format(n=n))
    return lacking
