"""The hash under which a record is signed: over its title and every line, in order."""
from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Protocol

from consult.core.events import canonical


class Words(Protocol):
    """A line as far as its words go."""

    @property
    def lead(self) -> str:
        """What comes from the log."""

    @property
    def text(self) -> str:
        """What was worded."""


def text_hash(title: str, lines: Iterable[Words]) -> str:
    """SHA-256 over the canonical JSON of [title, [[lead, text], …]], in hex (电子签名法 art. 13: a later change of
    the content has to be detectable)."""
    return sha256(canonical([title, [[line.lead, line.text] for line in lines]])).hexdigest()


def words_hash(*words: str) -> str:
    """SHA-256 over a few texts in order, in hex."""
    return sha256(canonical(list(words))).hexdigest()
