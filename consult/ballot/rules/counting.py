"""From a roll and what was said to a count: by heads, by area, by groups, by options and by grades."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from consult.ballot.rules.question import OTHER, Form, Question
from consult.ballot.rules.tally import Choice, Figures, Tally, Verdict, figures_by_group, tally
from consult.ballot.rules.vote_rule import Method, VoteRule


@dataclass(frozen=True)
class Share:
    """What one voice weighs: one head; an area in cm² where owners vote; the group it belongs to."""

    area_cm2: int = 0
    group: str = ""
    present: bool = True
    area_known: bool = True
    heads: int = 1
    """How many voices alike it stands for: of a ballot always one, of figures that are tried as many as there are."""


@dataclass(frozen=True)
class Said:
    """One ballot: whose share, and the answer as it is stored ("for", "o2", "o1,o3"), and what was written."""

    share: Share
    answer: str
    other: str = ""


@dataclass(frozen=True)
class Count:
    """The whole count of one ballot."""

    tally: Tally
    options: list[dict[str, Any]]
    winner: str
    tied: list[str]
    next: list[str]
    written: list[str]

    def plain(self) -> dict[str, Any]:
        """The count as plain values, for the ballot's row and the log."""
        return {**self.tally.plain(), "options": self.options, "winner": self.winner, "tied": self.tied,
                "next": self.next, "written": self.written}


def count(
    rule: VoteRule, question: Question, roll: Sequence[Share], said: Iterable[Said], *, standing: bool = False,
    entitled: int = 0,
) -> Count:
    """Count. In a ballot that stands open for days nobody is present but who takes part. `entitled` is the whole base
    in heads, where it is more than the roll knows by name.

    Among options the one with the most heads is held against the rule as what is voted for; options that are even
    are no decision. What was written by hand comes in an order that tells nothing (sorted).
    """
    ballots = list(said)
    places = _places(question, ballots)
    first, second = [*places, [], []][:2]
    winner, even = (first[0], False) if len(first) == 1 else ("", bool(first))
    as_motion = ballots if question.form == Form.FOR_AGAINST else [_for_or_against(b, winner) for b in ballots]
    figures = _figures(rule, roll, as_motion, standing=standing, entitled=entitled)
    counted = held(rule, figures)
    verdict = _among_options(rule, counted.verdict, winner, even=even)
    if winner and not _is_given(rule, question, winner, figures["heads"]):
        verdict = str(Verdict.NO_QUORUM if verdict == Verdict.NO_QUORUM else Verdict.FAILED)
    counted = Tally(verdict, counted.figures, counted.quorum, counted.threshold)
    decided = verdict in (Verdict.PASSED, Verdict.GRADED, Verdict.RECORDED)
    written = sorted(b.other for b in ballots if b.other)
    return Count(counted, _by_option(question, ballots), winner if decided else "", first if even else [], second, written)


def held(rule: VoteRule, figures: Mapping[str, Figures]) -> Tally:
    """Figures held against a rule: where every count ends, of ballots and of numbers that are tried."""
    return tally(rule, figures)


def _places(question: Question, ballots: Sequence[Said]) -> list[list[str]]:
    """The options by their votes, the most first, those that are even together; one without votes is in no place."""
    if question.form == Form.FOR_AGAINST:
        return []
    votes = _votes(ballots)
    votes[Choice.ABSTAIN] = votes[OTHER] = 0
    return [[key for key in question.answers() if votes[key] == n] for n in sorted(set(votes.values()) - {0}, reverse=True)]


def _votes(ballots: Iterable[Said]) -> Counter[str]:
    votes: Counter[str] = Counter()
    for b in ballots:
        votes.update(dict.fromkeys(b.answer.split(","), b.share.heads))
    return votes


def _is_given(rule: VoteRule, question: Question, winner: str, heads: Figures) -> bool:
    """Whether the grade that most gave is one that its own bar allows, where it has one."""
    code = next((o.code for o in question.options if o.key == winner), "")
    bar = dict(rule.grade_bars).get(code)
    return bar is None or bar.cleared(heads.of(bar.measure), heads.of(bar.base))


def _for_or_against(ballot: Said, winner: str) -> Said:
    if ballot.answer == Choice.ABSTAIN:
        return ballot
    chosen = winner and winner in ballot.answer.split(",")
    return Said(ballot.share, str(Choice.FOR if chosen else Choice.AGAINST), ballot.other)


def _among_options(rule: VoteRule, verdict: str, winner: str, *, even: bool) -> str:
    if verdict == Verdict.NO_QUORUM or rule.method not in (Method.MOST_VOTES, Method.MODAL_GRADE):
        return verdict
    if even:
        return str(Verdict.TIED)
    if not winner:
        return str(Verdict.FAILED)
    return verdict


def _figures(
    rule: VoteRule, roll: Sequence[Share], ballots: Sequence[Said], *, standing: bool, entitled: int
) -> dict[str, Figures]:
    heads = _of(roll, ballots, area=False, standing=standing)
    figures = {"heads": replace(heads, eligible=max(entitled, heads.eligible))}
    if "area" in rule.metrics:
        figures["area"] = _of(roll, ballots, area=True, standing=standing)
    for groups in rule.groups:
        named = sorted({s.group for s in roll})
        figures[groups.metric] = figures_by_group(groups, {
            name: _of([s for s in roll if s.group == name], [b for b in ballots if b.share.group == name],
                      area="area" in groups.won_by.metrics, standing=standing) for name in named})
    return figures


def _of(roll: Sequence[Share], ballots: Sequence[Said], *, area: bool, standing: bool) -> Figures:
    weigh: Callable[[Share], int] = attrgetter("area_cm2" if area else "heads")
    given = {str(c): sum(weigh(b.share) for b in ballots if b.answer == c) for c in Choice}
    took_part = sum(given.values())
    present = took_part if standing else sum(weigh(s) for s in roll if s.present)
    unknown = sum(s.heads for s in roll if not s.area_known) if area else 0
    return Figures(
        sum(weigh(s) for s in roll), present, given["for"], given["against"], given["abstain"], unknown=unknown)


def _by_option(question: Question, ballots: Sequence[Said]) -> list[dict[str, Any]]:
    if question.form == Form.FOR_AGAINST:
        return []
    votes = _votes(ballots)
    areas: Counter[str] = Counter()
    for b in ballots:
        for key in b.answer.split(","):
            areas[key] += b.share.area_cm2
    named = {o.key: o for o in question.options}
    return [
        {"key": key, "name": named[key].name if key in named else "", "name_en": named[key].name_en if key in named else "",
         "code": named[key].code if key in named else "", "votes": votes[key], "area_cm2": areas[key]}
        for key in question.answers()
    ]
