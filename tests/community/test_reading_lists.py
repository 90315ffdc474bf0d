"""A list as offices have it is read into entries; what is wrong in a row is said with its column."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from consult.community.rules.lists import FIELDS, ListKind, Reading, read_list
from consult.sheets import Table, Unreadable, read_table
from consult.web.wording.list_reading import DOUBTS
from tests.sheets.files import workbook

TODAY = date(2026, 12, 1)


def table(*rows: str) -> Table:
    """A table of rows with | between the cells."""
    cells = [row.split("|") for row in rows]
    widest = max(map(len, cells))
    return Table("", [row + [""] * (widest - len(row)) for row in cells])


def read(kind: ListKind, *rows: str, buildings: Sequence[str] = ()) -> Reading:
    return read_list(kind, table(*rows), today=TODAY, buildings=buildings)


def homes(reading: Reading) -> list[tuple[str | None, str | None]]:
    return [(entry.fields.get("building"), entry.fields.get("door")) for entry in reading.entries]


def doubts(reading: Reading) -> list[tuple[int, str, str]]:
    assert {doubt.code for doubt in reading.doubts} <= DOUBTS.keys(), "each has its sentence"
    return [(doubt.row, doubt.letter, doubt.code) for doubt in reading.doubts]


# --- headings -----------------------------------------------------------------------------------------


def test_a_list_as_a_community_has_it() -> None:
    reading = read(
        ListKind.PEOPLE, "河湾社区居民花名册", "制表单位：居委会|||2026年", "序号|户主（必填）|房 号*|联系人电话|身份证号|备注",
        "1|张　三|３－２－５０１|13800000000|330102199003071234|老住户", "", "2|李四（租）|3-2-0502|||", "合计|2||||")
    assert [(entry.row, entry.fields) for entry in reading.entries] == [
        (4, {"name": "张三", "building": "3幢", "door": "2单元501"}), (6, {"name": "李四", "building": "3幢", "door": "2单元0502"})]
    assert [(c.letter, c.field, c.dropped_because) for c in reading.columns] == [
        ("A", "", ""), ("B", "name", ""), ("C", "door", ""), ("D", "", "phone"), ("E", "", "identity"), ("F", "", "")]
    assert (reading.doubts, reading.dropped) == ([], {"phone": 1, "identity": 1})


@pytest.mark.parametrize("heading", ["户主", "姓名", "业主姓名", "联系人", "居民姓名", "户主姓名", "*姓名", "姓 名", "姓名：",
                                     "姓名(与证件一致)",                                     "１、姓名", "name 姓名"])
def test_a_name_stands_under_many_headings(heading: str) -> None:
    assert read(ListKind.PEOPLE, f"{heading}|房号", "张三|3-2-501").entries[0].fields["name"] == "张三"


def test_of_two_columns_of_names_the_better_one_is_taken() -> None:
    reading = read(ListKind.PEOPLE, "联系人|姓名|户主|房号", "王五|张三|李四|3-2-501")
    assert [entry.fields["name"] for entry in reading.entries] == ["张三"]
    assert [column.field for column in reading.columns] == ["", "name", "", "door"]


@pytest.mark.parametrize("rows", [
    ("楼栋|单元|房号|姓名", "3幢|2|501|张三"), ("幢|单元号|室|姓名", "3|2单元|501室|张三"), ("楼号|房号|姓名", "3号楼|2-501|张三"),
    ("楼栋|房号|姓名", "3|2单元501|张三"), ("地址|姓名", "3幢2单元501|张三"), ("房号|姓名", "3-2-501|张三"),
    ("楼栋|单元|楼层|房号|姓名", "3幢|2|5|501|张三"), ("楼栋|房号|姓名", "3幢|3-2-501|张三"),
    ("小区|楼栋|单元|室号|姓名", "河湾苑|三幢|二|501|张三"),
    ("building|door|name", "3幢|2单元501|张三"), ("居住地址|户籍地门牌号|姓名", "三号楼二单元五零一|外地9号|张三"),
])
def test_a_home_stands_in_one_column_in_two_or_in_three(rows: tuple[str, str]) -> None:
    assert homes(read(ListKind.PEOPLE, *rows, buildings=["3幢"])) == [("3幢", "2单元501")]


def test_a_door_of_its_own_kind_is_kept_where_the_building_has_a_column() -> None:
    reading = read(ListKind.HOMES, "楼栋|房号", "综合楼|门卫室", "东楼|铺面3", "A区|12")
    assert homes(reading) == [("综合楼", "门卫室"), ("东楼", "铺面3"), ("A区", "12")]


def test_a_merged_building_stands_once_in_plain_text_and_for_every_home_below() -> None:
    reading = read(ListKind.HOMES, "网格|楼栋|单元|室", "一网格|1幢|1|101", "|||102", "||2|101", "|2幢|1|101", "|||", "二网格|3幢||101")
    assert [(e.fields["grid"], e.fields["building"], e.fields["door"]) for e in reading.entries] == [
        ("一网格", "1幢", "1单元101"), ("一网格", "1幢", "1单元102"), ("一网格", "1幢", "2单元101"), ("一网格", "2幢", "1单元101"),
        ("二网格", "3幢", "101")]


def test_cells_merged_in_a_workbook_and_a_heading_in_two_rows() -> None:
    raw = workbook([["居民名单"], ["姓名", "住房", "", ""], ["", "楼栋", "单元", "室"], ["张三", "1幢", 1, 101.0], ["李四", "", 1, "0102"]],
                   merged=["A1:D1", "A2:A3", "B2:D2", "B4:B5"])
    assert homes(read_list(ListKind.PEOPLE, read_table("a.xlsx", raw))) == [("1幢", "1单元101"), ("1幢", "1单元0102")]


def test_an_estate_is_part_of_the_building_only_where_there_are_several() -> None:
    assert homes(read(ListKind.HOMES, "地址", "翠苑1幢101", "翠苑2幢101")) == [("1幢", "101"), ("2幢", "101")]
    assert homes(read(ListKind.HOMES, "地址", "翠苑1幢101", "阳光苑1幢101")) == [("翠苑1幢", "101"), ("阳光苑1幢", "101")]
    assert homes(read(ListKind.HOMES, "小区|楼栋|室", "翠苑|1幢|101", "阳光苑|1幢|101")) == [("翠苑1幢", "101"), ("阳光苑1幢", "101")]


def test_two_numbers_are_building_and_room_unless_the_building_has_stairwells() -> None:
    assert homes(read(ListKind.HOMES, "房号", "3-501", "3-502")) == [("3幢", "501"), ("3幢", "502")]
    reading = read(ListKind.HOMES, "房号", "3-1-501", "3-502", "4-502")
    assert doubts(reading) == [(3, "A", "stairwell_missing")] and homes(reading)[2] == ("4幢", "502")


# --- what cannot be a list ----------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "rows", "code"), [
    (ListKind.OWNERS, ("姓名|房号|性别", "张三|3-2-501|男"), "wrong_list_people"),
    (ListKind.POSTS, ("姓名|房号", "张三|3-2-501"), "wrong_list_people"),
    (ListKind.UNITS, ("姓名|房号|身份证号", "张三|3-2-501|"), "wrong_list_people"),
    (ListKind.UNITS, ("楼栋|室|建筑面积", "1|101|70"), "wrong_list_homes"),
    (ListKind.PEOPLE, ("楼栋|室|建筑面积", "1|101|70"), "wrong_list_homes"),
    (ListKind.PEOPLE, ("单位名称|类别", "河湾幼儿园|学校"), "wrong_list_units"),
    (ListKind.HOMES, ("单位名称|类别", "河湾幼儿园|学校"), "wrong_list_units"),
    (ListKind.PEOPLE, ("菜名|价钱", "豆腐|3"), "no_header_people"), (ListKind.HOMES, ("张三|3-2-501", "李四|3-2-502"), "no_header_homes"),
    (ListKind.PEOPLE, ("称呼|备注", "张阿姨|好"), "columns_missing_people"),
    (ListKind.HOMES, ("楼栋|面积", "1|70"), "columns_missing_homes"),
    (ListKind.PEOPLE, ("姓名|房号",), "header_without_rows"),
    (ListKind.PEOPLE, ("名单", "姓名|房号", "|", "合计|0"), "header_without_rows"),
    (ListKind.PEOPLE, ("姓名|房号", "13800000000|3-2-501", "13800000001|3-2-502"), "column_is_private"),
])
def test_what_is_no_such_list_is_said(kind: ListKind, rows: tuple[str, ...], code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(kind, *rows)
    assert refused.value.code == code


def test_an_empty_table_has_no_heading() -> None:
    with pytest.raises(Unreadable, match="no_header"):
        read_list(ListKind.HOMES, Table("", []))


def test_a_list_of_residents_can_be_read_as_the_homes_they_live_in() -> None:
    reading = read(ListKind.HOMES, "姓名|房号", "张三|3-2-501", "李四|3-2-501", "王五|3-2-502")
    assert homes(reading) == [("3幢", "2单元501"), ("3幢", "2单元502")] and reading.doubts == []


# --- what is in doubt ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("rows", "doubt"), [
    (("楼栋|室|面积", "1|101|0"), (2, "C", "area_not_positive")), (("楼栋|室|面积", "1|101|-3"), (2, "C", "area_not_positive")),
    (("楼栋|室|面积", "1|101|1000000000"), (2, "C", "area_too_large")), (("楼栋|室|面积", "1|101|约70"), (2, "C", "area_is_no_number")),
    (("用途|楼栋|室", "飞机库|1|101"), (2, "A", "use_unknown")), (("楼栋|室|入住情况", "1|101|有时"), (2, "C", "not_yes_or_no")),
    (("楼栋|室", "1|101、102"), (2, "B", "several_homes")), (("楼栋|室", "1|2026-03-02"), (2, "B", "became_a_date")),
    (("楼栋|室|用途", "1||住宅"), (2, "B", "room_missing")), (("楼栋|房号", "1幢|2幢1单元101"), (2, "A", "building_disagrees")),
    (("楼栋|室", "1|101", "01|0101"), (3, "B", "same_home_twice")), (("楼栋|室", f"{'长' * 41}|1"), (2, "A", "too_long")),
    (("房号|网格", "3-501|一网格", "501|"), (3, "A", "building_missing")), (("房号|网格", "3-501|", "|二网格"), (3, "A", "missing")),
])
def test_what_is_wrong_with_a_home_is_said_with_its_column(rows: tuple[str, ...], doubt: tuple[int, str, str]) -> None:
    assert doubts(read(ListKind.HOMES, *rows)) == [doubt]


@pytest.mark.parametrize(("rows", "doubt"), [
    (("姓名|房号", "|3-2-501"), (2, "A", "missing")), (("姓名|房号", "张三、李四|3-2-501"), (2, "A", "several_names")),
    (("姓名|房号", "张三|", "李四|3-2-501"), (2, "B", "home_missing")),
    (("姓名|房号", "张三|3-2-501", "张　三|3幢2单元0501室"), (3, "A", "same_person_twice")),
    (("姓名|成年月份", "张三|明年"), (2, "B", "not_a_month")), (("姓名|职务", "张三|船长"), (2, "B", "post_unknown")),
    (("姓名|户代表", "张三|也许"), (2, "B", "not_yes_or_no")), (("姓名", "张" * 61), (2, "A", "too_long")),
])
def test_what_is_wrong_with_a_person_is_said_with_its_column(rows: tuple[str, ...], doubt: tuple[int, str, str]) -> None:
    assert doubts(read(ListKind.PEOPLE, *rows)) == [doubt]


def test_two_of_one_name_in_two_homes_are_two() -> None:
    assert read(ListKind.PEOPLE, "姓名|房号", "张三|3-2-501", "张三|3-2-502").doubts == []


def test_three_thousand_rows_that_are_wrong_are_three_thousand_doubts() -> None:
    reading = read(ListKind.PEOPLE, "姓名|房号", *(f"张{chr(0x4e00 + n)}|房{n}" for n in range(3_000)))
    assert len(reading.doubts) == len(reading.entries) == 3_000
    assert {doubt.code for doubt in reading.doubts} <= {"address_unclear", "building_missing"}


# --- values -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "size"), [
    ("89.35㎡", "89.35"), ("89.35 平方米", "89.35"), ("８９．３５", "89.35"), ("1,089.5m²", "1089.5"), ("70.00", "70"), ("100", "100"),
    ("89.35平", "89.35"), ("", ""), ("-", ""), ("0.5", "0.5"),
])
def test_an_area_is_read_however_it_is_written(text: str, size: str) -> None:
    reading = read(ListKind.HOMES, "楼栋|室|面积", f"1|101|{text}")
    assert (reading.entries[0].fields["area"], reading.doubts) == (size, [])


@pytest.mark.parametrize(("text", "name"), [
    ("张 三", "张三"), ("张　三", "张三"), ("买买提•艾力", "买买提·艾力"), ("Anna  Berg", "Anna Berg"), ("䶮𬀩", "䶮𬀩"), ("王", "王"),
    ("李四（已迁出）", "李四"), ("张三*", "张三"), ("ＡＮＮＡ", "ANNA"), ("张三 13800000000", "张三"), ("欧阳 娜娜", "欧阳娜娜"),
])
def test_a_name_stays_the_name_it_is(text: str, name: str) -> None:
    assert read(ListKind.PEOPLE, "姓名", text, "别人").entries[0].fields["name"] == name


@pytest.mark.parametrize("text", [
    "张三、李四", "张三,李四", "张三；李四", "张三/李四", "张三 李四", "张三\n李四",
    "张三（50%）、李四（50%）", "张三50%、李四50%"])
def test_several_owners_in_a_cell_own_together(text: str) -> None:
    assert read(ListKind.OWNERS, "房号|业主姓名", f"3-2-501|{text}").entries[0].fields["owner"] == "张三、李四"


def test_owners_on_rows_of_their_own_own_together_unless_the_area_differs() -> None:
    reading = read(ListKind.OWNERS, "房号|业主|建筑面积", "1-1|张三|70", "1-1|李四|", "1-1|王五|71", "1-2|未售|70",
                   "1-3|河湾置业有限公司|70", "1-1|李四|70")
    first = reading.entries[0]
    assert (first.row, first.fields["owner"], first.fields["area"], first.fields["unit_kind"]) == (2, "张三、李四", "70", "")
    assert doubts(reading) == [(4, "C", "areas_differ"), (5, "B", "owner_not_named"), (7, "A", "same_home_twice")]
    assert reading.entries[3].fields["unit_kind"] == "enterprise"


def test_names_beside_an_area_are_owners() -> None:
    assert read(ListKind.OWNERS, "房号|姓名|建筑面积", "3-2-501|张三|70").entries[0].fields["owner"] == "张三"


def test_units_with_their_delegates() -> None:
    reading = read(ListKind.UNITS, "单位名称|类别|代表|代表楼栋|代表房号|参加的会议|英文名|电话",
                   "河湾幼儿园||王芳|3幢|2-501|党建联席会议|Hewan Kindergarten|87654321",
                   "修车铺|其他|||||议事协会|", "修车铺||||||", "无名||||||")
    assert reading.entries[0].fields == {
        "kind": "school", "name": "河湾幼儿园", "name_en": "Hewan Kindergarten", "delegate": "王芳", "delegate_building": "3幢",
        "delegate_door": "2单元501", "member_of": "joint_meeting"}
    assert doubts(reading) == [(4, "A", "same_unit_twice")] and reading.dropped == {"phone": 1}


def test_posts_with_terms_and_seats() -> None:
    reading = read(
        ListKind.POSTS, "姓名|房号|职务|所在会议|任期开始|任期结束|席位", "张三|3-2-501|议事会成员|议事会|2026/11/1|2029年10月31日|候补",
        "张三|3-2-501|楼长||20261101|至今|", "李四||网格员||2026.13.1||", "王五||主任||2026-11-01|2026-10-01|正式", "张三|3-2-501|楼长||||")
    assert reading.entries[0].fields == {
        "name": "张三", "building": "3幢", "door": "2单元501", "post": "council_member", "body": "residents_council",
        "starts_on": "2026-11-01", "ends_on": "2029-10-31", "seat": "alternate"}
    assert doubts(reading) == [(4, "E", "not_a_day"), (5, "F", "ends_before_it_begins"), (6, "C", "same_post_twice")]


def test_posts_and_representatives_of_a_list_of_people() -> None:
    reading = read(ListKind.PEOPLE, "姓名|职务|是否户代表|登录名",
                   "张三|议事会成员、楼长|是|zhangsan", "李四|council_member facilitator|否|", "王五||√|")
    assert [(e.fields["posts"], e.fields["representative"]) for e in reading.entries] == [
        ("council_member building_head", "yes"), ("council_member facilitator", "no"), ("", "yes")]


def test_of_a_birth_date_only_the_month_stays_in_which_somebody_comes_of_age() -> None:
    reading = read(ListKind.PEOPLE, "姓名|出生年月", "张三|1990-03-07", "张小三|2015年3月7日", "张小四|201606", "张五|")
    assert [entry.fields.get("comes_of_age", "") for entry in reading.entries] == ["", "2033-03", "2034-06", ""]
    assert reading.dropped == {"birth": 3}
    by_identity = read(ListKind.PEOPLE, "姓名|身份证号", "张三|11010519491231002X", "张小三|110105201503070012")
    assert [entry.fields.get("comes_of_age", "") for entry in by_identity.entries] == ["", "2033-03"]


def test_a_month_of_coming_of_age_is_read() -> None:
    rows = ["2031-05", "2031年5月", "2031/5", "203105", "2031.5.7"]
    reading = read(ListKind.PEOPLE, "姓名|满18周岁的月份", *(f"张{n}|{text}" for n, text in enumerate(rows, 1)))
    assert {entry.fields["comes_of_age"] for entry in reading.entries} == {"2031-05"}


def test_entries_hold_nothing_but_known_fields() -> None:
    for kind in ListKind:
        rows = ["|".join(FIELDS[kind]), "|".join("1" for _ in FIELDS[kind])]
        for entry in read(kind, *rows).entries:
            assert set(entry.fields) <= set(FIELDS[kind])
