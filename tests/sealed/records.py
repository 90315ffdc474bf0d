"""Closed secret ballots of every method, through the verbs, as they are published; and taken apart to be sealed anew."""
from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from nacl.signing import SigningKey

from consult.ballot import queries
from consult.ballot.queries import rule_for
from consult.ballot.rules.question import Form, Question, put_question
from consult.ballot.rules.vote_rule import Bar, VoteRule
from consult.core.events import canonical
from tests.builders import Neighbourhood
from tests.builders_sealed import Phones, an_election, ballot_of, close_election

Record = dict[str, Any]
OPTIONS = ("修车棚", "修花园", "修路灯")
MORE_THAN_HALF = Bar("for", ">", 1, 2, "participating")


@dataclass(frozen=True)
class Asked:
    """One election: its rule, what was said ("" is an envelope that cannot be read, None is no ballot), and how it was held."""

    rule: VoteRule
    said: tuple[str | None, ...]
    question: Question | None = None
    days: int = 0
    absent: int = 0


def _rule(n: Neighbourhood, code: str, **other: Any) -> VoteRule:
    return replace(rule_for(code, n.clock().date()), **{"secrecy": "secret", "secrecies": ("secret", "named")} | other)


def _thresholds(n: Neighbourhood) -> tuple[Asked, ...]:
    half, roll = _rule(n, "council_present_half"), _rule(n, "assembly_household")
    return (
        Asked(half, ("for",) * 4 + ("against",) * 2 + ("abstain",), absent=2),
        Asked(half, ("for",) * 4 + ("against", "abstain", "abstain", "")),
        Asked(roll, ("for",) * 5 + ("against", ""), days=3, absent=1),
        Asked(roll, ("for",) * 5, days=3, absent=7),
    )


def _more(n: Neighbourhood) -> tuple[Asked, ...]:
    rule = _rule(n, "simple_majority_cast")
    even = ("for",) * 3 + ("against",) * 3 + ("abstain",)
    return (Asked(rule, ("for",) * 3 + ("against",) * 2 + ("abstain",)), Asked(rule, even, days=2),
            Asked(replace(rule, tie="passes"), even), Asked(rule, ("for",) * 2 + ("against",) * 4, absent=3))


def _no_objection(n: Neighbourhood) -> tuple[Asked, ...]:
    rule = _rule(n, "joint_meeting_consensus")
    return (Asked(rule, ("for",) * 4 + ("abstain",) * 2), Asked(rule, ("for",) * 5 + ("against",)),
            Asked(rule, ("abstain",) * 6, days=2))


def _most(n: Neighbourhood) -> tuple[Asked, ...]:
    rule = _rule(n, "choose_one")
    question = put_question(rule, options=OPTIONS)
    return (
        Asked(rule, ("o1",) * 3 + ("o2",) * 2 + ("o3", "abstain"), question), Asked(rule, ("o1", "o2") * 3, question, days=2),
        Asked(replace(rule, thresholds=(MORE_THAN_HALF,)), ("o2",) * 3 + ("o1",) * 2 + ("o3",), question),
    )


def _grades(n: Neighbourhood) -> tuple[Asked, ...]:
    rule = replace(_rule(n, "appraisal_member_4"), grade_bars=(("unfit", MORE_THAN_HALF),))
    question = put_question(rule)
    return (
        Asked(rule, ("o2",) * 4 + ("o1", "o3", "abstain"), question, absent=1),
        Asked(rule, ("o4",) * 3 + ("o1", "o2", "o3"), question), Asked(rule, ("o4",) * 4 + ("o1", "o2"), question, days=2),
        Asked(rule, ("o1", "o2") * 3, question),
    )


def _opinions(n: Neighbourhood) -> tuple[Asked, ...]:
    rule = _rule(n, "straw_poll")
    return (Asked(rule, ("for",) * 2 + ("against",) * 4),
            Asked(rule, ("o3",) * 4 + ("o1",), put_question(rule, form=Form.ONE, options=OPTIONS), days=2))


METHODS: Mapping[str, Callable[[Neighbourhood], tuple[Asked, ...]]] = {
    "threshold": _thresholds, "more_for_than_against": _more, "no_objection": _no_objection, "most_votes": _most,
    "modal_grade": _grades, "opinion": _opinions,
}


def held(n: Neighbourhood, asked: Asked) -> Record:
    """The published record of an election that was held so."""
    room = an_election(n, len(asked.said), rule=asked.rule, asked=asked.question, days=asked.days, absent=asked.absent)
    phones = Phones(n, room)
    for at, choice in enumerate(asked.said):
        if choice is None:
            continue
        tracker = f"{at:04d}{room.ballot_id:04d}CAFEBABE"
        phones.send(at, phones.seal(at, choice, tracker) if choice else phones.spoil(), f"key-{tracker}")
    if asked.said[0]:
        phones.cast(0, asked.said[0], f"ZZ{room.ballot_id:06d}CAFEBABE")
    close_election(n, room)
    record: Record = n.see(queries.record, ballot_of(n, room))
    return record


def held_by(n: Neighbourhood, method: str) -> list[Record]:
    """Records of every kind of result that a method has."""
    return [held(n, asked) for asked in METHODS[method](n)]


def key_of(n: Neighbourhood) -> SigningKey:
    """The installation's own key."""
    return n.store.vault.keys.signing()


# --- taken apart, and sealed anew --------------------------------------------------------------------------


class Opened:
    """A record as it can be changed: both statements as values, the box as rows, the log as lines."""

    def __init__(self, record: Record) -> None:
        self.record = copy.deepcopy(record)
        self.at = {s["kind"]: n for n, s in enumerate(record["statements"]) if s["ballot"] == record["ballot"]}
        self.open, self.close = (json.loads(record["statements"][self.at[kind]]["body"]) for kind in ("open", "close"))
        self.rows: list[list[str]] | None = None
        if record["box"] is not None:
            self.rows = [line.split(",") for line in record["box"].splitlines()[1:]]
        self.log: list[dict[str, Any]] = self.record["cast_log"]

    @property
    def rule(self) -> dict[str, Any]:
        """The frozen rule."""
        found: dict[str, Any] = self.open["rule"]
        return found

    def put_together(self) -> Record:
        """The record with what was changed, and the seals as they were."""
        if self.rows is not None:
            self.record["box"] = "question,tracker,choice\n" + "".join(",".join(row) + "\n" for row in self.rows)
        else:
            self.record["box"] = None
        for kind, body in (("open", self.open), ("close", self.close)):
            self.record["statements"][self.at[kind]]["body"] = canonical(body).decode()
        return self.record

    def claim(self) -> None:
        """Let the close claim the figures that box and log have now; what it came to stays as it was said."""
        if self.rows is None:
            return
        self.rows.sort(key=lambda row: row[1])
        said = [row[2] for row in self.rows]
        self.close["tally"] = {choice: said.count(choice) for choice in [*self.open["question"]["choices"], "invalid"]}
        while sum(line["counted"] is True for line in self.log) > len(said):
            next(line for line in self.log if line["counted"] is True)["counted"] = False
        while sum(line["counted"] is True for line in self.log) < len(said):
            self.log.append({"n": len(self.log) + 1, "envelope": _sha(b"made up %d" % len(self.log)), "head": "", "counted": True})
        self.close["ballots"], self.close["casts"] = len(said), len(self.log)

    def sealed(self, key: SigningKey) -> Record:
        """Every hash, link and signature made anew, as the holder of a key can."""
        for statement in self.record["statements"]:
            statement["signed_by"] = bytes(key.verify_key).hex()
        opened: dict[int, str] = {}
        previous = "0" * 64
        for n, statement in enumerate(self.record["statements"]):
            body = {self.at["open"]: self.open, self.at["close"]: self.close}.get(n) or json.loads(statement["body"])
            body["previous"] = previous
            if statement["kind"] == "close":
                body["open_hash"] = opened[statement["ballot"]]
            if n == self.at["close"]:
                self._seal_log(body["open_hash"])
            statement["body"] = canonical(body).decode()
            statement["signature"] = key.sign(statement["body"].encode()).signature.hex()
            opened[statement["ballot"]] = previous = _sha(statement["body"].encode())
        return self.put_together()

    def _seal_log(self, head: str) -> None:
        for n, line in enumerate(self.log, start=1):
            line["n"] = n
            body = {"ballot": self.record["ballot"], "n": n, "envelope": line["envelope"]}
            line["head"] = head = _sha(head.encode() + b"\n" + canonical(body))
        self.close["cast_head"] = head
        self.close["sealed_root"] = _root(sorted(line["envelope"] for line in self.log if line["counted"]))
        box = self.put_together()["box"]
        self.close["box_hash"] = None if box is None else _sha(box.encode())


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _root(hashes: list[str]) -> str:
    level = [hashlib.sha256(b"\x00" + bytes.fromhex(each)).digest() for each in hashes]
    while len(level) > 1:
        pairs = [level[at:at + 2] for at in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\x01" + b"".join(pair)).digest() if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0].hex() if level else "0" * 64
