"""A ballot announced with its roll, called off or opened on the roll as it stands by then, and closed in time."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from consult.ballot import policy, queries
from consult.ballot.actions.disputing import Reason, while_announced
from consult.ballot.actions.opening import FullRoll, Standing, Voice, close_ballot, open_ballot
from consult.ballot.events import (
    AnnouncementCalledOff,
    BallotAnnounced,
)
from consult.ballot.models import AnnouncedVoice, Announcement, Ballot
from consult.ballot.queries.foreseen import foresee
from consult.ballot.queries.places import place_of
from consult.ballot.rules.asking import Electors, Hours, ToAsk
from consult.ballot.rules.fit import counted_whom
from consult.ballot.rules.reading import read_rule
from consult.ballot.rules.roll_base import base_of, frozen
from consult.ballot.rules.secrecy import Secrecy
from consult.ballot.rules.vote_rule import Method
from consult.community.models import Community
from consult.core.errors import RuleBroken
from consult.storage.work import Work


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
    told = foresee(work.db, community=community, asks=asks, rule=rule, electors=electors, hours=hours, now=work.now)
    announced = work.add(Announcement(
        community_id=community_id, question=asks.question, rule=told.settled(secrecy_chosen, advisory=advisory).plain(),
        form=str(told.asked.form), options=told.asked.options_plain(), most=told.asked.most,
        allows_other=told.asked.allows_other, about_id=asks.about_id, about_body_id=asks.about_body_id,
        scope=told.scope, base=told.base, announced_at=work.now, announced_by_id=actor.person_id, **asdict(hours),
    ))
    work.db.add_all(AnnouncedVoice(announcement_id=announced.id, **asdict(e)) for e in told.roll)
    work.record(BallotAnnounced(
        announcement_id=announced.id, community_id=community_id, question=asks.question, rule=announced.rule,
        **asdict(hours), voices=len(told.roll), base=told.base))
    return {"announcement_id": announced.id, "entitled": told.base["entitled"], "voices": told.base["able"]}


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
