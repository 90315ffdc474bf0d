"""500 changed records of every method, unsigned, signed with another key, and signed anew with the installation's own:
none passes unseen, neither the programme nor the page. What passes is shown to follow from box, roll and rule."""
from __future__ import annotations

from pathlib import Path

import pytest
from nacl.signing import SigningKey

from tests.builders import Neighbourhood
from tests.sealed.changes import follows, signed_anew, unsigned
from tests.sealed.records import METHODS, Opened, Record, held_by, key_of
from tests.sealed.verifiers import pages_say, verifier

ANOTHER = SigningKey(b"another key than the council's..")
ROUNDS = 500


def known_as(key: SigningKey) -> str:
    """A key as it is given to the programme."""
    return bytes(key.verify_key).hex()


@pytest.fixture(params=METHODS)
def records(request: pytest.FixtureRequest, neighbourhood: Neighbourhood) -> list[Record]:
    """True records of one method, of every kind of result that it has."""
    return held_by(neighbourhood, request.param)


def test_true_records_of_every_method_pass(
    records: list[Record], neighbourhood: Neighbourhood, tmp_path: Path
) -> None:
    verify, key = verifier(), known_as(key_of(neighbourhood))
    assert [{name: fault for name, fault in verify.verify(record, key).items() if fault} for record in records] == [{}] * len(records)
    assert all(map(follows, records)) and len({Opened(record).close["verdict"] for record in records}) in (1, 2, 3)
    assert pages_say(records, tmp_path) == [True] * len(records)


def test_no_change_under_the_old_seals_passes(records: list[Record], tmp_path: Path) -> None:
    verify = verifier()
    changed = [unsigned(records[number % len(records)], number) for number in range(ROUNDS)]
    assert [number for number, record in enumerate(changed) if not any(verify.verify(record).values())] == []
    assert pages_say(changed[::6], tmp_path) == [False] * len(changed[::6])


def test_no_change_signed_with_another_key_passes(records: list[Record], neighbourhood: Neighbourhood) -> None:
    verify, key = verifier(), known_as(key_of(neighbourhood))
    changed = [signed_anew(records[number % len(records)], number, ANOTHER) for number in range(ROUNDS)]
    assert all(any(verify.verify(record, key).values()) for record in changed)
    passed = [record for record in changed if not any(verify.verify(record).values())]
    assert all(map(follows, passed))
    assert all(Opened(record).record["statements"][0]["signed_by"] == known_as(ANOTHER) for record in passed)


def test_what_the_own_key_signs_passes_only_where_the_result_follows(
    records: list[Record], neighbourhood: Neighbourhood, tmp_path: Path
) -> None:
    verify, own = verifier(), key_of(neighbourhood)
    changed = [signed_anew(records[number % len(records)], number, own) for number in range(ROUNDS)]
    passed = [not any(verify.verify(record, known_as(own)).values()) for record in changed]
    assert [number for number, record in enumerate(changed) if passed[number] and not follows(record)] == []
    assert 300 < passed.count(False) < ROUNDS, "some changes leave a result that follows: an abstention more"
    assert pages_say(changed[::6], tmp_path) == passed[::6], "the page sees what the programme sees"
