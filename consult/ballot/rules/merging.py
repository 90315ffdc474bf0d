"""Two entries of one person on one roll: which of two voices stands."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

SAME_PERSON = "same_person"
"""The code of why a voice is silent: its voter is on the roll a second time."""


@dataclass(frozen=True)
class Heard:
    """One voice on an open roll: of the entry that stays or not, and when it was given, None where it was not."""

    voter_key: str
    kept: bool
    cast_at: datetime | None

    @property
    def of_one_person(self) -> bool:
        """Whether somebody gives such a voice once in a ballot: the own one, and that of the home one speaks for. What is
        owned and what a unit says is given as often as there are titles and units."""
        return self.voter_key.partition(":")[0] in ("person", "household")


def falls_silent(voices: Sequence[Heard]) -> list[Heard]:
    """Whose voice falls silent where one person is on a roll by two entries: of two that were given the earlier stands;
    of one that was given and one that was not, the given one; of two that were not, that of the entry that stays."""
    once = [voice for voice in voices if voice.of_one_person]
    given = sorted((v for v in once if v.cast_at), key=lambda v: (v.cast_at, not v.kept))
    others = sorted((v for v in once if not v.cast_at), key=lambda v: (not v.kept, v.voter_key))
    return [*given, *others][1:]
