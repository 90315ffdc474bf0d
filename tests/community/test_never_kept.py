"""Nothing that a register must not hold gets through a list, whatever the heading says and wherever it stands."""
from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.community.rules.lists import ListKind, Reading, read_list
from consult.sheets import Table, Unreadable

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
WHAT_FIELDS_MAY_BE = ["姓名", "称呼", "房号", "楼栋", "备注", "登录名", "职务", "满18周岁的月份", "随便", "业主姓名", "面积", "户代表"]


def read(*rows: list[str], kind: ListKind = ListKind.PEOPLE) -> Reading:
    return read_list(kind, Table("", [list(row) for row in rows]))


def identity(place: int, day: str, order: int) -> str:
    """An identity number of nobody with a right check digit (GB 11643)."""
    digits = f"{place:06}{day}{order:03}"
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]


def card(digits: str) -> str:
    """A card number with a right check digit (ISO/IEC 7812)."""
    doubled = sum(sum(map(int, str(int(d) * (2 if n % 2 == 0 else 1)))) for n, d in enumerate(reversed(digits)))
    return f"{digits}{-doubled % 10}"


DAYS = st.dates(min_value=date(1930, 1, 1), max_value=date(2020, 12, 28))
IDENTITIES = st.builds(lambda p, d, o: identity(p, f"{d:%Y%m%d}", o), st.integers(110000, 659999), DAYS, st.integers(1, 999))
OLD_IDENTITIES = st.builds(lambda p, d, o: f"{p}{d:%y%m%d}{o:03}", st.integers(110000, 659999),
                           DAYS.filter(lambda d: d.year < 2000), st.integers(1, 999))
PHONES = st.builds(lambda a, b: f"1{a}{b:09}", st.integers(3, 9), st.integers(0, 999_999_999))
PLATES = st.builds(lambda p, c, n: f"{p}{c}{n:05}", st.sampled_from("京浙苏沪粤川"), st.sampled_from("ABCDEF"), st.integers(0, 99_999))
CARDS = st.builds(card, st.integers(10**13, 10**17 - 1).map(lambda n: f"6{n}"))
PRIVATE = st.one_of(IDENTITIES, OLD_IDENTITIES, PHONES, PLATES, CARDS)
WRITTEN = st.sampled_from([
    "{}", " {} ", "张三{}", "{}张三", "张三（{}）", "电话：{}", "{}/{}", "张三、{}", "3-2-501 {}", "\n{}", "李四,{}", "王五 {} 已婚",
])
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def everything(reading: Reading) -> str:
    """All that a reading holds, half width, without what could stand between two digits."""
    return re.sub(r"[\s\-]", "", str(asdict(reading)).translate({v: k for k, v in FULL_WIDTH.items()}))


@settings(max_examples=300)
@given(headings=st.lists(st.sampled_from(WHAT_FIELDS_MAY_BE), min_size=1, max_size=4, unique=True), private=PRIVATE, written=WRITTEN,
       at=st.integers(0, 3), row=st.integers(0, 3), wide=st.booleans(), more=st.booleans())
def test_no_number_of_a_person_survives_in_any_cell(
    headings: list[str], private: str, written: str, at: int, row: int, *, wide: bool, more: bool
) -> None:
    rows = [["名单"] + [""] * (len(headings)), ["姓名", *(h for h in headings if h != "姓名")]]
    rows += [["张三"] + ["3-2-501" if h == "房号" else "" for h in rows[1][1:]] for _n in range(6 if more else 2)]
    width = len(rows[1])
    rows = [cells[:width] + [""] * (width - len(cells)) for cells in rows]
    shown = written.format(private, private)
    rows[row][at % width] = shown.translate(FULL_WIDTH) if wide else shown
    for kind in (ListKind.PEOPLE, ListKind.OWNERS, ListKind.POSTS, ListKind.UNITS, ListKind.HOMES):
        try:
            assert private not in everything(read(*rows, kind=kind))
        except Unreadable as refused:
            assert private not in str(refused.facts)


@settings(max_examples=60)
@given(st.lists(PRIVATE, min_size=3, max_size=8))
def test_a_column_of_such_numbers_is_dropped_under_any_heading(numbers: list[str]) -> None:
    for heading in ("备注", "随便", "称呼", "登录名"):
        reading = read(["姓名", heading], *([f"张{n}", number] for n, number in enumerate(numbers, 1)))
        assert not any(number in everything(reading) for number in numbers)
        assert reading.columns[1].dropped_because and sum(reading.dropped.values()) == len(numbers)


@pytest.mark.parametrize("heading", [
    "身份证号", "身份证号码", "公民身份号码", "证件号码", "联系电话", "电话1", "手机号",
    "备用电话", "联系方式", "微信号", "电子邮箱（E-mail）", "出生年月", "出生日期",
    "年龄", "银行卡号", "车牌号", "车牌", "低保", "是否党员", "政治面貌", "民族", "户籍性质",
    "户口性质", "户籍所在地", "户籍地门牌号", "与户主关系", "人口状态",
    "是否人户分离", "是否空挂户", "人员类型（业主/家属/租户）", "文化程度", "工作单位",
    "婚姻状况", "残疾", "重点人员", "门禁卡号", "宗教信仰", "标签", "性别",
])
def test_what_a_register_never_holds_is_dropped_by_its_heading(heading: str) -> None:
    reading = read(["姓名", "房号", heading], ["张三", "3-2-501", "某某"], ["李四", "3-2-502", ""])
    assert "某某" not in everything(reading)
    assert reading.columns[2].dropped_because and sum(reading.dropped.values()) == 1


@pytest.mark.parametrize(("cell", "kept", "kind"), [
    ("张三13800000000", "张三", "phone"), ("张三（1990年3月7日）", "张三", "birth"), ("张三19900307", "张三", "birth"),
    ("张三 浙A12345", "张三", "plate"),
    ("张三 88881234", "张三", "number"), ("张三 zhang@example.com", "张三", "mail"), ("张三 3.30102E+17", "张三", "number"),
    ("张三 330102 19900307 1234", "张三", "identity"), ("张三 138-0000-0000", "张三", "phone"),
    ("张三，微信zhang_san88", "张三，微信", "account"),
])
def test_one_such_number_is_taken_out_of_its_cell_and_counted(cell: str, kept: str, kind: str) -> None:
    reading = read(["称呼", "姓名"], [cell, "张三"], ["", "李四"])
    assert (reading.entries[0].fields["called"], reading.dropped) == (kept, {kind: 1})


@pytest.mark.parametrize("home", ["3幢2单元501", "12-1-1203", "翠苑三区12幢1单元1203室", "曹杨路1234弄125号1203室", "三号楼二单元五零一"])
def test_a_home_is_no_number_of_a_person(home: str) -> None:
    reading = read(["姓名", "房号"], ["张三", home])
    assert reading.dropped == {} and reading.entries[0].fields["door"]


def test_a_heading_that_is_a_number_is_not_shown() -> None:
    reading = read(["姓名", "13800000000"], ["张三", "好"])
    assert "13800000000" not in everything(reading)
