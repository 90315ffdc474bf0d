"""Proper written language for every event that belongs in the minutes, by language."""
from __future__ import annotations

STANCES = {
    "zh": {"for": "赞成", "against": "反对", "question": "提问", "addition": "补充"},
    "en": {"for": "for", "against": "against", "question": "question", "addition": "addition"},
}
OUTCOMES = {
    "zh": {
        "adopted": "会议决定：通过。由{owner}负责，{due_on}前完成。",
        "rejected": "会议决定：不通过。理由：{reason}",
        "deferred": "会议决定：暂缓，{due_on}前再议。理由：{reason}",
        "escalated": "会议决定：提交{escalated_to}。理由：{reason}",
    },
    "en": {
        "adopted": "The meeting decided: adopted. {owner} is responsible, to be done by {due_on}.",
        "rejected": "The meeting decided: rejected. Reason: {reason}",
        "deferred": "The meeting decided: deferred, to be taken up again by {due_on}. Reason: {reason}",
        "escalated": "The meeting decided: escalated to {escalated_to}. Reason: {reason}",
    },
}
PHRASES = {
    "zh": {
        "title": "{body}{year}年第{number}次会议记录",
        "opening": "{day}{clock}，{body}在{place}召开{year}年第{number}次会议，主持人{chair}。",
        "extraordinary": "本次为临时会议，事由：{reason}",
        "attendance": "应到{expected}人，实到{present}人，请假{excused}人，缺席{absent}人；列席{invited}人，旁听{observers}人。",
        "quorum_met": "法定人数{needed}人，达到。依据：{citation}。",
        "quorum_not_met": "法定人数{needed}人，没有达到。依据：{citation}。",
        "discussion": "{clock}，会议议第{no}号事项：{title}。",
        "speech": "{called}（{stance}，第{nth_turn}次发言，用时{duration}）：",
        "speech_running": "{called}（{stance}，第{nth_turn}次发言）：",
        "override": "主持人调整发言次序，理由：{reason}",
        "removed": "{called}退出发言队列，理由：{reason}",
        "statement": "{called}书面意见（{stance}）：",
        "motion": "{mover}提出动议：{text}",
        "reworded": "动议改为第{draft}稿：{text}",
        "withdrawn": "动议撤回。",
        "put": "{clock}，就动议付表决，规则：{rule}。",
        "vote": "表决结果：{said}依据：{citation}。",
        "closing": "{clock}，会议结束。",
        "dropped": "会议没有议到的事项，另行召集。",
        "dissent": "{called}要求记录不同意见：",
    },
    "en": {
        "title": "Minutes of meeting {number} of {year}, {body_en}",
        "opening": "On {day} at {clock} the {body_en} held its meeting {number} of {year} at {place}; {chair} in the chair.",
        "extraordinary": "This was an extraordinary meeting. Reason: {reason}",
        "attendance": "{expected} expected, {present} present, {excused} excused, {absent} absent; "
                      "{invited} invited, {observers} observing.",
        "quorum_met": "Quorum of {needed}: met. Source: {citation}.",
        "quorum_not_met": "Quorum of {needed}: not met. Source: {citation}.",
        "discussion": "At {clock} the meeting took up matter {no}: {title}.",
        "speech": "{called} ({stance}, turn {nth_turn}, {duration}):",
        "speech_running": "{called} ({stance}, turn {nth_turn}):",
        "override": "The chair changed the speaking order. Reason: {reason}",
        "removed": "{called} was taken out of the queue. Reason: {reason}",
        "statement": "{called}, in writing ({stance}):",
        "motion": "{mover} moved: {text}",
        "reworded": "The motion was reworded, draft {draft}: {text}",
        "withdrawn": "The motion was withdrawn.",
        "put": "At {clock} the motion was put to the vote under the rule: {rule}.",
        "vote": "Result: {said} Source: {citation}.",
        "closing": "The meeting ended at {clock}.",
        "dropped": "What the meeting did not come to will be convened anew.",
        "dissent": "{called} asked to have a dissent recorded:",
    },
}
PHRASES_OF_KIND = {
    "hearing": {
        "zh": {
            "title": "{body}{year}年第{number}次听证笔录",
            "opening": "{day}{clock}，{body}在{place}举行{year}年第{number}次听证，听证主持人{chair}。",
            "discussion": "{clock}，听证第{no}号事项：{title}。",
            "statement": "{called}书面陈述（{stance}）：",
            "closing": "{clock}，听证结束，笔录交发言人核对。",
        },
        "en": {
            "title": "Record of hearing {number} of {year}, {body_en}",
            "opening": "On {day} at {clock} the {body_en} held its hearing {number} of {year} at {place}; "
                       "{chair} presided.",
            "discussion": "At {clock} the hearing took up matter {no}: {title}.",
            "statement": "{called}, in writing ({stance}):",
            "closing": "The hearing ended at {clock}; its record goes to those who spoke.",
        },
    },
    "public_forum": {
        "zh": {
            "title": "{body}{year}年第{number}次恳谈记录",
            "opening": "{day}{clock}，{body}在{place}举行{year}年第{number}次恳谈，主持人{chair}。",
        },
        "en": {
            "title": "Record of forum {number} of {year}, {body_en}",
            "opening": "On {day} at {clock} the {body_en} held its forum {number} of {year} at {place}; "
                       "{chair} in the chair.",
        },
    },
}
"""What a kind of body says otherwise."""


def phrase_of(phrase: str, language: str, kind: str = "") -> str:
    """A phrase in a language, in the words of a kind of body where it has its own."""
    own = PHRASES_OF_KIND.get(kind, {}).get(language, {})
    return own.get(phrase) or PHRASES[language][phrase]


def duration(seconds: int, language: str) -> str:
    """Seconds as people say them: 1分52秒."""
    minutes, rest = divmod(seconds, 60)
    if language == "zh":
        return f"{minutes}分{rest}秒" if minutes else f"{rest}秒"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
