"""Open a ballot on a frozen roll, and close and count it."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from consult.ballot import queries
from consult.ballot.actions import opening_the_box, sealing
from consult.ballot.events import BallotClosed, BallotOpened
from consult.ballot.models import Ballot, CastBallot, RollEntry, Subject
from consult.ballot.rules import hands
from consult.ballot.rules.breakdown import breakdown
from consult.ballot.rules.counting import Said, Share, count
from consult.ballot.rules.fit import Place, check_fits
from consult.ballot.rules.plain_words import say
from consult.ballot.rules.question import Form, Question
from consult.ballot.rules.reading import read_rule
from consult.ballot.rules.tally import tally
from consult.ballot.rules.vote_rule import VoteRule
from consult.core.errors import RuleBroken
from consult.storage.work import Work


@dataclass(frozen=True)
class Voice:
    """One voice for the roll: its key, who gives it, the name shown, whether present at the opening, its weight, and
    where it is not to vote, the code of the reason (models/ballots.py says what becomes of the bars)."""

    voter_key: str
    person_id: int | None
    shown_as: str
    present: bool
    area_cm2: int = 0
    area_known: bool = True
    group: str = ""
    silent_because: str = ""

    @property
    def may_vote(self) -> bool:
        """Whether a vote of this voice will be taken."""
        return self.present and not self.silent_because


@dataclass(frozen=True)
class FullRoll:
    """A roll to be frozen: the voices that are known by name, the whole base (rules/roll_base.py), and whose roll it is."""

    voices: list[Voice]
    base: dict[str, Any]
    place: Place


@dataclass(frozen=True)
class Standing:
    """Until when a standing ballot is open, and of an appraisal about whom it is."""

    closes_at: datetime
    about_id: int | None = None


def open_ballot(
    work: Work, *, community_id: int, question: str, rule: VoteRule, roll: FullRoll,
    asked: Question | None = None, by_hands: bool = False, standing: Standing | None = None,
) -> Ballot:
    """Put a question; the chapter that calls has permitted it. Rule, question, roll and base are copied and stay.

    Every way to a ballot ends here: a rule that does not fit the roll is refused. A standing one stays open for days,
    outside a meeting.
    """
    asked, voices, base = asked or Question(), roll.voices, roll.base
    check_fits(rule, roll.place)
    _check_may_open(rule, asked, by_hands=by_hands)
    ballot = work.add(Ballot(
        community_id=community_id, question=question, rule=rule.plain(), eligible=base["entitled"], base=base,
        present=sum(v.present for v in voices), opened_at=work.now, form=str(asked.form), options=asked.options_plain(),
        most=asked.most, allows_other=asked.allows_other, way="hands" if by_hands else "ballots",
        standing=standing is not None, closes_at=standing.closes_at if standing else None,
    ))
    if standing and standing.about_id:
        work.add(Subject(ballot_id=ballot.id, person_id=standing.about_id))
    work.db.add_all(RollEntry(ballot_id=ballot.id, **asdict(voice)) for voice in voices)
    work.record(BallotOpened(
        ballot_id=ballot.id, community_id=community_id, question=question, rule=ballot.rule,
        eligible=ballot.eligible, present=ballot.present, form=ballot.form, options=ballot.options, base=base,
        roll=[{"voter_key": v.voter_key, "present": v.present, "area_cm2": v.area_cm2, "group": v.group,
               "silent_because": v.silent_because} for v in voices],
    ))
    if ballot.is_secret:
        sealing.begin_sealing(work, ballot, voices=sum(v.may_vote for v in voices))
    return ballot


def _check_may_open(rule: VoteRule, asked: Question, *, by_hands: bool) -> None:
    if rule.secrecy == "secret" and by_hands:
        raise RuleBroken("hands_are_seen", rule=rule.code)
    if rule.secrecy == "secret" and (asked.allows_other or asked.form == Form.SEVERAL):
        raise RuleBroken("form_not_secret", rule=rule.code)
    if by_hands and asked.form != Form.FOR_AGAINST:
        raise RuleBroken("form_not_of_this_rule", rule=rule.code)


def close_ballot(work: Work, *, ballot_id: int) -> Ballot:
    """Close and count, once; the chapter that calls has permitted it."""
    ballot = work.get(Ballot, ballot_id)
    if not ballot.is_open:
        raise RuleBroken("ballot_closed", closed_at=ballot.closed_at)
    rule = read_rule(ballot.rule)
    if ballot.is_secret:
        opening_the_box.open_and_count(
            work, ballot, lambda choices: _in_words(ballot, rule, _unsealed(work, ballot, rule, choices)))
    else:
        counted = _by_hands(work, ballot, rule) if ballot.way == "hands" else _counted(work, ballot, rule)
        ballot.result, ballot.closed_at = _in_words(ballot, rule, counted), work.now
    assert ballot.result is not None
    work.record(BallotClosed(ballot_id=ballot.id, result=ballot.result))
    return ballot


def _flagged(work: Work, ballot: Ballot, rule: VoteRule, counted: dict[str, Any]) -> dict[str, Any]:
    """Whether this appraisal is the last of so many in a row that end a post (居委会组织法 art. 37)."""
    if rule.ends_post is None:
        return counted
    grade, times = rule.ends_post
    now = next((o["code"] for o in counted["options"] if o["key"] == counted["winner"]), "")
    row = [now, *queries.grades_before(work.db, ballot.id, times - 1)]
    return counted | {"ends_post": len(row) == times and set(row) == {grade}}


def _in_words(ballot: Ballot, rule: VoteRule, counted: dict[str, Any]) -> dict[str, Any]:
    counted = counted | {"standing": ballot.standing, "base": ballot.base}
    return counted | {"said": {language: say(rule, counted, language) for language in ("zh", "en")}}


def _unsealed(work: Work, ballot: Ballot, rule: VoteRule, choices: Sequence[str]) -> dict[str, Any]:
    """The count of what was in the box: nobody's, so each weighs one head and is of no group."""
    roll = [Share(present=row.present) for row in queries.roll(work.db, ballot.id)]
    said = [Said(Share(), choice) for choice in choices]
    counted = count(rule, ballot.asked, roll, said, standing=ballot.standing, entitled=ballot.eligible).plain()
    return _flagged(work, ballot, rule, counted) | {"form": ballot.form, "way": "ballots"}


def _counted(work: Work, ballot: Ballot, rule: VoteRule) -> dict[str, Any]:
    rows = work.db.execute(
        select(RollEntry.voter_key, RollEntry.area_cm2, RollEntry.group, RollEntry.present, RollEntry.area_known)
        .where(RollEntry.ballot_id == ballot.id)).all()
    shares = {row.voter_key: Share(row.area_cm2, row.group, row.present, row.area_known) for row in rows}
    given = work.db.execute(
        select(CastBallot.voter_key, CastBallot.choice, CastBallot.other, CastBallot.channel, CastBallot.by_id)
        .where(CastBallot.ballot_id == ballot.id)).all()
    said = [Said(shares[row.voter_key], row.choice, row.other) for row in given]
    counted = count(
        rule, ballot.asked, list(shares.values()), said, standing=ballot.standing, entitled=ballot.eligible).plain()
    by_proxy = sum(1 for row in given if row.by_id and row.channel == "phone")
    return _flagged(work, ballot, rule, counted) | {
        "form": ballot.form, "way": "ballots", "channels": dict(Counter(row.channel for row in given)),
        "by_proxy": by_proxy, "papers": queries.papers_counted(work.db, ballot.id),
        "by_group": breakdown(rule, ballot.asked, list(shares.values()), said),
    }


def _by_hands(work: Work, ballot: Ballot, rule: VoteRule) -> dict[str, Any]:
    agreed = hands.agreed(queries.hand_counts(work.db, ballot.id))
    figures = hands.figures(agreed, eligible=ballot.eligible, present=ballot.present)
    return tally(rule, {"heads": figures}).plain() | {
        "form": ballot.form, "way": "hands", "options": [], "winner": "", "tied": [], "next": [], "written": [],
        "channels": {"hall": figures.participating}, "by_proxy": 0, "papers": None,
        "not_voting": agreed.not_voting,
    }
