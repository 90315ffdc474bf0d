"""Where something stands in a TOML file, so that what is wrong is said with its line."""
from __future__ import annotations

import re
import tomllib
from collections import Counter
from typing import Any

from consult.founding.rules.plan import Path

HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_-]+)\s*\]\]?\s*(#.*)?")
KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")


class Unreadable(Exception):
    """The file is no TOML; `line` counts from one."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line, self.why = line, why


def parsed(source: str) -> dict[str, Any]:
    """The values of the file; Unreadable with the line that TOML's own reader names, or the last."""
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as problem:
        named = re.search(r"line (\d+)", str(problem))
        # Only a line feed ends a line of TOML; whatever else stands in a text stays in it.
        raise Unreadable(int(named[1]) if named else source.count("\n") + 1, str(problem)) from None


def line_of(source: str, path: Path) -> int:
    """The line of a value; of what it lies in where it has no line of its own, or is missing; else the first."""
    lines = lines_of(source)
    return next((lines[path[:length]] for length in range(len(path), 0, -1) if path[:length] in lines), 1)


def lines_of(source: str) -> dict[Path, int]:
    """Every table and key of a file with the line it begins at."""
    found: dict[Path, int] = {}
    table: Path = ()
    counted: Counter[str] = Counter()
    for number, line in enumerate(source.split("\n"), start=1):
        if header := HEADER.fullmatch(line.rstrip("\r")):
            bracket, name = header[1], header[2]
            table = (name, counted[name]) if bracket == "[[" else (name,)
            counted[name] += 1
            found.setdefault((name,), number)
            found.setdefault(table, number)
        elif key := KEY.match(line):
            found.setdefault((*table, key[1]), number)
    return found
