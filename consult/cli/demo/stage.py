"""The stage: a clock that walks through the past, and stories that take turns on it."""
from __future__ import annotations

import heapq
from collections.abc import Callable, Generator, Iterable
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from consult.account.queries import actor_of_person
from consult.core.actor import THE_SYSTEM, Actor
from consult.core.arguments import bind
from consult.core.clock import SetClock
from consult.core.events import plain
from consult.storage.store import Store
from consult.storage.work import Work

T = TypeVar("T")
Story = Generator[datetime, None, T]
"""What happens to one thing: it yields the moment at which it goes on."""
ZONE = ZoneInfo("Asia/Shanghai")
SEED = 2015


class Stage:
    """One store, with its clock set back; `now` is the moment at which the demonstration ends."""

    def __init__(self, store: Store, now: datetime, tell: Callable[[str], None] = lambda line: None) -> None:
        self.store, self.tell = store, tell
        self.now = now.replace(microsecond=0)
        self.clock = SetClock(self.now)
        self.random = Random(SEED)  # noqa: S311 (who comes to a meeting, not a secret)
        store.clock = self.clock

    def at(self, days_ago: int, clock: str = "19:00") -> datetime:
        """A local time of day so many days before today; negative for the days to come."""
        hour, minute = map(int, clock.split(":"))
        day = self.day(-days_ago)
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)

    def day(self, days_ahead: int) -> date:
        """The local date so many days from today."""
        return self.now.astimezone(ZONE).date() + timedelta(days=days_ahead)

    def later(self, **by: float) -> datetime:
        """So much after the moment at which the stage stands: later(minutes=5)."""
        return self.clock.at + timedelta(**by)

    def play(self, stories: Iterable[Story[Any]]) -> None:
        """Let every story go on at its own moments, the earliest first; none may reach beyond `now`."""
        turns, waiting = count(), []
        for story in stories:
            waiting.append((next(story), next(turns), story))
        heapq.heapify(waiting)
        while waiting:
            moment, _, story = heapq.heappop(waiting)
            if moment > self.now:
                raise ValueError(f"a story reaches {moment}, beyond {self.now}")
            self.clock.at = max(moment, self.clock.at)
            following = next(story, None)
            if following is not None:
                heapq.heappush(waiting, (following, next(turns), story))

    def by_the_system(self, act: Callable[[Work], Any]) -> Any:
        """One unit of work of the installation itself."""
        return self.store.carry_out(act, actor=THE_SYSTEM).value


class Town:
    """One community on the stage: its people by name, its bodies and units, and what they do."""

    def __init__(self, stage: Stage, community_id: int, slug: str) -> None:
        self.stage, self.community_id, self.slug = stage, community_id, slug
        self.people: dict[str, int] = {}
        self.bodies: dict[str, int] = {}
        self.units: dict[str, int] = {}
        self.council: list[str] = []
        self.delegates: list[str] = []
        self.secretary = self.facilitator = self.party_secretary = ""
        self._actors: dict[str, Actor] = {}

    def actor(self, who: str) -> Actor:
        """A person as the doors see them; once settled, nobody here takes or leaves a post."""
        if who not in self._actors:
            with self.stage.store.read() as db:
                self._actors[who] = actor_of_person(db, self.people[who], self.stage.clock())
        return self._actors[who]

    def act(self, who: str, act: Callable[[Work], Any]) -> Any:
        """One unit of work, carried out by someone."""
        return self.stage.store.carry_out(act, actor=self.actor(who)).value

    def do(self, who: str, verb: Callable[..., Any], /, **args: Any) -> Any:
        """One verb as a door would call it: shape checked, one transaction."""
        bound = bind(verb, plain(args))
        return self.act(who, lambda work: verb(work, **bound))
