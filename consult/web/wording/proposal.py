"""What is asked of whoever proposes, and how each answer is headed where it is read: one entry a word of a proposal."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as later


@dataclass(frozen=True)
class Asked:
    """One field: its number and question, its heading and short name, an example, and what is said when it is empty."""

    label: Any
    heading: Any
    short: Any
    missing: Any
    hint: Any = ""
    rows: int = 0
    """Lines to write on; 0 for a single one."""
    shown: bool = True
    """Whether it stands among the words on a matter's page; title and category have their own places there."""


ASKED: dict[str, Asked] = {
    "title": Asked(
        later("一、一句话说是什么事"), later("标题"), later("标题"),
        later("还没写。用一句话说是什么事，比如“3幢1单元加装电梯”。"),
        hint=later("像标题那样短，比如“北侧空地设折叠晾衣架”"), shown=False),
    "what": Asked(
        later("二、说清楚，想怎么办"), later("什么事，想怎么办"), later("什么事"), later("还没写。写清楚谁、做什么、在哪，花不花钱。"),
        hint=later("一件事写一张。谁，做什么，花不花钱，现在是什么情况。不要写门牌号和别人的名字。"), rows=5),
    "place": Asked(
        later("三、在哪里"), later("在哪里"), later("在哪里"), later("还没写。写楼幢或者地点就行。"),
        hint=later("写楼幢或者地点就行，不要写门牌号")),
    "affected": Asked(
        later("四、关系到谁"), later("关系到谁"), later("关系到谁"), later("还没写。写关系到哪些人家，比如“3幢1单元12户”。"),
        hint=later("比如“3幢1单元12户”，或者“全社区”")),
    "expected": Asked(
        later("五、办成了是什么样"), later("办成了是什么样"), later("希望怎样"), later("还没写。写一句看得见的结果，以后照它验收。"),
        hint=later("写一句看得见的结果，以后照它验收。比如“装好8组，一楼20户晒得上被子”"), rows=2),
    "category": Asked(
        later("六、算哪一类"), later("类别"), later("类别"), later("还没选。选一个最接近的，拿不准就选“别的事”。"), shown=False),
}
"""By the name of the word in `matter.rules.proposal.Proposal`, in the order of the form."""
