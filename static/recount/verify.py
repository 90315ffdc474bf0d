#!/usr/bin/env python3
"""Count a closed secret ballot again, by yourself.

    pip install pynacl
    python verify.py record.json                    everything that was published of one ballot
    python verify.py record.json --key HEX          the installation's key, as you know it from elsewhere
    python verify.py record.json --roll roll.json   for members: who voted, too
    python verify.py record.json --receipt FILE     is your receipt in the cast log?
    python verify.py --diff old.json new.json       was anything removed or changed between two downloads?

It needs Python 3.10 or later, PyNaCl, and the folder `methods` beside it (one file for each way of counting), and
asks no server. Exit status 0: everything was checked and agrees. What it cannot check it calls "not checked", and
the status is 1. Without --key it says whose key signed the record, not that it is the installation's.
What it cannot see: whether the server changed ballots before the box was opened, or put names on the roll that
nobody bears. The first is found by voters who look for their own ballot in the box, the second by reading the roll.
"""
from __future__ import annotations

import argparse
import hashlib
import json
import re
import runpy
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any, NamedTuple

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

FIRST, K = "0" * 64, 5
"""What the first statement links to; with fewer ballots than K nothing of a box is published."""
METHODS = ("threshold", "more_for_than_against", "no_objection", "most_votes", "modal_grade", "opinion")
MOTION = ["for", "against", "abstain"]
VERDICTS = ("passed", "failed", "tied", "no_quorum", "graded", "recorded")
BASES = ("eligible", "present", "participating", "cast", "one")
TIES = ("fails", "passes")
MEASURES = ("present", "participating", "for")
BOTH = {"v", "kind", "previous", "community", "ballot", "eligible", "present", "roll_hash"}
OPEN = {1: BOTH | {"question", "rule", "k", "closes", "public_key", "opened_at"}}
OPEN[2] = OPEN[1] | {"form", "standing", "base", "voices", "able"}
CLOSE = {1: BOTH | {"open_hash", "sealed_root", "casts", "cast_head", "ballots", "verdict", "withheld", "tally",
                    "box_hash", "closed_at"}}
CLOSE[2] = CLOSE[1] | {"winner", "tied", "next"}
TRACKER = re.compile(r"([0-9A-HJKMNP-TV-Z]{16})(?:#([1-9][0-9]*))?")
Record = dict
Fault = str | None
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError)


class NotChecked(Exception):
    """Why something cannot be checked."""


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


def whole(value: Any) -> bool:
    """Whether a value is a whole number from 0 up."""
    return type(value) is int and value >= 0


def in_hex(value: Any, letters: int) -> bool:
    """Whether a value is so many digits of hex, in the one spelling."""
    return isinstance(value, str) and re.fullmatch(f"[0-9a-f]{{{letters}}}", value) is not None


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
        self.rule, self.choices = self.open["rule"], self.open["question"]["choices"]

    def rows(self) -> list[list[str]]:
        """The box as (question, tracker, choice)."""
        lines = self.record["box"].split("\n")
        if lines[0] != "question,tracker,choice" or lines[-1] != "":
            raise ValueError("the box is not as it is published")
        return [line.split(",") for line in lines[1:-1]]

    def counts(self) -> dict[str, int]:
        """How many ballots say what; KeyError for what was no choice."""
        counts = dict.fromkeys([*self.choices, "invalid"], 0)
        for _, _, choice in self.rows():
            counts[choice] += 1
        return counts

    def form(self) -> str:
        """How the question is answered; statements of version 1 say it only by their options."""
        if self.open["v"] >= 2:
            return self.open["form"]
        if not self.open["question"]["options"]:
            return "for_against"
        return "grades" if self.rule["method"] == "modal_grade" else "one"


# --- the seals: each check gives what is wrong, or None ---------------------------------------------------


def shape(ballot: Ballot) -> Fault:
    """Nothing is in the record that is not checked."""
    if set(ballot.record) != {"v", "ballot", "statements", "box", "cast_log"} or ballot.record["v"] not in (1, 2):
        return "the record has other parts than it should"
    names = {"seq", "ballot", "kind", "body", "signature", "signed_by"}
    if any(set(s) != names or not whole(s["seq"]) or not whole(s["ballot"]) for s in ballot.statements):
        return "a statement has other parts than it should"
    if any(set(line) != {"n", "envelope", "head", "counted"} or not whole(line["n"]) or not in_hex(line["envelope"], 64)
           for line in ballot.log):
        return "a line of the cast log has other parts than it should"
    if any(canonical(json.loads(s["body"])) != s["body"].encode() for s in ballot.statements):
        return "a statement is not canonical"
    return _own_shape(ballot)


def _own_shape(ballot: Ballot) -> Fault:
    opened, closed = ballot.open, ballot.close
    for body, known in ((opened, OPEN), (closed, CLOSE)):
        if body["v"] not in known:
            raise NotChecked(f"a statement of version {body['v']}")
        if set(body) != known[body["v"]]:
            return "its own statements have other parts than they should"
    numbers = [*(opened[name] for name in ("eligible", "present", "k", "ballot", "community")),
               *(closed[name] for name in ("eligible", "present", "casts", "ballots", "ballot", "community"))]
    if not all(map(whole, numbers)) or closed["v"] < opened["v"] or opened["k"] != K:
        return "a figure of its own statements is none"
    if opened["v"] >= 2 and not isinstance(opened["standing"], bool):
        return "the opening does not say whether the ballot stood open"
    if closed["verdict"] not in VERDICTS or closed["withheld"] not in ("", "fewer_than_k"):
        return "the close ends in a way that there is not"
    return None if opened["opened_at"] <= closed["closed_at"] else "the close is before the opening"


def signatures(ballot: Ballot, key: str = "") -> Fault:
    """Every statement is signed by one and the same key."""
    keys = {s["signed_by"] for s in ballot.statements}
    if len(keys) != 1 or (key and keys != {key}):
        return "signed by another key"
    for s in ballot.statements:
        if not in_hex(s["signed_by"], 64) or not in_hex(s["signature"], 128):
            return f"the signature of statement {s['seq']} is not one"
        try:
            VerifyKey(bytes.fromhex(s["signed_by"])).verify(s["body"].encode(), bytes.fromhex(s["signature"]))
        except (BadSignatureError, ValueError):
            return f"the signature of statement {s['seq']} is not true"
    return None


def chain(ballot: Ballot) -> Fault:
    """The statements of the community follow each other without a gap, up to this close; each ballot opens, then closes."""
    previous, opened = FIRST, {}
    for n, s in enumerate(ballot.statements, start=1):
        body = json.loads(s["body"])
        if s["seq"] != n or body["previous"] != previous:
            return f"statement {n} does not follow the one before it"
        labels = [s["ballot"], s["kind"], ballot.open["community"]]
        if canonical([body["ballot"], body["kind"], body["community"]]) != canonical(labels):
            return f"statement {n} is labelled wrongly"
        previous = digest(s["body"].encode())
        if s["kind"] == "open" and s["ballot"] not in opened:
            opened[s["ballot"]] = previous
        elif s["kind"] != "close" or opened.get(s["ballot"]) != body["open_hash"]:
            return f"statement {n} closes what was not opened, or does so again"
        else:
            opened[s["ballot"]] = ""
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
    if len(counted) != ballot.close["ballots"] or len(set(counted)) != len(counted):
        return "other envelopes count than were sealed"
    return None if merkle_root(counted) == ballot.close["sealed_root"] else "other envelopes count than were sealed"


def box(ballot: Ballot) -> Fault:
    """The box is the signed one: as many ballots as envelopes, each tracker once, in order."""
    close = ballot.close
    if (close["withheld"] == "fewer_than_k") != (close["ballots"] < K):
        return f"a box is withheld with fewer than {K} ballots, and only then"
    if close["withheld"]:
        if ballot.record["box"] is not None or close["box_hash"] is not None:
            return "a box is published that should be withheld"
        raise NotChecked(f"withheld, since there are fewer than {K} ballots")
    if digest(ballot.record["box"].encode()) != close["box_hash"]:
        return "the box is not the one that was signed"
    trackers = [tracker for _, tracker, _ in ballot.rows()]
    if len(trackers) != close["ballots"] or len(set(trackers)) != len(trackers):
        return "there are other ballots in the box than were sealed"
    if any(question != "1" for question, _, _ in ballot.rows()) or not _are_trackers(ballot):
        return "a ballot has no number that one can have"
    return None if trackers == sorted(trackers) else "the box is not in order"


def _are_trackers(ballot: Ballot) -> bool:
    """A ballot that could not be read is numbered after its envelope; a number drawn twice says so (#2)."""
    rows = ballot.rows()
    there = {tracker for _, tracker, _ in rows}
    unread = {f"X{line['envelope'][:15].upper()}" for line in ballot.log if line["counted"]}
    for _, tracker, choice in rows:
        read = TRACKER.fullmatch(tracker)
        stem, again = tracker.partition("#")[0], int(read[2]) if read and read[2] else 1
        before = stem if again == 2 else f"{stem}#{again - 1}"
        if "#" in tracker and (again < 2 or before not in there):
            return False
        if (stem not in unread) if choice == "invalid" else not read:
            return False
    return True


def size(ballot: Ballot) -> Fault:
    """Not more ballots than voices that can vote, not more of them than the roll has, not more than are entitled."""
    opened, closed = ballot.open, ballot.close
    if any(opened[name] != closed[name] for name in ("eligible", "present", "community", "ballot")):
        return "the close speaks of another roll than the opening"
    if not closed["ballots"] <= opened["present"] <= opened["eligible"] or closed["ballots"] > closed["casts"]:
        return "there are more ballots than voices"
    return None if opened["v"] == 1 else _base(opened, closed["ballots"])


def _base(opened: dict, ballots: int) -> Fault:
    """Everyone entitled is a voice of the roll, or is missing and told of; the number that was stated is not above it."""
    voices, able, base, eligible = opened["voices"], opened["able"], opened["base"], opened["eligible"]
    if not (whole(voices) and whole(able) and able >= K and ballots <= able <= opened["present"] <= voices <= eligible):
        return "there are more ballots than voices that can vote, or too few to be secret"
    if base is None:
        return None if voices == eligible else "those entitled are not the roll"
    silent = [n for code, n in base["missing"].items() if code not in ("area_unknown", "stepped_back")]
    stated = base["stated"]["count"] if base["stated"] else 0
    if not all(map(whole, [*silent, base["able"], base["entitled"], stated])) or stated > eligible:
        return "the base is less than what was stated"
    adds_up = base["entitled"] == eligible == base["able"] + sum(silent)
    return None if adds_up else "those entitled are not those of the base"


# --- the count: from the box to the result -------------------------------------------------------------


def tally(ballot: Ballot) -> Fault:
    """The choices, counted here, are the counts that were signed."""
    if ballot.close["withheld"]:
        if ballot.close["tally"] is not None:
            return "a tally is published that should be withheld"
        raise NotChecked(f"withheld, since there are fewer than {K} ballots")
    known = [*ballot.choices, "invalid"]
    if strange := [choice for _, _, choice in ballot.rows() if choice not in known]:
        return f"{strange[0]} was no choice"
    same = canonical(ballot.counts()) == canonical(ballot.close["tally"])
    return None if same else "the counts are not those that were signed"


class Case(NamedTuple):
    """What a method counts with: the frozen rule, the figures by their names, and the votes of each option."""

    rule: dict
    figures: dict[str, int]
    votes: dict[str, int]
    codes: dict[str, str]

    def clears(self, bars: list[dict]) -> bool:
        """Whether every bar is cleared. Whole numbers only; nothing is cleared by nothing."""
        return all(self._clears(bar) for bar in bars)

    def _clears(self, bar: dict) -> bool:
        of = self.figures
        have, need = of[bar["measure"]] * bar["den"], bar["num"] * of[bar["base"]]
        return have > 0 and (have >= need if bar["op"] == ">=" else have > need)

    def first(self) -> list[str]:
        """The options with the most votes, in the order of the paper; none where nobody chose one."""
        return self.places()[0]

    def places(self) -> tuple[list[str], list[str]]:
        """The options in the first place, and those in the second; one without votes is in no place."""
        most, second = [*sorted(set(self.votes.values()) - {0}, reverse=True), -1, -1][:2]
        return tuple([key for key, votes in self.votes.items() if votes == place] for place in (most, second))


Result = tuple[str, str, tuple, tuple]
"""A verdict, the option that won or "", those that are even in the first place, those in the second."""


@cache
def _method(name: str) -> Record:
    """What the file of a method says: FORMS, the forms of a question it is for, and `result`."""
    path = Path(__file__).with_name("methods") / f"{name}.py"
    if name not in METHODS:
        raise NotChecked(f"the method {name!r} is not known here")
    if not path.exists():
        raise NotChecked(f"methods/{name}.py is not beside this file")
    return runpy.run_path(str(path))


def _check_rule(ballot: Ballot) -> None:
    """Whether rule and question are of a kind that is counted here: NotChecked; ValueError where they contradict."""
    rule, question, form = ballot.rule, ballot.open["question"], ballot.form()
    bars = [*rule["quorum"], *rule["threshold"], *(rule.get("grade_bars") or {}).values()]
    if rule.get("groups") or any(bar["metrics"] != ["heads"] for bar in bars):
        raise NotChecked("the rule counts by more than heads, and a box has heads only")
    if form not in ("for_against", "one", "grades") or question["most"] != 1:
        raise NotChecked(f"the form {form!r}")
    keys = [option["key"] for option in question["options"]]
    expected = MOTION if form == "for_against" else [*keys, "abstain"]
    if question["choices"] != expected or len(set(expected)) != len(expected) or (form == "for_against" and keys):
        raise ValueError("choices and options are not the same")
    graded = [option["code"] for option in question["options"]] == [grade["code"] for grade in rule.get("grades") or []]
    if rule["secrecy"] != "secret" or (form == "grades") != bool(rule.get("grades")) or (form == "grades" and not graded):
        raise ValueError("the rule is not one of this ballot")
    cast_alone = any(bar["base"] == "cast" for bar in rule["threshold"])
    barred = set(rule.get("grade_bars") or {}) <= {grade["code"] for grade in rule.get("grades") or []}
    barless = rule["method"] == "threshold" and not rule["threshold"]
    if not all(map(_is_bar, bars)) or barless or not barred or rule["tie"] not in TIES or rule["abstain_in_base"] is cast_alone:
        raise ValueError("the rule contradicts itself")


def _is_bar(bar: dict) -> bool:
    return (bar["measure"] in MEASURES and bar["base"] in BASES and bar["op"] in (">=", ">")
            and whole(bar["num"]) and whole(bar["den"]) and bar["den"] > 0
            and (bar["num"] <= bar["den"] or bar["base"] == "one"))


def _counted(ballot: Ballot, counts: dict[str, int], *, standing: bool) -> Result:
    """What the rule makes of counts: the quorum first, then the method."""
    method, form = _method(ballot.rule["method"]), ballot.form()
    if form not in method["FORMS"]:
        raise ValueError(f"{ballot.rule['method']} is not for this form")
    options = [] if form == "for_against" else ballot.open["question"]["options"]
    votes = {option["key"]: counts[option["key"]] for option in options}
    codes = {option["key"]: option["code"] for option in options}
    leading = Case(ballot.rule, {}, votes, codes).first()
    said = sum(votes.values())
    ahead = votes[leading[0]] if len(leading) == 1 else 0
    votes_for, against = (counts["for"], counts["against"]) if not options else (ahead, said - ahead)
    part = votes_for + against + counts["abstain"]
    figures = {
        "eligible": ballot.open["eligible"], "present": part if standing else ballot.open["present"], "participating": part,
        "cast": votes_for + against, "for": votes_for, "against": against, "abstain": counts["abstain"], "one": 1,
    }
    case = Case(ballot.rule, figures, votes, codes)
    first, second = case.places()
    verdict, winner = method["result"](case) if case.clears(ballot.rule["quorum"]) else ("no_quorum", "")
    return verdict, winner, tuple(first if len(first) > 1 else ()), tuple(second)


def _every_box(ballot: Ballot) -> Iterator[dict[str, int]]:
    """The counts of the box; of a withheld one every count that so few ballots can have."""
    if not ballot.close["withheld"]:
        yield ballot.counts()
        return
    if ballot.close["ballots"] >= K:
        raise ValueError("withheld without a reason")
    known = [*ballot.choices, "invalid"]
    for said in combinations_with_replacement(known, ballot.close["ballots"]):
        yield {choice: said.count(choice) for choice in known}


def _results(ballot: Ballot) -> set[Result]:
    """Every result that can follow: one, unless a box is withheld or version 1 leaves open whether the ballot stood
    open for days, when those present are those who took part."""
    _check_rule(ballot)
    ways = (ballot.open["standing"],) if ballot.open["v"] >= 2 else (False, True)
    return {_counted(ballot, counts, standing=way) for counts in _every_box(ballot) for way in ways}


def _follows(said: Any, possible: set, what: str) -> Fault:
    if said not in possible:
        return f"by box, roll and rule {what} is {' or '.join(sorted(str(each) or 'none' for each in possible))}"
    if len(possible) > 1:
        raise NotChecked("more than one result can follow from what is published")
    return None


def verdict(ballot: Ballot) -> Fault:
    """The verdict follows from the box, the numbers of the roll and the frozen rule."""
    return _follows(ballot.close["verdict"], {result[0] for result in _results(ballot)}, "the verdict")


def winner(ballot: Ballot) -> Fault:
    """So does what was chosen, what was even with it and what came next; of a motion nothing is."""
    close, possible = ballot.close, {result[1:] for result in _results(ballot)}
    if close["v"] == 1:
        if ballot.form() != "for_against":
            raise NotChecked("statements of version 1 do not say what was chosen")
        return None
    if close["withheld"]:
        possible = {(chosen, (), ()) for chosen, *_ in possible}
    said = (close["winner"], tuple(close["tied"]), tuple(close["next"]))
    return _follows(said, possible, "what was chosen, even, and next")


# --- for members and voters -----------------------------------------------------------------------------


def roll(ballot: Ballot, listed: Record) -> Fault:
    """For members: as many marks as ballots, and both lists are the ones that were signed."""
    salt, voted, voices = bytes.fromhex(listed["salt"]), listed["voted"], listed["roll"]
    everyone = able = [voice["voter_key"] for voice in voices]
    signed: list[Any] = everyone
    if ballot.open["v"] >= 2:
        signed = [[voice["voter_key"], voice["present"], voice["able"]] for voice in voices]
        able = [voice["voter_key"] for voice in voices if voice["able"]]
        numbers = [len(voices), len(able), sum(voice["present"] is True for voice in voices)]
        if numbers != [ballot.open[name] for name in ("voices", "able", "present")]:
            return "the roll has other numbers than were signed"
    if digest(salt + canonical(sorted(signed))) != ballot.open["roll_hash"] or len(set(everyone)) != len(everyone):
        return "the roll is not the one that was frozen"
    if digest(salt + canonical(sorted(voted))) != ballot.close["roll_hash"]:
        return "the marks are not those that were signed"
    fits = set(voted) <= set(able) and len(voted) == len(set(voted)) == ballot.close["ballots"]
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
    "box": box, "size": size, "tally": tally, "verdict": verdict, "winner": winner,
}


def verify(record: Record, key: str = "") -> dict[str, Fault]:
    """Every check by name, with what is wrong or None. Whatever cannot be read is wrong; what cannot be checked
    begins with "not checked"."""
    try:
        ballot = Ballot(record)
    except UNREADABLE as problem:
        return {"shape": f"cannot be read: {problem!r}"}
    checks = CHECKS | {"signatures": lambda signed: signatures(signed, key)}
    return {name: _tried(lambda check=check: check(ballot)) for name, check in checks.items()}


def _tried(check: Callable[[], Fault]) -> Fault:
    try:
        return check()
    except NotChecked as why:
        return f"not checked: {why}"
    except UNREADABLE as problem:
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
    asks.add_argument("--key", type=_key)
    asks.add_argument("--roll")
    asks.add_argument("--receipt")
    asks.add_argument("--diff", action="store_true")
    given = asks.parse_args()
    records = [_read(path) for path in given.record]
    if given.diff:
        found = {"difference": difference(*records)}
    else:
        found = verify(records[0], given.key or "")
        if given.roll:
            found["roll"] = _tried(lambda: roll(Ballot(records[0]), _read(given.roll)))
        if given.receipt:
            found["receipt"] = _tried(lambda: receipt(Ballot(records[0]), _read(given.receipt)))
    for name, fault in found.items():
        print(_line(name, fault))
    if not given.key and not given.diff and found.get("signatures", "") is None:
        print(f"note   signed by {records[0]['statements'][0]['signed_by']}; whether that is the installation's key was "
              "not compared (--key)")
    return 1 if any(found.values()) else 0


def _line(name: str, fault: Fault) -> str:
    if fault is None:
        return f"ok     {name}"
    return f"{'--' if fault.startswith('not checked') else 'WRONG':<6} {name}: {fault}"


def _key(text: str) -> str:
    key = re.sub(r"[\s:-]", "", text).lower()
    if not in_hex(key, 64):
        raise argparse.ArgumentTypeError("a key is 64 digits of hex")
    return key


def _read(path: str) -> Record:
    with open(path, encoding="utf-8") as file:
        return json.load(file)


if __name__ == "__main__":
    sys.exit(main())
