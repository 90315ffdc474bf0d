"""What becomes of a decision: declined with a word to those who disagreed, passed up and back, forgotten and back on
the agenda, promised, reported done, not done, done."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from consult.core.clock import SetClock
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.deadlines import sweep
from consult.matter import queries as matters
from consult.matter.models import Matter
from consult.meeting import actions as meetings
from consult.resolution import actions as resolutions
from consult.resolution import queries
from consult.storage.event_log import first_fault
from tests.builders import Neighbourhood
from tests.builders_answers import TO_DISSENTERS, a_reply, a_street, an_entry, reported, the_task, the_task_of


def the(n: Neighbourhood, matter_id: int) -> Matter:
    found: Matter = n.see(matters.matter, matter_id, n.community)
    return found


def told(n: Neighbourhood, matter_id: int) -> list[str]:
    return [e.name for e in n.see(matters.timeline, matter_id)]


def agenda(n: Neighbourhood, body: str = "joint") -> list[tuple[str, str]]:
    today = n.clock().date()
    return [(one.matter.no, one.why) for one in n.see(queries.agenda_of, n.bodies[body], today)]


def test_declined_with_a_reason_and_those_who_disagreed_are_explained_to(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    entry = an_entry(n)
    # One of five voted against: there is a minority, so a reply without a word to it is refused.
    with pytest.raises(BadShape) as refused:
        a_reply(n, entry, decision="decline", to_dissenters="")
    assert refused.value.fields == {"to_dissenters": "missing"}
    a_reply(n, entry, decision="decline", basis="budget", reason="今年的公共收益已经安排完，这一项明年列入预算再议，请大家谅解。")
    answer = n.see(matters.timeline, entry.matter_id)[-1]
    assert (answer.name, answer.data["decision"], answer.data["basis"]) == ("MatterAnswered", "decline", "budget")
    assert answer.data["to_dissenters"] == TO_DISSENTERS
    assert (the(n, entry.matter_id).state, the(n, entry.matter_id).owed_by) == ("answered", "nobody")
    assert agenda(n) == []
    assert n.see(queries.task_of_matter, entry.matter_id) is None


def test_passed_up_to_the_street_acknowledged_answered_and_back(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    street = a_street(n)
    entry = an_entry(n)
    # The community's joint meeting passes it up: nothing is decided, somebody else owes the reply now.
    a_reply(n, entry, decision="refer", to_body_id=street.body, to_dissenters="",
            reason="牵涉街道的管网和资金，超出社区的权限，提交街道联席会议。")
    matter = the(n, entry.matter_id)
    assert (matter.state, matter.owed_name, matter.due_on) == ("awaiting_reply", "街道党建联席会议", date(2026, 12, 26))
    above = n.see(queries.owed, matter.id)
    assert (above.body_id, above.parent_id) == (street.body, entry.id)
    # Only the street answers for itself: neither the community's secretary nor next door's nor its own resident.
    for who in ("lin", "wu"):
        with pytest.raises(Exception, match=r"not_yours_to_do|not_found"):
            a_reply(n, above, who=who)
    with pytest.raises(NotFound):
        a_reply(n, above, who="mei")
    # It says that it has it, then passes part of the work back down, with its answer.
    clock.forward(days=2)
    n.do("lu_street", resolutions.acknowledge, entry_id=above.id)
    clock.forward(days=5)
    a_reply(n, above, who="xu_street", decision="refer", to_body_id=n.bodies["joint"],
            reason="管网改造由街道列支，施工协调请社区联席会议安排，十二月底前报结果。")
    back = n.see(queries.owed, matter.id)
    assert (back.body_id, back.parent_id) == (n.bodies["joint"], above.id)
    assert agenda(n) == [("2026-001", "passed_on")]
    n.do("lin", resolutions.acknowledge, entry_id=back.id)
    a_reply(n, back)
    assert (the(n, matter.id).state, the(n, matter.id).owed_name) == ("working", "青禾物业")
    assert told(n, matter.id)[-6:] == [
        "ReplyAwaited", "ReplyAcknowledged", "MatterAnswered", "ReplyAwaited", "ReplyAcknowledged", "MatterAnswered",
    ]
    # The street saw this one matter and nothing else; next door has no way to any of it.
    assert [e.id for e in n.see(queries.street_docket, [street.body])] == [above.id]
    assert n.see(queries.docket, n.next_door) == []


def test_a_joint_meeting_that_escalates_in_the_room_has_thereby_replied(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    street = a_street(n)
    entry = an_entry(n)
    room = n.a_discussion(body="joint", matter_id=entry.matter_id)
    n.do("zhou", meetings.close_discussion, meeting_id=room.meeting_id, outcome="escalated", escalated_to=street.body,
         reason="需要街道协调供电部门")
    above = n.see(queries.owed, entry.matter_id)
    assert (above.body_id, above.parent_id) == (street.body, entry.id)
    assert n.see(queries.entry, entry.id, n.community).resolution.reason == "需要街道协调供电部门"
    assert the(n, entry.matter_id).owed_name == "街道党建联席会议"


def test_no_reply_is_public_and_returns_to_the_next_agenda_by_itself(
    neighbourhood: Neighbourhood, clock: SetClock
) -> None:
    n = neighbourhood
    entry = an_entry(n)
    assert agenda(n) == [("2026-001", "awaits_reply")]
    assert sweep(n.store)["no_reply"] == 0
    clock.forward(days=31)
    assert sweep(n.store)["no_reply"] == 1
    assert sweep(n.store)["no_reply"] == 0
    assert told(n, entry.matter_id)[-1] == "ReplyOverdue"
    assert agenda(n) == [("2026-001", "no_reply")]
    assert [m.id for m in n.see(matters.overdue, n.community, clock().date())] == [entry.matter_id]
    # The next joint meeting takes it up, without anybody having moved it; it stays owed until it is answered.
    room = n.a_meeting(body="joint", matter_id=entry.matter_id)
    assert the(n, entry.matter_id).state == "awaiting_reply"
    n.do("zhou", meetings.open_meeting, meeting_id=room.meeting_id)
    a_reply(n, entry, meeting_id=room.meeting_id, due_on=date(2027, 3, 31))
    assert agenda(n) == []
    assert n.see(matters.timeline, entry.matter_id)[-1].data["late_days"] > 0


def test_promised_reported_done_not_done_and_done_at_last(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    entry = an_entry(n)
    a_reply(n, entry, decision="adopt_in_part", milestones="2026-12-05 两家公司上门量\n2026-12-20 报价张贴")
    task = the_task_of(n, entry.matter_id)
    assert (task.owner, task.due_on, task.needed, task.state) == ("青禾物业", date(2026, 12, 31), 3, "open")
    it: dict[str, Any] = {"task_id": task.id}
    # The unit's delegate says how far it is, what blocks it, and puts the day off: counted, for everyone to see.
    first = n.see(queries.milestones, task.id)[0]
    n.do("deng", resolutions.reach_milestone, **it, step_id=first.id)
    n.do("deng", resolutions.block, **it, reason="有一户的管线图找不到，等自来水公司来人。")
    with pytest.raises(RuleBroken):
        n.do("deng", resolutions.report_done, **it, text="已经全部办好了。")
    n.do("deng", resolutions.unblock, **it)
    n.do("deng", resolutions.extend, **it, due_on=date(2027, 1, 15), reason="等管线图耽误了十天，顺延半个月。")
    assert (the_task(n, task.id).extensions, the(n, entry.matter_id).due_on) == (1, date(2027, 1, 15))
    # The day passes: that is noted by itself, and the joint meeting's next agenda has it.
    clock.forward(days=55)
    assert sweep(n.store)["overdue"] == 1
    assert agenda(n) == [("2026-001", "overdue")]
    # Reported done; one household says it is not, and why: that is answered. A second one: open again, on the next agenda.
    n.do("deng", resolutions.report_done, **it, text="两份报价都张贴在单元门口了。")
    assert (the(n, entry.matter_id).state, the(n, entry.matter_id).owed_by) == ("reported_done", "neighbours")
    n.do("he", resolutions.confirm_done, **it)
    n.do("gu", resolutions.say_not_done, **it, reason="只贴了一家的报价，另一家的没有贴。")
    assert (the(n, entry.matter_id).state, the_task(n, task.id).state, agenda(n)) == ("reported_done", "reported_done", [])
    voice = n.see(queries.notes, task.id)[0]
    n.do("lin", resolutions.answer_voice, **it, note_id=voice.id, text="第二家的报价明天补贴，请再看。")
    n.do("ma", resolutions.say_not_done, **it, reason="还是只有一家的报价。")
    matter = the(n, entry.matter_id)
    assert (matter.state, matter.owed_name, the_task(n, task.id).state) == ("reopened", "社区党建联席会议", "reopened")
    assert agenda(n) == [("2026-001", "not_done")]
    # The body charges the unit anew; it is done, and the proposer and two neighbours say so: three households.
    n.do("wu", resolutions.renew, **it, due_on=clock().date() + timedelta(days=14), reason="请物业一周内把两家的报价都贴出来。")
    n.do("deng", resolutions.report_done, **it, text="第二份报价补贴好了。")
    answers = [n.do(who, resolutions.confirm_done, **it) for who in ("he", "gu", "ma")]
    assert [a["still_needed"] for a in answers] == [2, 1, 0]
    assert (the_task(n, task.id).state, the(n, entry.matter_id).state) == ("done", "done")
    assert agenda(n) == []
    assert told(n, entry.matter_id)[-12:] == [
        "WorkOverdue", "MatterReportedDone", "MatterConfirmed", "WorkProgressed", "WorkProgressed", "MatterReopened", "WorkProgressed",
        "MatterReportedDone",
        "MatterConfirmed", "MatterConfirmed", "MatterConfirmed", "MatterDone",
    ]
    # No resident is named on the way, and every log is whole.
    assert not any(name in str(e.data) for e in n.log(f"task:{task.id}") for name in ("顾", "马", "何静"))
    for stream in (f"matter:{entry.matter_id}", f"task:{task.id}", f"docket:{entry.id}"):
        assert n.see(first_fault, stream) is None


def test_work_that_nobody_looks_at_returns_to_the_agenda_when_the_time_to_say_so_is_over(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id = reported(n)
    asked_until = the_task(n, id).matter.due_on
    assert asked_until is not None and agenda(n) == []
    n.clock.forward(days=(asked_until - n.clock().date()).days)
    assert agenda(n) == []
    n.clock.forward(days=2)
    assert [why for _no, why in agenda(n)] == ["no_word"]
    n.do("he", resolutions.confirm_done, task_id=id)
    n.do("gu", resolutions.confirm_done, task_id=id)
    n.do("chen", resolutions.confirm_done, task_id=id)
    assert agenda(n) == []
