"""The base of a ballot, whole: who is entitled, how many of them can give a voice now, and what is missing."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol

from consult.ballot.rules.tally import Check, Figures, check
from consult.ballot.rules.vote_rule import Binding, Method, VoteRule

NOT_IN_REGISTER, AREA_UNKNOWN, STEPPED_BACK = "not_in_register", "area_unknown", "stepped_back"


class Entitled(Protocol):
    """One voice of a base, as the register or a roll has it."""

    @property
    def area_cm2(self) -> int:
        """Its weight."""
    @property
    def area_known(self) -> bool:
        """Whether that weight is entered."""
    @property
    def silent_because(self) -> str:
        """Why it cannot be given; empty where it can."""


@dataclass(frozen=True)
class RollBase:
    """A base as a ballot freezes it. `missing` says by code how many of those entitled nobody speaks for."""

    electorate: str
    entitled: int
    able: int
    missing: dict[str, int]
    missing_area_cm2: dict[str, int]
    area_cm2: int = 0
    able_area_cm2: int = 0
    stated: dict[str, Any] | None = None

    def plain(self) -> dict[str, Any]:
        """The base as plain values, for rows, log and statement."""
        return dict(vars(self))

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> RollBase:
        """The base as a row keeps it."""
        return cls(**{each.name: plain[each.name] for each in fields(cls) if each.name in plain})

    @property
    def figures(self) -> dict[str, Figures]:
        """The most that could come and agree, in each metric."""
        unknown = self.missing.get(AREA_UNKNOWN, 0)
        return {"heads": Figures(self.entitled, self.able, self.able, 0, 0),
                "area": Figures(self.area_cm2, self.able_area_cm2, self.able_area_cm2, 0, 0, unknown=unknown)}


def base_of(
    voices: Iterable[Entitled], electorate: str, stated: Mapping[str, Any] | None = None, stepped_back: int = 0
) -> RollBase:
    """The base of everyone entitled. What the community states of itself counts where the register knows fewer; who
    stepped back where the law knows no stepping back (民法典 art. 278) stays in it and is only told of."""
    listed = list(voices)
    silent = [v for v in listed if v.silent_because]
    missing = Counter(v.silent_because for v in silent)
    areas: Counter[str] = Counter()
    for v in silent:
        areas[v.silent_because] += v.area_cm2
    entitled = max(len(listed), int(stated["count"]) if stated else 0)
    beside = {NOT_IN_REGISTER: entitled - len(listed), AREA_UNKNOWN: sum(not v.area_known for v in listed),
              STEPPED_BACK: stepped_back}
    return RollBase(
        electorate=electorate, entitled=entitled, able=len(listed) - len(silent),
        missing=dict(missing) | {code: n for code, n in beside.items() if n},
        missing_area_cm2={code: area for code, area in areas.items() if area},
        area_cm2=sum(v.area_cm2 for v in listed), able_area_cm2=sum(v.area_cm2 for v in listed if not v.silent_because),
        stated=dict(stated) if stated else None)


def frozen(rule: VoteRule, base: RollBase) -> dict[str, Any]:
    """The base as a ballot keeps it, with what of the quorum could not be reached from the start."""
    unreachable = [{"metric": c.metric, "best": c.have, "needed": c.needed, "base": c.base, "unknown": c.unknown}
                   for c in out_of_reach(rule, base)]
    return base.plain() | {"out_of_reach": unreachable}


def as_advisory(rule: VoteRule) -> VoteRule:
    """The rule turned into a question that decides nothing: what is left where its quorum cannot be reached."""
    return replace(rule, method=Method.OPINION, quorums=(), thresholds=(), grade_bars=(), binding=Binding.ADVISORY)


def out_of_reach(rule: VoteRule, base: RollBase) -> list[Check]:
    """The bars of the quorum that cannot be met even if everyone comes who can."""
    return [each for each in reach(rule, base) if not each.met]


def reach(rule: VoteRule, base: RollBase) -> list[Check]:
    """The bars of the quorum over the whole base, if everyone comes who can: `have` is the most, `needed` the least."""
    bars = [bar for bar in rule.quorums if bar.base == "eligible"]
    return [check(bar, base.figures[m], m) for bar in bars for m in bar.metrics if m in base.figures]
