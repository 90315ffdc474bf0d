"""House numbers as lists have them, in their parts: which building, and what stands on the door within it."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Address:
    """A home: its building as the register calls it, and its door within it, as 1单元301."""

    building: str
    door: str


@dataclass(frozen=True)
class Unclear:
    """Why a house number is not one home: a code with what was seen."""

    code: str
    seen: str = ""


def parse(text: str, known_buildings: Collection[str] = ()) -> Address | Unclear:
    """The home that a text of one piece names, as 3号楼2单元501室 or 3-2-501; `known_buildings` are the register's."""
    return Unclear("address_unclear", text)


def door_key(door: str) -> str:
    """A door for comparing: without leading zeros, blanks, 室 and the like; never for showing."""
    plain = re.sub(r"\s|室|号|户|房", "", unicodedata.normalize("NFKC", door))
    return re.sub(r"(?<!\d)0+(?=\d)", "", plain)


def building_key(building: str) -> str:
    """A building for comparing: 3幢, 3号楼, 3栋 and 三号楼 are one."""
    return re.sub(r"(?<!\d)0+(?=\d)|\s|号楼|幢|栋|座|#", "", unicodedata.normalize("NFKC", building))
