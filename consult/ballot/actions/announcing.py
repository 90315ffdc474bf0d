"""A ballot announced with its roll: objections, rulings, recusals; then it opens on what is left, and closes in time."""
from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated, Any

from consult.ballot import policy, queries
from consult.ballot.actions.opening import Standing, Voice, close_ballot, open_ballot
from consult.ballot.events import (
    AnnouncementCalledOff,
    BallotAnnounced,
    ObjectionRuledOn,
    RollObjectedTo,
    VoiceRecused,
)
from consult.ballot.models import AnnouncedVoice, Announcement, Ballot, RollObjection
from consult.ballot.rules import secrecy
from consult.ballot.rules.question import Form, put_question
from consult.ballot.rules.reading import read_rule
from consult.ballot.rules.secrecy import Secrecy
from consult.ballot.rules.vote_rule import Binding, VoteRule
from consult.community.models import Community, Person
from consult.community.queries import electorates
from consult.core.arguments import Length, Text
from consult.core.clock import local_date
from consult.core.errors import NotFound, RuleBroken
from consult.core.policy import of_the_house
from consult.storage.work import Work

Reason = Annotated[str, Length(most=200, least=2)]
Words = Annotated[str, Length(most=500, least=2)]


@dataclass(frozen=True)
class ToAsk:
    """What is to be asked, how it is answered, and of an appraisal about whom. Options are one a line."""

    question: Text
    form: Form | None = None
    options: Annotated[str, Length(most=2_000)] = ""
    most: int = 1
    allows_other: bool = False
    about_id: int | None = None


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
    secrecy_chosen: Secrecy | None = None,
) -> dict[str, Any]:
    """Announce a ballot that stands open for days, with the roll as the register has it today.

    The roll lies open for as many days as the rule asks before the ballot opens (居委会组织法 art. 17 asks twenty for
    elections); until then residents may object. An appraisal says whom it is about: NotFound for somebody of
    another community.
    """
    community = work.get(Community, community_id, lock=False)
    actor = policy.require(work.actor, "announce", community)
    chosen = queries.rule_for(rule, local_date(hours.opens_at, community.timezone), db=work.db, community_id=community_id)
    _check_times(work, chosen, community, hours)
    if asks.about_id and work.get(Person, asks.about_id, lock=False).community_id != community_id:
        raise NotFound("person")
    asked = put_question(chosen, form=asks.form, options=asks.options.splitlines(), most=asks.most,
                         allows_other=asks.allows_other)
    where = {"kind": electors.scope, "id": electors.scope_id, "prefix": electors.prefix}
    if electors.scope not in electorates.SCOPES:
        raise NotFound("scope")
    base = electorates.electorate(
        work.db, community_id, where, _counts(chosen, electors.scope), local_date(work.now, community.timezone))
    roll = base.voices
    settled = secrecy.settled(chosen, secrecy_chosen or "", voices=base.able)
    announced = work.add(Announcement(
        community_id=community_id, question=asks.question, rule=settled.plain(), form=str(asked.form),
        options=asked.options_plain(), most=asked.most, allows_other=asked.allows_other, about_id=asks.about_id,
        scope=where, announced_at=work.now, announced_by_id=actor.person_id, **asdict(hours),
    ))
    work.db.add_all(AnnouncedVoice(
        announcement_id=announced.id, voter_key=e.voter_key, person_id=e.person_id, shown_as=e.shown_as,
        area_cm2=e.area_cm2, group=e.group, excluded_why=e.silent_because) for e in roll)
    work.record(BallotAnnounced(
        announcement_id=announced.id, community_id=community_id, question=asks.question, rule=announced.rule,
        **asdict(hours), voices=len(roll)))
    return {"announcement_id": announced.id, "voices": base.able}


def _counts(rule: VoteRule, scope: str) -> str:
    """Who is counted, by the unit of a rule."""
    if scope == "body":
        return "members"
    if rule.unit[0].startswith("owner"):
        return "owners"
    return "households" if rule.unit[0] == "household" else "anyone"


def _check_times(work: Work, rule: VoteRule, community: Community, hours: Hours) -> None:
    if rule.binding == Binding.RECORD_ONLY:
        raise RuleBroken("held_elsewhere", rule=rule.code)
    if hours.closes_at <= max(hours.opens_at, work.now):
        raise RuleBroken("closes_before_it_opens")
    days = (local_date(hours.opens_at, community.timezone) - local_date(work.now, community.timezone)).days
    if days < rule.roll_days:
        raise RuleBroken("roll_not_long_enough", days=days, needed=rule.roll_days)


def object_to_roll(work: Work, *, announcement_id: int, says: Words, voter_key: str = "") -> dict[str, int]:
    """A resident says what is wrong with the roll, before the ballot opens."""
    announced, actor = _while_announced(work, announcement_id, "object")
    if voter_key and work.db.get(AnnouncedVoice, (announced.id, voter_key)) is None:
        raise NotFound("voice")
    made = work.add(RollObjection(
        announcement_id=announced.id, by_id=actor.person_id, voter_key=voter_key, says=says, made_at=work.now))
    work.record(RollObjectedTo(announcement_id=announced.id, objection_id=made.id))
    return {"objection_id": made.id}


def rule_on_objection(
    work: Work, *, objection_id: int, upheld: bool, reason: Reason, add_person_id: int | None = None,
    strike: bool = False,
) -> None:
    """Rule on an objection, with a reason that is published; what it asks for may be done to the roll with it."""
    objection = work.get(RollObjection, objection_id)
    if work.actor is None or not of_the_house(work.actor, work.get(Announcement, objection.announcement_id)):
        raise NotFound(RollObjection.__tablename__)
    announced, actor = _while_announced(work, objection.announcement_id, "rule_on_roll")
    if objection.ruling is not None:
        raise RuleBroken("already_ruled")
    objection.ruling, objection.reason = "upheld" if upheld else "dismissed", reason
    objection.ruled_at, objection.ruled_by_id = work.now, actor.person_id
    if upheld and strike and objection.voter_key:
        _the_voice(work, announced, objection.voter_key).excluded_why = reason
    if upheld and add_person_id:
        _add_voice(work, announced, add_person_id)
    work.record(ObjectionRuledOn(
        announcement_id=announced.id, objection_id=objection.id, upheld=upheld, reason=reason))


def _add_voice(work: Work, announced: Announcement, person_id: int) -> None:
    """Who was missing: read anew from the register, so that nobody weighs what is not entered there."""
    community = work.get(Community, announced.community_id, lock=False)
    day = local_date(work.now, community.timezone)
    counts = _counts(read_rule(announced.rule), announced.scope["kind"])
    for elector in electorates.electorate(work.db, announced.community_id, announced.scope, counts, day).voices:
        if elector.person_id == person_id:
            held = work.db.get(AnnouncedVoice, (announced.id, elector.voter_key)) or AnnouncedVoice(
                announcement_id=announced.id, voter_key=elector.voter_key, excluded_why="")
            held.person_id, held.shown_as, held.excluded_why = person_id, elector.shown_as, ""
            held.area_cm2, held.group = elector.area_cm2, elector.group
            work.db.add(held)
            return
    raise RuleBroken("not_in_the_register")


def recuse(work: Work, *, announcement_id: int, voter_key: str, reason: Reason) -> None:
    """Take a voice off the roll for an interest of its own in the matter; listed with the reason."""
    announced, _ = _while_announced(work, announcement_id, "rule_on_roll")
    _the_voice(work, announced, voter_key).excluded_why = reason
    work.record(VoiceRecused(announcement_id=announced.id, voter_key=voter_key, reason=reason))


def call_off(work: Work, *, announcement_id: int, reason: Reason) -> None:
    """Call an announced ballot off before it opens, with a published reason."""
    announced, _ = _while_announced(work, announcement_id, "announce")
    announced.state, announced.called_off_why = "called_off", reason
    work.record(AnnouncementCalledOff(announcement_id=announced.id, reason=reason))


def open_announced(work: Work, *, announcement_id: int) -> dict[str, int]:
    """Open the ballot when its time has come and every objection is ruled on; the roll is frozen as it stands."""
    announced, _ = _while_announced(work, announcement_id, "open_announced")
    if work.now < announced.opens_at:
        raise RuleBroken("opens_later", opens_at=announced.opens_at)
    if waiting := len(queries.objections_open(work.db, announced.id)):
        raise RuleBroken("objections_wait", count=waiting)
    roll = [
        Voice(v.voter_key, v.person_id or 0, v.shown_as, True, v.area_cm2, v.group)
        for v in queries.announced_roll(work.db, announced.id) if not v.excluded_why and v.person_id
    ]
    if not roll:
        raise RuleBroken("roll_is_empty")
    ballot = open_ballot(
        work, community_id=announced.community_id, question=announced.question, rule=read_rule(announced.rule),
        roll=roll, asked=announced.asked, standing=Standing(announced.closes_at, announced.about_id),
    )
    announced.ballot_id, announced.state = ballot.id, "opened"
    return {"ballot_id": ballot.id}


def close_standing(work: Work, *, ballot_id: int) -> dict[str, Any]:
    """Close and count a ballot whose time is over; sooner only when every voice was given."""
    ballot = work.get(Ballot, ballot_id)
    policy.require(work.actor, "close_standing", ballot)
    if not ballot.standing or ballot.closes_at is None:
        raise RuleBroken("closed_in_its_meeting")
    if work.now < ballot.closes_at and queries.turnout(work.db, ballot.id) < ballot.eligible:
        raise RuleBroken("closes_later", closes_at=ballot.closes_at)
    closed = close_ballot(work, ballot_id=ballot.id)
    assert closed.result is not None
    return {"ballot_id": ballot.id, "verdict": closed.result["verdict"]}


def _while_announced(work: Work, announcement_id: int, verb: str) -> tuple[Announcement, Any]:
    announced = work.get(Announcement, announcement_id)
    actor = policy.require(work.actor, verb, announced)
    if announced.state != "announced":
        raise RuleBroken("roll_is_frozen", state=announced.state)
    return announced, actor


def _the_voice(work: Work, announced: Announcement, voter_key: str) -> AnnouncedVoice:
    voice = work.db.get(AnnouncedVoice, (announced.id, voter_key))
    if voice is None:
        raise NotFound("voice")
    return voice
