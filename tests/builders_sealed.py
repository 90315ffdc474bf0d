"""Secret ballots brought as far as a test needs them; voters who seal as their phones do."""
from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from typing import Any

from nacl.public import PublicKey, SealedBox

from consult.ballot import actions as ballots
from consult.ballot import queries
from consult.ballot.actions import Voice
from consult.ballot.actions.opening import Standing
from consult.ballot.actions.sealing import question_from
from consult.ballot.models import Ballot
from consult.ballot.queries import rule_for
from consult.ballot.rules import sealed_text
from consult.ballot.rules.question import Question
from consult.ballot.rules.vote_rule import VoteRule
from consult.core.arguments import bind
from consult.meeting import actions as meetings
from tests.builders import Neighbourhood, Room
from tests.builders_ballots import at_the_assembly

EVERYONE = ("chen", "wang", "li", "zhao", "sun", "qian")


def a_secret_vote(n: Neighbourhood, *, present: tuple[str, ...] = EVERYONE, **motion: Any) -> Room:
    """A motion put to a secret vote, with the whole council there."""
    room = n.a_motion(present=present, **motion)
    ballot = n.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id, secrecy="secret")["ballot_id"]
    return Room(room.meeting_id, room.discussion_id, room.matter_id, ballot)


def ballot_of(n: Neighbourhood, room: Room) -> Ballot:
    """The ballot of a room."""
    found: Ballot = n.see(queries.ballot, room.ballot_id, n.community)
    return found


def voice_of(n: Neighbourhood, room: Room, who: str) -> str:
    """The key of the voice that someone gives."""
    key: str = n.see(queries.voices, room.ballot_id, n.people[who])[0].voter_key
    return key


def seal(n: Neighbourhood, room: Room, who: str, choice: str, tracker: str = "") -> str:
    """What a phone makes of a choice: an envelope in base 64."""
    ballot = ballot_of(n, room)
    sealed = n.see(queries.sealed, ballot)
    text = sealed_text.write(
        question_from(sealed), ballot_id=ballot.id, choice=choice, tracker=tracker or sealed_text.new_tracker(),
        bind=n.see(queries.place, ballot.id, voice_of(n, room, who)).bind,
    )
    return base64.b64encode(SealedBox(PublicKey(bytes.fromhex(sealed.public_key))).encrypt(text)).decode()


def send(n: Neighbourhood, room: Room, who: str, envelope: str, key: str) -> dict[str, Any]:
    """Hand in an envelope under a key."""
    given = bind(ballots.cast_sealed, {"ballot_id": room.ballot_id, "envelope": envelope, "key": key})
    answer: dict[str, Any] = n.store.beside(lambda work: ballots.cast_sealed(work, **given), actor=n.actor(who))
    return answer


def cast_sealed(n: Neighbourhood, room: Room, **choices: str) -> dict[str, str]:
    """Everybody named casts; the trackers by name."""
    trackers = {who: sealed_text.new_tracker() for who in choices}
    for who, choice in choices.items():
        send(n, room, who, seal(n, room, who, choice, trackers[who]), f"key-{who}-{trackers[who]}")
    return trackers


def close(n: Neighbourhood, room: Room) -> Any:
    """The desk closes the vote."""
    return n.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)


# --- elections of any size, without a meeting around them ------------------------------------------------


def an_election(
    n: Neighbourhood, voters: int, *, rule: VoteRule | None = None, asked: Question | None = None, days: int = 0,
    absent: int = 0,
) -> Room:
    """A secret ballot with so many voices, all given by chen: as a household's or a proxy's may be. With `days` it stands
    open for so long; `absent` more voices are on the roll and not there."""
    by = replace(rule or rule_for("assembly_household", n.clock().date()), secrecy="secret")
    if rule:
        by = replace(by, electorate="anyone", bodies=("residents_assembly",), scopes=("body",), sitting="may")
    voices = [Voice(f"household:{1000 + at}", n.people["chen"], f"第{at}户", at < voters) for at in range(voters + absent)]
    standing = Standing(n.clock() + timedelta(days=days)) if days else None
    opened = n.run(None, lambda work: ballots.open_ballot(
        work, community_id=n.community, question="小区中间的绿地改成停车位吗？", rule=by, asked=asked, standing=standing,
        roll=at_the_assembly(by, voices)).id)
    return Room(0, 0, 0, opened)


def voter(at: int) -> str:
    """The key of the at-th voice of an election."""
    return f"household:{1000 + at}"


class Phones:
    """Seals for many voices quickly: what a phone needs to know is looked up once."""

    def __init__(self, n: Neighbourhood, room: Room) -> None:
        self.n, self.room, self.actor = n, room, n.actor("chen")
        sealed = n.see(queries.sealed, ballot_of(n, room))
        self.question, self.public = question_from(sealed), PublicKey(bytes.fromhex(sealed.public_key))
        self.keys = n.store.vault.keys.of(room.ballot_id)

    def seal(self, at: int, choice: str, tracker: str) -> str:
        """An envelope for the at-th voice."""
        bound = sealed_text.bind_of(self.room.ballot_id, self.keys.cast_token(self.keys.slot(voter(at))))
        text = sealed_text.write(
            self.question, ballot_id=self.room.ballot_id, choice=choice, tracker=tracker, bind=bound)
        return base64.b64encode(SealedBox(self.public).encrypt(text)).decode()

    def spoil(self) -> str:
        """An envelope that holds nothing that can be read."""
        return base64.b64encode(SealedBox(self.public).encrypt(b"?" * self.question.padded_to)).decode()

    def send(self, at: int, envelope: str, key: str) -> dict[str, Any]:
        """Hand it in."""
        answer: dict[str, Any] = self.n.store.beside(
            lambda work: ballots.cast_sealed(
                work, ballot_id=self.room.ballot_id, envelope=envelope, key=key, voter_key=voter(at)),
            actor=self.actor)
        return answer

    def cast(self, at: int, choice: str, tracker: str = "") -> str:
        """Seal and hand in under a fresh key; the tracker."""
        tracker = tracker or sealed_text.new_tracker()
        self.send(at, self.seal(at, choice, tracker), f"key-{at}-{tracker}")
        return tracker


def close_election(n: Neighbourhood, room: Room) -> None:
    """Close and count, then destroy the keys."""
    n.run(None, lambda work: ballots.close_ballot(work, ballot_id=room.ballot_id) and None)
