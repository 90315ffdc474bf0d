"""What lies inside an envelope: one choice, its tracker, and the place it is meant for, padded to one length.

static/js/ballots/sealing.js is its twin in the voter's browser.
"""
from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from consult.core.events import canonical

VERSION = 1
QUESTION = 1
"""One envelope a question, one question a ballot."""
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: nothing that is taken for something else when it is read out."""
TRACKER = re.compile(f"[{ALPHABET}]{{16}}")
TRACKER_BYTES = 10
SEALED_BY = 48
"""Bytes that a sealed box adds: a public key and a tag."""
STEP = 64
INVALID = "invalid"


@dataclass(frozen=True)
class Question:
    """What may be chosen: the codes, how many at the most, and the one length that every ballot is padded to."""

    choices: tuple[str, ...]
    most: int
    padded_to: int

    @property
    def envelope_bytes(self) -> int:
        """The one length of every envelope."""
        return self.padded_to + SEALED_BY


@dataclass(frozen=True)
class Opened:
    """One ballot as the box shows it."""

    tracker: str
    choice: str


def question_of(choices: Sequence[str], most: int = 1) -> Question:
    """The shape of a ballot with these choices; its length fits the longest."""
    longest = "+".join(sorted(choices, key=len, reverse=True)[:most])
    plain = canonical(_body(2**31 - 1, longest, "0" * 16, "0" * 64))
    return Question(tuple(choices), most, -(-len(plain) // STEP) * STEP)


def new_tracker() -> str:
    """Eighty random bits as sixteen letters; the voter's device makes its own, this is for pages without a script."""
    number = int.from_bytes(secrets.token_bytes(TRACKER_BYTES), "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(75, -5, -5))


def bind_of(ballot_id: int, cast_token: bytes) -> str:
    """What ties a ballot to the place it was cast for; dropped when the box is opened."""
    told = canonical({"ballot": ballot_id, "question": QUESTION, "token": cast_token.hex()})
    return hashlib.sha256(told).hexdigest()


def write(question: Question, *, ballot_id: int, choice: str, tracker: str, bind: str) -> bytes:
    """The text that is sealed; ValueError when the choice is none of the question's."""
    if not is_choice(question, choice):
        raise ValueError("not a choice of this ballot")
    return canonical(_body(ballot_id, choice, tracker, bind)).ljust(question.padded_to)


def read(question: Question, text: bytes | None, *, ballot_id: int, bind: str) -> Opened | None:
    """The ballot in a text; None when anything in it is not as it must be."""
    body = _parsed(question, text)
    if body is None or not isinstance(body.get("tracker"), str) or not isinstance(body.get("choice"), str):
        return None
    fits = body == _body(ballot_id, body["choice"], body["tracker"], bind)
    if not (fits and TRACKER.fullmatch(body["tracker"]) and is_choice(question, body["choice"])):
        return None
    return Opened(body["tracker"], body["choice"])


def is_choice(question: Question, choice: str) -> bool:
    """Whether a choice is one of the question's, or several of them in their order joined by +."""
    chosen = choice.split("+")
    in_order = [code for code in question.choices if code in chosen]
    return chosen == in_order and 0 < len(chosen) <= question.most


def _parsed(question: Question, text: bytes | None) -> dict[str, Any] | None:
    if text is None or len(text) != question.padded_to:
        return None
    try:
        body = json.loads(text)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _body(ballot_id: int, choice: str, tracker: str, bind: str) -> dict[str, Any]:
    return {"v": VERSION, "ballot": ballot_id, "question": QUESTION, "choice": choice, "tracker": tracker, "bind": bind}
