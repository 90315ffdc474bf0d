"""python -m consult.sheets.child: takes one file apart in a process of its own, with limits that only its own end breaks.

The file comes in on stdin; a table, or the code of why there is none, goes out on stdout as JSON. The process has no
database, no settings and no secrets: what a broken file makes of it ends with it.
"""
from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from consult.sheets.archives import check
from consult.sheets.encodings import decoded
from consult.sheets.separated import rows_of
from consult.sheets.table import Limits, Table, Unreadable
from consult.sheets.what_it_is import kind_of


def taken_apart(name: str, raw: bytes, sheet: str, limits: Limits) -> Table:
    """The table of a file; Unreadable where it is none that is read."""
    kind = kind_of(name, raw)
    if kind == "text":
        table = Table("", rows_of(decoded(raw), limits))
    else:
        from consult.sheets.workbooks import table_of
        if kind == "xlsx":
            check(raw, limits)
        table = table_of(raw, sheet, limits)
    _bounded(table, limits)
    return table


def _bounded(table: Table, limits: Limits) -> None:
    if not table.rows:
        raise Unreadable("table_empty")
    if len(table.rows) > limits.rows:
        raise Unreadable("too_many_rows", most=limits.rows)
    if len(table.rows[0]) > limits.columns:
        raise Unreadable("too_many_columns", most=limits.columns)
    if sum(len(cell) for row in table.rows for cell in row) > limits.characters:
        raise Unreadable("too_much_text")


def answer(asked: dict[str, Any], raw: bytes) -> dict[str, Any]:
    """What goes out: {"table": …} or {"refused": code, "facts": …}."""
    try:
        return {"table": asdict(taken_apart(asked["name"], raw, asked["sheet"], Limits(**asked["limits"])))}
    except Unreadable as refusal:
        return {"refused": refusal.code, "facts": refusal.facts}
    except MemoryError:
        return {"refused": "too_much_text", "facts": {}}


def main() -> int:
    """Read a file within the limits that are told as the only argument."""
    asked = json.loads(sys.argv[1])
    limits = asked["limits"]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"],) * 2)
    with suppress(ValueError, OSError):  # macOS has no such limit; what is unpacked is counted before, there too
        resource.setrlimit(resource.RLIMIT_AS, (limits["memory_bytes"],) * 2)
    found = json.dumps(answer(asked, sys.stdin.buffer.read()), ensure_ascii=False)
    sys.stdout.buffer.write(found.encode("utf-8", "surrogatepass"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
