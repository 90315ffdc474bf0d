"""A secret ballot up to its close: keys and statement at the opening, then envelopes into the sealed store."""
from __future__ import annotations

import base64
import binascii
from dataclasses import asdict
from typing import Annotated, Any

from nacl.public import PublicKey, SealedBox

from consult.ballot import policy, queries
from consult.ballot.actions.bursts import check_may_vote, choose_voice
from consult.ballot.actions.casting import Answer, VoterKey
from consult.ballot.models import Ballot, SealedBallot
from consult.ballot.queries.casting import Mine
from consult.ballot.rules import sealed_text, secrecy, statements
from consult.ballot.rules.reading import read_rule
from consult.ballot.rules.sealed_text import Question
from consult.core.actor import Actor
from consult.core.arguments import Length
from consult.core.errors import BadShape, RuleBroken
from consult.storage.ballot_keys import BallotKeys
from consult.storage.sealed_tables import Kept
from consult.storage.work import Work

Envelope = Annotated[str, Length(most=6_000, least=1)]
CastKey = Annotated[str, Length(most=64, least=8)]


def begin_sealing(work: Work, ballot: Ballot, *, voices: int) -> None:
    """Make a ballot that was just opened a sealed one: its key on the disk twice, its store, its signed statement.

    `voices` is how many can vote. From here on the database refuses every change of question, rule and roll.
    """
    secrecy.settled(read_rule(ballot.rule), secrecy.SECRET, voices=voices)
    keys = work.vault.keys.make(ballot.id)
    question = sealed_text.question_of(list(ballot.asked.answers()))
    body = _opening(work, ballot, keys, question)
    open_hash = statements.digest(body)
    work.add(SealedBallot(
        ballot_id=ballot.id, state="open", public_key=keys.public.hex(), question=asdict(question), open_hash=open_hash))
    sign(work, ballot, "open", body)
    work.vault.stores.create(ballot.id, open_hash)


def _opening(work: Work, ballot: Ballot, keys: BallotKeys, question: Question) -> bytes:
    work.db.flush()
    roll = queries.roll(work.db, ballot.id)
    return statements.statement(
        "open", queries.last_statement_hash(work.db, ballot.community_id), community=ballot.community_id,
        ballot=ballot.id, question={"text": ballot.question, "options": ballot.options, **asdict(question)}, rule=ballot.rule,
        form=str(ballot.form), standing=ballot.standing, base=ballot.base,
        eligible=ballot.eligible, voices=len(roll), present=ballot.present, able=sum(v.may_vote for v in roll),
        k=secrecy.K, closes="by_the_chair", public_key=keys.public.hex(),
        roll_hash=statements.roll_hash(keys.roll_salt(), [(v.voter_key, v.present, v.may_vote) for v in roll]),
        opened_at=queries.moment_of(ballot.opened_at),
    )


def sign(work: Work, ballot: Ballot, kind: str, body: bytes) -> None:
    """Put a statement at the end of the community's chain, signed with the installation's key."""
    key = work.vault.keys.signing()
    work.add(queries.next_statement(
        work.db, ballot, kind=kind, body=body.decode(), hash=statements.digest(body),
        signature=key.sign(body).signature.hex(), signed_by=bytes(key.verify_key).hex(),
    ))


def cast_sealed(
    work: Work, *, ballot_id: int, envelope: Envelope, key: CastKey, voter_key: VoterKey = ""
) -> dict[str, Any]:
    """Lay a sealed ballot into its voter's place, over the one that lies there; the answer is its signed receipt.

    Runs beside the database (Store.beside): that somebody voted just now is written nowhere. The same key gets the
    same receipt again, marked superseded where a later ballot lies in the place by then.
    """
    ballot, sealed, voice = _place(work, ballot_id, voter_key)
    sealed_bytes = _decoded(envelope)
    if len(sealed_bytes) != question_from(sealed).envelope_bytes:
        raise BadShape({"envelope": "not_text"})
    return _laid(work, ballot, voice, sealed_bytes, key, same_envelope=True)


def cast_for_sealing(
    work: Work, *, ballot_id: int, choice: Answer, tracker: str, key: CastKey, voter_key: VoterKey = ""
) -> dict[str, Any]:
    """The same for a page without a script: the choice is sealed here, in memory, before anything is written."""
    ballot, sealed, voice = _place(work, ballot_id, voter_key)
    if choice not in ballot.asked.answers():
        raise BadShape({"choice": "not_a_choice"})
    if not sealed_text.is_choice(question_from(sealed), choice):
        raise BadShape({"choice": "not_a_choice"})
    keys = work.vault.keys.of(ballot.id)
    text = sealed_text.write(
        question_from(sealed), ballot_id=ballot.id, choice=choice, tracker=tracker,
        bind=sealed_text.bind_of(ballot.id, keys.cast_token(keys.slot(voice.voter_key))),
    )
    envelope = bytes(SealedBox(PublicKey(bytes.fromhex(sealed.public_key))).encrypt(text))
    return _laid(work, ballot, voice, envelope, key, same_envelope=False)


def _place(work: Work, ballot_id: int, voter_key: str) -> tuple[Ballot, SealedBallot, Mine]:
    actor: Actor | None = work.actor
    ballot = queries.ballot(work.db, ballot_id, actor.community_id or 0 if actor else 0)
    actor = policy.require(actor, "cast", ballot)
    sealed = queries.sealed(work.db, ballot)
    mine = queries.voices_of_all(work.db, [ballot.id], [actor.person_id])
    voice = choose_voice(mine.get((ballot.id, actor.person_id), ()), voter_key, ballot)
    if not ballot.is_open or (ballot.closes_at and work.now >= ballot.closes_at):
        raise RuleBroken("ballot_closed", closed_at=ballot.closed_at or ballot.closes_at)
    return ballot, sealed, voice


def _laid(
    work: Work, ballot: Ballot, voice: Mine, envelope: bytes, key: str, *, same_envelope: bool
) -> dict[str, Any]:
    check_may_vote(voice, ballot)
    keys = work.vault.keys.of(ballot.id)
    work.has_read()
    kept = work.vault.stores.cast(
        ballot.id, slot=keys.slot(voice.voter_key), stowed=keys.stow(envelope), envelope=envelope, key=key,
        same_envelope=same_envelope,
    )
    return _receipt(work, ballot.id, kept)


def _receipt(work: Work, ballot_id: int, kept: Kept) -> dict[str, Any]:
    """The signed words are the same every time; whether a later ballot replaced this one is said beside them."""
    line, key = kept.line, work.vault.keys.signing()
    body = statements.receipt(ballot_id, line.envelope, line.n, line.head)
    return {
        "receipt": {"body": body.decode(), "signature": key.sign(body).signature.hex(),
                    "signed_by": bytes(key.verify_key).hex()},
        "superseded": kept.superseded, "repeated": kept.repeated,
    }


def question_from(sealed: SealedBallot) -> Question:
    """The frozen shape of a sealed ballot."""
    return Question(tuple(sealed.question["choices"]), sealed.question["most"], sealed.question["padded_to"])


def _decoded(envelope: str) -> bytes:
    spelled = envelope.replace("+", "-").replace("/", "_").rstrip("=")
    try:
        return base64.b64decode(spelled + "=" * (-len(spelled) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BadShape({"envelope": "not_text"}) from None
