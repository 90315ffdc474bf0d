#!/usr/bin/env python3
"""Count a closed secret ballot again, by yourself.

    pip install pynacl
    python verify.py record.json                    everything that was published of one ballot
    python verify.py record.json --roll roll.json   for members: who voted, too
    python verify.py record.json --key HEX          the installation's key, if you know it from elsewhere
    python verify.py record.json --receipt FILE     is your receipt in the cast log?
    python verify.py --diff old.json new.json       was anything removed or changed between two downloads?

It needs Python 3.10 or later and PyNaCl, and asks no server. Exit status 0: everything agrees.
What it cannot see: whether the server changed ballots before the box was opened. That is found by
voters who look for their own ballot in the box.
"""
from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

FIRST = "0" * 64
BASES = ("eligible", "present", "participating", "cast")
Record = dict
Fault = str | None


def canonical(value: Any) -> bytes:
    """JSON with sorted names and no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def merkle_root(hashes: Iterable[str]) -> str:
    """The root over hashes, sorted; a leaf begins with 0, a knot with 1."""
    level = [hashlib.sha256(b"\x00" + bytes.fromhex(each)).digest() for each in sorted(hashes)]
    if not level:
        return FIRST
    while len(level) > 1:
        pairs = [level[at:at + 2] for at in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\x01" + p[0] + p[1]).digest() if len(p) == 2 else p[0] for p in pairs]
    return level[0].hex()


class Ballot:
    """One record, with its own two statements read out."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.number = record["ballot"]
        self.statements = record["statements"]
        own = {s["kind"]: s["body"] for s in self.statements if s["ballot"] == self.number}
        self.open_text, self.close_text = own["open"].encode(), own["close"].encode()
        self.open, self.close = json.loads(self.open_text), json.loads(self.close_text)
        self.log = record["cast_log"]

    def rows(self) -> list[list[str]]:
        """The box as (question, tracker, choice)."""
        lines = self.record["box"].split("\n")
        if lines[0] != "question,tracker,choice" or lines[-1] != "":
            raise ValueError("the box is not as it is published")
        return [line.split(",") for line in lines[1:-1]]


# --- the checks: each gives what is wrong, or None ------------------------------------------------------


def shape(ballot: Ballot) -> Fault:
    """Nothing is in the record that is not checked."""
    if set(ballot.record) != {"v", "ballot", "statements", "box", "cast_log"} or ballot.record["v"] != 1:
        return "the record has other parts than it should"
    names = {"seq", "ballot", "kind", "body", "signature", "signed_by"}
    if any(set(s) != names for s in ballot.statements):
        return "a statement has other parts than it should"
    if any(set(line) != {"n", "envelope", "head", "counted"} for line in ballot.log):
        return "a line of the cast log has other parts than it should"
    if any(canonical(json.loads(s["body"])) != s["body"].encode() for s in ballot.statements):
        return "a statement is not canonical"
    return None


def signatures(ballot: Ballot, key: str = "") -> Fault:
    """Every statement is signed by one and the same key."""
    keys = {s["signed_by"] for s in ballot.statements}
    if len(keys) != 1 or (key and keys != {key.lower()}):
        return "signed by another key"
    for s in ballot.statements:
        try:
            VerifyKey(bytes.fromhex(s["signed_by"])).verify(s["body"].encode(), bytes.fromhex(s["signature"]))
        except (BadSignatureError, ValueError):
            return f"the signature of statement {s['seq']} is not true"
    return None


def chain(ballot: Ballot) -> Fault:
    """The statements of the community follow each other without a gap, up to this close."""
    previous = FIRST
    for n, s in enumerate(ballot.statements, start=1):
        body = json.loads(s["body"])
        if s["seq"] != n or body["previous"] != previous:
            return f"statement {n} does not follow the one before it"
        if (body["ballot"], body["kind"]) != (s["ballot"], s["kind"]):
            return f"statement {n} is labelled wrongly"
        previous = digest(s["body"].encode())
    last = ballot.statements[-1]
    return None if (last["ballot"], last["kind"]) == (ballot.number, "close") else "it does not end with this close"


def cast_log(ballot: Ballot) -> Fault:
    """The cast log is a chain from the opening to the head that the close signed."""
    head = digest(ballot.open_text)
    if ballot.close["open_hash"] != head:
        return "the close belongs to another opening"
    for n, line in enumerate(ballot.log, start=1):
        body = {"ballot": ballot.number, "n": n, "envelope": line["envelope"]}
        head = digest(head.encode() + b"\n" + canonical(body))
        if line["n"] != n or line["head"] != head:
            return f"line {n} does not follow the one before it"
    if ballot.close["cast_head"] != head or ballot.close["casts"] != len(ballot.log):
        return "the log does not end where the close says"
    return None


def sealed_set(ballot: Ballot) -> Fault:
    """What was opened are exactly the envelopes that lay in the store when it closed."""
    if any(not isinstance(line["counted"], bool) for line in ballot.log):
        return "a line does not say whether it counted"
    counted = [line["envelope"] for line in ballot.log if line["counted"]]
    if len(counted) != ballot.close["ballots"]:
        return "other envelopes count than were sealed"
    return None if merkle_root(counted) == ballot.close["sealed_root"] else "other envelopes count than were sealed"


def box(ballot: Ballot) -> Fault:
    """The box is the signed one: as many ballots as envelopes, each tracker once, in order."""
    if ballot.close["withheld"]:
        hidden = ballot.record["box"] is None and ballot.close["box_hash"] is None
        return None if hidden else "a box is published that should be withheld"
    if digest(ballot.record["box"].encode()) != ballot.close["box_hash"]:
        return "the box is not the one that was signed"
    trackers = [tracker for _, tracker, _ in ballot.rows()]
    if len(trackers) != ballot.close["ballots"] or len(set(trackers)) != len(trackers):
        return "there are other ballots in the box than were sealed"
    return None if trackers == sorted(trackers) else "the box is not in order"


def tally(ballot: Ballot) -> Fault:
    """The choices, counted here, are the counts that were signed."""
    if ballot.close["withheld"]:
        return None if ballot.close["tally"] is None else "a tally is published that should be withheld"
    counts = dict.fromkeys([*ballot.open["question"]["choices"], "invalid"], 0)
    for _, _, choice in ballot.rows():
        for code in choice.split("+"):
            if code not in counts:
                return f"{code} was no choice"
            counts[code] += 1
    return None if counts == ballot.close["tally"] else "the counts are not those that were signed"


def verdict(ballot: Ballot) -> Fault:
    """Where the rule is a plain threshold over heads, the verdict follows from the counts."""
    rule, counts = ballot.open["rule"], ballot.close["tally"]
    bars = [*rule["quorum"], *rule["threshold"]]
    plain = rule["method"] == "threshold" and all(bar["metrics"] == ["heads"] and bar["base"] in BASES for bar in bars)
    if counts is None or not plain or not {"for", "against", "abstain"} <= set(counts):
        return None
    cast = counts["for"] + counts["against"]
    figures = {"eligible": ballot.open["eligible"], "present": ballot.open["present"], "cast": cast,
               "participating": cast + counts["abstain"], "for": counts["for"]}
    held = all(_clears(bar, figures) for bar in rule["threshold"])
    expected = "passed" if held else "failed"
    if not all(_clears(bar, figures) for bar in rule["quorum"]):
        expected = "no_quorum"
    return None if expected == ballot.close["verdict"] else f"by the rule it is {expected}"


def _clears(bar: dict, figures: dict) -> bool:
    have, need = figures[bar["measure"]] * bar["den"], bar["num"] * figures[bar["base"]]
    return have >= need if bar["op"] == ">=" else have > need


def size(ballot: Ballot) -> Fault:
    """Not more ballots than voices; the close speaks of the same roll as the opening."""
    same = all(ballot.open[name] == ballot.close[name] for name in ("eligible", "present", "community", "ballot"))
    fits = ballot.close["ballots"] <= ballot.open["present"] <= ballot.open["eligible"]
    return None if same and fits else "there are more ballots than voices"


def roll(ballot: Ballot, listed: Record) -> Fault:
    """For members: as many marks as ballots, and both lists are the ones that were signed."""
    salt, voted = bytes.fromhex(listed["salt"]), listed["voted"]
    everyone = [voice["voter_key"] for voice in listed["roll"]]
    if digest(salt + canonical(sorted(everyone))) != ballot.open["roll_hash"]:
        return "the roll is not the one that was frozen"
    if digest(salt + canonical(sorted(voted))) != ballot.close["roll_hash"]:
        return "the marks are not those that were signed"
    fits = set(voted) <= set(everyone) and len(voted) == len(set(voted)) == ballot.close["ballots"]
    return None if fits else "there are other marks than ballots"


def receipt(ballot: Ballot, given: Record) -> Fault:
    """A voter's receipt is true and its line is in the cast log."""
    try:
        VerifyKey(bytes.fromhex(given["signed_by"])).verify(given["body"].encode(), bytes.fromhex(given["signature"]))
    except (BadSignatureError, ValueError):
        return "the receipt's signature is not true"
    body = json.loads(given["body"])
    listed = {"n": body["n"], "envelope": body["envelope"], "head": body["head"]}
    there = any({name: line[name] for name in listed} == listed for line in ballot.log)
    same_key = given["signed_by"] == ballot.statements[0]["signed_by"]
    return None if there and same_key and body["ballot"] == ballot.number else "the receipt is not in the cast log"


CHECKS: dict[str, Callable[[Ballot], Fault]] = {
    "shape": shape, "signatures": signatures, "chain": chain, "cast log": cast_log, "sealed set": sealed_set,
    "box": box, "tally": tally, "verdict": verdict, "size": size,
}


def verify(record: Record, key: str = "") -> dict[str, Fault]:
    """Every check by name, with what is wrong or None. Whatever cannot be read is wrong."""
    try:
        ballot = Ballot(record)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        return {"shape": f"cannot be read: {problem!r}"}
    return {name: _tried(lambda check=check: check(ballot)) for name, check in CHECKS.items()} | {
        "signatures": _tried(lambda: signatures(ballot, key))}


def _tried(check: Callable[[], Fault]) -> Fault:
    try:
        return check()
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as problem:
        return f"cannot be read: {problem!r}"


def difference(old: Record, new: Record) -> Fault:
    """Between two downloads of one ballot nothing may be removed or changed; statements may follow."""
    if new["statements"][:len(old["statements"])] != old["statements"]:
        return "a statement was removed or changed"
    same = all(old[name] == new[name] for name in ("ballot", "box", "cast_log"))
    return None if same else "box or cast log were changed"


def main() -> int:
    """Read the files, print a line a check."""
    asks = argparse.ArgumentParser(description="Count a closed secret ballot again.")
    asks.add_argument("record", nargs="+")
    asks.add_argument("--key", default="")
    asks.add_argument("--roll")
    asks.add_argument("--receipt")
    asks.add_argument("--diff", action="store_true")
    given = asks.parse_args()
    records = [_read(path) for path in given.record]
    if given.diff:
        found = {"difference": difference(*records)}
    else:
        found = verify(records[0], given.key)
        if given.roll:
            found["roll"] = _tried(lambda: roll(Ballot(records[0]), _read(given.roll)))
        if given.receipt:
            found["receipt"] = _tried(lambda: receipt(Ballot(records[0]), _read(given.receipt)))
    for name, fault in found.items():
        print(f"{'ok    ' if fault is None else 'WRONG '} {name}{'' if fault is None else ': ' + fault}")
    return 1 if any(found.values()) else 0


def _read(path: str) -> Record:
    with open(path, encoding="utf-8") as file:
        return json.load(file)


if __name__ == "__main__":
    sys.exit(main())
