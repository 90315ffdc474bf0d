"""Two drafts of a motion, clause by clause. static/js/rooms/difference.js is its twin."""
from __future__ import annotations

import re

Part = tuple[str, str]
CLAUSE = re.compile("[^，。；、：！？]*[，。；、：！？]|[^，。；、：！？]+")


def difference(before: str, after: str, *, replaced: bool = False) -> list[Part]:
    """The stretches in order: same, ins (new) or del (gone: with nothing in its place, or with `replaced` all of it)."""
    a, b = CLAUSE.findall(before), CLAUSE.findall(after)
    longest = _table(a, b)
    parts: list[Part] = []
    i = j = 0
    while i < len(a) or j < len(b):
        if i < len(a) and j < len(b) and a[i] == b[j]:
            parts.append(("same", a[i]))
            i, j = i + 1, j + 1
            continue
        i_then, j_then = _stretch(a, b, longest, i, j)
        parts += _changed("".join(a[i:i_then]), "".join(b[j:j_then]), replaced=replaced)
        i, j = i_then, j_then
    return _merged(parts)


def _table(a: list[str], b: list[str]) -> list[list[int]]:
    """Lengths of the longest common runs of the tails of a and b."""
    longest = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            same = a[i] == b[j]
            longest[i][j] = longest[i + 1][j + 1] + 1 if same else max(longest[i + 1][j], longest[i][j + 1])
    return longest


def _stretch(a: list[str], b: list[str], longest: list[list[int]], i: int, j: int) -> tuple[int, int]:
    """Where the changed stretch that begins at i and j ends."""
    while (i < len(a) or j < len(b)) and not (i < len(a) and j < len(b) and a[i] == b[j]):
        if j >= len(b) or (i < len(a) and longest[i + 1][j] >= longest[i][j + 1]):
            i += 1
        else:
            j += 1
    return i, j


def _changed(old: str, fresh: str, *, replaced: bool) -> list[Part]:
    """What is the same at both ends is cut off; the middle is new, or gone, or where asked both."""
    least = min(len(old), len(fresh))
    head = next((k for k in range(least) if old[k] != fresh[k]), least)
    tail = next((k for k in range(least - head) if old[-1 - k] != fresh[-1 - k]), least - head)
    middle, gone = fresh[head:len(fresh) - tail], old[head:len(old) - tail]
    return [("same", fresh[:head]), ("del", "" if middle and not replaced else gone), ("ins", middle),
            ("same", fresh[len(fresh) - tail:])]


def _merged(parts: list[Part]) -> list[Part]:
    out: list[Part] = []
    for kind, text in parts:
        if text and out and out[-1][0] == kind:
            out[-1] = (kind, out[-1][1] + text)
        elif text:
            out.append((kind, text))
    return out
