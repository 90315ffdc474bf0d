"""Which encoding a text file has: UTF-8, UTF-16, or the GB 18030 of a Chinese Windows; Big5 is told apart and refused."""
from __future__ import annotations

import codecs
import re

from consult.sheets.table import Unreadable

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
SPOILED = re.compile("\ufffd|锟斤拷|鐨勫|烫烫烫")
"""What is left where a program once read a text in the wrong encoding and saved it so."""
PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
LOW_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e]")
LOOKED_AT = 64 * 1024
LOW_SHARE = 0.12
"""Everyday Chinese in GB 18030 has hardly any second byte below 80; in Big5 two of five are."""
HEADINGS_IN_BIG5 = re.compile("姓名|住址|地址|樓|號|戶|電話|門牌|面積|單位|業主|職務")


def decoded(raw: bytes) -> str:
    """The text of a file, without its mark. Unreadable where it is Big5, no text, or was spoiled before."""
    text = _decoded(raw)
    if "\x00" in text or sum(ord(c) < 32 and c not in "\t\r\n\x0b\x0c\x1c\x1d\x1e\x1f" for c in text[:4096]) > 8:
        raise Unreadable("file_is_unknown")
    if found := SPOILED.search(text):
        raise Unreadable("text_spoiled", row=text.count("\n", 0, found.start()) + 1)
    return text


def _decoded(raw: bytes) -> str:
    for mark, name in MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark):], name)
    if name := _unmarked_utf16(raw):
        return _strictly(raw, name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _is_big5(raw):
        raise Unreadable("text_big5")
    return _strictly(raw, "gb18030")


def _strictly(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as fault:
        broken = "text_spoiled" if name.startswith("utf") or _mostly_utf8(raw) else "text_unknown"
        raise Unreadable(broken, row=raw.count(b"\n", 0, fault.start) + 1) from None


def _mostly_utf8(raw: bytes) -> bool:
    read = raw.decode("utf-8", "replace")
    return sum("\u4e00" <= c <= "\u9fff" for c in read) > 20 * read.count("\ufffd")


def _unmarked_utf16(raw: bytes) -> str:
    """A comma, a digit or a line's end has a zero byte beside it: in every second place of the file."""
    start = raw[:4096]
    if len(start) < 4 or start.count(0) * 20 < len(start):
        return ""
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def _is_big5(raw: bytes) -> bool:
    """By the first lines alone: a large file has more pairs than anybody needs to count."""
    start = raw if len(raw) <= LOOKED_AT else raw[:raw.find(b"\n", LOOKED_AT) + 1] or raw[:LOOKED_AT]
    try:
        text = start.decode("big5")
    except UnicodeDecodeError:
        return False
    pairs, low = len(PAIR.findall(start)), len(LOW_PAIR.findall(start))
    return low >= LOW_SHARE * pairs and bool(HEADINGS_IN_BIG5.search(text) or low > 20)
