"""The home that a row names, in one column, in two or in three; and what a whole list says about its homes together."""
from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from consult.community.rules.addresses import (
    BUILDING_ENDS,
    Address,
    Unclear,
    as_registered,
    building_key,
    is_a_day,
    parse,
    plain_form,
)
from consult.community.rules.lists.words import NOTHING, plain_word

PARTS = ("building", "stairwell", "floor", "door", "home")
TWO_NUMBERS = re.compile(r"\D*[0-9]{1,3}[-/#][0-9]{2,4}\D*")
ROOM_ENDS = re.compile(r"(?<=[0-9A-Za-z])(?:号房|室|号|户|房)$")


@dataclass(frozen=True)
class Home:
    """What a row says of a home: where it could be read its address, else why not; `part` is the column to look at and
    `seen` what stands there."""

    address: Address | None
    code: str = ""
    part: str = ""
    seen: str = ""

    @property
    def two_numbers(self) -> bool:
        """Whether it is written 3-501, which could be a building or a stairwell and a room."""
        return bool(TWO_NUMBERS.fullmatch(plain_form(self.seen)))


def home_of(parts: Mapping[str, str], known: Collection[str]) -> Home | None:
    """The home of a row from the texts of its columns; None where they are all empty."""
    given = {part: text for part, text in parts.items() if text.strip() and plain_word(text) not in NOTHING}
    within, part = (given["door"], "door") if "door" in given else (given.get("home", ""), "home")
    if not given:
        return None
    for name, text in given.items():
        if is_a_day(text):
            return Home(None, "became_a_date", name, text)
    if not within:
        return Home(None, "room_missing", "door" if "door" in parts else "building")
    if "building" in given:
        return _in_building(given, within, part, known)
    found = parse(_with_stairwell(given, within), known)
    return Home(None, found.code, part, within) if isinstance(found, Unclear) else Home(found, "", part, within)


def _in_building(given: Mapping[str, str], within: str, part: str, known: Collection[str]) -> Home:
    """With a column for the building, its name stays as it is written there, and so does a door of an unusual kind."""
    written = plain_form(given["building"])
    building = written if BUILDING_ENDS.search(written) or not written.isalnum() or not written.isascii() else f"{written}幢"
    alone = parse(within, known)
    if isinstance(alone, Address) and not TWO_NUMBERS.fullmatch(plain_form(within)):
        same = building_key(alone.building) in (building_key(building), building_key(as_registered(building, known)))
        return Home(replace(alone, building=as_registered(building, known)), "", part) if same else Home(
            None, "building_disagrees", "building", given["building"])
    signed = building if BUILDING_ENDS.search(building) else f"{building}幢"
    found = parse(f"1{BUILDING_ENDS.search(signed)[0]}{_with_stairwell(given, within)}")  # type: ignore[index]
    if isinstance(found, Unclear) and found.code == "several_homes":
        return Home(None, found.code, part, within)
    door = found.door if isinstance(found, Address) else ROOM_ENDS.sub("", _with_stairwell(given, within))
    return Home(Address(as_registered(building, known), door), "", part)


def _with_stairwell(given: Mapping[str, str], within: str) -> str:
    stairwell = re.sub(r"(?:单元|门洞|门|梯)$", "", plain_form(given.get("stairwell", "")))
    door = plain_form(within)
    return f"{stairwell}单元{door}" if stairwell and stairwell != "0" and "单元" not in door else door


def as_one_list(homes: Sequence[Home | None], known: Collection[str]) -> list[Home | None]:
    """The homes of a list, each seen beside the others.

    3-501 is building and room, but where other homes of that building have stairwells it is asked about. What stands
    before a building (estate, lane) becomes part of its name where the list has more than one.
    """
    addresses = [home.address for home in homes if home and home.address]
    with_stairwells = {building_key(address.building) for address in addresses if address.has_unit}
    several = len({address.before for address in addresses if address.before}) > 1
    return [home and _beside_others(home, with_stairwells, several, known) for home in homes]


def _beside_others(home: Home, with_stairwells: Collection[str], several: bool, known: Collection[str]) -> Home:
    address = home.address
    if not address:
        return home
    if home.two_numbers and building_key(address.building) in with_stairwells and not address.has_unit:
        return Home(None, "stairwell_missing", home.part, home.seen)
    if several and address.before and address.building not in known:
        return replace(home, address=replace(address, building=f"{address.before}{address.building}"))
    return home
