"""A motion says who does what, by when, with what; one sentence is made of it."""
from __future__ import annotations

from datetime import date


def motion_text(*, who: str, what: str, by_when: date, with_what: str) -> str:
    """The motion as it is read out and put to the vote, in the language of the hall."""
    day = f"{by_when.year}年{by_when.month}月{by_when.day}日"
    means = f"；所需：{with_what.rstrip('。')}" if with_what else ""
    return f"{what.rstrip('。；;')}。由{who}负责，{day}前完成{means}。"
