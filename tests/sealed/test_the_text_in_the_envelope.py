"""A secret ballot on paper, as it were: its text, its proofs, and when it may be secret at all; without a database."""
from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from consult.ballot.queries import rule_for
from consult.ballot.rules import sealed_text, secrecy, statements
from consult.ballot.rules.sealed_text import Opened, Question
from consult.core.errors import RuleBroken

TODAY = date(2026, 11, 26)
MOTION = sealed_text.question_of(["for", "against", "abstain"])
TWO = sealed_text.question_of(["o1", "o2", "o3", "abstain"], 2)
TRACKER, BIND = "0123456789ABCDEF", "b" * 64
OPEN = rule_for("council_present_half", TODAY)
BY_AREA, ONLY_NAMED = rule_for("owners_ordinary", TODAY), rule_for("council_members_half", TODAY)
ONLY_SECRET = rule_for("committee_election_representative", TODAY)


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def altered(**changed: Any) -> bytes:
    """A ballot of the motion with something else in it, as long as it must be."""
    body = {"v": 1, "ballot": 7, "question": 1, "choice": "for", "tracker": TRACKER, "bind": BIND} | changed
    return json.dumps(body).encode().ljust(MOTION.padded_to)


def read(text: bytes | None) -> Opened | None:
    return sealed_text.read(MOTION, text, ballot_id=7, bind=BIND)


# --- the text --------------------------------------------------------------------------------------------


def test_every_ballot_of_a_question_has_one_length_that_fits_the_longest() -> None:
    longest = ('{"ballot":2147483647,"bind":"' + "0" * 64 + '","choice":"against","question":1,"tracker":"' + "0" * 16
               + '","v":1}')
    assert MOTION.padded_to == -(-len(longest) // 64) * 64 == 192
    assert MOTION.envelope_bytes == 192 + 48
    assert (MOTION.choices, MOTION.most) == (("for", "against", "abstain"), 1)
    for choice in MOTION.choices:
        assert len(sealed_text.write(MOTION, ballot_id=7, choice=choice, tracker=TRACKER, bind=BIND)) == 192


@pytest.mark.parametrize(("letters", "most", "padded"), [
    # The text without its choice has 155 bytes: 37 letters fill three steps of 64, 38 need a fourth.
    (37, 1, 192), (38, 1, 256), (101, 1, 256), (102, 1, 320), (18, 2, 192), (19, 2, 256),
])
def test_the_length_grows_by_steps_of_sixty_four(letters: int, most: int, padded: int) -> None:
    assert sealed_text.question_of(["z", "x" * letters, "y" * letters], most).padded_to == padded


def test_what_is_written_is_canonical_and_padded_with_spaces() -> None:
    text = sealed_text.write(MOTION, ballot_id=7, choice="for", tracker=TRACKER, bind=BIND)
    said = f'{{"ballot":7,"bind":"{BIND}","choice":"for","question":1,"tracker":"{TRACKER}","v":1}}'
    assert text == said.encode() + b" " * (192 - len(said))
    assert read(text) == Opened(TRACKER, "for")


def test_what_is_no_choice_is_not_written() -> None:
    with pytest.raises(ValueError, match="not a choice"):
        sealed_text.write(MOTION, ballot_id=7, choice="o1", tracker=TRACKER, bind=BIND)


@pytest.mark.parametrize("text", [
    None, b"", altered()[:-1], altered() + b" ", b"x" * 192, b"[]".ljust(192), b'"for"'.ljust(192), b"7".ljust(192),
    altered(v=2), altered(ballot=8), altered(question=2), altered(choice="o1"), altered(choice="for+against"),
    altered(choice=""), altered(choice=7), altered(choice=None), altered(tracker=7), altered(tracker="0" * 15),
    altered(tracker="0" * 17), altered(tracker="I" * 16), altered(tracker="a" * 16), altered(bind="c" * 64),
    altered(more=1), b"\xff" * 192,
])
def test_a_text_that_is_not_as_it_must_be_is_no_ballot(text: bytes | None) -> None:
    assert read(altered()) == Opened(TRACKER, "for")
    assert read(text) is None


@pytest.mark.parametrize(("question", "choice", "fits"), [
    (TWO, "o1", True), (TWO, "o1+o3", True), (TWO, "o3+o1", False), (TWO, "o1+o2+o3", False), (TWO, "o1+o1", False),
    (TWO, "o9", False), (TWO, "o1+o9", False), (TWO, "", False), (MOTION, "for", True), (MOTION, "for+against", False),
])
def test_several_choices_come_in_their_order_and_no_more_than_may(question: Question, choice: str, fits: bool) -> None:
    assert sealed_text.is_choice(question, choice) is fits


@pytest.mark.parametrize(("bits", "letters"), [
    (b"\0" * 10, "0" * 16), (b"\xff" * 10, "Z" * 16), (b"\x80" + b"\0" * 9, "G" + "0" * 15), (b"\0" * 9 + b"\x1f", "0" * 15 + "Z"),
    (b"\0" * 9 + b"\x21", "0" * 14 + "11"), ((0x0123456789ABCDEF0123).to_bytes(10, "big"), "04HMASW9NF6YY093"),
])
def test_a_tracker_is_eighty_bits_in_letters_that_are_taken_for_nothing_else(
    bits: bytes, letters: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn(count: int) -> bytes:
        assert count == 10
        return bits

    monkeypatch.setattr("secrets.token_bytes", drawn)
    assert sealed_text.new_tracker() == letters
    assert sealed_text.TRACKER.fullmatch(letters) and not sealed_text.TRACKER.fullmatch("ILOU" * 4)


def test_a_ballot_is_bound_to_its_place() -> None:
    assert sealed_text.bind_of(7, b"\x01\xff") == sha(b'{"ballot":7,"question":1,"token":"01ff"}')


# --- what is signed and recomputed -----------------------------------------------------------------------


def test_the_box_is_one_line_a_ballot() -> None:
    rows = [Opened("A" * 16, "for"), Opened("B" * 16, "invalid")]
    assert statements.box_csv(rows) == f"question,tracker,choice\n1,{'A' * 16},for\n1,{'B' * 16},invalid\n"
    assert statements.box_csv([]) == "question,tracker,choice\n"


def test_the_hash_of_a_roll_is_salted_and_knows_no_order() -> None:
    assert statements.roll_hash(b"salt", ["person:2", "person:10"]) == sha(b'salt["person:10","person:2"]')
    assert statements.roll_hash(b"salt", ["person:10", "person:2"]) == sha(b'salt["person:10","person:2"]')


def test_the_root_of_the_sealed_set_is_a_merkle_root_over_sorted_leaves() -> None:
    def leaf(each: str) -> bytes:
        return hashlib.sha256(b"\x00" + bytes.fromhex(each)).digest()

    def node(left: bytes, right: bytes) -> bytes:
        return hashlib.sha256(b"\x01" + left + right).digest()

    a, b, c = ("0a" * 32, "0b" * 32, "0c" * 32)
    assert statements.sealed_root([]) == "0" * 64
    assert statements.sealed_root([a]) == leaf(a).hex()
    assert statements.sealed_root([b, a]) == node(leaf(a), leaf(b)).hex()
    assert statements.sealed_root([c, a, b]) == node(node(leaf(a), leaf(b)), leaf(c)).hex()
    d, e = "0d" * 32, "0e" * 32
    four = node(node(leaf(a), leaf(b)), node(leaf(c), leaf(d)))
    assert statements.sealed_root([d, c, b, a]) == four.hex()
    assert statements.sealed_root([e, d, c, b, a]) == node(four, leaf(e)).hex()


def test_a_ballot_that_says_several_counts_for_each_and_an_invalid_one_is_counted_too() -> None:
    rows = [Opened("A", "o1+o2"), Opened("B", "o2"), Opened("C", "invalid")]
    assert statements.counted(rows, ["o1", "o2", "o3"]) == {"o1": 1, "o2": 2, "o3": 0, "invalid": 1}


def test_a_statement_names_the_one_before_it_in_one_spelling() -> None:
    assert statements.FIRST == "0" * 64
    assert statements.statement("opened", statements.FIRST, ballot=7) == (
        b'{"ballot":7,"kind":"opened","previous":"' + b"0" * 64 + b'","v":2}')
    assert statements.receipt(7, "ee", 3, "dd") == b'{"ballot":7,"envelope":"ee","head":"dd","kind":"receipt","n":3,"v":1}'
    assert statements.digest(b"x") == sha(b"x")


def test_what_is_stored_keeps_its_word() -> None:
    assert [str(one) for one in secrecy.Secrecy] == ["named", "secret"]
    assert sealed_text.INVALID == "invalid"


# --- when a ballot may be secret -------------------------------------------------------------------------


def refused(rule: Any, wanted: str, voices: int) -> tuple[str, dict[str, Any]]:
    with pytest.raises(RuleBroken) as broken:
        secrecy.settled(rule, wanted, voices=voices)
    return broken.value.code, broken.value.facts


def test_the_desk_has_the_secrecy_of_the_rule_or_another_that_the_rule_allows() -> None:
    assert secrecy.ways(OPEN) == ("named", "secret")
    assert secrecy.ways(ONLY_SECRET) == ("secret",)
    assert secrecy.settled(OPEN, "", voices=45).secrecy == "named"
    assert secrecy.settled(OPEN, "secret", voices=45).secrecy == "secret"
    assert secrecy.settled(OPEN, "named", voices=2).secrecy == "named"
    assert secrecy.settled(ONLY_SECRET, "", voices=45) == ONLY_SECRET
    assert refused(ONLY_SECRET, "named", 45) == ("secrecy_not_by_this_rule", {"secrecy": "secret"})
    assert refused(ONLY_NAMED, "secret", 45) == ("secrecy_not_by_this_rule", {"secrecy": "named"})


def test_fewer_than_five_voices_have_no_secret() -> None:
    assert secrecy.settled(OPEN, "secret", voices=5).secrecy == "secret"
    assert refused(OPEN, "secret", 4) == ("too_few_for_secret", {"voices": 4, "needed": 5})
    assert refused(ONLY_SECRET, "", 4) == ("too_few_for_secret", {"voices": 4, "needed": 5})


def test_a_vote_that_weighs_by_area_is_named() -> None:
    """A weight of 87.3 m² names its owner."""
    assert secrecy.is_weighted(BY_AREA) and not secrecy.is_weighted(OPEN)
    assert refused(BY_AREA, "secret", 45) == ("weights_are_named", {})
    assert secrecy.settled(BY_AREA, "", voices=45).secrecy == "named"
    heads_only = replace(BY_AREA, quorums=(), thresholds=())
    assert heads_only.metrics == ("heads",) and secrecy.is_weighted(heads_only)
    assert secrecy.is_weighted(replace(BY_AREA, unit=("person",)))
    assert secrecy.is_weighted(replace(heads_only, unit=("person", "owner_head")))


def test_of_fewer_than_five_ballots_only_the_outcome_is_told() -> None:
    whole = {"verdict": "passed", "winner": "", "present": 6, "eligible": 9, "form": "for_against", "way": "sealed",
             "for": 3, "against": 1, "figures": {}, "quorum": [1], "threshold": [1], "options": [1]}
    assert secrecy.withheld(whole, 4) == {
        "verdict": "passed", "winner": "", "present": 6, "eligible": 9, "form": "for_against", "way": "sealed",
        "withheld": "fewer_than_k", "participating": 4, "quorum": [], "threshold": [], "options": []}
    assert set(secrecy.withheld({"verdict": "failed"}, 2)) == {
        "verdict", "withheld", "participating", "quorum", "threshold", "options"}


@pytest.mark.parametrize(("tally", "same"), [
    ({"for": 6, "against": 0}, True), ({"for": 6, "against": 1}, False), ({"for": 0, "against": 0}, False), ({"for": 1}, True),
])
def test_a_unanimous_count_names_everybody(tally: dict[str, int], same: bool) -> None:
    assert secrecy.is_unanimous(tally) is same
