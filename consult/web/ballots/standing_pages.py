"""What the pages of standing.py are handed."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from markupsafe import Markup

from consult.ballot.models import (
    AnnouncedVoice,
    Announcement,
    Ballot,
    CastBallot,
    RollEntry,
    RollObjection,
    SealedBallot,
)
from consult.ballot.queries import Place
from consult.ballot.rules import sealed_text
from consult.ballot.rules.question import Question
from consult.ballot.rules.vote_rule import VoteRule
from consult.web.ballots.near_changes import NearChanges
from consult.web.wording.roll_health import Health
from consult.web.wording.steps import Step

PAGE = 100
"""How many voices of a roll one page shows."""


@dataclass(frozen=True)
class ShownRoll:
    """A roll as it is shown: who can give their voice first, then who is entitled and cannot; and who left the base."""

    entitled: list[AnnouncedVoice]
    taken_off: list[AnnouncedVoice]

    @property
    def able(self) -> int:
        """How many can give their voice."""
        return sum(not voice.silent_because for voice in self.entitled)

    @property
    def reasons(self) -> dict[str, int]:
        """How many cannot, by the code of the reason."""
        return dict(Counter(voice.silent_because for voice in self.entitled if voice.silent_because))

    @property
    def silent_keys(self) -> set[str]:
        """The voices that cannot be given."""
        return {voice.voter_key for voice in self.entitled if voice.silent_because}

    @property
    def stepped_back(self) -> list[AnnouncedVoice]:
        """Who asked to step back and stays in the base."""
        return [voice for voice in self.entitled if voice.stepped_back]

    @property
    def noted(self) -> list[AnnouncedVoice]:
        """Of whom something else is to be said."""
        return [voice for voice in self.entitled if voice.note]

    @property
    def pages(self) -> int:
        """Over how many pages it goes."""
        return -(-len(self.entitled) // PAGE)

    def page(self, number: int) -> list[AnnouncedVoice]:
        """One page of it, counted from one."""
        return self.entitled[(number - 1) * PAGE:number * PAGE]


def roll_as_shown(voices: Sequence[AnnouncedVoice]) -> ShownRoll:
    """A roll put in order for its page."""
    entitled = sorted((v for v in voices if not v.excluded_why), key=lambda v: v.silent_because)
    return ShownRoll(entitled, [v for v in voices if v.excluded_why])


def by_reason(voices: Iterable[AnnouncedVoice]) -> dict[str, list[AnnouncedVoice]]:
    """Voices by the code of why they cannot be given."""
    found: dict[str, list[AnnouncedVoice]] = {}
    for voice in voices:
        found.setdefault(voice.silent_because, []).append(voice)
    return found


class StandingRollPage(TypedDict):
    """What ballots/standing/roll.html is handed."""

    announced: Announcement
    refused: str
    now: datetime
    roll: ShownRoll
    page: int
    shown: list[AnnouncedVoice]
    listed: list[AnnouncedVoice]
    silent: dict[str, list[AnnouncedVoice]]
    exclusions: dict[str, Any]
    notes: dict[str, Any]
    health: Health | None
    advisory_because: str
    recusal: bool
    near: NearChanges | None
    objections: Sequence[RollObjection]
    merged: int
    passes_when: list[str]
    citation: str
    binding: Any
    unit: list[Any]
    rule_name: str
    may_rule: bool
    may_open: bool
    by_area: bool
    me: int


class StandingShowPage(TypedDict):
    """What ballots/standing/show.html is handed."""

    ballot: Ballot
    asked: Question
    refused: str
    voices: list[tuple[RollEntry, CastBallot | None]]
    rule: VoteRule
    result: dict[str, Any] | None
    over: bool
    passes_when: list[str]
    citation: str
    rule_name: str
    binding: Any
    channels: dict[str, Any]
    turnout: int | None
    proxies: list[tuple[str, str, str]] | list[Any]
    charts: list[tuple[str, Markup]] | list[Any]
    steps: list[Step] | list[Any]
    worth: tuple[str, str] | None
    verdict: Any | str
    named: list[tuple[str, str | None]] | None
    merged: int
    advisory_because: str
    near: NearChanges | None
    may_close: bool
    may_desk: bool


class StandingSealedPage(TypedDict):
    """What ballots/standing/sealed.html is handed."""

    ballot: Ballot
    refused: str
    over: bool
    sealed: SealedBallot
    question: sealed_text.Question
    voices: list[tuple[RollEntry, Place | None]]
    turnout: int
    passes_when: list[str]
    citation: str
    binding: Any
    advisory_because: str
    may_close: bool
