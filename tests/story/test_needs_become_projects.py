"""Two needs and a resource become a project: claimed, agreed, done step by step, reported, found good; and one that
lapses is back on the list."""
from __future__ import annotations

from datetime import date, datetime, timedelta

from consult.matter import queries as matters
from consult.meeting import actions as meetings
from consult.meeting import queries as rooms
from consult.project import actions as projects
from consult.project import queries
from consult.project.models import Claim
from consult.resolution import actions as resolutions
from consult.resolution import queries as dockets
from tests.builders import Neighbourhood
from tests.builders_projects import NEED, ORDER, RESOURCE, STEPS, Services

REPLY = "联席会议同意部分采纳：先在空地做微花园，由物业出苗，其余等明年预算。"


def test_from_two_needs_to_satisfied_neighbours(neighbourhood: Neighbourhood) -> None:
    n, services = neighbourhood, Services(neighbourhood)
    room = n.a_closed_meeting()
    (entry,) = n.see(dockets.entries_of_meeting, room.meeting_id)
    n.do("wu", resolutions.reply, entry_id=entry.id, between_rule="联席会议议事规则第八条", decision="adopt_in_part", reason=REPLY,
         to_dissenters="不同意的那户担心的噪音，列进施工时间里。",
         unit_id=n.units["property"], due_on=date(2026, 12, 31))

    # 点单: a resident, and a helper for somebody else; the joint meeting puts both on the list.
    wanted = [services.a_need(by="he"), services.a_need(by="gu", filing="helper", title="独居老人想有点事做", people=3)]
    offered = services.a_resource()
    fits = n.look(lambda db: queries.fits(queries.needs_to_match(db, n.community), queries.all_listed(db, n.community),
                                          date(2026, 11, 26)))
    assert (fits[0].need_id, fits[0].resource_id) == (wanted[0], offered)
    order_id = n.do("lin", projects.draw_project, community_id=n.community, need_id=wanted[0], resource_id=offered,
                    entry_id=entry.id, **ORDER)["project_id"]
    n.do("lin", projects.add_need, project_id=order_id, need_id=wanted[1])
    # 交单 and 接单: the unit's delegate takes it on; both sides confirm what was written.
    n.do("lin", projects.dispatch, project_id=order_id)
    claim = n.do("deng", projects.claim, project_id=order_id, unit_id=n.units["property"])["claim_id"]
    n.do("lin", projects.draw_agreement, claim_id=claim, content="无偿提供菜苗二十四份，派人教种两次。", steps=STEPS)
    assert n.do("lin", projects.confirm_agreement, claim_id=claim, version=1, side="community") == {"in_force": False}
    assert n.do("deng", projects.confirm_agreement, claim_id=claim, version=1, side="claimant") == {"in_force": True}
    # 议单: the council discusses it, and it goes on.
    made = n.do("lin", projects.deliberate, project_id=order_id, body_id=n.bodies["council"],
                starts_at=n.clock() + timedelta(days=6), place="党群服务中心二楼")
    assert n.see(queries.project, order_id, n.community).state == "deliberating"
    n.clock.forward(days=6)
    _adopt_in_the_room(n, made["meeting_id"])
    read = n.see(queries.project, order_id, n.community)
    assert (read.state, read.deliberated_at) == ("accepted", n.clock())
    n.do("lin", projects.begin_work, project_id=order_id)
    # Dated steps, the report; those it was for say that it is not done, and later that it is.
    for step in n.see(queries.claim, claim, n.community).agreements[-1].milestones:
        n.do("deng", projects.do_milestone, milestone_id=step.id)
    n.do("deng", projects.report, project_id=order_id, words="菜苗送到了，教了两次。", served=20)
    for who in ("chen", "wang", "li"):
        n.do(who, projects.say_satisfaction, project_id=order_id, grade="dissatisfied", words="苗死了一半")
    n.do("lin", projects.send_back, project_id=order_id, reason="苗死了一半，请补种。")
    n.do("deng", projects.report, project_id=order_id, words="补种了十二份，都活了。", served=20)
    for who in ("chen", "wang", "li", "zhao"):
        n.do(who, projects.say_satisfaction, project_id=order_id, grade="satisfied")
    n.do("sun", projects.say_satisfaction, project_id=order_id, grade="mostly")
    n.do("lin", projects.close, project_id=order_id)
    n.do("lin", projects.thank, claim_id=claim, words="谢谢青禾物业，空地变成了花园。")

    read = n.see(queries.project, order_id, n.community)
    assert (read.state, [need.state for need in read.needs]) == ("closed", ["met", "met"])
    (thanked,) = n.see(queries.thanks, order_id)
    assert thanked.named
    closed = n.log(f"project:{order_id}")[-2]
    assert (closed.name, closed.data["satisfied"], closed.data["dissatisfied"]) == ("ProjectClosed", 4, 0)
    told = [e.data["step"] for e in n.see(matters.timeline, room.matter_id) if e.name == "ProjectNoted"]
    assert told == ["drawn", "dispatched", "claimed", "deliberating", "working", "reported", "sent_back", "reported",
                    "closed"]


def _adopt_in_the_room(n: Neighbourhood, meeting_id: int) -> None:
    found = n.see(rooms.meeting, meeting_id, n.community)
    n.do("zhou", meetings.open_meeting, meeting_id=meeting_id)
    for who in ("chen", "wang", "li", "zhao"):
        n.do(who, meetings.check_in, meeting_id=meeting_id)
    n.do("zhou", meetings.open_discussion, meeting_id=meeting_id, discussion_id=found.discussions[0].id)
    n.do("chen", meetings.move_motion, meeting_id=meeting_id, who="青禾物业", what="送苗、教种，一年一抽签",
         by_when=date(2026, 12, 31), with_what="")
    ballot = n.do("zhou", meetings.put_to_vote, meeting_id=meeting_id)["ballot_id"]
    for who in ("chen", "wang", "li", "zhao"):
        n.do(who, meetings.cast_vote, meeting_id=meeting_id, ballot_id=ballot, choice="for")
    n.do("zhou", meetings.close_vote, meeting_id=meeting_id)
    n.do("zhou", meetings.close_discussion, meeting_id=meeting_id, outcome="adopted", owner="青禾物业",
         due_on=date(2026, 12, 31))
    n.do("zhou", meetings.close_meeting, meeting_id=meeting_id)


def test_a_claim_without_an_agreement_lapses_and_the_order_is_back_on_the_list(neighbourhood: Neighbourhood) -> None:
    n, services = neighbourhood, Services(neighbourhood)
    order = services.an_order(state="accepted")
    n.clock.forward(days=14)
    assert n.run(None, projects.lapse_claims) == {"claims_lapsed": 0}, "the last day counts whole"
    n.clock.forward(days=1)
    assert n.run(None, projects.lapse_claims) == {"claims_lapsed": 1}
    read = services.read(order)
    assert (read.state, read.taken, read.accepted_at) == ("dispatched", 0, None)
    assert services.log(order)[-2:] == ["ClaimLapsed", "BackOnTheList"]
    # Another unit takes it on; the first one's claim stays in the history.
    services.claim(order, "song", "school")
    held = n.look(lambda db: [(c.unit_id, c.state) for c in db.query(Claim).order_by(Claim.id)])
    assert held == [(n.units["property"], "lapsed"), (n.units["school"], "claimed")]


def test_a_meeting_called_off_leaves_the_order_where_it_stood(neighbourhood: Neighbourhood) -> None:
    n, services = neighbourhood, Services(neighbourhood)
    order = services.an_order(state="agreed")
    room = services.deliberated(order)
    n.do("lin", meetings.cancel, meeting_id=room.meeting_id, reason="会议室停电了")
    assert services.read(order).state == "accepted"
    assert n.log(f"project:{order.project_id}")[-1].data["outcome"] == "not_held"


def test_an_anonymous_need_leads_to_nobody(neighbourhood: Neighbourhood) -> None:
    """Neither its row nor the log names the filer; its moment is the day, and the stored answer does not name it."""
    n = neighbourhood
    answer = n.do("he", projects.file_need, community_id=n.community, filing="anonymous", **NEED)
    assert answer == {}
    (need,) = n.see(queries.needs_waiting, n.community)
    (filed,) = n.log(f"need:{need.id}")
    assert (need.filed_by_id, filed.actor_id) == (None, None)
    assert filed.at == need.filed_at == datetime.fromisoformat("2026-11-26T00:00:00+08:00")


def test_who_to_ask_for_a_resource_is_in_no_event(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    resource = Services(n).a_resource()
    assert RESOURCE["contact"] not in str([e.data for e in n.log(f"resource:{resource}")])
