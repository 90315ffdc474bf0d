"""A house number in any style is one home, or it is said why it is not."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.community.rules.addresses import Address, Unclear, as_registered, building_key, door_key, parse

HOMES = {
    "3号楼2单元501室": ("3号楼", "2单元501"), "3幢2单元501": ("3幢", "2单元501"), "3栋501房": ("3栋", "501"),
    "4座1203": ("4座", "1203"), "3-2幢501": ("3-2幢", "501"), "姚家园6号楼1413室": ("6号楼", "1413"),
    "曹杨路12弄12号301室": ("12号", "301"), "曹杨路12弄5支弄3号201": ("3号", "201"), "12号301": ("12号", "301"),
    "3-2-501": ("3幢", "2单元501"), "3#2-501": ("3幢", "2单元501"), "3#501": ("3幢", "501"), "3/2/501": ("3幢", "2单元501"),
    "A座-1203": ("A座", "1203"), "A-1203": ("A幢", "1203"), "三号楼二单元五零一": ("3号楼", "2单元501"), "甲3号201": ("甲3号", "201"),
    "3号楼东单元501": ("3号楼", "东单元501"), "3号楼地下一层B12": ("3号楼", "地下1层B12"), "3号楼负一层B12": ("3号楼", "负1层B12"),
    "8幢５０２": ("8幢", "502"), "８－２－５０２": ("8幢", "2单元502"), "8号楼502": ("8号楼", "502"), "8#502": ("8幢", "502"),
    "8幢2单元五零二": ("8幢", "2单元502"), "8幢2单元502户": ("8幢", "2单元502"), "8栋502号": ("8栋", "502"),
    "八号楼三单元四零一": ("8号楼", "3单元401"), "8#2-502": ("8幢", "2单元502"), "3-501": ("3幢", "501"),
    "3幢5层1号": ("3幢", "5层1"), "3幢5楼501": ("3幢", "501"), "翠苑三区12幢1单元0301": ("12幢", "1单元0301"),
    " 十二号楼 2 单元 501　": ("12号楼", "2单元501"), "3楼2单元501": ("3楼", "2单元501"), "三里屯小区3幢2门501": ("3幢", "2单元501"),
    "3栋501A": ("3栋", "501A"), "阳光苑3-2-501": ("3幢", "2单元501"), "二十三幢一百零一": ("23幢", "101"),
    "3号楼501室（东）": ("3号楼", "501"), "3幢2～501": ("3幢", "2单元501"), "3—2—501": ("3幢", "2单元501"),
    "文三路12号3幢501": ("3幢", "501"), "3幢1单元0101室": ("3幢", "1单元0101"),
}
UNCLEAR = {
    "3-2幢": "room_missing", "3幢": "room_missing", "南京西路32号": "room_missing", "甲3号": "room_missing", "3号楼2单元": "room_missing",
    "5-12号": "several_homes", "12、13号": "several_homes", "501-503": "several_homes", "501、502": "several_homes",
    "3幢2单元501—502": "several_homes", "3幢1单元101、102室": "several_homes", "501室": "building_missing", "A1203": "building_missing",
    "2026-03-02": "became_a_date", "2026年3月2日": "became_a_date",
    "综合楼门卫": "address_unclear", "3-2-5O3": "address_unclear", "": "address_unclear",
}


@pytest.mark.parametrize(("text", "home"), HOMES.items())
def test_a_home_is_read_in_every_style(text: str, home: tuple[str, str]) -> None:
    found = parse(text)
    assert isinstance(found, Address)
    assert (found.building, found.door) == home


@pytest.mark.parametrize(("text", "code"), UNCLEAR.items())
def test_what_is_not_one_home_is_said(text: str, code: str) -> None:
    assert parse(text) == Unclear(code)


def test_what_stands_before_a_building_is_kept_apart() -> None:
    assert [parse(text).before for text in ("姚家园6号楼1413室", "曹杨路12弄5支弄3号201", "3-2-501")] == [  # type: ignore[union-attr]
        "姚家园", "曹杨路12弄5支弄", ""]


def test_buildings_get_the_names_of_the_register() -> None:
    known = ["1幢", "姚家园6号楼", "A座", "翠苑7幢", "阳光苑7幢"]
    assert [as_registered(name, known) for name in ("01号楼", "一栋", "6幢", "a座", "7幢", "9幢")] == [
        "1幢", "1幢", "姚家园6号楼", "A座", "7幢", "9幢"], "the seventh of two estates could be either"
    assert parse("1-2-501", known) == Address("1幢", "2单元501")
    assert as_registered("7幢", known, "翠苑") == "翠苑7幢"


@pytest.mark.parametrize("same", [
    ("1单元0301室", "1单元301", "１单元３０１", "一单元301", "1-301", "1门301"), ("501", "501室", "0501", "501号", " 501 ", "501户"),
    ("B12", "b12"), ("东单元501", "东单元501室"), ("地下一层B12", "地下1层B12"),
])
def test_doors_are_one_when_written_otherwise(same: tuple[str, ...]) -> None:
    assert len({door_key(door) for door in same}) == 1


def test_doors_are_two_when_they_are_two() -> None:
    doors = ["1单元301", "11单元301", "1单元3010", "301", "3单元01", "B12", "12", "2单元301", "东单元301"]
    assert len({door_key(door) for door in doors}) == len(doors)
    assert len({building_key(name) for name in ("1幢", "11幢", "甲1号", "A座", "东楼", "3-2幢", "32幢")}) == 7


@given(building=st.integers(1, 999), unit=st.integers(1, 9), room=st.integers(101, 3304), style=st.sampled_from([
    "{b}幢{u}单元{r}室", "{b}号楼{u}单元{r}", "{b}-{u}-{r}", "{b}#{u}-{r}", "{b}/{u}/{r}", "{b}栋{u}门{r}户", "阳光苑{b}座{u}单元{r}房"]))
def test_every_style_of_one_home_is_the_same_home(building: int, unit: int, room: int, style: str) -> None:
    found = parse(style.format(b=building, u=unit, r=room))
    assert isinstance(found, Address)
    assert (building_key(found.building), door_key(found.door)) == (str(building), f"{unit}单元{room}")


@given(st.text(alphabet="0123456789-/#号楼幢栋座单元门层室弄、AB一二十甲东 ", max_size=14))
def test_any_text_is_a_home_or_said_to_be_none_and_reads_the_same_again(text: str) -> None:
    found = parse(text)
    if isinstance(found, Address):
        assert found.building and found.door
        again = parse(f"{found.building}{found.door}")
        assert isinstance(again, Unclear) or door_key(again.door) == door_key(found.door)
