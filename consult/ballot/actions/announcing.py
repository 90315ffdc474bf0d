"""A ballot announced with its roll, called off or opened on the roll as it stands by then, and closed in time."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Annotated, Any

from consult.ballot import policy, queries
from consult.ballot.actions.disputing import Reason, while_announced
from consult.ballot.actions.opening import FullRoll, Standing, Voice, close_ballot, open_ballot
from consult.ballot.events import (
    AnnouncementCalledOff,
    BallotAnnounced,
)
from consult.ballot.models import AnnouncedVoice, Announcement, Ballot
from consult.ballot.queries.appraised import appraised
from consult.ballot.queries.bases import roll_and_base
from consult.ballot.queries.places import place_of
from consult.ballot.rules import secrecy
from consult.ballot.rules.fit import check_fits, counted_whom
from consult.ballot.rules.question import Form, put_question
from consult.ballot.rules.reading import read_rule
from consult.ballot.rules.roll_base import as_advisory, base_of, frozen
from consult.ballot.rules.secrecy import Secrecy
from consult.ballot.rules.vote_rule import Binding, Method, VoteRule
from consult.community.models import Body, Community, Person
from consult.core.arguments import Length, Text
from consult.core.clock import local_date
from consult.core.errors import NotFound, RuleBroken
from consult.storage.work import Work


@dataclass(frozen=True)
class ToAsk:
    """What is to be asked, how it is answered, and of an appraisal about whom. Options are one a line."""

    question: Text
    form: Form | None = None
    options: Annotated[str, Length(most=2_000)] = ""
    most: int = 1
    allows_other: bool = False
    about_id: int | None = None
    about_body_id: int | None = None
    """Of an appraisal, which body it is about; where neither says, it is about the residents' committee."""


@dataclass(frozen=True)
class Electors:
    """Who is asked: the whole community, or a part of it."""

    scope: str
    scope_id: int = 0
    prefix: Annotated[str, Length(most=20)] = ""


@dataclass(frozen=True)
class Hours:
    """From when until when a ballot stands open."""

    opens_at: datetime
    closes_at: datetime


def announce_ballot(
    work: Work, *, community_id: int, asks: ToAsk, rule: str, electors: Electors, hours: Hours,
    secrecy_chosen: Secrecy | None = None, advisory: bool = False,
) -> dict[str, Any]:
    """Announce a ballot that stands open for days, with the roll as the register has it today.

    The roll is everyone entitled under the rule, whether or not somebody can give their voice; what is missing is told.
    A vote whose quorum cannot be reached may be announced as `advisory`, an opinion that decides nothing, or as the
    rule has it, against the whole base. A rule is refused where it does not fit those who are asked.

    The roll lies open for as many days as the rule asks before the ballot opens (居委会组织法 art. 17 asks twenty for
    elections); until then residents may object. An appraisal says whom it is about: NotFound for somebody of
    another community. Nobody appraises themselves: the roll of the very body is refused, and whoever is appraised and
    sits on another gives no voice.
    """
    community = work.get(Community, community_id, lock=False)
    actor = policy.require(work.actor, "announce", community)
    chosen = queries.rule_for(rule, local_date(hours.opens_at, community.timezone), db=work.db, community_id=community_id)
    _check_times(work, chosen, community, hours)
    _check_about(work, community, asks, electors)
    asked = put_question(chosen, form=asks.form, options=asks.options.splitlines(), most=asks.most,
                         allows_other=asks.allows_other)
    where = {"kind": electors.scope, "id": electors.scope_id, "prefix": electors.prefix}
    check_fits(chosen, place_of(work.db, community_id, where))
    day = local_date(work.now, community.timezone)
    roll, base = roll_and_base(work.db, community_id, chosen, where, day, _appraised(work, community_id, chosen, asks, day))
    settled = secrecy.settled(as_advisory(chosen) if advisory else chosen, secrecy_chosen or "", voices=base["able"])
    announced = work.add(Announcement(
        community_id=community_id, question=asks.question, rule=settled.plain(), form=str(asked.form),
        options=asked.options_plain(), most=asked.most, allows_other=asked.allows_other, about_id=asks.about_id,
        about_body_id=asks.about_body_id,
        scope=where, base=base, announced_at=work.now, announced_by_id=actor.person_id, **asdict(hours),
    ))
    work.db.add_all(AnnouncedVoice(announcement_id=announced.id, **asdict(e)) for e in roll)
    work.record(BallotAnnounced(
        announcement_id=announced.id, community_id=community_id, question=asks.question, rule=announced.rule,
        **asdict(hours), voices=len(roll), base=base))
    return {"announcement_id": announced.id, "entitled": base["entitled"], "voices": base["able"]}


def _check_about(work: Work, community: Community, asks: ToAsk, electors: Electors) -> None:
    if asks.about_id and work.get(Person, asks.about_id, lock=False).community_id != community.id:
        raise NotFound("person")
    if asks.about_body_id and work.get(Body, asks.about_body_id, lock=False).community_id != community.id:
        raise NotFound("body")
    if asks.about_body_id and (electors.scope, electors.scope_id) == ("body", asks.about_body_id):
        raise RuleBroken("body_appraises_itself")


def _appraised(work: Work, community_id: int, rule: VoteRule, asks: ToAsk, day: date) -> frozenset[int]:
    if rule.method != Method.MODAL_GRADE:
        return frozenset()
    return appraised(work.db, community_id, day, person_id=asks.about_id, body_id=asks.about_body_id)


def _check_times(work: Work, rule: VoteRule, community: Community, hours: Hours) -> None:
    if rule.binding == Binding.RECORD_ONLY:
        raise RuleBroken("held_elsewhere", rule=rule.code)
    if hours.closes_at <= max(hours.opens_at, work.now):
        raise RuleBroken("closes_before_it_opens")
    days = (local_date(hours.opens_at, community.timezone) - local_date(work.now, community.timezone)).days
    if days < rule.roll_days:
        raise RuleBroken("roll_not_long_enough", days=days, needed=rule.roll_days)


def call_off(work: Work, *, announcement_id: int, reason: Reason) -> None:
    """Call an announced ballot off before it opens, with a published reason."""
    announced, _ = while_announced(work, announcement_id, "announce")
    announced.state, announced.called_off_why = "called_off", reason
    work.record(AnnouncementCalledOff(announcement_id=announced.id, reason=reason))


def open_announced(work: Work, *, announcement_id: int) -> dict[str, int]:
    """Open the ballot when its time has come and every objection is ruled on; the roll is frozen as it stands."""
    announced, _ = while_announced(work, announcement_id, "open_announced")
    if work.now < announced.opens_at:
        raise RuleBroken("opens_later", opens_at=announced.opens_at)
    if waiting := len(queries.objections_open(work.db, announced.id)):
        raise RuleBroken("objections_wait", count=waiting)
    rows = [v for v in queries.announced_roll(work.db, announced.id) if not v.excluded_why]
    roll = [Voice(v.voter_key, v.person_id, v.shown_as, not v.silent_because, v.area_cm2, v.area_known, v.group,
                  v.silent_because) for v in rows]
    if not any(voice.may_vote for voice in roll):
        raise RuleBroken("roll_is_empty")
    ballot = open_ballot(
        work, community_id=announced.community_id, question=announced.question, rule=read_rule(announced.rule),
        roll=FullRoll(roll, _base_now(announced, rows), place_of(work.db, announced.community_id, announced.scope)),
        asked=announced.asked, standing=Standing(announced.closes_at, announced.about_id),
    )
    announced.ballot_id, announced.state = ballot.id, "opened"
    return {"ballot_id": ballot.id}


def _base_now(announced: Announcement, rows: Sequence[AnnouncedVoice]) -> dict[str, Any]:
    """The base after the rulings on the roll; an advisory one keeps the quorum that it was advisory for."""
    rule, told = read_rule(announced.rule), announced.base or {}
    counts = counted_whom(rule, announced.scope["kind"])
    base = frozen(rule, base_of(rows, counts, told.get("stated"), sum(v.stepped_back != "" for v in rows)))
    return base | ({"out_of_reach": told.get("out_of_reach", [])} if rule.method == Method.OPINION else {})


def close_standing(work: Work, *, ballot_id: int) -> dict[str, Any]:
    """Close and count a ballot whose time is over; sooner only when every voice was given."""
    ballot = work.get(Ballot, ballot_id)
    policy.require(work.actor, "close_standing", ballot)
    if not ballot.standing or ballot.closes_at is None:
        raise RuleBroken("closed_in_its_meeting")
    if work.now < ballot.closes_at and queries.turnout(work.db, ballot.id) < ballot.able:
        raise RuleBroken("closes_later", closes_at=ballot.closes_at)
    closed = close_ballot(work, ballot_id=ballot.id)
    assert closed.result is not None
    return {"ballot_id": ballot.id, "verdict": closed.result["verdict"]}
