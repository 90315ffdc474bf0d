"""A community's plan, whoever wrote it down: the set-up page's steps or the file of `consult found`."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as field_of
from datetime import date
from typing import Any

from consult.community.rules.kinds import BodyKind, Counted, PostKind, UnitKind
from consult.community.rules.presets import PRESETS, BodyPreset

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """What is wrong with one thing of a plan: where it stands, and the code that a door has words for."""

    path: Path
    code: str


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with one row of a list: in which list and row, at which column likely, and the code with its facts."""

    list: str
    row: int
    letter: str
    field: str
    code: str
    facts: Mapping[str, Any] = field_of(default_factory=dict)


@dataclass(frozen=True)
class GridPlan:
    """A grid and its buildings."""

    name: str
    buildings: tuple[str, ...] = ()


@dataclass(frozen=True)
class BodyPlan:
    """A body to form: its kind, and what this community has otherwise than the kind's own data."""

    kind: BodyKind
    changed: Mapping[str, Any] = field_of(default_factory=dict)

    @property
    def preset(self) -> BodyPreset:
        """The body's ways: those of its kind, but for what is changed."""
        return replace(PRESETS[self.kind], **self.changed)


@dataclass(frozen=True)
class UnitPlan:
    """An organisation, and the body it is a member of."""

    kind: UnitKind
    name: str
    member_of: BodyKind | None = None


@dataclass(frozen=True)
class NumberPlan:
    """A number that the community states of itself."""

    kind: Counted
    count: int
    source: str
    as_of: date


@dataclass(frozen=True)
class AccountPlan:
    """Somebody who works here: the posts held from today, and the name to sign in with."""

    name: str
    login: str
    posts: tuple[PostKind, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Everything of a founding but its lists."""

    street: str
    street_en: str
    community: Mapping[str, Any]
    """The columns of the community; what is left out stays as ever."""
    grids: tuple[GridPlan, ...] = ()
    bodies: tuple[BodyPlan, ...] = ()
    units: tuple[UnitPlan, ...] = ()
    numbers: tuple[NumberPlan, ...] = ()
    accounts: tuple[AccountPlan, ...] = ()
    officers: tuple[AccountPlan, ...] = ()
    """Who works for the street office; they hold their post in its joint meeting."""

    @property
    def logins(self) -> tuple[str, ...]:
        """Every login name, in the order of the plan."""
        return tuple(account.login for account in (*self.accounts, *self.officers))
