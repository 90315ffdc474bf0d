"""Which resources fit which needs, and why: a suggestion that a person confirms; nothing is matched by itself.

Every reason is worth points; a pair is suggested from so many points on. What rules a pair out: the resource
serves another building or grid, or it is gone by the time it is wanted.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from consult.matter.rules.search_tokens import tokens
from consult.project.rules.kinds import Times

POINTS = {"category": 30, "word": 8, "here": 15, "everywhere": 5, "enough": 15, "part": 5, "times": 10, "any_time": 5}
WORDS_AT_MOST = 5
"""Beyond so many shared words another one says nothing new."""
LEAST = 45
"""From so many points on a pair is suggested: the same category and some word in common, or many words."""
_LITTLE = (
    "社区 区居 居民 我们 我家 他们 需要 希望 可以 能够 每周 一次 每月 每天 时间 地方 大家 邻居 服务 老人 孩子 有人 没有 "
    "一个 几个 这里 那里 现在 已经 提供 免费 帮忙 活动 单元 上门 周末 末有 末能 有空 下午 晚上 中午 白天 每季 季度 一起"
)
SAYS_LITTLE = frozenset(_LITTLE.split())


@dataclass(frozen=True)
class Place:
    """Where: a building, a grid, or the whole community when neither is named."""

    grid_id: int | None = None
    building_id: int | None = None


@dataclass(frozen=True)
class Wanted:
    """A need, as the rule sees it."""

    id: int
    title: str
    words: str
    category: str
    place: Place = Place()
    people: int = 1
    times: Times = Times.ANY
    until: date | None = None


@dataclass(frozen=True)
class Offered:
    """A resource, as the rule sees it."""

    id: int
    title: str
    words: str
    category: str
    place: Place = Place()
    capacity: int = 1
    times: Times = Times.ANY
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Reason:
    """Why a pair fits: a code, and the facts its sentence needs."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Fit:
    """A need and a resource that may go together."""

    need_id: int
    resource_id: int
    points: int
    because: tuple[Reason, ...]


def suggestions(needs: Iterable[Wanted], resources: Sequence[Offered], today: date) -> list[Fit]:
    """Every pair worth suggesting, the best first; among equals the older ones."""
    found = [fit for need in needs for resource in resources if (fit := fit_of(need, resource, today))]
    return sorted(found, key=lambda fit: (-fit.points, fit.need_id, fit.resource_id))


def fit_of(need: Wanted, resource: Offered, today: date) -> Fit | None:
    """How a need and a resource fit, or None where they do not, or too little to say so."""
    where = _where(need.place, resource.place)
    if where is None or not _in_time(need, resource, today):
        return None
    words = shared_words(f"{need.title} {need.words}", f"{resource.title} {resource.words}")
    when = _when(need.times, resource.times)
    because = [
        *([Reason("category", {"category": need.category})] if need.category == resource.category else []),
        *([Reason("words", {"words": words})] if words else []), where,
        *([when] if when else []), _how_many(need, resource),
    ]
    points = sum(_worth(reason) for reason in because)
    tells = need.category == resource.category or len(words) > 1
    return Fit(need.id, resource.id, points, tuple(because)) if tells and points >= LEAST else None


def _worth(reason: Reason) -> int:
    if reason.code == "words":
        words = reason.facts["words"]
        assert isinstance(words, list)
        return POINTS["word"] * min(WORDS_AT_MOST, len(words))
    return POINTS[reason.code]


def shared_words(one: str, other: str) -> list[str]:
    """What two texts have in common, in the first one's order: the longest runs of Chinese, and Latin words."""
    common = {token for token in tokens(one) & tokens(other) if len(token) > 1 and token not in SAYS_LITTLE}
    found: list[str] = []
    run = ""
    for i in range(len(one)):
        pair = one[i:i + 2]
        if pair in common:
            run = run + pair[1:] if run else pair
        elif run:
            found, run = [*found, run], ""
    latin = sorted(token for token in common if token.isascii() and not token.isdecimal())
    return list(dict.fromkeys([*found, *([run] if run else []), *latin]))


def _where(need: Place, resource: Place) -> Reason | None:
    if resource == Place():
        return Reason("everywhere")
    if resource.building_id is not None:
        return Reason("here") if need.building_id == resource.building_id else None
    return Reason("here") if need.grid_id == resource.grid_id else None


def _in_time(need: Wanted, resource: Offered, today: date) -> bool:
    gone = resource.until is not None and resource.until < today
    too_late = need.until is not None and resource.since is not None and resource.since > need.until
    return not gone and not too_late


def _when(need: Times, resource: Times) -> Reason | None:
    if Times.ANY in (need, resource):
        return Reason("any_time")
    return Reason("times", {"times": need.value}) if need == resource else None


def _how_many(need: Wanted, resource: Offered) -> Reason:
    facts: dict[str, object] = {"people": need.people, "capacity": resource.capacity}
    return Reason("enough" if resource.capacity >= need.people else "part", facts)
