"""A file is read as the table it is, and refused by its name where it is none that is read."""
from __future__ import annotations

import sys
import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from consult.core.spreadsheet import written
from consult.sheets import LIMITS, Unreadable, read_table
from consult.sheets.reading import _of_a_child
from tests.sheets.files import ROWS, TEXT, archive, old_office, saved, with_part, workbook
from tests.sheets.old_workbook import old_workbook


def refusal(name: str, raw: bytes, **more: object) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        read_table(name, raw, **more)  # type: ignore[arg-type]
    return refused.value


# --- texts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", [
    TEXT.encode("utf-8"), TEXT.encode("utf-8-sig"), TEXT.encode("utf-16"), TEXT.encode("utf-16-le"), TEXT.encode("utf-16-be"),
    b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT.encode("gb18030"), TEXT.replace(",", ";").encode("gb18030"),
    TEXT.replace(",", "\t").encode("utf-16"), TEXT.replace(",", "，").encode(), TEXT.replace("\r\n", "\n").encode(),
    TEXT.replace("\r\n", "\r").encode(),
], ids=["utf8", "marked", "utf16", "le", "be", "marked be", "gb18030", "semicolons", "tabs", "full width", "unix", "old mac"])
def test_a_text_is_read_whichever_way_an_office_saved_it(raw: bytes) -> None:
    assert read_table("名单.csv", raw).rows == ROWS


def test_whatever_stands_inside_a_cell_stays_in_that_cell() -> None:
    inside = "张三,\n\r\n\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e\"李四\""
    raw = '姓名,房号\n"{}",501\n王五,502\n'.format(inside.replace('"', '""')).encode()
    assert read_table("a.csv", raw).rows == [["姓名", "房号"], [inside, "501"], ["王五", "502"]]


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    table = read_table("a.csv", "河湾社区\n\n姓名,房号\n\n\"张\n三\",501\n李四,502\n\n,\n".encode())
    assert (table.first_row, table.rows[2], table.rows[4], table.rows[5]) == (1, ["姓名", "房号"], ["张\n三", "501"], ["李四", "502"])
    assert len(table.rows) == 6, "empty rows at the end are none"


def test_the_separator_that_excel_says_itself_is_taken_and_its_line_is_row_one() -> None:
    rows = read_table("a.csv", "sep=;\r\n姓名,称呼;房号\r\n张三;501\r\n".encode()).rows
    assert rows == [["", ""], ["姓名,称呼", "房号"], ["张三", "501"]]


@pytest.mark.parametrize("text", [
    "姓名,門牌,電話\n陳大文,三號樓二單元,無\n", "編號,住戶\n1,張學友\n2,劉德華\n3,黎明\n4,郭富城\n", "户主姓名,樓層\n歐陽鋒,十二\n",
])
def test_big5_is_told_apart(text: str) -> None:
    assert refusal("a.csv", text.replace("户", "戶").encode("big5")).code == "text_big5"


@pytest.mark.parametrize("text", [
    TEXT, "業主姓名,房號\n張學友,三號樓\n劉德華,四號樓\n", "姓名\n㛃\n䶮\n", "姓名,备注\n朱镕基,喆瀞璟淼\n" * 30,
    "a,b\n1,2\n", "登录名\nzhang\n",
], ids=["simplified", "traditional in GB", "rare", "many rare", "latin", "mixed"])
def test_what_is_gb18030_is_not_taken_for_big5(text: str) -> None:
    assert read_table("a.csv", text.encode("gb18030")).rows[0][0] == text.split(",")[0].split("\n")[0]


@pytest.mark.parametrize(("raw", "code"), [
    (TEXT.encode("shift_jis", "replace") + b"\x81\x20\xff\xff", "text_unknown"),
    (("姓名,房号\n" + "张三丰,501\n" * 30).encode()[:-1] + b"\xe5\xbc\n", "text_spoiled"),
    ("姓名,房号\n锟斤拷锟斤拷,501\n".encode(), "text_spoiled"), ("姓名\n张\ufffd\n".encode(), "text_spoiled"),
    (b"\x00\x01\x02\x03\x04" * 40, "file_is_unknown"), ("姓名,房号\n\"张三,501\n李四,502\n".encode(), "quotes_broken"),
    (b"\xef\xbb\xbf", "table_empty"), (b" \r\n\r\n", "file_empty"), (b"", "file_empty"), (b",,\n,,\n", "table_empty"),
])
def test_a_text_that_cannot_be_read_is_told_what_it_is(raw: bytes, code: str) -> None:
    assert refusal("a.csv", raw).code == code


def test_the_row_where_a_text_goes_wrong_is_said() -> None:
    assert refusal("a.csv", "姓名,房号\n李四,1\n锟斤拷,501\n".encode()).facts == {"row": 3}
    assert refusal("a.csv", "姓名,房号\n李四,1\n\"张三,501\n王五,2\n".encode()).facts == {"row": 3}


def test_what_we_wrote_ourselves_is_read_as_it_was() -> None:
    rows = [["door", "说明"], ["-1层B12", "=1+1"], ["@家", "'好'"]]
    assert read_table("a.csv", written(rows).encode()).rows == rows


# --- workbooks ----------------------------------------------------------------------------------------


def test_cells_are_what_somebody_sees_in_them() -> None:
    shown_in_a_sheet = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001 (a sheet knows no zone)
    row = [301.0, 89.35, 0.1 + 0.2, date(2026, 3, 2), shown_in_a_sheet, True, False, "0301", None, "#N/A", 1e-7, " 空 "]
    assert read_table("a.xlsx", workbook([["一"] * len(row), row])).rows[1] == [
        "301", "89.35", "0.3", "2026-03-02", "2026-03-02 09:30", "是", "否", "0301", "", "", "0.0000001", " 空 "]


def test_a_cell_merged_downwards_stands_in_every_row_and_a_title_only_where_it_is() -> None:
    rows = [["河湾社区居民名单", "", ""], ["楼栋", "房号", "姓名"], ["1幢", "101", "张三"], ["", "102", "李四"], ["2幢", "101", "王五"]]
    assert read_table("a.xlsx", workbook(rows, merged=["A1:C1", "A3:A4"])).rows == [
        ["河湾社区居民名单", "", ""], *rows[1:3], ["1幢", "102", "李四"], rows[4]]


def test_a_table_that_begins_further_down_and_right_keeps_its_numbers_and_letters() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["C4"], book.worksheets[0]["C5"] = "姓名", "张三"
    table = read_table("a.xlsx", saved(book))
    assert (table.first_row, table.rows[3], table.rows[4]) == (1, ["", "", "姓名"], ["", "", "张三"])


def test_the_first_sheet_to_be_seen_is_read_and_the_others_are_named() -> None:
    raw = workbook(ROWS, others=["2幢", "3幢"], hidden="旧的")
    table = read_table("a.xlsx", raw)
    assert (table.sheet, table.rows, table.others) == ("名单", ROWS, ["2幢", "3幢"])
    assert read_table("a.xlsx", raw, sheet="3幢").rows == [["别的"]]
    assert refusal("a.xlsx", raw, sheet="旧的").code == "no_such_sheet"


def test_an_old_workbook_is_read_too() -> None:
    raw = old_workbook([["姓名", "房号", "面积"], ["张三", "0501", 89.35], ["李四", "502", 70.0]])
    assert read_table("a.xls", raw).rows == [["姓名", "房号", "面积"], ["张三", "0501", "89.35"], ["李四", "502", "70"]]


# --- what is refused by its name ----------------------------------------------------------------------


@pytest.mark.parametrize(("name", "raw", "code"), [
    ("a.pdf", b"%PDF-1.7\n", "file_is_pdf"), ("名单.xlsx", b"%PDF-1.7\n", "file_is_pdf"),
    ("a.docx", archive({"word/document.xml": b"<w/>"}), "file_is_word"), ("a.doc", old_office("WordDocument"), "file_is_word"),
    ("a.pptx", archive({"ppt/presentation.xml": b"<p/>"}), "file_is_slides"), ("a.rtf", b"{\\rtf1", "file_is_word"),
    ("a.et", old_office("Workbook"), "file_is_et"), ("a.numbers", archive({"Index/Document.iwa": b"x"}), "file_is_numbers"),
    ("a.ods", archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}), "file_is_ods"),
    ("a.xlsb", archive({"xl/workbook.bin": b"x"}), "file_is_xlsb"), ("a.rar", b"Rar!\x1a\x07\x01\x00", "file_is_archive"),
    ("a.zip", archive({"名单.xlsx": b"PK"}), "file_is_archive"), ("a.7z", b"7z\xbc\xaf\x27\x1c", "file_is_archive"),
    ("a.jpg", b"\xff\xd8\xff\xe0", "file_is_picture"), ("a.xls", b"<html><table><tr><td>x", "file_is_web_page"),
    ("a.xls", b"\xef\xbb\xbf<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>", "file_is_old_xml"),
    ("a.exe", b"MZ\x90\x00", "file_is_unknown"), ("a.msg", old_office("__substg1.0"), "file_is_unknown"),
    ("a.xlsx", old_office("EncryptedPackage"), "workbook_locked"), ("a.xlsx", b"PK\x03\x04" + b"x" * 40, "workbook_damaged"),
    ("a.xlsx", archive({"xl/workbook.xml": b"<workbook/>"}), "workbook_damaged"), ("a.xls", old_office("Workbook"), "workbook_damaged"),
    ("a.xlsx", workbook([]), "table_empty"),
])
def test_what_is_no_list_is_refused_by_what_it_is(name: str, raw: bytes, code: str) -> None:
    assert refusal(name, raw).code == code


# --- what is too much ---------------------------------------------------------------------------------


def test_a_file_over_twenty_megabytes_is_refused_by_its_size_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.sheets.reading._of_a_child", lambda *_given: pytest.fail("it was taken apart"))
    raw = b"x" * (LIMITS.file_bytes + 1)
    assert (refusal("a.csv", raw).code, refusal("a.xlsx", raw).facts) == ("file_too_large", {"most": 20})


def test_a_workbook_that_says_it_unpacks_to_too_much_is_not_unpacked() -> None:
    bomb = with_part(workbook(ROWS), "xl/worksheets/sheet1.xml", b" " * (65 * 1024 * 1024))
    assert len(bomb) < 100_000
    assert (refusal("a.xlsx", bomb).code, refusal("a.xlsx", bomb).facts) == ("workbook_too_large", {"most": 64})


def test_a_workbook_that_lies_about_its_size_is_found_while_it_is_unpacked() -> None:
    raw = bytearray(with_part(workbook(ROWS), "xl/worksheets/sheet1.xml", b" " * (8 * 1024 * 1024)))
    with zipfile.ZipFile(BytesIO(bytes(raw))) as book:
        large = next(part for part in book.infolist() if part.file_size > 4 * 1024 * 1024)
    said = large.file_size.to_bytes(4, "little")
    while (at := raw.find(said)) >= 0:
        raw[at:at + 4] = (100).to_bytes(4, "little")
    small = replace(LIMITS, unpacked_bytes=1024 * 1024)
    assert refusal("a.xlsx", bytes(raw), limits=small).code in ("workbook_damaged", "workbook_too_large")


def test_entities_are_not_even_looked_at() -> None:
    for text in ("<!DOCTYPE x [<!ENTITY a 'b'>]><sst/>", "<?xml version='1.0'?> <!ENTITY a 'b'>"):
        for encoding in ("utf-8", "utf-16"):
            raw = with_part(workbook(ROWS), "xl/sharedStrings.xml", text.encode(encoding))
            assert refusal("a.xlsx", raw).code == "workbook_forbidden"


def test_rows_columns_sheets_and_texts_have_an_end() -> None:
    few = replace(LIMITS, rows=2, columns=3, sheets=2, characters=1_000)
    assert refusal("a.csv", TEXT.encode(), limits=few).facts == {"most": 2}
    assert refusal("a.xlsx", workbook(ROWS), limits=few).code == "too_many_rows"
    assert refusal("a.csv", b"a,b,c,d\n", limits=few).code == "too_many_columns"
    assert refusal("a.xlsx", workbook([["a", "b", "c", "d"]]), limits=few).code == "too_many_columns"
    assert refusal("a.xlsx", workbook(ROWS[:1], others=["二", "三"]), limits=few).code == "too_many_sheets"
    assert refusal("a.xlsx", workbook([["x" * 600, "y" * 600]]), limits=few).code == "too_much_text"


def test_a_cell_at_the_end_of_the_world_breaks_the_child_and_nothing_else() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"], book.worksheets[0]["XFD1048576"] = "姓名", "张三"
    assert refusal("a.xlsx", saved(book)).code == "too_much_text"


def test_a_file_that_is_read_for_ever_is_given_up() -> None:
    assert refusal("a.csv", TEXT.encode(), limits=replace(LIMITS, seconds=0)).code in ("reading_took_too_long", "too_much_text")


def test_the_child_has_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}

    def run(command: list[str], **more: object) -> None:
        seen.update(more, command=command)
        raise SystemExit
    monkeypatch.setenv("CONSULT_KEK", "geheim")
    monkeypatch.setattr("consult.sheets.reading.subprocess.run", run)
    with pytest.raises(SystemExit):
        _of_a_child({}, b"", 1)
    assert seen["command"][0] == sys.executable and set(seen["env"]) == {"PYTHONPATH", "PYTHONUTF8", "RUST_BACKTRACE"}


def test_a_list_of_nearly_twenty_megabytes_is_read_whole() -> None:
    rows = [["姓名", "备注"], *([f"张{n}", "长" * 480] for n in range(19_999))]
    raw = "\n".join(map(",".join, rows)).encode("gb18030")
    assert len(raw) > 18 * 1024 * 1024
    assert read_table("a.csv", raw).rows == rows


@pytest.mark.parametrize(("raw", "code"), [
    (b"," * 19_000_000, "too_many_columns"), (b"a,b\n" * 4_000_000, "too_many_rows"), (b"\n" * 19_000_000, "file_empty"),
], ids=["one row", "rows", "empty rows"])
def test_a_large_file_that_is_no_list_is_refused(raw: bytes, code: str) -> None:
    assert refusal("a.csv", raw + (b"a" if code == "too_many_columns" else b"")).code == code
