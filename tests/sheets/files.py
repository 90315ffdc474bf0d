"""Files as they are handed in, made for the tests: workbooks, texts in every encoding, and what is none of these."""
from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import openpyxl

ROWS = [["姓名", "房号"], ["张三", "3-2-501"], ["李四", "3-2-502"]]
TEXT = "姓名,房号\r\n张三,3-2-501\r\n李四,3-2-502\r\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook(rows: Iterable[Sequence[Any]], *, merged: Sequence[str] = (), others: Sequence[str] = (), hidden: str = "") -> bytes:
    """An .xlsx with these rows in its first sheet, some cells merged, and other sheets by name, each with one row."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "名单"
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    for name in others:
        book.create_sheet(name).append(["别的"])
    if hidden:
        book.create_sheet(hidden, 0).sheet_state = "hidden"
        book[hidden].append(["不给人看的"])
        book.active = 1
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip file with these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def with_part(book: bytes, name: str, content: bytes) -> bytes:
    """A workbook of which one part is another."""
    with zipfile.ZipFile(BytesIO(book)) as before:
        parts = {part: before.read(part) for part in before.namelist()}
    return archive(parts | {name: content})


def old_office(stream: str) -> bytes:
    """The beginning of an old Office file that names a stream."""
    return OLE + b"\x00" * 504 + stream.encode("utf-16-le") + b"\x00" * 512
