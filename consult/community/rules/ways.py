"""Ways that are changed by page: those of a body and of its community, how far they go, and what the law fixes."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from consult.community.rules.kinds import Cadence, PostKind
from consult.community.rules.sittings import Kind
from consult.community.rules.texts import BodyName, NameEn
from consult.core.arguments import Length

Codes = Annotated[str, Length(most=400)]
"""Words of a closed list with commas between."""
Short = Annotated[str, Length(most=60)]


@dataclass(frozen=True)
class Naming:
    """What a body is called; None leaves a name as it is."""

    name: BodyName | None = None
    name_en: NameEn | None = None


@dataclass(frozen=True)
class Calling:
    """Who calls a body together, how long before, how often, as which kind of sitting, under which vote rule."""

    convened_by: Codes | None = None
    notice_days: int | None = None
    cadence: Cadence | None = None
    sitting: Short | None = None
    vote_rule: Short | None = None


@dataclass(frozen=True)
class Answering:
    """Which body owes a reply to what it adopts (0: none), within how many days; when unfinished work is open again."""

    answered_by_id: int | None = None
    answer_days: int | None = None
    reopen_percent: int | None = None
    reopen_least: int | None = None


@dataclass(frozen=True)
class Seating:
    """Which posts sit in it, and whether nobody sits there in their own name without one."""

    seated_posts: Codes | None = None
    asks_for_post: bool | None = None


@dataclass(frozen=True)
class Thresholds:
    """Of a community: how many households carry a matter, for how long, how soon it is screened; terms of grid heads."""

    endorse_households: int | None = None
    endorse_days: int | None = None
    screen_workdays: int | None = None
    confirm_households: int | None = None
    grid_term_years: int | None = None


@dataclass(frozen=True)
class Desk:
    """Where the desk of a community is, when it is open, and its telephone."""

    desk_place: Annotated[str, Length(most=120)] | None = None
    desk_hours: Annotated[str, Length(most=120)] | None = None
    desk_phone: Annotated[str, Length(most=30)] | None = None


BOUNDS: dict[str, tuple[int, int]] = {
    "notice_days": (0, 90), "answer_days": (1, 365), "reopen_percent": (1, 100), "reopen_least": (1, 1000),
    "endorse_households": (1, 1000), "endorse_days": (1, 365), "screen_workdays": (1, 60),
    "confirm_households": (1, 1000), "grid_term_years": (1, 10),
}
"""Whole numbers, both ends counted."""
POSTS_OF = ("convened_by", "seated_posts")
OFTENER = (Cadence.ON_DEMAND, Cadence.YEARLY, Cadence.HALF_YEARLY, Cadence.QUARTERLY, Cadence.MONTHLY)


def least_of(kind: Kind, way: str) -> int:
    """The least that a way may be set to: what the kind's source fixes, else the ordinary bound."""
    least = BOUNDS[way][0]
    return max(least, kind.notice_days) if way == "notice_days" and "notice_days" in kind.fixed else least


def cadences_of(kind: Kind) -> tuple[Cadence, ...]:
    """How often a body of a kind may be set to meet: never less often than its source has it."""
    fixed = OFTENER.index(Cadence(kind.cadence)) if "cadence" in kind.fixed else 0
    return OFTENER[fixed:]


def posts_in(given: str) -> list[str]:
    """Kinds of post in a text with commas between, each once; ValueError for a word that is none."""
    return list(dict.fromkeys(str(PostKind(word.strip())) for word in given.split(",") if word.strip()))


def problems(kind: Kind | None, given: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with new ways, by their names: numbers out of bounds, posts that are none, what the law fixes."""
    wrong: dict[str, str] = {}
    for way, value in given.items():
        if way in BOUNDS and not (least := least_of(kind, way) if kind else BOUNDS[way][0]) <= value <= BOUNDS[way][1]:
            wrong[way] = f"number_between:{least}:{BOUNDS[way][1]}"
        elif way == "cadence" and kind and value not in cadences_of(kind):
            wrong[way] = "not_a_choice"
        elif way in POSTS_OF and not value and way == "convened_by":
            wrong[way] = "missing"
    return wrong
