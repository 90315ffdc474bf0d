"""A roll that lies open: objections to it, rulings on them, and who steps back."""
from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from consult.ballot import policy
from consult.ballot.events import ObjectionRuledOn, RollObjectedTo, VoiceRecused, VoiceSteppedBack
from consult.ballot.models import AnnouncedVoice, Announcement, RollObjection
from consult.ballot.rules.fit import counted_whom
from consult.ballot.rules.reading import read_rule
from consult.ballot.rules.vote_rule import Electorate, VoteRule
from consult.community.models import Community
from consult.community.queries import electorates
from consult.community.rules.electors import NO_OWNER, Elector
from consult.core.arguments import Length
from consult.core.clock import local_date
from consult.core.errors import NotFound, RuleBroken
from consult.core.policy import of_the_house
from consult.storage.work import Work

Reason = Annotated[str, Length(most=200, least=2)]
Words = Annotated[str, Length(most=500, least=2)]


def object_to_roll(work: Work, *, announcement_id: int, says: Words, voter_key: str = "") -> dict[str, int]:
    """A resident says what is wrong with the roll, before the ballot opens."""
    announced, actor = while_announced(work, announcement_id, "object")
    if voter_key and work.db.get(AnnouncedVoice, (announced.id, voter_key)) is None:
        raise NotFound("voice")
    made = work.add(RollObjection(
        announcement_id=announced.id, by_id=actor.person_id, voter_key=voter_key, says=says, made_at=work.now))
    work.record(RollObjectedTo(announcement_id=announced.id, objection_id=made.id))
    return {"objection_id": made.id}


def rule_on_objection(
    work: Work, *, objection_id: int, upheld: bool, reason: Reason, add_person_id: int | None = None,
    strike: bool = False, renew: bool = False,
) -> None:
    """Rule on an objection, with a reason that is published; what it asks for may be done to the roll with it: the voice
    that it is about leaves (`strike`) or is read anew from the register (`renew`), or somebody is added."""
    objection = work.get(RollObjection, objection_id)
    if work.actor is None or not of_the_house(work.actor, work.get(Announcement, objection.announcement_id)):
        raise NotFound(RollObjection.__tablename__)
    announced, actor = while_announced(work, objection.announcement_id, "rule_on_roll")
    if objection.ruling is not None:
        raise RuleBroken("already_ruled")
    objection.ruling, objection.reason = "upheld" if upheld else "dismissed", reason
    objection.ruled_at, objection.ruled_by_id = work.now, actor.person_id
    if upheld and strike and objection.voter_key:
        _strike(_the_voice(work, announced, objection.voter_key), read_rule(announced.rule), reason)
    if upheld and renew and objection.voter_key:
        _read_anew(work, announced, lambda elector: elector.voter_key == objection.voter_key)
    if upheld and add_person_id:
        _read_anew(work, announced, lambda elector: elector.person_id == add_person_id)
    work.record(ObjectionRuledOn(
        announcement_id=announced.id, objection_id=objection.id, upheld=upheld, reason=reason))


def _strike(voice: AnnouncedVoice, rule: VoteRule, reason: str) -> None:
    """Whose entry is wrong leaves the base; of a home, only the owner is wrong, and its area stays (民法典 art. 278)."""
    if rule.electorate == Electorate.OWNERS:
        voice.person_id, voice.silent_because = None, NO_OWNER
    else:
        voice.excluded_why = reason


def _read_anew(work: Work, announced: Announcement, meant: Callable[[Elector], bool]) -> None:
    """Who was missing, or could not be heard: read anew from the register, so that nobody weighs what is not entered
    there."""
    community = work.get(Community, announced.community_id, lock=False)
    day = local_date(work.now, community.timezone)
    counts = counted_whom(read_rule(announced.rule), announced.scope["kind"])
    found = electorates.electorate(work.db, announced.community_id, announced.scope, counts, day)
    for elector in found.voices:
        if meant(elector) and not elector.silent_because:
            held = work.db.get(AnnouncedVoice, (announced.id, elector.voter_key)) or AnnouncedVoice(
                announcement_id=announced.id, voter_key=elector.voter_key)
            held.excluded_why = held.silent_because = ""
            for name in ("person_id", "shown_as", "area_cm2", "area_known", "group", "note"):
                setattr(held, name, getattr(elector, name))
            work.db.add(held)
            return
    raise RuleBroken("not_in_the_register")


def recuse(work: Work, *, announcement_id: int, voter_key: str, reason: Reason) -> dict[str, bool]:
    """A voter steps back for an interest of their own; listed with the reason.

    Where the rule knows recusal, the voice leaves the base. Where the law knows none (民法典 art. 278), nobody can take
    a voice away: the wish is listed, the voice stays in the base, and it may still be given.
    """
    announced, _ = while_announced(work, announcement_id, "rule_on_roll")
    voice = _the_voice(work, announced, voter_key)
    leaves = read_rule(announced.rule).recusal
    if leaves:
        voice.excluded_why = reason
        work.record(VoiceRecused(announcement_id=announced.id, voter_key=voter_key, reason=reason))
    else:
        voice.stepped_back = reason
        work.record(VoiceSteppedBack(announcement_id=announced.id, voter_key=voter_key, reason=reason))
    return {"leaves": leaves}


def while_announced(work: Work, announcement_id: int, verb: str) -> tuple[Announcement, Any]:
    """The announcement, locked, and the actor, permitted to do `verb`; RuleBroken once the roll is frozen."""
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
