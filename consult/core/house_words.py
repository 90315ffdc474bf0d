"""Reasons that the house gives by itself: rows and logs keep a code, and each door words it for who reads.

What was written before these codes stands in the log as a sentence; whoever reads takes both.
"""
from __future__ import annotations

MEETING_ENDED_FIRST = "meeting_ended_first"
NOT_OPENED = "not_opened"
"""The day of a sitting passed, and it was not opened."""
CHAIR_REPLACED = "chair_replaced"
RECUSED = "recused"
SEE_THE_RECORD = "see_the_record"
ORDER_IS_CLAIMED = "order_is_claimed"

WORDS: dict[str, dict[str, str]] = {
    MEETING_ENDED_FIRST: {"zh": "会议结束前没有议到", "en": "The meeting ended before it came to this"},
    NOT_OPENED: {"zh": "到了日子，会没有开成", "en": "The day passed and the meeting was not opened"},
    CHAIR_REPLACED: {"zh": "换人主持", "en": "Somebody else chairs"},
    RECUSED: {"zh": "回避", "en": "Recused"},
    SEE_THE_RECORD: {"zh": "见会议记录。", "en": "See the minutes."},
    ORDER_IS_CLAIMED: {
        "zh": "点单服务里已经有人接单，怎么办要请大家一起商量（议单）。",
        "en": "The order has been claimed; how it is carried out is for everybody to talk over.",
    },
}
COLON = {"zh": "：", "en": ": "}


def recused(reason: str) -> str:
    """The code of a recusal, with the reason that was given for it."""
    return f"{RECUSED}:{reason}"


def in_words(text: str, language: str) -> str:
    """What a code says in a language; whatever somebody wrote stays as it was written."""
    code, _colon, reason = text.partition(":")
    language = "en" if language == "en" else "zh"
    if text in WORDS:
        return WORDS[text][language]
    return f"{WORDS[code][language]}{COLON[language]}{reason}" if code == RECUSED else text
