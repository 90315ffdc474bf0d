"""A secret ballot from its opening to the published box."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import VerifyKey
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from consult.ballot import actions as ballots
from consult.ballot import queries
from consult.ballot.models import BoxRow, CastBallot, CastLine, RollMark, SealedBallot
from consult.ballot.rules import sealed_text, secrecy
from consult.core.errors import NotFound, RepeatDiffers, RuleBroken
from consult.meeting import actions as meetings
from consult.storage.commands import CarriedOut
from tests.builders import Neighbourhood, Room
from tests.builders_sealed import (
    EVERYONE,
    Phones,
    a_secret_vote,
    an_election,
    ballot_of,
    cast_sealed,
    close,
    close_election,
    seal,
    send,
    voter,
)


@pytest.fixture
def room(neighbourhood: Neighbourhood) -> Room:
    """A motion put to a secret vote, the whole council there."""
    return a_secret_vote(neighbourhood)


# --- casting ---------------------------------------------------------------------------------------------


def test_everyone_finds_the_own_ballot_in_the_box(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    said = {"chen": "for", "wang": "against", "li": "for", "zhao": "for", "sun": "abstain", "qian": "for"}
    trackers = cast_sealed(n, room, **said)
    close(n, room)
    ballot = ballot_of(n, room)
    box = {row.tracker: row.choice for row in n.see(queries.box, ballot)}
    assert box == {trackers[who]: choice for who, choice in said.items()}
    assert (ballot.result["for"], ballot.result["verdict"]) == (4, "passed")
    assert n.see(queries.voted, ballot.id) == sorted(f"person:{n.people[who]}" for who in EVERYONE)


def test_the_last_ballot_of_a_place_counts(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    cast_sealed(n, room, **dict.fromkeys(EVERYONE, "for"))
    again = cast_sealed(n, room, chen="against")["chen"]
    close(n, room)
    box = {row.tracker: row.choice for row in n.see(queries.box, ballot_of(n, room))}
    assert len(box) == 6 and box[again] == "against"
    assert [line.counted for line in n.see(queries.cast_log, room.ballot_id)] == [False, *[True] * 6]


def test_a_repeat_gets_the_same_receipt_byte_for_byte(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    envelope = seal(n, room, "chen", "for")
    first, second = (send(n, room, "chen", envelope, "key-of-chen") for _ in range(2))
    assert first["receipt"] == second["receipt"]
    assert n.store.vault.stores.count(room.ballot_id) == 1
    VerifyKey(bytes.fromhex(first["receipt"]["signed_by"])).verify(
        first["receipt"]["body"].encode(), bytes.fromhex(first["receipt"]["signature"]))


def test_a_late_retry_of_an_older_ballot_never_brings_it_back(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    old, new = seal(n, room, "chen", "for"), seal(n, room, "chen", "against", "0" * 16)
    first = send(n, room, "chen", old, "key-one-of-chen")
    send(n, room, "chen", new, "key-two-of-chen")
    late = send(n, room, "chen", old, "key-one-of-chen")
    assert (late["receipt"], late["superseded"]) == (first["receipt"], True)
    cast_sealed(n, room, **dict.fromkeys(EVERYONE[1:], "for"))
    close(n, room)
    assert sealed_text.Opened("0" * 16, "against") in n.see(queries.box, ballot_of(n, room))


def test_one_key_cannot_stand_for_two_envelopes(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    send(n, room, "chen", seal(n, room, "chen", "for"), "key-of-chen")
    with pytest.raises(RepeatDiffers):
        send(n, room, "chen", seal(n, room, "chen", "for"), "key-of-chen")


def test_an_envelope_copied_into_another_place_is_invalid(neighbourhood: Neighbourhood, room: Room) -> None:
    """The lesson of Helios: a copied ballot would show the copier how its owner voted."""
    n = neighbourhood
    cast_sealed(n, room, **dict.fromkeys(EVERYONE[1:], "for"))
    send(n, room, "chen", seal(n, room, "wang", "for"), "copied-by-chen")
    close(n, room)
    result = ballot_of(n, room).result
    assert (result["for"], result["invalid"]) == (5, 1)
    assert [row.choice for row in n.see(queries.box, ballot_of(n, room))].count("invalid") == 1


def test_two_ballots_with_one_tracker_are_both_published(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    cast_sealed(n, room, **dict.fromkeys(EVERYONE[2:], "for"))
    for who, choice in (("chen", "against"), ("wang", "for")):
        send(n, room, who, seal(n, room, who, choice, "A" * 16), f"key-of-{who}")
    close(n, room)
    box = [(row.tracker, row.choice) for row in n.see(queries.box, ballot_of(n, room))]
    assert [row for row in box if row[0].startswith("A" * 16)] == [("A" * 16, "against"), ("A" * 16 + "#2", "for")]


def test_every_envelope_is_as_long_as_every_other(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    lengths = {len(seal(n, room, who, choice)) for who in ("chen", "qian") for choice in ("for", "against", "abstain")}
    assert len(lengths) == 1


def test_a_secret_ballot_takes_no_open_vote_and_a_named_one_no_envelope(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    with pytest.raises(RuleBroken, match="ballot_is_sealed"):
        n.do("chen", meetings.cast_vote, meeting_id=room.meeting_id, ballot_id=room.ballot_id, choice="for")
    named = n.a_vote()
    with pytest.raises(RuleBroken, match="ballot_not_sealed"):
        n.store.beside(lambda work: ballots.cast_sealed(
            work, ballot_id=named.ballot_id, envelope="eA==", key="key-of-chen"), actor=n.actor("chen"))


def test_nothing_is_cast_after_the_close(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    cast_sealed(n, room, **dict.fromkeys(EVERYONE, "for"))
    late = seal(n, room, "chen", "against")
    close(n, room)
    with pytest.raises(RuleBroken, match="ballot_closed"):
        send(n, room, "chen", late, "a-late-key")


def test_what_is_closing_takes_no_more_and_never_opens_again(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    late = seal(n, room, "chen", "against")
    stores = n.store.vault.stores
    first = stores.close(room.ballot_id, n.clock())
    n.clock.forward(hours=-2)
    assert stores.close(room.ballot_id, n.clock()) == first
    with pytest.raises(RuleBroken, match="ballot_closed"):
        send(n, room, "chen", late, "a-late-key")


# --- nothing beside the envelope is written ----------------------------------------------------------------


def test_that_somebody_voted_stands_nowhere_in_the_database(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    before = n.look(lambda db: db.query(CarriedOut).count()), len(n.log(f"ballot:{room.ballot_id}"))
    cast_sealed(n, room, chen="for")
    assert before == (n.look(lambda db: db.query(CarriedOut).count()), len(n.log(f"ballot:{room.ballot_id}")))
    assert n.look(lambda db: db.query(CastBallot).count()) == 0


def test_the_tables_of_box_and_marks_hold_nothing_but_what_is_published() -> None:
    columns = {table.__tablename__: set(table.__table__.c.keys()) for table in (BoxRow, RollMark, CastLine, SealedBallot)}
    assert columns == {
        "ballot_box": {"ballot_id", "question", "tracker", "choice"}, "ballot_roll_mark": {"ballot_id", "voter_key"},
        "ballot_cast_log": {"ballot_id", "n", "envelope", "head", "counted"},
        "sealed_ballot": {"ballot_id", "state", "public_key", "question", "open_hash", "roll_salt"},
    }
    assert not [c for t in (BoxRow, RollMark) for c in t.__table__.c if c.default is not None or c.onupdate is not None]


def test_the_turnout_moves_in_steps(neighbourhood: Neighbourhood, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    n, moment = neighbourhood, [100.0]
    monkeypatch.setattr("consult.storage.sealed_store.time.monotonic", lambda: moment[0])
    assert n.see(queries.turnout, room.ballot_id) == 0
    cast_sealed(n, room, chen="for", wang="against")
    moment[0] += 9.9
    assert n.see(queries.turnout, room.ballot_id) == 0
    moment[0] += 0.2
    assert n.see(queries.turnout, room.ballot_id) == 2


# --- keys --------------------------------------------------------------------------------------------------


def test_the_keys_lie_twice_in_private_files_and_are_gone_after_the_close(
    neighbourhood: Neighbourhood, room: Room, tmp_path: Path
) -> None:
    n = neighbourhood
    places = [tmp_path / "keys" / f"{room.ballot_id}.key", tmp_path / "escrow" / f"{room.ballot_id}.escrow"]
    keys = n.store.vault.keys.of(room.ballot_id)
    for place in places:
        assert place.stat().st_mode & 0o777 == 0o600
        assert not any(part in place.read_bytes() for part in (keys.private, keys.slots, keys.at_rest))
    cast_sealed(n, room, **dict.fromkeys(EVERYONE, "for"))
    close(n, room)
    assert not any(place.exists() for place in places)
    assert not n.store.vault.stores.exists(room.ballot_id)
    assert n.log(f"ballot:{room.ballot_id}")[-1].name == "KeysDestroyed"


def test_one_lost_copy_of_the_key_loses_no_ballot(neighbourhood: Neighbourhood, room: Room, tmp_path: Path) -> None:
    n = neighbourhood
    cast_sealed(n, room, **dict.fromkeys(EVERYONE, "for"))
    (tmp_path / "keys" / f"{room.ballot_id}.key").write_bytes(b"half a key")
    close(n, room)
    assert ballot_of(n, room).result["for"] == 6


def test_a_ballot_is_not_opened_when_its_key_cannot_be_kept_twice(neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    n = neighbourhood
    motion = n.a_motion(present=EVERYONE)
    (tmp_path / "escrow").write_text("a file where a folder should be")
    with pytest.raises(OSError, match="escrow"):
        n.do("zhou", meetings.put_to_vote, meeting_id=motion.meeting_id, secrecy="secret")
    assert n.look(lambda db: db.query(SealedBallot).count()) == 0


# --- small groups, weights, what the rule allows -------------------------------------------------------------


def test_fewer_than_five_voices_get_no_secret_ballot(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    motion = n.a_motion(present=EVERYONE[:4])
    with pytest.raises(RuleBroken) as refused:
        n.do("zhou", meetings.put_to_vote, meeting_id=motion.meeting_id, secrecy="secret")
    assert (refused.value.code, refused.value.facts) == ("too_few_for_secret", {"voices": 4, "needed": 5})


def test_of_fewer_than_five_ballots_only_the_outcome_is_told(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    cast_sealed(n, room, chen="for", wang="for", li="for", zhao="against")
    close(n, room)
    ballot = ballot_of(n, room)
    told = json.dumps(ballot.result)
    assert ballot.result["verdict"] == "failed" and ballot.result["withheld"] == "fewer_than_k"
    assert not {"for", "against", "abstain", "figures"} & set(ballot.result) and '"have"' not in told
    assert "不足5张" in ballot.result["said"]["zh"]
    assert n.look(lambda db: db.query(BoxRow).count()) == 0
    with pytest.raises(NotFound):
        n.see(queries.box, ballot)
    record = n.see(queries.record, ballot)
    assert record["box"] is None and json.loads(record["statements"][-1]["body"])["tally"] is None


def test_a_unanimous_result_says_so(neighbourhood: Neighbourhood, room: Room) -> None:
    cast_sealed(neighbourhood, room, **dict.fromkeys(EVERYONE, "for"))
    close(neighbourhood, room)
    assert ballot_of(neighbourhood, room).result["unanimous"] is True


@pytest.mark.parametrize(("code", "wanted", "answer"), [
    ("owners_ordinary", "secret", "weights_are_named"), ("joint_meeting_consensus", "secret", "secrecy_not_by_this_rule"),
    ("appraisal_body_3", "", "secret"),
    ("council_present_half", "", "named"), ("council_present_half", "secret", "secret"),
])
def test_named_or_secret_is_what_the_rule_leaves_open(
    neighbourhood: Neighbourhood, code: str, wanted: str, answer: str
) -> None:
    rule = queries.rule_for(code, neighbourhood.clock().date())
    try:
        assert secrecy.settled(rule, wanted, voices=40).secrecy == answer
    except RuleBroken as refused:
        assert refused.code == answer


# --- frozen, signed, chained ---------------------------------------------------------------------------------

CHANGES = [
    "UPDATE ballot SET question = 'x' WHERE id = :id", "UPDATE ballot SET rule = '{}' WHERE id = :id",
    "UPDATE ballot SET eligible = 99 WHERE id = :id", "UPDATE ballot_roll SET present = NOT present WHERE ballot_id = :id",
    "UPDATE ballot_roll SET silent_because = 'chair_is_neutral' WHERE ballot_id = :id",
    "DELETE FROM ballot_roll WHERE ballot_id = :id", "UPDATE sealed_ballot SET public_key = 'x' WHERE ballot_id = :id",
    "INSERT INTO ballot_roll (ballot_id, voter_key, person_id, shown_as, present, area_cm2, \"group\") "
    "SELECT ballot_id, 'person:0', person_id, shown_as, present, area_cm2, \"group\" FROM ballot_roll "
    "WHERE ballot_id = :id LIMIT 1",
    "UPDATE ballot_statement SET body = '{}' WHERE ballot_id = :id", "DELETE FROM ballot_statement WHERE ballot_id = :id",
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_what_is_open(neighbourhood: Neighbourhood, room: Room, change: str) -> None:
    with pytest.raises(IntegrityError, match="nothing of it may change"), neighbourhood.store.writing.begin() as db:
        db.execute(text(change), {"id": room.ballot_id})


AFTERWARDS = [
    "UPDATE ballot_box SET choice = 'for' WHERE choice <> 'for' AND ballot_id = :id",
    "DELETE FROM ballot_box WHERE ballot_id = :id", "DELETE FROM ballot_roll_mark WHERE ballot_id = :id",
    "INSERT INTO ballot_box (ballot_id, question, tracker, choice) VALUES (:id, 1, 'STUFFED', 'for')",
]


@pytest.mark.parametrize("change", AFTERWARDS)
def test_the_database_refuses_to_change_an_opened_box(neighbourhood: Neighbourhood, room: Room, change: str) -> None:
    cast_sealed(neighbourhood, room, **dict.fromkeys(EVERYONE, "against"))
    close(neighbourhood, room)
    with pytest.raises(IntegrityError, match="nothing of it may change"), neighbourhood.store.writing.begin() as db:
        db.execute(text(change), {"id": room.ballot_id})


def test_statements_of_a_community_are_one_signed_chain(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    rooms = [an_election(n, 5) for _ in range(3)]
    for room in rooms:
        phones = Phones(n, room)
        for at in range(5):
            phones.cast(at, "for")
        close_election(n, room)
    statements = n.see(queries.record, ballot_of(n, rooms[-1]))["statements"]
    assert [(s["ballot"], s["kind"]) for s in statements] == [
        *((room.ballot_id, "open") for room in rooms), *((room.ballot_id, "close") for room in rooms)]
    assert len({s["signed_by"] for s in statements}) == 1


def test_a_voice_has_one_place_however_its_key_is_spelled(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = an_election(n, 6)
    with pytest.raises(RuleBroken, match="not_on_the_roll"):
        _cast_as(n, room, voter(0) + " ")


def _cast_as(n: Neighbourhood, room: Room, key: str) -> Any:
    return n.store.beside(lambda work: ballots.cast_for_sealing(
        work, ballot_id=room.ballot_id, choice="for", tracker="0" * 16, key="key-of-chen", voter_key=key),
        actor=n.actor("chen"))
