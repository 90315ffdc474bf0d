"""One matter, from a resident's proposal to the joint meeting's answer."""
from __future__ import annotations

from datetime import date, timedelta

from consult.account.queries import actor_of_person
from consult.ballot import queries as ballots
from consult.core.clock import SetClock
from consult.matter import actions as matters
from consult.matter import queries as matters_seen
from consult.matter.models import Matter
from consult.meeting import actions as meetings
from consult.meeting.queries import meeting_of_matter
from consult.minutes import actions as minutes
from consult.minutes.queries import of_meeting
from consult.resolution import actions as resolutions
from consult.resolution.queries import docket
from consult.storage.event_log import first_fault
from tests.builders import Neighbourhood


def test_one_matter_from_proposal_to_answer(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood

    def the_matter() -> Matter:
        found: Matter = n.see(matters_seen.matter, matter, n.community)
        return found

    # 何静 on the ground floor has something to say about the lift. Neighbours are to stand behind it by Christmas.
    matter = n.do(
        "he", matters.propose, community_id=n.community, title="3幢1单元加装电梯",
        what="6层12户，平均年龄67岁，五楼陈阿姨膝盖手术后半年没下过楼，想请大家议一议加装电梯。",
        place="3幢1单元", affected="本单元12户，一楼两户的采光", expected="委托两家公司出图报价", category="facilities",
    )["matter_id"]
    assert the_matter().no == "2026-001"
    assert (the_matter().owed_by, the_matter().due_on) == ("neighbours", date(2026, 12, 26))
    assert [m.no for m in n.see(matters_seen.similar, n.community, "电梯")] == ["2026-001"]

    # Two from one household are one household; with the third household the secretary owes the next step.
    clock.forward(days=1)
    for who in ("gu", "gu_jr", "ma"):
        n.do(who, matters.endorse, matter_id=matter)
    assert n.see(matters_seen.households_behind, matter) == 2
    assert the_matter().state == "proposed"
    n.do("xu", matters.endorse, matter_id=matter)
    assert (the_matter().state, the_matter().owed_by, the_matter().due_on) == (
        "endorsed", "secretary", date(2026, 12, 4),
    )

    # 林晓梅 takes it in, for a reason that everyone can read, and calls the council together in four days.
    clock.forward(days=3)
    n.do("lin", matters.admit, matter_id=matter, reason="关系到一个单元的住户，属于社区公共事务，可以提交议事会。")
    tonight = clock() + timedelta(days=4)
    room = n.do(
        "lin", meetings.convene, body_id=n.bodies["council"], matter_id=matter, starts_at=tonight,
        place="党群服务中心二楼",
    )
    meeting = {"meeting_id": room["meeting_id"]}
    assert (the_matter().state, the_matter().owed_name, the_matter().due_on) == (
        "scheduled", "居民议事会", date(2026, 12, 4),
    )

    # That evening five of the six come; four would have been enough. 何静, who proposed it, is invited.
    clock.at = tonight
    assert n.do("zhou", meetings.open_meeting, **meeting) == {"expected": 6, "quorum_needed": 4}
    for who in ("chen", "wang", "li", "zhao"):
        n.do(who, meetings.check_in, **meeting)
    n.do("zhou", meetings.mark_attendance, **meeting, person_id=n.people["sun"], status="present", seat="前排3号")
    n.do("he", meetings.check_in, **meeting)
    n.do("zhou", meetings.open_discussion, **meeting, discussion_id=room["discussion_id"])

    # 陈阿姨 and 王师傅 are for it and ask first; 李老师 is against. The sides take turns.
    for who, stance in (("chen", "for"), ("wang", "for"), ("li", "against")):
        n.do(who, meetings.raise_hand, **meeting, stance=stance)
    spoke = []
    for words in ("我半年没有下过楼了。", "一楼的采光要先说清楚。", "补贴快到期了，要抓紧。"):
        turn = n.do("zhou", meetings.give_floor, **meeting)
        clock.forward(seconds=72)
        n.do("zhou", meetings.note_turn, **meeting, turn_id=turn["turn_id"], text=words)
        spoke.append(turn["person_id"])
    n.do("zhou", meetings.end_turn, **meeting)
    assert spoke == [n.people["chen"], n.people["li"], n.people["wang"]]
    n.do("zhao", meetings.submit_statement, **meeting, stance="question", text="费用怎么分摊？")

    # A motion says who does what, when, with what; the room votes on it.
    n.do(
        "chen", meetings.move_motion, **meeting, who="青禾物业", what="委托两家公司出图报价",
        by_when=date(2026, 12, 31), with_what="公共收益列支",
    )
    ballot = n.do("zhou", meetings.put_to_vote, **meeting)["ballot_id"]
    for who, choice in (("chen", "for"), ("wang", "for"), ("li", "against"), ("zhao", "abstain"), ("sun", "for")):
        n.do(who, meetings.cast_vote, **meeting, ballot_id=ballot, choice=choice)
    assert n.do("zhou", meetings.close_vote, **meeting)["verdict"] == "passed"
    result = n.see(ballots.ballot, ballot, n.community).result
    assert result["said"]["zh"] == (
        "应到6名代表，实到5名代表，达到法定人数4；赞成3票，反对1票，弃权1票；"
        "赞成3名代表＞到会5名代表的一半，即2.5，通过。")

    # The discussion ends in one of the four ways, with who is responsible and by when; then the sitting ends.
    n.do(
        "zhou", meetings.close_discussion, **meeting, outcome="adopted", owner="青禾物业", due_on=date(2026, 12, 31),
    )
    n.do("zhou", meetings.close_meeting, **meeting)

    # The minutes are already drafted from what happened.
    draft = n.see(of_meeting, meeting["meeting_id"], n.community)
    record = "\n".join(line.lead + line.text for line in draft.lines)
    for said in (
        "2026年12月4日19:00，居民议事会在党群服务中心二楼召开2026年第1次会议，主持人周建国。",
        "应到6人，实到5人，请假0人，缺席1人；列席1人，旁听0人。法定人数4人，达到。",
        "李秀英（反对，第1次发言，用时1分12秒）：一楼的采光要先说清楚。", "赵卫东书面意见（提问）：费用怎么分摊？",
        "陈美兰提出动议：委托两家公司出图报价。由青禾物业负责，2026年12月31日前完成；所需：公共收益列支。",
        "赞成3名代表＞到会5名代表的一半，即2.5，通过。", "会议决定：通过。由青禾物业负责，2026年12月31日前完成。",
    ):
        assert said in record
    assert n.do_edit("lin", draft, {}) == {"revision": 1, "changed": 0}

    # Those who took part have 48 hours to object; 李秀英 does, and it is put right. Both sign; 林晓梅 publishes.
    record = {"minutes_id": draft.id}
    assert n.do("lin", minutes.circulate, **record, revision=1)["readers"] == 6
    speech = next(line for line in draft.lines if line.kind == "speech")
    objection = n.do("li", minutes.object_to_line, **record, line_id=speech.id, text="我说的是采光和通风。")
    n.do("lin", minutes.answer_objection, **objection, accept=True, new_text="一楼的采光和通风要先说清楚。")
    clock.forward(hours=48)
    seen = n.minutes_hash(meeting["meeting_id"])
    n.do("lin", minutes.sign, **record, capacity="recorder", text_hash=seen)
    assert n.do("zhou", minutes.sign, **record, capacity="chair", text_hash=seen) == {"frozen": True}
    assert n.do("lin", minutes.publish, **record, revision=2) == {"number": "〔2026〕第1号"}

    # The outcome lies with the joint meeting, which owes a reply within thirty days.
    entry = n.see(docket, n.community, answered=False)[0]
    assert (entry.body.name, entry.due_on, entry.motion) == (
        "社区党建联席会议", date(2027, 1, 3),
        "委托两家公司出图报价。由青禾物业负责，2026年12月31日前完成；所需：公共收益列支。",
    )
    assert (the_matter().state, the_matter().owed_name) == ("awaiting_reply", "社区党建联席会议")

    # Ten days later it replies: adopted, for a reason, to be done by the property manager.
    clock.forward(days=10)
    n.do(
        "wu", resolutions.reply, entry_id=entry.id, between_rule="联席会议议事规则第八条", decision="adopt", unit_id=n.units["property"],
        to_dissenters="李老师担心的一楼采光，请专业人员测算以后张榜公布。",
        reason="经联席会议研究，同意委托两家公司出图报价，费用从公共收益列支，结果张榜公布。",
        due_on=date(2026, 12, 31),
    )
    assert n.see(docket, n.community, answered=False) == []
    assert (the_matter().state, the_matter().owed_by, the_matter().owed_name, the_matter().due_on) == (
        "working", "unit", "青禾物业", date(2026, 12, 31),
    )

    # 何静, and whoever stood behind her, reads the whole way on the matter's page; nobody was named who endorsed.
    told = n.see(matters_seen.timeline, matter)
    assert [e.name for e in told] == [
        "MatterProposed", "MatterEndorsed", "MatterEndorsed", "MatterEndorsed", "MatterEndorsed", "EndorsedEnough",
        "MatterAdmitted", "MatterScheduled", "MatterTakenUp", "MatterDecided", "ReplyAwaited", "MinutesPosted",
        "MatterAnswered",
    ]
    assert not any(name in str(e.data) for e in told for name in ("顾", "马", "许"))
    answer = told[-1].data
    assert (answer["decision"], answer["unit"], answer["late_days"]) == ("adopt", "青禾物业", 0)
    assert n.see(meeting_of_matter, matter).id == meeting["meeting_id"]
    assert n.see(actor_of_person, n.people["he"], clock()).called == "何女士"

    # And every log it is read from is whole.
    for stream in (f"matter:{matter}", f"meeting:{meeting['meeting_id']}", f"ballot:{ballot}", f"docket:{entry.id}"):
        assert n.see(first_fault, stream) is None
