"""What is counted, by its name, and what a vote's words are: those of a meeting (应到, 到会), or of a ballot that stands
open (应投, 参加)."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consult.ballot.rules.vote_rule import VoteRule

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Unit:
    """What one of a metric is called: 45名代表, 18名; one representative, two representatives."""

    zh: str
    short: str
    one: str
    many: str

    def of(self, number: str, i: int) -> str:
        """A number with its name."""
        return f"{number}{self.zh}" if i == 0 else f"{number} {self.one if number == '1' else self.many}"


UNITS = {
    "person": Unit("人", "人", "person", "people"), "household": Unit("户", "户", "household", "households"),
    "representative": Unit("名代表", "名", "representative", "representatives"),
    "organisation": Unit("个单位", "个", "unit", "units"), "owner": Unit("名业主", "名", "owner", "owners"),
    "voice": Unit("票", "票", "voice", "voices"),
}
ELECTORATES = {"adults": "person", "households": "household", "named_households": "household", "owners": "owner"}
GROUPS = {
    "cantons": Unit("个州", "个", "canton", "cantons"), "buildings": Unit("幢楼", "幢", "building", "buildings"),
    "stairwells": Unit("个单元", "个", "stairwell", "stairwells"), "grids": Unit("个网格", "个", "grid", "grids"),
    "units": Unit("个单位", "个", "unit", "units"), "groups": Unit("个小组", "个", "group", "groups"),
}


def unit_of(rule: VoteRule, result: Mapping[str, Any]) -> Unit:
    """What a voice of this result is called: by the electorate that was frozen, else by what the rule counts."""
    electorate = (result.get("base") or {}).get("electorate", "")
    if electorate in ELECTORATES:
        return UNITS[ELECTORATES[electorate]]
    counted = {"owner" if unit.startswith("owner") else unit for unit in rule.unit}
    if len(counted) == 1:
        return UNITS[counted.pop()]
    return UNITS["person" if counted == {"person", "representative"} else "voice"]


def group_unit(metric: str) -> Unit:
    """What the groups of a metric are called; one that nobody knows goes by its own name in the rule."""
    plain = metric.replace("_", " ")
    return GROUPS.get(metric) or Unit(f"个组（{plain}）", "个", plain, plain)


@dataclass(frozen=True)
class Words:
    """The words of one vote in both languages: bases, and what is measured against them."""

    bases: Mapping[str, tuple[str, str]]
    measured: Mapping[str, tuple[str, str]]


IN_A_MEETING = Words(
    bases={"eligible": ("应到", "entitled"), "present": ("到会", "present"), "participating": ("参加表决", "voting"),
           "cast": ("赞成加反对", "voting for or against")},
    measured={"for": ("赞成", "for"), "present": ("到会", "present"), "participating": ("参加表决", "voting")},
)
STANDING = Words(
    bases={"eligible": ("应投", "entitled"), "present": ("参加", "taking part"), "participating": ("参加", "taking part"),
           "cast": ("赞成加反对", "voting for or against")},
    measured={"for": ("赞成", "for"), "present": ("参加", "taking part"), "participating": ("参加", "taking part")},
)


def words_of(result: Mapping[str, Any]) -> Words:
    """The words that a result is told in."""
    return STANDING if result.get("standing") else IN_A_MEETING
