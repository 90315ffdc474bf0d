"""The first words of a notice, taken from the meeting or the matter it is about; the office changes them as it likes."""
from __future__ import annotations

from typing import Any

from consult.ballot import queries as ballots
from consult.matter.models import Matter
from consult.meeting import queries as meetings
from consult.meeting.models import Discussion, Meeting
from consult.web.doorway.access import db

ENDS = {"adopted": "通过", "rejected": "没有通过", "deferred": "改日再议", "escalated": "提请上一级会议"}


def words_of_meeting(meeting: Meeting) -> dict[str, Any]:
    """A notice of what a meeting came to; before it is held, of the meeting itself."""
    closed = [d for d in meeting.discussions if d.state == "closed"]
    name = f"{meeting.body.name}{meeting.year}年第{meeting.number}次会议"
    ids = {"meeting_id": meeting.id, "body_id": meeting.body_id,
           "matter_id": meeting.discussions[0].matter_id if meeting.discussions else ""}
    if not closed:
        return {**ids, "kind": "convening", "title": f"关于召开{name}的通知"[:80], "days": max(3, meeting.notice_days),
                "basis": f"{meeting.body.name}会议通知", "text": "\n".join(
                    f"议题：{d.matter.title}（{d.matter.no}）" for d in meeting.discussions) + f"\n地点：{meeting.place}"}
    return {
        **ids, "kind": "result", "title": f"关于{closed[0].matter.title}议事结果的公示"[:80],
        "basis": f"{name}议定，依《中华人民共和国城市居民委员会组织法》第三十四条公示",
        "text": "\n\n".join(_result(d) for d in closed),
    }


def _result(discussion: Discussion) -> str:
    said = f"{discussion.matter.title}（{discussion.matter.no}）：{ENDS.get(discussion.outcome or '', '')}。"
    put = meetings.motions_put(db(), [discussion.id]).get(discussion.id)
    if put is not None and put.ballot_id is not None:
        result = ballots.ballots(db(), [put.ballot_id])[put.ballot_id].result
        said += f"\n表决的动议：{put.text}"
        if result:
            said += f"\n赞成{result['for']}，反对{result['against']}，弃权{result['abstain']}。"
    if discussion.reason:
        said += f"\n理由：{discussion.reason}"
    if discussion.owner:
        said += f"\n由{discussion.owner}办理，{discussion.due_on}前办完。"
    return said


def words_of_matter(matter: Matter) -> dict[str, Any]:
    """A notice of how a matter is going on."""
    return {
        "kind": "progress", "matter_id": matter.id, "title": f"关于{matter.title}进展的公示"[:80],
        "basis": f"议题{matter.no}，依《中华人民共和国城市居民委员会组织法》第三十四条公示", "text": "",
    }
