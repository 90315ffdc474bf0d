"""Anybody can count again: the stand-alone verifier finds every change, and the browser's finds the same."""
from __future__ import annotations

import copy
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from nacl.signing import SigningKey

from consult.ballot import queries
from tests.builders import Neighbourhood
from tests.builders_sealed import Phones, an_election, ballot_of, close_election
from tests.sealed.verifiers import VERIFIER, pages_say, verifier

CHOICES = ("for", "against", "abstain")
Record = dict[str, Any]


def a_record(n: Neighbourhood, voters: int, *, recast: int = 0) -> tuple[Record, Record, list[Record]]:
    """(the published record, the roll for members, every receipt) of an election; some vote twice."""
    random = Random(voters)
    room = an_election(n, voters)
    phones, receipts = Phones(n, room), []
    for at in [*range(voters), *range(recast)]:
        tracker = "".join(random.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ", k=16))
        receipts.append(phones.send(at, phones.seal(at, random.choice(CHOICES), tracker), f"key-{tracker}")["receipt"])
    close_election(n, room)
    ballot = ballot_of(n, room)
    return n.see(queries.record, ballot), n.see(queries.roll_record, ballot), receipts


def test_a_true_record_passes_every_check(neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    verify = verifier()
    record, roll, receipts = a_record(neighbourhood, 12, recast=4)
    assert not any(verify.verify(record).values())
    ballot = verify.Ballot(record)
    assert verify.roll(ballot, roll) is None
    assert [verify.receipt(ballot, receipt) for receipt in receipts] == [None] * 16
    assert verify.difference(record, record) is None


def test_it_runs_by_itself(neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    record, roll, receipts = a_record(neighbourhood, 6)
    for name, content in (("record", record), ("roll", roll), ("receipt", receipts[0])):
        (tmp_path / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    run = [sys.executable, "-I", str(VERIFIER), "record.json", "--roll", "roll.json", "--receipt", "receipt.json"]
    good = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (good.returncode, good.stdout.count("ok"), good.stderr) == (0, 12, "")
    (tmp_path / "record.json").write_text(json.dumps(record).replace(",for\\n", ",against\\n", 1), encoding="utf-8")
    bad = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert bad.returncode == 1 and "WRONG  box" in bad.stdout


# --- every single change is found --------------------------------------------------------------------------


def drop(items: list[Any], random: Random) -> None:
    """One less."""
    del items[random.randrange(len(items))]


def double(items: list[Any], random: Random) -> None:
    """One more."""
    items.insert(random.randrange(len(items) + 1), copy.deepcopy(random.choice(items)))


def swap(items: list[Any], random: Random) -> None:
    """Two change places."""
    one, other = random.sample(range(len(items)), 2)
    items[one], items[other] = items[other], items[one]


def cut(items: list[Any], random: Random) -> None:
    """The end is missing."""
    del items[random.randrange(1, len(items)):]


def _box(change: Callable[[list[Any], Random], None]) -> Callable[[Record, Random], None]:
    def changed(record: Record, random: Random) -> None:
        head, *lines, end = record["box"].split("\n")
        change(lines, random)
        record["box"] = "\n".join([head, *lines, end])

    return changed


def _log(change: Callable[[list[Any], Random], None]) -> Callable[[Record, Random], None]:
    return lambda record, random: change(record["cast_log"], random)


def alter_choice(record: Record, random: Random) -> None:
    """One ballot says something else."""
    head, *lines, end = record["box"].split("\n")
    at = random.randrange(len(lines))
    question, tracker, choice = lines[at].split(",")
    lines[at] = ",".join([question, tracker, random.choice([c for c in CHOICES if c != choice])])
    record["box"] = "\n".join([head, *lines, end])


def alter_letter(record: Record, random: Random) -> None:
    """One letter of the box."""
    at = random.randrange(len(record["box"]))
    letter = random.choice([c for c in "ABCDEFGH0123" if c != record["box"][at]])
    record["box"] = record["box"][:at] + letter + record["box"][at + 1:]


def flip_hex(record: Record, random: Random) -> None:
    """One digit of a hash, a head, a signature or a key."""
    place = random.choice([*record["cast_log"], *record["statements"]])
    name = random.choice([name for name in ("envelope", "head", "signature", "signed_by") if name in place])
    at = random.randrange(len(place[name]))
    digit = random.choice([d for d in "0123456789abcdef" if d != place[name][at]])
    place[name] = place[name][:at] + digit + place[name][at + 1:]


def uncount(record: Record, random: Random) -> None:
    """One line says the opposite of whether it counted."""
    line = random.choice(record["cast_log"])
    line["counted"] = not line["counted"]


def renumber(record: Record, random: Random) -> None:
    """One line, or one statement, has another number."""
    place = random.choice([(line, "n") for line in record["cast_log"]] + [(s, "seq") for s in record["statements"]])
    place[0][place[1]] += random.choice([-1, 1])


def alter_statement(record: Record, random: Random) -> None:
    """One figure of a statement is another."""
    s = random.choice(record["statements"])
    body = json.loads(s["body"])
    name = random.choice([name for name, value in body.items() if isinstance(value, int)])
    body[name] += random.choice([-1, 1])
    s["body"] = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sign_anew(record: Record, random: Random) -> None:
    """One statement is signed with another key, as truly as can be."""
    s, key = random.choice(record["statements"]), SigningKey(random.randbytes(32))
    s["signature"], s["signed_by"] = key.sign(s["body"].encode()).signature.hex(), bytes(key.verify_key).hex()


def drop_statement(record: Record, random: Random) -> None:
    """One statement of the chain is missing."""
    drop(record["statements"], random)


def swap_statements(record: Record, random: Random) -> None:
    """Two statements change places."""
    swap(record["statements"], random)


MUTATIONS: tuple[Callable[[Record, Random], None], ...] = (
    _box(drop), _box(double), _box(swap), _box(cut), _log(drop), _log(double), _log(swap), _log(cut), alter_choice,
    alter_letter, flip_hex, uncount, renumber, alter_statement, sign_anew, drop_statement, swap_statements,
)


def mutated(record: Record, number: int) -> Record:
    """The record with one change, a different one for each number."""
    changed, random = copy.deepcopy(record), Random(number)
    MUTATIONS[number % len(MUTATIONS)](changed, random)
    return changed


def test_every_one_of_2000_changes_is_found(neighbourhood: Neighbourhood) -> None:
    verify = verifier()
    first, _, _ = a_record(neighbourhood, 6)
    record, _, _ = a_record(neighbourhood, 9, recast=3)
    assert len(record["statements"]) == 4 and not any(verify.verify(record).values()) and first
    changes = [mutated(record, number) for number in range(2_040)]
    assert all(change != record for change in changes)
    assert [number for number, change in enumerate(changes) if not any(verify.verify(change).values())] == []


def test_marks_and_receipts_that_are_not_true_are_found(neighbourhood: Neighbourhood) -> None:
    verify = verifier()
    record, roll, receipts = a_record(neighbourhood, 8)
    ballot = verify.Ballot(record)
    assert verify.roll(ballot, {**roll, "voted": roll["voted"][1:]})
    assert verify.roll(ballot, {**roll, "roll": roll["roll"][1:]})
    assert verify.roll(ballot, {**roll, "salt": "00" * 32})
    assert verify.receipt(ballot, {**receipts[0], "body": receipts[1]["body"]})
    shorter = copy.deepcopy(record)
    del shorter["cast_log"][-1]
    assert verify.difference(record, shorter)


def test_the_browser_finds_what_the_programme_finds(neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    a_record(neighbourhood, 6)
    record, _, _ = a_record(neighbourhood, 9, recast=3)
    records = [record, *(mutated(record, n) for n in range(51))]
    assert pages_say(records, tmp_path) == [True, *[False] * 51]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_box_of_2000_ballots_is_counted_while_one_waits(neighbourhood: Neighbourhood) -> None:
    verify = verifier()
    record, _, _ = a_record(neighbourhood, 2_000)
    begun = time.perf_counter()
    assert not any(verify.verify(record).values())
    print(f"\na box of 2,000 ballots: {time.perf_counter() - begun:.2f} s")
