"""Lines of a text that somebody wrote: they end where a line ends on a keyboard or in a file, and nowhere else."""
from __future__ import annotations

import re

LINE_END = re.compile("\r\n|\n|\r")


def lines_of(text: str) -> list[str]:
    """The lines of a text, without their ends; of an empty text none, and none after the last end.

    str.splitlines also cuts at U+2028, U+0085, form feeds and separators, which come along with what is pasted from
    documents and stand inside a line there.
    """
    lines = LINE_END.split(text)
    return lines if lines[-1] else lines[:-1]
