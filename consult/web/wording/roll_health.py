"""The health of a roll in sentences, before a vote: how many of those entitled could come, and how many are needed."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later
from flask_babel import ngettext

from consult.ballot.queries.appraised import APPRAISED
from consult.ballot.rules.fit import counted_whom
from consult.ballot.rules.roll_base import AREA_UNKNOWN, NOT_IN_REGISTER, STEPPED_BACK, RollBase, reach
from consult.ballot.rules.tally import Check
from consult.ballot.rules.vote_rule import VoteRule
from consult.ballot.rules.words_of_voices import Unit, unit_of
from consult.community.rules.electors import far_apart
from consult.web.shell import display, moment_filters, moments

CM2_A_M2 = 10_000
COUNTED: dict[str, Any] = {
    "adults": later("数全部成年居民，没有来的也在内。"), "households": later("数全部居住户，没有户代表的也在内。"),
    "named_households": later("按本社区自己的规定，只数登记了户代表的户。"),
    "owners": later("数全部业主和全部专有面积，没有登记业主的房屋也在内。"), "members": later("数这个组织的全部成员，缺席的也在内。"),
    "anyone": later("数住在这里的每一个人。"),
}


@dataclass(frozen=True)
class Health:
    """What a page says of a roll: sentences, and whether the quorum is within reach."""

    lines: tuple[str, ...]
    reachable: bool


def counts_whom(rule: VoteRule, scope: str) -> str:
    """Whose voices a rule counts in a scope."""
    return str(COUNTED[counted_whom(rule, scope)])


def source_of_base(rule: VoteRule) -> str:
    """By which article it counts them."""
    return rule.electorate_source_en if display.language() == "en" else rule.electorate_source


def health(rule: VoteRule, plain: Mapping[str, Any] | None, *, standing: bool) -> Health | None:
    """The sentences on a base as it was frozen or foreseen; None for one of before bases were kept."""
    if plain is None:
        return None
    base, unit = RollBase.read(plain), unit_of(rule, {"base": plain})
    held = reach(rule, base)
    lines = [*_stated(base, unit), _heads(base, unit, _least(held, "heads"), standing=standing)]
    if any(bar.metric == "area" for bar in held):
        lines.append(_area(base, _least(held, "area"), standing=standing))
    return Health(tuple(lines), all(bar.met for bar in held))


def health_of_sitting(found: tuple[VoteRule, Mapping[str, Any]] | None) -> Health | None:
    """The sentences on a sitting that has not opened yet; None where its voices are not a body's."""
    return health(*found, standing=False) if found else None


def _least(held: list[Check], metric: str) -> int:
    """How much a metric needs at the least; 0 where the rule has no quorum in it."""
    return max((bar.needed for bar in held if bar.metric == metric), default=0)


def _stated(base: RollBase, unit: Unit) -> list[str]:
    """What the community states of itself, and what its register knows."""
    if base.stated is None:
        return []
    known, stated = base.entitled - base.missing.get(NOT_IN_REGISTER, 0), int(base.stated["count"])
    said = [_("社区公布的是%(n)s（%(source)s，%(day)s），名册里有%(known)s。", n=counted(unit, stated), known=counted(unit, known),
              source=base.stated.get("source", ""), day=_day(base.stated.get("as_of")))]
    if far_apart(stated, known):
        said.append(_("两个数相差超过百分之二，按多的一个算。"))
    return said


def _day(as_of: str | None) -> str:
    if not as_of:
        return "—"
    return moments.day(date.fromisoformat(as_of[:10]), lang=display.language(), zone=moment_filters.zone(),
                       today=moment_filters.today())


def _heads(base: RollBase, unit: Unit, needed: int, *, standing: bool) -> str:
    lacking = [words(code, n, unit) for code, n in base.missing.items() if code not in (AREA_UNKNOWN, STEPPED_BACK)]
    facts = {"all": counted(unit, base.entitled), "able": counted(unit, base.able), "needed": counted(unit, needed),
             "missing": (", " if display.language() == "en" else "，").join(lacking)}
    if lacking and needed:
        return _("%(all)s里，%(missing)s：最多%(able)s能参加，需要%(needed)s。", **facts) if standing else _(
            "%(all)s里，%(missing)s：最多%(able)s能来，需要%(needed)s。", **facts)
    if lacking:
        return _("%(all)s里，%(missing)s：最多%(able)s能参加。", **facts)
    if needed:
        return _("%(all)s都能参加，需要%(needed)s。", **facts) if standing else _("%(all)s都能来，需要%(needed)s。", **facts)
    return _("%(all)s都能参加。", **facts)


def words(code: str, n: int, unit: Unit) -> str:
    """How many are entitled and cannot be heard, with the reason."""
    number = f"{n:,}"
    return {
        "no_representative": lambda: ngettext("%(n)s户没有登记户代表", "%(n)s户没有登记户代表", n, n=number),
        "no_owner": lambda: ngettext("%(n)s套房屋没有登记业主", "%(n)s套房屋没有登记业主", n, n=number),
        "no_delegate": lambda: ngettext("%(n)s个单位没有委派代表", "%(n)s个单位没有委派代表", n, n=number),
        "not_of_age": lambda: ngettext("%(n)s票属于未满十八周岁的人，没有登记监护人",
                                       "%(n)s票属于未满十八周岁的人，没有登记监护人", n, n=number),
        "no_voter_named": lambda: ngettext("%(n)s套共有的房屋没有推选谁来投票", "%(n)s套共有的房屋没有推选谁来投票", n, n=number),
        "no_heir": lambda: ngettext("%(n)s套房屋的业主不在了，继承人还没有登记", "%(n)s套房屋的业主不在了，继承人还没有登记", n, n=number),
        APPRAISED: lambda: ngettext("%(n)s人是被评议的，不评自己", "%(n)s人是被评议的，不评自己", n, n=number),
        NOT_IN_REGISTER: lambda: _("%(n)s不在名册里", n=counted(unit, n)),
    }.get(code, lambda: ngettext("%(n)s票没有人能投", "%(n)s票没有人能投", n, n=number))()


def counted(unit: Unit, n: int) -> str:
    """A number with its name: 1,500户; 1,500 households."""
    return unit.of(f"{n:,}", 1 if display.language() == "en" else 0)


def _area(base: RollBase, needed: int, *, standing: bool) -> str:
    if unknown := base.missing.get(AREA_UNKNOWN, 0):
        return ngettext("专有面积已登记%(all)s平方米，还有%(num)s套房屋没有登记：够不够规定的比例无法认定，要先登记。",
                        "专有面积已登记%(all)s平方米，还有%(num)s套房屋没有登记：够不够规定的比例无法认定，要先登记。",
                        unknown, all=square_metres(base.area_cm2))
    facts = {"all": square_metres(base.area_cm2), "able": square_metres(base.able_area_cm2), "needed": square_metres(needed, up=True)}
    return _("专有面积一共%(all)s平方米：最多%(able)s平方米能参加，需要%(needed)s平方米。", **facts) if standing else _(
        "专有面积一共%(all)s平方米：最多%(able)s平方米能来，需要%(needed)s平方米。", **facts)


def square_metres(cm2: int, *, up: bool = False) -> str:
    """An area in square metres to two places, without zeros at the end; what is needed is rounded up, the rest down."""
    whole, rest = divmod(-(-cm2 * 100 // CM2_A_M2) if up else cm2 * 100 // CM2_A_M2, 100)
    return f"{whole:,}" + (f".{rest:02d}".rstrip("0") if rest else "")


def advisory_because(rule: VoteRule, plain: Mapping[str, Any] | None) -> str:
    """Why a ballot only asks for opinions: the quorum that its rule has was out of reach when it was announced."""
    missed = [bar for bar in (plain or {}).get("out_of_reach", ()) if bar["metric"] in ("heads", "area")]
    if rule.binding != "advisory" or rule.method != "opinion" or not missed:
        return ""
    told = [_of_one(bar, unit_of(rule, {"base": plain})) for bar in missed]
    return _("只征求意见，不作决定：公告的时候%(told)s，达不到规定的数目。",
             told=("; " if display.language() == "en" else "；").join(told))


def _of_one(bar: Mapping[str, Any], unit: Unit) -> str:
    if bar["metric"] == "area" and bar.get("unknown"):
        return ngettext("还有%(num)s套房屋没有登记专有面积", "还有%(num)s套房屋没有登记专有面积", bar["unknown"])
    if bar["metric"] == "area":
        return _("最多%(best)s平方米能参加，需要%(needed)s平方米",
                 best=square_metres(bar["best"]), needed=square_metres(bar["needed"], up=True))
    return _("%(all)s里最多%(best)s能参加，需要%(needed)s", all=counted(unit, bar["base"]), best=counted(unit, bar["best"]),
             needed=counted(unit, bar["needed"]))
