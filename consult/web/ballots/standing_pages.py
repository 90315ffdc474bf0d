"""What the pages of standing.py are handed."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypedDict

from markupsafe import Markup
from werkzeug.datastructures.structures import CombinedMultiDict

from consult.ballot.models import Announcement, Ballot, CastBallot, RollEntry, RollObjection, SealedBallot
from consult.ballot.queries import Place
from consult.ballot.rules import sealed_text
from consult.ballot.rules.question import Question
from consult.ballot.rules.vote_rule import VoteRule
from consult.community.models import Body, Building
from consult.web.wording.steps import Step


class StandingAnnouncePage(TypedDict):
    """What ballots/standing/announce.html is handed."""

    rules: list[VoteRule]
    rule_name: Callable[..., Any]
    given: CombinedMultiDict[str, str]
    refused: str
    buildings: Sequence[Building]
    bodies: list[Body]
    today: date
    officers: dict[Any, Any]


class StandingRollPage(TypedDict):
    """What ballots/standing/roll.html is handed."""

    announced: Announcement
    refused: str
    now: datetime
    listed: list[Any]
    excluded: list[Any]
    exclusions: dict[str, Any]
    objections: Sequence[RollObjection]
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
    may_close: bool
