"""Lists of a community of 1,500 households as offices have them, with their faults: made here, of nobody."""
from __future__ import annotations

import csv
import io
from itertools import cycle, islice

BUILDINGS, UNITS, FLOORS = 10, 5, 30
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = ("建国", "秀英", "伟", "芳", "桂兰", "志强", "丽", "军", "敏", "静", "国平", "晓梅", "德福", "美兰", "家宁")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def homes() -> list[tuple[str, str]]:
    """Every home: its building and what stands on its door."""
    return [(f"{b}幢", f"{unit}单元{floor}01") for b in range(1, BUILDINGS + 1) for unit in range(1, UNITS + 1)
            for floor in range(1, FLOORS + 1)]


def names() -> list[str]:
    """One head of household a home; some names come more than once, as they do."""
    people = [s + g for g in GIVEN for s in SURNAMES]
    return list(islice(cycle(people), len(homes())))


def of_homes() -> bytes:
    """The list of homes: a title over all columns, empty rows, some digits full width; saved by a Chinese Windows."""
    rows = [["青禾社区住房底册（2026年10月）", "", "", "", ""], ["序号", "网格", "楼栋", "房号", "备注"]]
    for n, (building, door) in enumerate(homes(), start=1):
        grid = "第一网格" if int(building[:-1]) <= BUILDINGS // 2 else "第二网格"
        rows.append([str(n), grid, building, door.translate(WIDE) if n % 40 == 0 else door + "室" if n % 7 == 0 else door, ""])
        if n % 300 == 0:
            rows.append(["", "", "", "", ""])
    return _saved(rows, "gb18030")


def of_people() -> bytes:
    """The list of residents: 户主 for the name, homes in one column, an identity number and a telephone in two more."""
    rows = [["青禾社区户主联系表", "", "", "", "", ""], ["序号", "户主", "身份证号", "房号", "联系电话", "户代表"]]
    for n, ((building, door), name) in enumerate(zip(homes(), names(), strict=True), start=1):
        rows.append([str(n), f" {name} ", f"50010819700101{n:04d}", f"{building}{door}", f"1380000{n:04d}", "是"])
    return _saved(rows, "gb18030")


def of_council() -> bytes:
    """Who sits in the council: 21 people, with their homes, since a name alone may be several people's."""
    some = list(zip(homes(), names(), strict=True))[::71][:21]
    rows = [["姓名", "住址", "职务"], *([name, f"{building}{door}", "议事会成员"] for (building, door), name in some)]
    return _saved(rows, "utf-8-sig")


def _saved(rows: list[list[str]], encoding: str) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue().encode(encoding)
