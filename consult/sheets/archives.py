"""Whether a workbook may be taken apart at all: what its archive says it holds, and what it holds in truth."""
from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from consult.sheets.table import MB, Limits, Unreadable

PIECE = 256 * 1024
MOST_PARTS = 2_000
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
"""No spreadsheet writes these; with entities a small file makes itself large while it is read."""
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError)


def check(raw: bytes, limits: Limits) -> None:
    """Unreadable where the archive says or turns out to be larger than allowed, has too many sheets, or declares
    entities. Every part is unpacked once, in pieces, without being kept."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            parts = archive.infolist()
            _by_the_list(parts, limits)
            left = limits.unpacked_bytes
            for part in parts:
                left -= _unpacked(archive, part, left, limits)
    except FAULTS:
        raise Unreadable("workbook_damaged") from None


def _by_the_list(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("workbook_locked")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise Unreadable("workbook_too_large", most=limits.unpacked_bytes // MB)
    sheets = [part for part in parts if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")]
    if len(sheets) > limits.sheets:
        raise Unreadable("too_many_sheets", most=limits.sheets)


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, limits: Limits) -> int:
    """How many bytes a part has; never more than `left` of them are unpacked."""
    size, before = 0, b""
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > left:
                raise Unreadable("workbook_too_large", most=limits.unpacked_bytes // MB)
            plain = before + piece.replace(b"\x00", b"")
            if part.filename.lower().endswith((".xml", ".rels", ".vml")) and any(word in plain for word in FORBIDDEN):
                raise Unreadable("workbook_forbidden")
            before = plain[-16:]
    return size
