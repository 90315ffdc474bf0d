"""For those without a phone: a named helper enters the vote, a written proxy gives it, the hall's tablet is handed over."""
from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Annotated, Any

from sqlalchemy import delete

from consult.ballot import policy, queries
from consult.ballot.actions.bursts import check_may_vote, check_open
from consult.ballot.actions.casting import Answer, Other, record_cast
from consult.ballot.events import HallLinkMade, ProxyEnded, ProxyFiled
from consult.ballot.models import Ballot, HallLink, Proxy, RollEntry
from consult.ballot.rules.proxies import check_may_hold, most_proxies
from consult.ballot.rules.question import Channel
from consult.community.models import Person
from consult.core.arguments import Length
from consult.core.errors import NotFound, RuleBroken
from consult.storage.work import Work

Reason = Annotated[str, Length(most=200, least=2)]
Key = Annotated[str, Length(most=40, least=1)]
Token = Annotated[str, Length(most=60, least=10)]
HALL_LINK_LASTS = timedelta(minutes=10)


def cast_for(
    work: Work, *, ballot_id: int, voter_key: Key, choice: Answer, reason: Reason, other: Other = ""
) -> dict[str, Any]:
    """A helper enters what a voter says, at the door or by telephone: named, with the reason, and never over a vote
    the voter gave. The voter gets a slip and may correct it until the close."""
    ballot = work.get(Ballot, ballot_id)
    actor = policy.require(work.actor, "help_vote", ballot)
    check_open(ballot, work.now)
    voice = _voting_voice(work, ballot, voter_key)
    if voice.person_id == actor.person_id:
        raise RuleBroken("own_vote_needs_no_helper")
    return record_cast(
        work, ballot, voice, choice, other, channel=Channel.HELPER, by_id=actor.person_id, why=reason)


def file_proxy(work: Work, *, ballot_id: int, voter_key: Key, holder_id: int, document: Reason) -> dict[str, int]:
    """File a written proxy: listed for everyone on the roll; at most as many a person as the rule allows, none
    where it allows none (居委会组织法 art. 19: three, and none where representatives elect)."""
    ballot = work.get(Ballot, ballot_id)
    actor = policy.require(work.actor, "file_proxy", ballot)
    check_open(ballot, work.now)
    voice = _voting_voice(work, ballot, voter_key)
    if not most_proxies(ballot.rule):
        raise RuleBroken("no_proxies_here")
    holder = work.get(Person, holder_id, lock=False)
    if holder.community_id != ballot.community_id:
        raise NotFound("person")
    if holder.id == voice.person_id:
        raise RuleBroken("proxy_to_oneself")
    if silent := queries.silent_because(work.db, ballot.id, holder.id):
        raise RuleBroken(silent)
    held = queries.proxies_held(work.db, ballot.id, holder.id)
    check_may_hold(ballot.rule, holder.called, held, voter_key)
    if queries.own_cast(work.db, ballot.id, voter_key):
        raise RuleBroken("voted_already")
    work.db.execute(delete(Proxy).where(Proxy.ballot_id == ballot.id, Proxy.voter_key == voter_key))
    work.add(Proxy(ballot_id=ballot.id, voter_key=voter_key, holder_id=holder.id, document=document,
                   filed_at=work.now, filed_by_id=actor.person_id))
    work.record(ProxyFiled(ballot_id=ballot.id, voter_key=voter_key, holder_id=holder.id))
    return {"ballot_id": ballot.id, "held": len(held) + 1}


def end_proxy(work: Work, *, ballot_id: int, voter_key: Key) -> None:
    """Take a proxy back, while its holder has not used it."""
    ballot = work.get(Ballot, ballot_id)
    policy.require(work.actor, "file_proxy", ballot)
    check_open(ballot, work.now)
    proxy = work.db.get(Proxy, (ballot.id, voter_key))
    if proxy is None:
        raise NotFound("proxy")
    if queries.own_cast(work.db, ballot.id, voter_key):
        raise RuleBroken("voted_already")
    work.db.delete(proxy)
    work.record(ProxyEnded(ballot_id=ballot.id, voter_key=voter_key))


def make_hall_link(work: Work, *, ballot_id: int, voter_key: Key) -> dict[str, Any]:
    """Open the hall's tablet for one voter, once, for ten minutes. The token is told once and kept nowhere."""
    ballot = work.get(Ballot, ballot_id)
    actor = policy.require(work.actor, "open_hall", ballot)
    check_open(ballot, work.now)
    _voting_voice(work, ballot, voter_key)
    token = secrets.token_urlsafe(24)
    made = work.add(HallLink(
        ballot_id=ballot.id, voter_key=voter_key, token_hash=hall_hash(token), made_at=work.now,
        made_by_id=actor.person_id))
    work.record(HallLinkMade(ballot_id=ballot.id, voter_key=voter_key, by_id=actor.person_id))
    work.tell_once(token=token)
    return {"link_id": made.id}


def cast_in_hall(work: Work, *, token: Token, choice: Answer, other: Other = "") -> dict[str, Any]:
    """The voter at the hall's tablet: the link is the permission, it is used up with this, and it knows one voice."""
    link = queries.hall_link(work.db, hall_hash(token))
    if link is None:
        raise NotFound("link")
    ballot = work.get(Ballot, link.ballot_id)
    if link.used_at is not None or work.now > link.made_at + HALL_LINK_LASTS:
        raise RuleBroken("hall_link_over")
    check_open(ballot, work.now)
    voice = work.db.get_one(RollEntry, (ballot.id, link.voter_key))
    answer = record_cast(work, ballot, voice, choice, other, channel=Channel.HALL)
    link.used_at = work.now
    return answer


def hall_hash(token: str) -> str:
    """What is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _voting_voice(work: Work, ballot: Ballot, voter_key: str) -> RollEntry:
    voice = work.db.get(RollEntry, (ballot.id, voter_key))
    if voice is None:
        raise RuleBroken("not_on_the_roll")
    check_may_vote(voice, ballot)
    return voice
