"""Who is entitled to a voice, who of them can give it, and why the others cannot: a base never shrinks by silence."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

NO_OWNER, NO_DELEGATE, NO_REPRESENTATIVE = "no_owner", "no_delegate", "no_representative"
NOT_OF_AGE, NO_VOTER_NAMED, NO_HEIR = "not_of_age", "no_voter_named", "no_heir"
NOT_IN_REGISTER, AREA_UNKNOWN = "not_in_register", "area_unknown"
CHANGED_TODAY = "changed_today"
NOTABLE_PER_CENT = 2
"""How far a stated number and the register may be apart before a roll has to say so, in per cent of the larger."""


@dataclass(frozen=True)
class Elector:
    """One voice of an electorate; where nobody can give it, `silent_because` is the code of the reason.

    The area is in cm², zero where `area_known` is false. `note` is a code of what the roll has to say beside it.
    """

    voter_key: str
    person_id: int | None
    shown_as: str
    area_cm2: int = 0
    group: str = ""
    silent_because: str = ""
    note: str = ""
    area_known: bool = True


@dataclass(frozen=True)
class Stated:
    """How many a community says that there are, by which source, as of which day."""

    count: int
    source: str
    as_of: date


@dataclass(frozen=True)
class Electorate:
    """Everyone entitled that the register knows, and what the community states where that is counted."""

    voices: Sequence[Elector]
    stated: Stated | None = None

    @property
    def entitled(self) -> int:
        """The base: the larger of the stated number and the register's."""
        return max(len(self.voices), self.stated.count if self.stated else 0)

    @property
    def able(self) -> int:
        """How many of them can give their voice now."""
        return sum(not voice.silent_because for voice in self.voices)

    @property
    def missing(self) -> dict[str, int]:
        """How many are entitled and cannot be heard or weighed, by the code of the reason."""
        found = Counter(voice.silent_because for voice in self.voices if voice.silent_because)
        found[NOT_IN_REGISTER] = self.entitled - len(self.voices)
        found[AREA_UNKNOWN] = sum(not voice.area_known for voice in self.voices)
        return {code: count for code, count in found.items() if count}

    @property
    def differs(self) -> bool:
        """Whether the stated number and the register are so far apart that the roll has to say so."""
        return self.stated is not None and far_apart(self.stated.count, len(self.voices))


def far_apart(stated: int, known: int) -> bool:
    """Whether two counts of one thing differ by more than two per cent of the larger."""
    return abs(stated - known) * 100 > max(stated, known) * NOTABLE_PER_CENT
