"""What a file is, by its first bytes and by what is inside; its name is asked only where these do not tell."""
from __future__ import annotations

import zipfile
from io import BytesIO

from consult.sheets.table import Unreadable

BEGINS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"), (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"), (b"\x1f\x8b", "archive"), (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"BM", "picture"), (b"{\\rtf", "word"), (b"SQLite format", "unknown"),
    (b"MZ", "unknown"), (b"\x7fELF", "unknown"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
INSIDE: tuple[tuple[str, str], ...] = (
    ("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb"), ("word/", "word"), ("ppt/", "slides"),
    ("Index/Document.iwa", "numbers"), ("Index.zip", "numbers"), ("content.xml", "ods"),
)
"""The first that a zip file has says what it is: 20 MB of parts named otherwise are an archive."""
READ = ("xlsx", "xls", "text")


def kind_of(name: str, raw: bytes) -> str:
    """xlsx, xls or text. Unreadable by name for everything else (file_is_pdf, file_is_word …); ("workbook_locked") for one with a
    password."""
    what = _kind(name.lower().strip(), raw)
    if what not in READ:
        raise Unreadable(f"file_is_{what}")
    return what


def _kind(name: str, raw: bytes) -> str:
    if raw.startswith(b"PK\x03\x04"):
        return _of_zip(raw)
    if raw.startswith(OLE):
        return _of_ole(name, raw)
    for begin, what in BEGINS:
        if raw.startswith(begin) and not (begin == b"BM" and name.endswith((".csv", ".txt"))):
            return what
    start = raw[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"<div", b"<body")):
        return "web_page"
    if start.startswith(b"<?xml"):
        return "web_page" if b"<html" in start else "old_xml"
    return "text"


def _of_zip(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Unreadable("workbook_damaged") from None
    for part, what in INSIDE:
        if any(name == part or (part.endswith("/") and name.startswith(part)) for name in names):
            return what
    return "archive"


def _of_ole(name: str, raw: bytes) -> str:
    """An old Office file: a directory of streams whose names are UTF-16."""
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in raw
    if has("EncryptedPackage"):
        raise Unreadable("workbook_locked")
    if name.endswith((".et", ".ett")):
        return "et"
    if has("WordDocument"):
        return "word"
    if has("PowerPoint Document"):
        return "slides"
    return "xls" if has("Workbook") or has("Book") else "unknown"
