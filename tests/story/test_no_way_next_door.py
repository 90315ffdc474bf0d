"""Whatever a neighbour of the other community tries, nothing is there: every verb of every chapter."""
from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date, timedelta
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select

from consult.account import actions as accounts
from consult.account.models import SignInSlip
from consult.ballot import actions as ballots
from consult.community import actions as register
from consult.community.queries.ways import to_come
from consult.core.errors import NotFound, Refusal
from consult.matter import actions as matters
from consult.meeting import actions as meetings
from consult.minutes import actions as minutes
from consult.minutes.queries import of_meeting
from consult.project import actions as projects
from consult.resolution import actions as resolutions
from consult.resolution.queries import docket
from tests.builders import Neighbourhood
from tests.builders_answers import a_task, tried_on_work
from tests.builders_ballots import tried as ballots_tried
from tests.builders_chain import a_link
from tests.builders_homes import a_change, a_request
from tests.databases import take_picture
from tests.project.next_door import attempts as try_projects

CHAPTERS = (accounts, ballots, matters, meetings, minutes, register, resolutions, projects)
REASON = "这里写一个足够长的理由，说明为什么要这样办理。"
WORDS = {"title": "换一个题目", "what": "换一个完全不同的内容，看能不能蒙混过去。", "place": "3幢", "affected": "36户",
         "expected": "出图报价", "category": "other"}
MOTION = {"who": "物业", "what": "出图报价", "by_when": date(2026, 12, 31)}

# Called by another chapter or by the door, which has permitted what they do; or they act on the actor itself; or
# they are another verb for many at once (cast_all, cast_votes), which permits each.
CALLED_WITHIN = {
    "matter": {
        "await_reply", "note_acknowledged", "note_answer", "note_confirmed", "note_done", "note_minutes", "note_outcome",
        "note_overdue_reply", "note_overdue_work", "note_progress", "note_project", "note_reopened", "note_reported_done",
        "put_forward_for", "schedule", "adjourn",
        "take_up", "unschedule", "follow_merge",
    },
    "ballot": {"follow_merge", "cast_all", "cast_in_hall", "close_ballot", "count_hands", "open_ballot"},
    "minutes": {"draft_from_log"},
    "meeting": {"cast_votes", "follow_merge"},
    "resolution": {"begin_decided_work", "begin_work", "docket_outcome"},
    "project": {"conclude_deliberation", "forget_deliberation", "lapse_claims"},
    "community": {"say_wrong", "apply_due", "write_changes", "admit_person", "take_post", "today"},
    "account": {
        "begin_session", "change_password", "clear_tries", "join_by_invitation", "lapse_joins", "password_hash",
        "count_try", "follow_merge", "change_login", "use_slip", "first_slip", "sign_out_person", "tell_owner",
        "invite_households", "make_slips", "open_accounts",
    },
}
# Set-up by the installation, or rows in hand instead of ids: tests/community has them all.
ROWS_IN_HAND = {
    "account": {"open_account"},
    "community": {
        "appoint", "end_post", "enter_ownership",
        "enter_person", "form_body", "found_community", "found_street", "add_grid",
        "add_building", "register_unit", "seat_member", "send_delegate", "settle_household",
        "appoint_on_street", "enter_on_street", "form_street_body", "register_street_unit", "send_street_delegate",
    },
}


def verbs(chapter: ModuleType) -> dict[str, Callable[..., Any]]:
    """The public verbs of a chapter: what is defined in it and takes a unit of work first."""
    package = chapter.__name__.rsplit(".", 1)[0]
    return {
        name: verb for name, verb in vars(chapter).items()
        if inspect.isfunction(verb) and not name.startswith("_") and verb.__module__.startswith(package)
        and ("work" in inspect.signature(verb).parameters or name in CALLED_WITHIN.get(package.split(".")[1], ()))
    }


def a_slip(n: Neighbourhood) -> int:
    """An official's password was lost: the slip waits for a second official."""
    n.do("lin", accounts.help_at_desk, person_id=n.people["wu"], seen="known", seen_on=n.clock().date())
    id: int = n.look(lambda db: db.scalars(select(SignInSlip.id).order_by(SignInSlip.id.desc())).first())
    return id


def an_alternate(n: Neighbourhood) -> int:
    """Somebody waits for a place in the council."""
    id: int = n.do("lin", register.give_post, community_id=n.community, person_id=n.people["ma"], kind="council_member",
                   body_id=n.bodies["council"], starts_on=n.clock().date(), as_alternate=True)["member_id"]
    return id


def a_change_to_come(n: Neighbourhood) -> int:
    """A way of the community that changes in a week."""
    n.do("lin", register.set_community_ways, community_id=n.community, holds_from=n.clock().date() + timedelta(days=7),
         grid_term_years=5)
    id: int = n.look(lambda db: to_come(db, n.community, None)[0].id)
    return id


def attempts(n: Neighbourhood) -> dict[str, dict[str, dict[str, Any]]]:
    """For every verb, the arguments with which it would succeed for the right person here."""
    room, proposed = n.a_closed_meeting(), n.a_matter(by="gu", state="endorsed")
    vote = n.a_vote()
    record = n.see(of_meeting, room.meeting_id, n.community)
    entry = n.see(docket, n.community)[0]
    n.do("lin", minutes.circulate, minutes_id=record.id, revision=1)
    line = record.lines[0].id
    objection = n.do("chen", minutes.object_to_line, minutes_id=record.id, line_id=line, text=REASON)
    mine = {"minutes_id": record.id}
    here = {"meeting_id": vote.meeting_id}
    matter = {"matter_id": proposed}
    chen = n.people["chen"]
    request, change = {"request_id": a_request(n, "ma")}, {"change_id": a_change(n)}
    slip = {"slip_id": a_slip(n)}
    home, day = {"household_id": n.households["gu"]}, n.clock().date()
    person, building = {"person_id": n.people["gu_jr"]}, {"building_id": 1}
    return {
        "account": {
            "confirm_join": request, "refuse_join": request,
            "open_account_for": {"person_id": n.people["gu_jr"]}, "make_slip": {"account_id": n.actor("he").account_id},
            "help_at_desk": {"person_id": n.people["he"], "seen": "known", "seen_on": n.clock().date()},
            "agree_to_slip": slip, "refuse_slip": slip,
            "invite_household": {"household_id": n.households["gu"]},
            "revoke_invitation": {"invitation_id": n.do("lin", accounts.invite_household, household_id=1) and 1},
            "end_session": {"session_id": _session_of(n, "he")},
            "end_all_sessions": {"account_id": n.actor("he").account_id}, "sign_out_devices": {"account_id": n.actor("he").account_id},
            "disable_account": {"account_id": n.actor("he").account_id},
            "set_password": {"account_id": n.actor("he").account_id, "hashed": "x"},
        },
        "community": {
            "open_community": {"community_id": n.community},
            "enter_resident": {"community_id": n.community, "name": "唐小满"},
            "correct_person": person | {"name": "顾小军"}, "move_home": person | {"household_id": n.households["ma"]},
            "add_second_home": person | {"household_id": n.households["ma"]},
            "choose_home": person | {"household_id": n.households["ma"]},
            "give_up_home": person | {"household_id": n.households["ma"]}, "move_out": person,
            "record_death": person | {"holds_from": day}, "close_person": person | {"note": REASON},
            "reopen_person": person | {"note": REASON},
            "merge_people": {"kept_id": n.people["gu"], "gone_id": n.people["gu_jr"], "reason": REASON, "sure": True},
            "split_home": home | {"door": "9单元902", "people": str(n.people["gu_jr"])},
            "join_homes": home | {"other_id": n.households["ma"]}, "rename_door": home | {"door": "9单元903"},
            "lay_out_grid": {"community_id": n.community, "name": "第九网格"},
            "put_up_building": {"grid_id": 1, "name": "9幢"}, "rename_grid": {"grid_id": 1, "name": "东网格"},
            "rename_building": building | {"name": "3幢（东）"}, "move_building": building | {"grid_id": 1},
            "rename_unit": {"unit_id": n.units["school"], "name": "青禾实验小学"},
            "close_unit": {"unit_id": n.units["school"], "reason": REASON},
            "send_from_elsewhere": {"unit_id": n.units["school"], "name": "校长"},
            "adopt_year": {"community_id": n.community, "file": "year = 2027"},
            "give_post": {"community_id": n.community, "person_id": n.people["gu_jr"], "kind": "facilitator",
                          "starts_on": n.clock().date()},
            "end_seat": {"member_id": 1, "ends_on": n.clock().date()},
            "seat_person": {"body_id": n.bodies["joint"], "person_id": n.people["ma"], "starts_on": n.clock().date()},
            "take_place": {"member_id": an_alternate(n), "starts_on": n.clock().date()},
            "form_from_template": {"community_id": n.community, "kind": "hearing", "name": "听证会"},
            "set_community_ways": {"community_id": n.community, "holds_from": n.clock().date(), "endorse_days": 20},
            "drop_change": {"change_id": a_change_to_come(n)},
            "end_term": {"community_id": n.community, "post_id": 1, "ends_on": n.clock().date()},
            "add_unit": {"community_id": n.community, "kind": "school", "name": "第二小学"},
            "change_delegate": {"unit_id": n.units["school"], "person_id": chen},
            "seat_unit": {"unit_id": n.units["school"], "body_id": n.bodies["joint"]},
            "unseat": {"body_id": n.bodies["joint"], "unit_id": n.units["school"]},
            "change_representative": {
                "household_id": n.households["gu"], "person_id": n.people["gu_jr"], "reason": REASON},
            "confirm_representative": change, "object_to_representative": change | {"says": REASON},
            "lapse_representative": change,
            "confirm_representatives": {"community_id": n.community, "by_id": n.people["lin"],
                                        "changed_on": n.clock().date(), "up_to_id": change["change_id"]},
            "enter_owner": {"household_id": n.households["gu"], "area_cm2": 900_000, "person_id": n.people["gu"]},
            "add_home": {"building_id": 1, "door": "9单元901"},
            "describe_home": {"household_id": n.households["gu"], "use": "home", "lived_in": True},
            "add_co_owner": {"household_id": n.households["gu"], "person_id": chen},
            "end_co_owner": {"household_id": n.households["gu"], "person_id": chen},
            "name_voter": {"household_id": n.households["gu"], "person_id": chen},
            "enter_age": {"person_id": n.people["gu_jr"], "comes_of_age": "2027-03"},
            "mark_of_age": {"person_id": n.people["gu_jr"]},
            "state_number": {"community_id": n.community, "kind": "adults", "count": 12, "source": "入户登记",
                             "as_of": n.clock().date()},
            "contact_unit": {"grid_id": 1, "unit_id": n.units["school"]},
            "end_contact": {"grid_id": 1, "unit_id": n.units["school"]},
            "charge": {"grid_id": 1, "kind": "culture", "person_id": chen}, "end_charge": {"grid_id": 1, "duty_id": 1},
        },
        "ballot": {
            **ballots_tried(n),
            "cast": {"ballot_id": vote.ballot_id, "choice": "for"}, "seal_away": {"ballot_id": vote.ballot_id},
            "cast_sealed": {"ballot_id": vote.ballot_id, "envelope": "x", "key": "key-of-one-cast"},
            "cast_for_sealing": {"ballot_id": vote.ballot_id, "choice": "for", "tracker": "x", "key": "key-of-one-cast"},
        },
        "matter": {
            "propose": {"community_id": n.community, **WORDS},
            "follow": matter, "unfollow": matter, "link": matter | {"other_no": "2026-001", "kind": "related"},
            "revoke_link": {"link_id": a_link(n)[0], "reason": REASON},
            "endorse_for": matter | {"person_id": n.people["gu"], "way": "desk", "reason": REASON},
            "take_back_for": matter | {"person_id": n.people["gu"]},
            "propose_for": {"community_id": n.community, **WORDS, "person_id": n.people["gu"], "read_back": True},
            "endorse": matter, "take_back_endorsement": matter, "withdraw": matter, "lapse": matter,
            "revise": matter | WORDS, "admit": matter | {"reason": REASON},
            "return_to_author": matter | {"reason": REASON},
            "redirect": matter | {"reason": REASON, "to": "物业"},
            "suggest_join": matter | {"reason": REASON, "into_no": "2026-001"},
            "answer_join": matter | {"agreed": True},
            "bring": {"community_id": n.community, **WORDS, "reason": REASON},
        },
        "meeting": {
            "convene": {"body_id": n.bodies["council"], "matter_id": proposed, "place": "二楼",
                        "starts_at": n.clock() + timedelta(days=4)},
            "cancel": here | {"reason": REASON},
            "set_body_ways": {"body_id": n.bodies["council"], "holds_from": n.clock().date(), "notice_days": 5},
            "close_body": {"body_id": n.bodies["assembly"]},
            **{name: here for name in (
                "open_meeting", "check_in", "leave", "lower_hand", "give_floor", "extend_turn", "end_turn",
                "put_to_vote", "close_vote", "close_meeting", "ask_help",
            )},
            "mark_attendance": here | {"person_id": chen, "status": "present"},
            "open_discussion": here | {"discussion_id": vote.discussion_id},
            "raise_hand": here | {"stance": "for"}, "raise_hand_for": here | {"person_id": chen, "stance": "for"},
            "remove_hand": here | {"hand_id": 1, "reason": REASON}, "note_turn": here | {"turn_id": 1, "text": "话"},
            "end_turn_over_time": {"turn_id": 1}, "note_not_opened": here,
            "submit_statement": here | {"stance": "for", "text": "话"},
            "move_motion": here | MOTION, "reword_motion": here | MOTION | {"motion_id": 1},
            "withdraw_motion": here | {"motion_id": 1},
            "finish_vote": {"ballot_id": vote.ballot_id},
            "cast_vote": here | {"ballot_id": vote.ballot_id, "choice": "for"},
            "count_hands": here | {"votes_for": 1, "against": 1, "abstain": 1, "not_voting": 2},
            "close_discussion": here | {"outcome": "rejected", "reason": REASON},
            "answer_help": here | {"person_id": chen},
            "read_rules": here, "enter_phase": here | {"phase": "opening"},
            "postpone": here | {"starts_at": n.clock() + timedelta(days=4), "reason": REASON},
            **of_procedure(here, chen),
        },
        "minutes": {
            "edit": mine | {"revision": 1, "texts": {}, "added": "混进来的一句"},
            "add_line": mine | {"revision": 1, "after": 0, "kind": "prose", "text": "话"},
            "merge_up": mine | {"revision": 1, "line_id": line},
            "move_line": mine | {"revision": 1, "line_id": line, "up": True},
            "circulate": mine | {"revision": 1}, "reopen": mine | {"reason": REASON},
            "reply": mine | {"confirm": True}, "correct_own_words": mine | {"texts": {line: "话"}},
            "mark_not_reached": mine | {"person_id": chen},
            "object_to_line": mine | {"line_id": line, "text": "话"}, "ask_dissent": mine | {"line_id": line, "text": "话"},
            "withdraw_objection": objection, "answer_objection": objection | {"accept": False, "answer": "话"},
            "sign": mine | {"capacity": "recorder", "text_hash": "x"},
            "sign_on_paper": mine | {"text_hash": "x", "note": "话"},
            "publish": mine | {"revision": 1}, "append_erratum": mine | {"text": "话", "reason": "话"},
        },
        "resolution": {
            "reply": {"entry_id": entry.id, "between_rule": REASON[:20], "decision": "decline", "reason": REASON},
            "acknowledge": {"entry_id": entry.id}, "miss_reply": {"entry_id": entry.id},
            "record_stage": {"entry_id": entry.id, "stage": "proposed_by_party", "held_on": n.clock().date(),
                             "attendance": 5, "result": REASON},
            **tried_on_work(a_task(n), n.units["school"], n.clock().date() + timedelta(days=90), REASON),
        },
        "project": try_projects(n),
    }


def of_procedure(here: dict[str, Any], chen: int) -> dict[str, dict[str, Any]]:
    """The verbs of the rules of order."""
    point, question, straw, parked = ({**here, f"{name}_id": 1} for name in ("point", "question", "straw", "parked"))
    return {
        **{name: here for name in (
            "promise_rules", "take_back_chair", "resume", "yield_floor", "put_amendment", "move_close_debate",
            "ask_extra_time",
        )},
        **{name: here | {"reason": REASON} for name in ("suspend", "adjourn", "postpone_motion")},
        "hand_over_chair": here | {"person_id": chen, "reason": REASON},
        "raise_hand_at": here | {"seat": "12", "stance": "for"}, "raise_point": here | {"kind": "order"},
        "hear_point": point, "withdraw_point": point, "rule_on_point": point | {"sustained": True, "reason": REASON},
        "moderate": here | {"speaker_id": chen, "kind": "warning", "reason": REASON},
        "second_motion": here | {"motion_id": 1}, "move_amendment": here | MOTION,
        "withdraw_amendment": here | {"amendment_id": 1}, "appeal": here | {"ruling_id": 1, "reason": REASON},
        "object_to": question, "settle_unopposed": question, "withdraw_question": question,
        "count_room": question | {"votes_for": 3, "votes_against": 2},
        "ask_straw": here | {"kind": "temperature"}, "answer_straw": straw | {"answer": "for"},
        "count_straw": straw | {"answer": "for", "count": 3}, "close_straw": straw,
        "park": here | {"text": "门口的停车"}, "settle_parked": parked | {"reason": REASON},
        "propose_parked": parked | WORDS,
    }


def _session_of(n: Neighbourhood, who: str) -> int:
    from sqlalchemy import func, select

    from consult.account.models import SignInSession

    account = n.actor(who).account_id
    n.run(None, lambda work: accounts.begin_session(work, account_id=account))
    found: int = n.look(lambda db: db.scalar(select(func.max(SignInSession.id))))
    return found


def attempt(n: Neighbourhood, who: str, verb: Callable[..., Any], args: dict[str, Any]) -> Refusal:
    """The refusal that must come."""
    with pytest.raises(Refusal) as refused:
        if verb in (minutes.edit, minutes.correct_own_words):
            n.run(who, lambda work: verb(work, **args))
        else:
            n.do(who, verb, **args)
    return refused.value


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.__name__.split(".")[1])
def test_every_verb_is_accounted_for(chapter: ModuleType, neighbourhood: Neighbourhood) -> None:
    """A new verb fails here until it is tried from next door, or its place is named above."""
    name = chapter.__name__.split(".")[1]
    tried = set(attempts(neighbourhood).get(name, {}))
    assert set(verbs(chapter)) == tried | CALLED_WITHIN.get(name, set()) | ROWS_IN_HAND.get(name, set())


@pytest.mark.parametrize("who", ["mei", "fang", "yu"])
def test_no_verb_does_anything_for_a_neighbour_of_the_other_community(
    neighbourhood: Neighbourhood, who: str
) -> None:
    """Secretary, facilitator and council member of next door: not found, and not a row has changed."""
    n = neighbourhood
    tried = attempts(n)
    before = take_picture(n.store.reading)
    for chapter in CHAPTERS:
        for name, args in tried.get(chapter.__name__.split(".")[1], {}).items():
            refused = attempt(n, who, getattr(chapter, name), args)
            assert isinstance(refused, NotFound), (name, refused)
    assert take_picture(n.store.reading) == before


@pytest.mark.parametrize("who", ["mei", "fang", "yu"])
def test_what_is_next_door_looks_like_what_does_not_exist(neighbourhood: Neighbourhood, who: str) -> None:
    """The same words for the id of another community and for an id that nothing has."""
    n = neighbourhood
    named = {"community_id", "household_id", "invitation_id", "session_id", "account_id", "ballot_id", "matter_id",
             "body_id", "meeting_id", "minutes_id", "entry_id", "objection_id", "need_id", "resource_id",
             "project_id", "announcement_id", "claim_id", "milestone_id", "thanks_id", "post_id", "hours_id",
             "task_id", "unit_id", "grid_id", "link_id", "turn_id", "building_id", "person_id",
             "request_id", "change_id", "member_id", "slip_id", "kept_id"}
    for chapter, given in attempts(n).items():
        for name, args in given.items():
            verb = getattr(next(c for c in CHAPTERS if c.__name__.split(".")[1] == chapter), name)
            first = next(key for key in args if key in named)
            there = attempt(n, who, verb, args)
            nowhere = attempt(n, who, verb, args | {first: 99_999})
            assert (there.code, there.facts) == (nowhere.code, nowhere.facts), name
