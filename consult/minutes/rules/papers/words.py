"""Words of the papers, by language; phrases as data (documents.md 4.2, 4.3)."""
from __future__ import annotations

from datetime import date, datetime

from babel.dates import get_timezone_name

WORDS = {
    "zh": {
        "summary_title": "{body}{year}年第{number}次会议纪要",
        "notice_title": "关于{title}议事结果的公示", "notice_title_many": "关于{body}{year}年第{number}次会议议定事项的公示",
        "report_title": "关于{title}的听证报告",
        "opening": "{day}，{chair}在{place}主持召开{body}{year}年第{number}次会议，议{subject}。现将议定事项纪要如下：",
        "about": "关于{title}", "and": "、", "colon": "：", "stop": "。",
        "heard": "会议听取了{people}人{turns}次发言{and_written}。", "and_written": "和{n}份书面意见",
        "heard_more": "会议听取了{text}", "considered": "会议认为，{text}", "demanded": "会议要求，{text}",
        "decided_adopted": "会议决定：{motion}", "vote_said": "经表决，{said}",
        "decided_rejected": "会议决定：不通过。理由：{reason}", "decided_deferred": "会议决定：暂缓，{due}前再议。理由：{reason}",
        "decided_escalated": "会议决定：提交{to}。理由：{reason}", "decided_none": "会议没有作出决定。",
        "asked_owner": "会议要求，由{owner}负责，{due}前完成。",
        "present": "出席", "excused": "请假", "absent": "缺席", "invited": "列席", "observing": "旁听", "none": "无",
        "observers": "{n}人", "place": "地点", "time": "时间", "chair": "主持人", "recorder": "记录人",
        "from_to": "{day}{start}至{end}（{zone}）", "signed": "{name}（{day}签名）", "unsigned": "（未签名）",
        "proceedings": "一、会议经过", "objections": "二、随记录公布的异议", "objection": "第{n}行，{by}：{text}",
        "answered": "答复：{answer}", "unanswered": "没有答复。", "errata": "更正", "erratum": "更正为：{text}理由：{reason}",
        "at_line": "（第{n}行）", "read_out": "本记录散会前当场宣读，在场的人没有异议。",
        "checked": "本记录经到会人员核对：{said}。", "confirmed": "{n}人核对无误", "corrected": "{n}人更正后确认",
        "refused": "{n}人不予确认", "not_reached": "{n}人没有联系上或没有答复", "asked": "{n}人还没有答复",
        "hash": "文字校验码：{hash}", "not_noted": "（没有记下文字）", "heard_line": "会议听取：", "considered_line": "会议认为：",
        "demanded_line": "会议要求：",
        "basis": "{day}，{body}{year}年第{number}次会议依照{citation}，对{subject}进行了议定。现予公示。",
        "basis_plain": "{day}，{body}{year}年第{number}次会议对{subject}进行了议定。现予公示。",
        "result": "一、结果", "period": "二、公示期", "how": "三、怎样提意见", "period_said": "{start}至{end}，共{days}天。",
        "period_open": "自公布之日起{days}天。",
        "how_said": "对上述结果有意见的，请在公示期内向{office}提出，当面、来信、来电都可以。{contact}",
        "contact_phone": "电话：{phone}。", "contact_place": "地址：{place}。", "contact_hours": "时间：{hours}。",
        "facts": "一、基本情况", "matter": "二、听证事项", "views": "三、各方意见", "differences": "四、分歧",
        "advice": "五、处理建议", "facts_said": "{day}，{body}在{place}就“{title}”举行听证，听证主持人{chair}。应到听证代表{expected}人，"
        "实到{present}人；发言{turns}次，书面意见{written}份。", "view": "{side}：{n}人次。{said}", "no_view": "没有人表达这一意见。",
        "difference_said": "赞成{f}人次，反对{a}人次。反对的一方提出：{against}赞成的一方提出：{favour}",
        "no_difference": "发言没有相反的意见。", "no_advice": "（由听证组织者提出）",
        "due": "本报告应在听证结束后{n}个工作日内（{day}前）完成。", "roughly": "约{day}",
        "counted_without": "算这个日子的时候，{years}年的放假安排还没有载入，只扣了周末，再过{n}天才算超期。",
    },
    "en": {
        "summary_title": "Summary of meeting {number} of {year}, {body}",
        "notice_title": "Notice of the result on {title}",
        "notice_title_many": "Notice of what meeting {number} of {year} of the {body} decided",
        "report_title": "Report of the hearing on {title}",
        "opening": "On {day} at {place} {chair} took the chair at meeting {number} of {year} of the {body}, on {subject}. "
                   "It was decided as follows:",
        "about": "{title}", "and": ", ", "colon": ": ", "stop": ".",
        "heard": "The meeting heard {people} people in {turns} turns{and_written}.",
        "and_written": " and {n} written statements",
        "heard_more": "The meeting heard {text}", "considered": "The meeting held that {text}",
        "demanded": "The meeting asks that {text}",
        "decided_adopted": "The meeting decided: {motion}", "vote_said": "On a vote: {said}",
        "decided_rejected": "The meeting decided: rejected. Reason: {reason}",
        "decided_deferred": "The meeting decided: deferred until {due}. Reason: {reason}",
        "decided_escalated": "The meeting decided: escalated to {to}. Reason: {reason}",
        "decided_none": "The meeting decided nothing.",
        "asked_owner": "{owner} is responsible, to be done by {due}.",
        "present": "Present", "excused": "Excused", "absent": "Absent", "invited": "Invited",
        "observing": "Observing", "none": "none",
        "observers": "{n}", "place": "Place", "time": "Time", "chair": "Chair", "recorder": "Recorder",
        "from_to": "{day}, {start} to {end} ({zone})", "signed": "{name} (signed {day})", "unsigned": "(not signed)",
        "proceedings": "1. Proceedings", "objections": "2. Objections published with the record",
        "objection": "Line {n}, {by}: {text}",
        "answered": "Answer: {answer}", "unanswered": "Not answered.", "errata": "Corrections",
        "erratum": "Corrected to: {text} Reason: {reason}",
        "at_line": " (line {n})", "read_out": "The record was read out before people left; nobody objected.",
        "checked": "Checked by those who came: {said}.", "confirmed": "{n} confirmed",
        "corrected": "{n} confirmed after correction",
        "refused": "{n} did not confirm", "not_reached": "{n} not reached or without reply",
        "asked": "{n} without reply so far",
        "hash": "Text hash: {hash}", "not_noted": "(not written down)", "heard_line": "The meeting heard: ",
        "considered_line": "The meeting held: ", "demanded_line": "The meeting asks: ",
        "basis": "On {day} meeting {number} of {year} of the {body} decided on {subject} under {citation}. It is published herewith.",
        "basis_plain": "On {day} meeting {number} of {year} of the {body} decided on {subject}. It is published herewith.",
        "result": "1. Result", "period": "2. Period", "how": "3. How to object",
        "period_said": "{start} to {end}, {days} days.",
        "period_open": "{days} days from publication.",
        "how_said": "Objections go to {office} within the period, in person, in writing or by telephone. {contact}",
        "contact_phone": "Telephone: {phone}. ", "contact_place": "Address: {place}. ", "contact_hours": "Hours: {hours}.",
        "facts": "1. Facts", "matter": "2. Matter", "views": "3. Views", "differences": "4. Points of disagreement",
        "advice": "5. Advice", "facts_said": "On {day} at {place} the {body} held a hearing on “{title}”; {chair} presided. "
        "{expected} expected, {present} present; {turns} turns, {written} written statements.",
        "view": "{side}: {n}. {said}",
        "no_view": "Nobody.", "difference_said": "{f} for, {a} against. Against: {against} For: {favour}",
        "no_difference": "No opposed views were heard.", "no_advice": "(by those who held the hearing)",
        "due": "This report is due within {n} working days of the hearing (by {day}).", "roughly": "about {day}",
        "counted_without": " The public holidays of {years} were not known when this day was counted: weekends alone were "
                           "left out, and it is overdue only after {n} more days.",
    },
}
CODES = {
    "zh": {"eligible": "应到", "present": "实到", "met": "达到法定人数", "not_met": "没有达到法定人数", "for": "赞成", "against": "反对",
           "abstain": "弃权", "passed": "通过", "failed": "不通过", "binds_nobody": "摸底，不作决定", "unsure": "还没想好"},
    "en": {"eligible": "entitled", "present": "present", "met": "quorum met", "not_met": "quorum not met", "for": "for",
           "against": "against", "abstain": "abstained", "passed": "passed", "failed": "not passed",
           "binds_nobody": "straw poll, binds nobody", "unsure": "unsure"},
}
"""What codes in files are called."""
NUMERALS = "一二三四五六七八九十"


def heading(n: int, language: str) -> str:
    """一、 二、 … as headings are numbered (GB/T 9704-2012, 7.3.3), or 1. 2. …"""
    if language != "zh":
        return f"{n}. "
    tens, ones = divmod(n, 10)
    words = (NUMERALS[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (NUMERALS[ones - 1] if ones else "")
    return f"{words}、"


def zone_in_words(at: datetime, language: str) -> str:
    """中国标准时间，UTC+08:00: the zone of a local moment, by name and offset."""
    name = get_timezone_name(at, locale="zh" if language == "zh" else "en")
    return f"{name}{'，' if language == 'zh' else ', '}UTC{at.isoformat()[-6:]}"


def day_in_words(day: date, language: str) -> str:
    """2026年11月26日, or 26 November 2026."""
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else f"{day.day} {day:%B} {day.year}"
