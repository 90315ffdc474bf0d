"""House numbers as lists have them, in their parts: which building, and what stands on the door within it.

Styles: 3号楼2单元501室, 3幢2单元501, 4座1203, 姚家园6号楼1413室, 曹杨路12弄12号301室 (there the 号 is the building), 3-2-501,
3#2-501, 3/2/501, A座-1203, 三号楼二单元五零一, 甲3号201, 3号楼东单元501, 3号楼地下一层B12 (address tag sets and the province's
standard for unified addresses, DB42/T 2175-2024).
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

HAN = {han: digit for digit, group in enumerate(("〇零", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for han in group}
HAN_NUMBER = re.compile(
    r"[〇零一二两三四五六七八九十百]+(?=号楼|号|幢|栋|座|单元|门|梯|层|楼|室|户|房|支?弄|期|#|-|$|[A-Za-z]?[0-9]|[〇零一二三四五六七八九]*$)")
DASHES = re.compile(r"[~—–‐‑‒―−－﹣ー_·.]+|-{2,}")
NOTHING_SEEN = re.compile("[\\s\u200b-\u200f\u2060\ufeff\u00ad]")
NUMBER = r"[甲乙丙丁]?[A-Za-z]?[0-9]{1,4}[A-Za-z]?"
ROOM = r"[A-Za-z]{0,2}[0-9]{1,5}[A-Za-z]?"
ROOM_ENDS = r"(?:室|号房|号|户|房|宅)?"
SIDE = r"(?:[东南西北中左右前后]{1,2})"
WORDED = re.compile(
    rf"(?P<before>.*?)(?P<number>{NUMBER}(?:-[0-9]{{1,2}})?|[A-Za-z]|(?<![\u4e00-\u9fff]){SIDE})"
    r"(?P<sign>号楼|幢|栋|座|#楼|#|号院|楼(?=.*(?:单元|门|梯|室)))[-/,]?(?P<rest>.*)")
NUMBERED = re.compile(rf"(?P<before>.*?)(?P<number>{NUMBER})(?P<sign>号)(?!房)[-/,]?(?P<rest>.+)")
DASHED = re.compile(rf"(?P<before>.*?)(?P<number>{NUMBER}|[A-Za-z])(?P<sign>)[-/#](?P<rest>.*)")
WITHIN = re.compile(
    rf"(?:(?P<unit>{NUMBER}|[A-Za-z]|{SIDE})(?P<sign>单元|门|梯|-|/|#))?[-/]?"
    rf"(?:(?P<floor>(?:地下|负|B|-)?[0-9]{{1,2}})(?:层|楼|F)[-/]?)?(?P<room>{ROOM}){ROOM_ENDS}")
SEVERAL = re.compile(r"[0-9](?:室|号|户|房)?[、,，和及至到][A-Za-z]?[0-9]")
A_RANGE = re.compile(r"(?:^|\D)([0-9]{1,5})-([0-9]{1,5})(?:号|室|户)?$")
BUILDING_ENDS = re.compile(r"(?:号楼|号院|幢|栋|座|#楼|#|楼|号)$")
ROOMS = re.compile(r"[0-9]{3,5}-[0-9]{3,5}(?:室|号|户)?$")
DOORPLATE = re.compile(rf".*{NUMBER}号")
IN_BRACKETS = re.compile(r"\([^()]*\)$")
A_DAY = re.compile(r"[12][0-9]{3}[-/年.][0-9]{1,2}(?:[-/月.][0-9]{1,2}日?)?")
SHORT = 100
"""From here on a number is a room's, with its floor before it."""


@dataclass(frozen=True)
class Address:
    """A home: its building as the register calls it or as it is written, its door within it, as 1单元301, and what stood
    before the building: estate, road and lane."""

    building: str
    door: str
    before: str = ""

    @property
    def has_unit(self) -> bool:
        """Whether the door names its stairwell."""
        return "单元" in self.door


@dataclass(frozen=True)
class Unclear:
    """Why a house number is not one home, as a code."""

    code: str


def parse(text: str, known_buildings: Collection[str] = ()) -> Address | Unclear:
    """The home that a text of one piece names, as 3号楼2单元501室 or 3-2-501; `known_buildings` are the register's.

    Unclear where it names several homes, no building or no room, or where a spreadsheet made a day of it.
    """
    plain = IN_BRACKETS.sub("", plain_form(text))
    if A_DAY.fullmatch(plain):
        return Unclear("became_a_date")
    if SEVERAL.search(plain) or ROOMS.search(plain) or _is_range(plain):
        return Unclear("several_homes")
    for style in (WORDED, NUMBERED, DASHED):
        if found := style.fullmatch(plain):
            return _within(found, known_buildings)
    if DOORPLATE.fullmatch(plain):
        return Unclear("room_missing")
    return Unclear("building_missing" if re.fullmatch(rf"(?:{ROOM}){ROOM_ENDS}", plain) else "address_unclear")


def is_a_day(text: str) -> bool:
    """Whether this is what a spreadsheet makes of 3-2: the second of March."""
    return bool(A_DAY.fullmatch(NOTHING_SEEN.sub("", unicodedata.normalize("NFKC", text))))


def _within(found: re.Match[str], known: Collection[str]) -> Address | Unclear:
    if not found["rest"]:
        return Unclear("room_missing")
    home = WITHIN.fullmatch(found["rest"])
    if not home:
        return Unclear("room_missing" if found["rest"].endswith(("单元", "门", "梯")) else "address_unclear")
    before = found["before"].strip("-/#,")
    building = f"{found['number']}{found['sign'] if found['sign'] not in ('', '#', '#楼') else '幢'}"
    return Address(as_registered(building, known, before), _door(home), before)


def _door(home: re.Match[str]) -> str:
    """1单元301; the floor is said again by a room of three digits, and stays where the room does not say it."""
    floor = home["floor"] or ""
    says_floor = not floor.isdigit() or int(re.sub(r"\D", "", home["room"])) < SHORT
    return f"{home['unit'] + '单元' if home['unit'] else ''}{floor + '层' if floor and says_floor else ''}{home['room']}"


def _is_range(plain: str) -> bool:
    """5-12号 is several doorplates, 3-501 one home."""
    found = A_RANGE.search(plain)
    if not found or plain.count("-") != 1 or not re.fullmatch(r"\D*[0-9]+-[0-9]+(?:号|室|户)?", plain):
        return False
    first, last = int(found[1]), int(found[2])
    return first < last < SHORT and plain.endswith("号")


@lru_cache(maxsize=16_384)
def plain_form(text: str) -> str:
    """Full width made half, blanks out, every dash a -, Chinese numerals before 号, 幢, 单元 … as digits."""
    plain = DASHES.sub("-", NOTHING_SEEN.sub("", unicodedata.normalize("NFKC", text)).replace("—", "-"))
    return HAN_NUMBER.sub(lambda run: _digits(run[0]), plain).strip("-,、。")


def _digits(han: str) -> str:
    """二十三 is 23, 五零一 501, 一百零一 101."""
    if not set(han) & {"十", "百"}:
        return "".join(str(HAN[one]) for one in han)
    total = 0
    for amount, ten in re.findall("([〇零一二两三四五六七八九]*)([十百]?)", han):
        value = int("".join(str(HAN[one]) for one in amount)) if amount else 0
        total += {"百": 100, "十": 10}[ten] * (value or 1) if ten else value
    return str(total)


@lru_cache(maxsize=16_384)
def door_key(door: str) -> str:
    """A door for comparing: without leading zeros, blanks, 室 and the like; 门 and 梯 are 单元; never for showing."""
    plain = re.sub(r"(?:号房|室|号|户|房)$", "", plain_form(door).upper())
    plain = re.sub(r"(?<=[0-9A-Z东南西北中])(?:门|梯|-|/)(?=[A-Z]?[0-9])", "单元", plain)
    return re.sub(r"(?<!\d)0+(?=\d)", "", plain)


@lru_cache(maxsize=4_096)
def building_key(building: str) -> str:
    """A building for comparing: 3幢, 03号楼, 3栋, 3# and 三号楼 are one."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", BUILDING_ENDS.sub("", plain_form(building).upper()))


def as_registered(building: str, known: Collection[str], before: str = "") -> str:
    """The known building that is meant, by its own name; as it is written where none is, or several could be."""
    return _registered(building, tuple(known), before)


@lru_cache(maxsize=4_096)
def _registered(building: str, known: tuple[str, ...], before: str) -> str:
    keys = {name: building_key(name) for name in known}
    for wanted in (building_key(f"{before}{building}"), building_key(building)):
        if found := [name for name, key in keys.items() if key == wanted]:
            return found[0]
    ending = re.compile(rf".*\D{re.escape(building_key(building))}")
    found = [name for name, key in keys.items() if ending.fullmatch(key)]
    return found[0] if len(found) == 1 else building
