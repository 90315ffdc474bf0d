"""Written language for the facts of procedure and of kinds of sitting: (kind of line, Chinese, English) by event.

A key may name a value of the event: "ChairRuled.warning" is said when its field (VARIANT) is "warning".
Fields are those of the event; moments come as a time of day, dates as a date, in the language of the minutes.
"""
from __future__ import annotations

Phrase = tuple[str, str, str]

VARIANT = {
    "RoomAsked": "kind", "RoomAnswered": "carried", "PointRaised": "kind", "ChairRuled": "kind", "MotionPostponed": "until",
    "QuestionEnded": "end", "RecusalDecided": "granted", "StrawClosed": "kind", "RecordConfirmed": "answer",
}
"""The field by whose value an event is worded."""

PROCEDURE: dict[str, Phrase] = {
    "MotionSeconded": ("motion", "{seconder}附议。", "{seconder} seconded the motion."),
    "AmendmentMoved": ("motion", "{mover}提出修正案：{text}", "{mover} moved an amendment: {text}"),
    "AmendmentWithdrawn": ("motion", "{mover}撤回修正案。", "{mover} withdrew the amendment."),
    "AmendmentPut": ("vote", "{clock}，就修正案付表决：{question}", "At {clock} the amendment was put to the vote: {question}"),
    "AmendmentVoted": ("vote", "修正案表决结果：{said}", "Result on the amendment: {said}"),
    "AmendmentAdopted": ("motion", "修正案采纳，动议成为第{draft}稿：{text}",
                         "The amendment was adopted; the motion is draft {draft}: {text}"),
    "AmendmentRejected": ("motion", "修正案没有通过：{text}", "The amendment was not adopted: {text}"),
    "RoomAsked": ("order", "{called}提请会议决定：{text}", "{called} asked the room: {text}"),
    "RoomAsked.close_debate": ("order", "{called}提议结束辩论，付表决。", "{called} moved to close the debate and vote."),
    "RoomAsked.extra_time": ("order", "{called}提议延长发言时间：{text}", "{called} moved for more time: {text}"),
    "RoomAsked.appeal": ("order", "{called}对主持人的裁定提出申诉，理由：{reason}",
                         "{called} appealed against the ruling. Reason: {reason}"),
    "RoomAsked.postpone": ("order", "{called}提议暂缓：{text}", "{called} moved to postpone: {text}"),
    "RoomAnswered": ("order", "会议决定：{text}赞成{votes_for}，反对{votes_against}，弃权{votes_abstain}。",
                     "The room decided: {text} {votes_for} for, {votes_against} against, {votes_abstain} abstained."),
    "RoomAnswered.True": ("order", "{text}赞成{votes_for}，反对{votes_against}，弃权{votes_abstain}，到会{present}，需{needed}，通过。",
                          "{text} {votes_for} for, {votes_against} against, {votes_abstain} abstained, {present} present, "
                          "{needed} needed: carried."),
    "RoomAnswered.unopposed": ("order", "{text}主持人问有没有人反对，到会{present}，没有人反对。",
                               "{text} The chair asked whether anyone objects, {present} being present; nobody objected."),
    "RoomAnswered.False": ("order",
                           "{text}赞成{votes_for}，反对{votes_against}，弃权{votes_abstain}，到会{present}，需{needed}，没有通过。",
                           "{text} {votes_for} for, {votes_against} against, {votes_abstain} abstained, {present} present, "
                           "{needed} needed: not carried."),
    "DebateClosed": ("order", "会议决定结束辩论。", "The room closed the debate."),
    "MotionPostponed": ("outcome", "动议暂缓到{until}再议，理由：{reason}", "The motion was postponed until {until}. Reason: {reason}"),
    "MotionPostponed.None": ("outcome", "动议无限期搁置，理由：{reason}", "The motion was postponed indefinitely. Reason: {reason}"),
    "DiscussionAdjourned": ("outcome", "第{no}号事项“{title}”没有议完，留待下次会议继续。理由：{reason}",
                            "Matter {no}, {title}, was not finished and goes on at a later meeting. Reason: {reason}"),
    "DiscussionContinued": ("order", "接{from_year}年第{from_number}次会议继续议。",
                            "Continued from meeting {from_number} of {from_year}."),
    "StrawClosed": ("order", "摸底（不作决定）：{text}{tallied}。", "Straw poll, deciding nothing: {text} {tallied}."),
    "StrawClosed.temperature": ("order", "测意向（1为分歧大，5为一致，不作决定）：{tallied}。",
                                "Temperature (1 far apart, 5 of one mind; deciding nothing): {tallied}."),
    "ChairHandedOver": ("order", "{clock}，{from_called}因{reason}将主持交给{called}。",
                        "At {clock} {from_called} handed the chair to {called}: {reason}"),
    "ChairTakenBack": ("order", "{clock}，{called}恢复主持。", "At {clock} {called} took the chair again."),
    "MeetingSuspended": ("order", "{clock}，会议休会，理由：{reason}", "At {clock} the meeting was suspended. Reason: {reason}"),
    "MeetingResumed": ("order", "{clock}，会议继续。", "At {clock} the meeting resumed."),
    "FloorYielded": ("order", "{called}让出余下的发言时间。", "{called} gave up the rest of the turn."),
    "TimeRanOut": ("order", "{called}的发言时间已到，发言结束。", "The time of {called} was up; the turn ended."),
    "PointRaised.order": ("order", "{called}提出规则问题：{text}", "{called} raised a point of order: {text}"),
    "PointRaised.information": ("order", "{called}提出信息问题：{text}", "{called} raised a point of information: {text}"),
    "PointRaised": ("order", "{called}提出问题：{text}", "{called} raised a point: {text}"),
    "ChairRuled": ("order", "主持人裁定：{reason}", "The chair ruled: {reason}"),
    "ChairRuled.point": ("order", "主持人就{called}提出的问题裁定：{sustained}。{reason}",
                         "The chair ruled on the point of {called}: {sustained}. {reason}"),
    "ChairRuled.off_topic": ("order", "主持人提醒{called}的发言离题。{reason}",
                             "The chair told {called} to keep to the matter. {reason}"),
    "ChairRuled.warning": ("order", "主持人警告{called}，理由：{reason}", "The chair warned {called}. Reason: {reason}"),
    "ChairRuled.muted": ("order", "主持人停止{called}在本事项上发言，理由：{reason}",
                         "The chair stopped {called} from speaking. Reason: {reason}"),
    "ChairRuled.removed": ("order", "主持人请{called}离场，理由：{reason}", "The chair had {called} leave. Reason: {reason}"),
    "RulingOverturned": ("order", "会议推翻了主持人对{called}的裁定。", "The room overturned the ruling on {called}."),
    "MatterParked": ("order", "{called}提到的另一件事另记待议：{text}", "Kept for later, from {called}: {text}"),
    "PartEnded": ("order", "{called}不再担任{role}，理由：{reason}", "{called} is no longer {role}. Reason: {reason}"),
    "RecusalAsked": ("order", "{asked_by}申请{called}（{role}）回避，理由：{reason}",
                     "{asked_by} asked that {called} ({role}) step back. Reason: {reason}"),
    "RecusalDecided.True": ("order", "{called}（{role}）回避。{reason}", "{called} ({role}) stepped back. {reason}"),
    "RecusalDecided.False": ("order", "{called}（{role}）不回避，理由：{reason}",
                             "{called} ({role}) did not step back. Reason: {reason}"),
    "RulesRead": ("order", "{clock}，主持人宣读会场规则。", "At {clock} the rules were read out."),
    "PhaseEntered": ("order", "{clock}，进入“{name}”。", "At {clock}: {name_en}."),
    "MeetingPostponed": ("closing", "会议延期，理由：{reason}", "The sitting was postponed. Reason: {reason}"),
    "RecordRead": ("order", "{clock}，当场宣读笔录。", "At {clock} the record was read out."),
    "RecordConfirmed.confirmed": ("order", "{called}核对笔录，确认无误。", "{called} confirmed the record."),
    "RecordConfirmed.corrected": ("order", "{called}核对笔录，更正后确认。{reason}",
                                  "{called} confirmed the record after correction. {reason}"),
    "RecordConfirmed.refused": ("order", "{called}不予确认笔录，理由：{reason}",
                                "{called} did not confirm the record. Reason: {reason}"),
    "RecordConfirmed.not_reached": ("order", "{called}没有联系上，未核对笔录。", "{called} could not be reached about the record."),
    "QuestionAsked": ("question", "{called}问：{text}", "{called} asked: {text}"),
    "QuestionEnded.answered": ("question", "当场答复：{words}", "Answered: {words}"),
    "QuestionEnded.promised": ("question", "答应由{who}在{due_on}前办：{words}", "Promised by {who} until {due_on}: {words}"),
    "QuestionEnded.referred": ("question", "转{who}办理：{words}", "Referred to {who}: {words}"),
    "QuestionEnded.explained": ("question", "说明不能办的原因：{words}", "Explained why not: {words}"),
}
SUSTAINED = {"zh": {True: "成立", False: "不成立"}, "en": {True: "well taken", False: "not well taken"}}
STRAW_ANSWERS = {
    "zh": {"for": "倾向赞成", "against": "倾向反对", "unsure": "还没想好"}, "en": {"for": "for", "against": "against",
        "unsure": "unsure"},
}
LEFT_OUT: dict[str, str] = {
    "MeetingCancelled": "a meeting that did not take place has no minutes",
    "HandRaised": "who waits for the floor is no part of what was said; the turn is",
    "FloorExtended": "the time a turn took is with the turn",
    "HelpAsked": "who asked for help is between them and the desk",
    "HelpAnswered": "who was helped is between them and the desk",
    "ObjectionMade": "the count that follows is told",
    "QuestionWithdrawn": "what was not decided leaves no trace in the result",
    "StrawAsked": "told with its last count", "StrawCounted": "told with its last count",
    "RulesHeard": "that everybody promised is a condition of speaking, not an event of the meeting",
    "SeatTaken": "who sits where is in the roll",
    "ClockPaused": "the time a turn took is with the turn", "ClockResumed": "the time a turn took is with the turn",
    "PointHeard": "the ruling is told", "PointWithdrawn": "the point is told; nothing was ruled",
    "ParkedProposed": "the matter that came of it has its own page", "ParkedSettled": "what was parked is told",
    "SittingLaidOut": "the order of the sitting is told step by step",
    "PaperAdded": "papers are posted with the notice", "PartGiven": "who had which part is in the roll",
    "SignedUp": "before the sitting", "SignUpWithdrawn": "before the sitting", "LotDrawn": "before the sitting; its proof is published",
    "ParticipantsPublished": "before the sitting", "PromiseKept": "after the sitting; the matter's page tells it",
}
"""Events of a room that the minutes do not tell, each with the reason."""
