"""The fixed order of a sitting in a room's state, the code at its door, its people; without a database."""
from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from consult.community.rules.sittings.kind import Group, Kind, Phase, Role, Share
from consult.core.errors import RuleBroken
from consult.meeting.rules.next_steps import desk_steps
from consult.meeting.rules.own_steps import own_steps
from consult.meeting.rules.sittings import door_code
from consult.meeting.rules.sittings.composition import Part, check_composition
from consult.meeting.rules.sittings.lot import Entry, draw
from consult.meeting.rules.sittings.phases import check_act, check_allows, check_step, following, hears, named
from consult.meeting.rules.sittings.room_steps import (
    awaits_confirmation,
    ordered,
    phase_of,
    why_not_mine,
    why_not_the_desk,
)
from tests.meeting.rooms_as_read import CHEN, OBSERVER, WANG, a_debate, a_gathering, a_talk, attendee, hand

NOW = datetime(2026, 11, 26, 11, 5, tzinfo=UTC)
REPORT = Phase("report", "汇报", "Report", ("expert",), ("floor",))
TALK = Phase("talk", "讨论", "Talk", ("voices", "expert"), ("floor", "statements", "motions"))
ALL = Phase("all", "总结", "Summing up", ("everyone",), ("floor", "votes"))
NAMES = {"report": {"zh": "汇报", "en": "Report"}, "talk": {"zh": "讨论", "en": "Talk"}, "all": {"zh": "总结", "en": "Summing up"}}
NOTHING = {"zh": "—", "en": "—"}


def a_kind(**changed: Any) -> Kind:
    return Kind("yard", "院坝会", "Yard meeting", "forum", "范本", "Model", ("party_secretary",), phases=(REPORT, TALK, ALL), **changed)


def broken(do: Any, *args: Any, **named_: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(RuleBroken) as refused:
        do(*args, **named_)
    return refused.value.code, refused.value.facts


# --- the kind's order ------------------------------------------------------------------------------------


def test_one_step_follows_the_other_and_none_the_last() -> None:
    kind = a_kind()
    assert [following(kind, now) for now in (None, "report", "talk", "all", "gone")] == [REPORT, TALK, ALL, None, REPORT]
    assert check_step(kind, None, "report") == REPORT
    assert check_step(kind, "report", "talk") == TALK
    assert broken(check_step, kind, "report", "all") == (
        "phase_out_of_order", {"wanted": NAMES["all"], "following": NAMES["talk"]})
    assert broken(check_step, kind, "talk", "report")[0] == "phase_out_of_order"
    assert broken(check_step, kind, "all", "all") == ("phase_out_of_order", {"wanted": NAMES["all"], "following": NOTHING})
    assert broken(check_step, kind, None, "gone") == (
        "phase_out_of_order", {"wanted": NOTHING, "following": NAMES["report"]})


HEARD: list[tuple[str | None, str, tuple[str, ...], bool, str]] = [
    ("report", "floor", ("expert",), False, ""), ("report", "floor", (), True, "not_your_phase"),
    ("report", "statements", ("expert",), True, "not_in_this_phase"),
    ("talk", "statements", (), True, ""), ("talk", "statements", (), False, "not_your_phase"),
    ("talk", "floor", ("expert",), False, ""), ("talk", "floor", ("witness",), False, "not_your_phase"),
    ("all", "floor", (), False, ""), (None, "floor", ("expert",), True, "not_in_this_phase"),
]


@pytest.mark.parametrize(("now", "act", "roles", "voting", "why"), HEARD)
def test_who_is_heard_in_which_step(now: str | None, act: str, roles: tuple[str, ...], voting: bool, why: str) -> None:
    kind = a_kind()
    assert hears(kind, now, act, roles=roles, voting=voting) is (why == "")
    if not why:
        check_act(kind, now, act, roles=roles, voting=voting)
        return
    fact = {"phase": NAMES[now] if now else NOTHING}
    assert broken(check_act, kind, now, act, roles=roles, voting=voting) == (why, fact)


def test_a_kind_without_steps_leaves_it_to_the_room() -> None:
    free = Kind("free", "会", "Meeting", "forum", "范本", "Model", ())
    assert hears(free, None, "floor", roles=(), voting=False)
    check_act(free, None, "floor", roles=(), voting=False)
    check_allows(free, None, "votes")


def test_what_a_step_has_no_place_for_is_refused_whoever_asks() -> None:
    kind = a_kind()
    check_allows(kind, "all", "votes")
    assert broken(check_allows, kind, "talk", "votes") == ("not_in_this_phase", {"phase": NAMES["talk"]})
    assert broken(check_allows, kind, None, "floor") == ("not_in_this_phase", {"phase": NOTHING})
    assert named(None) == NOTHING


# --- the same, read from a room's state -------------------------------------------------------------------


def sitting(phase: str | None, **changed: Any) -> dict[str, Any]:
    phases = [{"code": p.code, "name": p.name, "name_en": p.name_en, "speakers": list(p.speakers), "allows": list(p.allows)}
              for p in (REPORT, TALK, ALL)]
    parts = {str(OBSERVER): {"called": "专家", "role": "expert", "group": ""}}
    return {"sitting": {"phases": phases, "phase": phase, "parts": parts, "record_read": False, "confirmed": {}} | changed}


OUT, NOT_MINE = "not_in_this_phase", "not_your_phase"
MINE: list[tuple[str | None, str, int, bool, str]] = [
    ("report", "raise_hand", OBSERVER, False, ""), ("report", "raise_hand", CHEN, True, NOT_MINE),
    ("report", "submit_statement", OBSERVER, False, OUT), ("report", "move_motion", CHEN, True, OUT),
    ("talk", "raise_hand", CHEN, True, ""), ("talk", "raise_hand", CHEN, False, NOT_MINE), ("talk", "raise_hand", OBSERVER, False, ""),
    ("talk", "submit_statement", CHEN, True, ""), ("talk", "move_motion", CHEN, True, ""),
    ("all", "raise_hand", WANG, False, ""), ("all", "move_motion", WANG, True, OUT), (None, "raise_hand", CHEN, True, OUT),
    ("report", "park", CHEN, True, ""), (None, "leave", CHEN, True, ""),
]


@pytest.mark.parametrize(("phase", "name", "who", "voting", "why"), MINE)
def test_a_step_of_ones_own_waits_for_its_place_in_the_order(
    phase: str | None, name: str, who: int, voting: bool, why: str
) -> None:
    fact = {"phase": NAMES[phase] if phase else NOTHING} if why else {}
    assert why_not_mine(a_talk(**sitting(phase)), name, who, voting=voting) == (why, fact)
    assert why_not_mine(a_talk(), name, who, voting=voting) == ("", {})


DESK: list[tuple[str | None, str, str, dict[str, Any]]] = [
    ("report", "give_floor", "", {}), ("report", "raise_hand_for", "", {}), ("report", "move_motion", OUT, {"phase": NAMES["report"]}),
    ("report", "put_to_vote", OUT, {"phase": NAMES["report"]}), ("talk", "move_motion", "", {}),
    ("talk", "put_to_vote", OUT, {"phase": NAMES["talk"]}), ("all", "put_to_vote", "", {}),
    (None, "give_floor", OUT, {"phase": NOTHING}), (None, "raise_hand_for", OUT, {"phase": NOTHING}), ("report", "suspend", "", {}),
    ("talk", "close_discussion", "phases_left", {"following": NAMES["all"]}), ("all", "close_discussion", "", {}),
    ("report", "close_meeting", "phases_left", {"following": NAMES["talk"]}), ("all", "close_meeting", "", {}),
    (None, "open_discussion", "phases_left", {"following": NAMES["report"]}), ("all", "open_discussion", "", {}),
]


@pytest.mark.parametrize(("phase", "name", "why", "facts"), DESK)
def test_a_step_of_the_desk_waits_for_its_place_in_the_order(
    phase: str | None, name: str, why: str, facts: dict[str, Any]
) -> None:
    assert why_not_the_desk(a_talk(**sitting(phase)), name) == (why, facts)
    assert why_not_the_desk(a_talk(), name) == ("", {})
    assert why_not_the_desk(a_talk(**sitting(None, phases=[])), name) == ("", {})


def test_the_order_comes_after_the_rooms_own_reason() -> None:
    offered = own_steps(a_talk(**sitting("report")), CHEN)
    assert (offered["raise_hand"].why, offered["lower_hand"].why) == (NOT_MINE, "not_waiting")
    desk = {step.name: step.why for step in desk_steps(a_debate(**sitting("talk"), queue=[hand()]), NOW)}
    assert (desk["put_to_vote"], desk["give_floor"]) == (OUT, "")
    assert {s.name: s.why for s in desk_steps(a_gathering(**sitting("talk")), NOW)} == {
        "open_discussion": "phases_left", "close_meeting": "phases_left"}


def test_where_a_sitting_is_in_its_order() -> None:
    assert phase_of(a_talk()) is None and not ordered(a_talk())
    assert phase_of({}) is None and not ordered({})
    assert phase_of(a_talk(**sitting(None))) is None and ordered(a_talk(**sitting(None)))
    found = phase_of(a_talk(**sitting("talk")))
    assert found is not None and found["code"] == "talk"
    bare = a_talk(**sitting(None, phases=[]))
    assert phase_of(bare) is None and not ordered(bare)
    assert phase_of(a_talk(**sitting(None, phases=None))) is None


@pytest.mark.parametrize(("room", "who", "waits"), [
    (a_talk(**sitting("all", record_read=True), attendees={str(CHEN): attendee(turns=1)}), CHEN, True),
    (a_talk(**sitting("all", record_read=True), attendees={str(CHEN): attendee(turns=0)}), CHEN, False),
    (a_talk(**sitting("all", record_read=False), attendees={str(CHEN): attendee(turns=1)}), CHEN, False),
    (a_talk(**sitting("all", record_read=True, confirmed={str(CHEN): {}}), attendees={str(CHEN): attendee(turns=1)}), CHEN, False),
    (a_talk(**sitting("all", record_read=True, confirmed={str(WANG): {}}), attendees={str(CHEN): attendee(turns=1)}), CHEN, True),
    (a_talk(**sitting("all", record_read=True), statements=[{"person_id": WANG}, {"person_id": 99}]), 99, True),
    (a_talk(**sitting("all", record_read=True), statements=[{"person_id": WANG}]), 99, False),
    (a_talk(attendees={str(CHEN): attendee(turns=1)}), CHEN, False), ({}, CHEN, False),
])
def test_who_was_heard_is_asked_whether_the_record_is_right(room: dict[str, Any], who: int, waits: bool) -> None:
    assert awaits_confirmation(room, who) is waits


# --- the door --------------------------------------------------------------------------------------------


def test_the_code_on_the_screen_changes_every_ten_minutes_and_the_one_before_still_counts() -> None:
    at = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
    window = int(at.timestamp()) // 600
    shown = door_code.code_now("secret", at)
    assert shown == hmac.new(b"secret", str(window).encode(), hashlib.sha256).hexdigest()[:8]
    assert len(shown) == 8
    assert door_code.code_now("secret", at + timedelta(minutes=9, seconds=59)) == shown
    assert door_code.code_now("secret", at + timedelta(minutes=10)) != shown
    for minutes, stands in ((0, True), (9, True), (19, True), (20, False), (30, False), (-1, False)):
        assert door_code.holds("secret", shown, at + timedelta(minutes=minutes)) is stands
    assert not door_code.holds("another", shown, at)
    assert not door_code.holds("secret", "", at) and not door_code.holds("secret", "码" * 8, at)


def test_the_sheet_at_the_door_counts_all_day() -> None:
    sheet = door_code.door_code("secret", "sheet")
    assert sheet == hmac.new(b"secret", b"sheet", hashlib.sha256).hexdigest()[:8]
    assert door_code.holds("secret", sheet, NOW) and door_code.holds("secret", sheet, NOW + timedelta(days=1))


# --- the people ------------------------------------------------------------------------------------------

GROUPS = (Group("affected", "利害关系人", "Stakeholders"), Group("public", "公众", "Public"), Group("other", "其他", "Others"))
PANEL = Role("panel", "听证人", "Panel", least=3, most=5, odd=True)
SPEAKERS = Role("speakers", "代表", "Representatives", groups=GROUPS, share=Share(("affected", "public"), 1, 3, True))
PANEL_NAME, AFFECTED, PUBLIC = ({"zh": "听证人", "en": "Panel"}, {"zh": "利害关系人", "en": "Stakeholders"}, {"zh": "公众", "en": "Public"})


def people(panel: int = 3, affected: int = 2, public: int = 1, other: int = 6) -> list[Part]:
    groups = [""] * panel + ["affected"] * affected + ["public"] * public + ["other"] * other
    return [Part(n, "panel" if n < panel else "speakers", group) for n, group in enumerate(groups)]


@pytest.mark.parametrize("parts", [people(), people(panel=5), people(affected=0, public=0, other=0), people(affected=9, public=8)])
def test_a_hearing_whose_people_are_as_the_law_wants_them(parts: list[Part]) -> None:
    check_composition(a_kind(roles=(PANEL, SPEAKERS)), parts)


@pytest.mark.parametrize(("parts", "expected"), [
    (people(panel=1), ("role_missing", {"role": PANEL_NAME, "have": 1, "least": 3})),
    (people(panel=6), ("role_too_many", {"role": PANEL_NAME, "have": 6, "most": 5})),
    (people(panel=4), ("role_not_odd", {"role": PANEL_NAME, "have": 4})),
    (people(other=7), ("share_too_small", {"have": 3, "all": 10, "num": 1, "den": 3})),
    (people(affected=2, public=2), ("share_out_of_order", {"first": AFFECTED, "second": PUBLIC, "have": 2, "other": 2})),
    (people(affected=1, public=2), ("share_out_of_order", {"first": AFFECTED, "second": PUBLIC, "have": 1, "other": 2})),
])
def test_a_hearing_whose_people_are_not(parts: list[Part], expected: tuple[str, dict[str, Any]]) -> None:
    assert broken(check_composition, a_kind(roles=(PANEL, SPEAKERS)), parts) == expected


def test_where_the_order_of_groups_does_not_matter_it_may_be_any() -> None:
    free = Role("speakers", "代表", "Representatives", groups=GROUPS, share=Share(("affected", "public"), 1, 3, False))
    check_composition(a_kind(roles=(free,)), people(panel=0, affected=1, public=2))
    check_composition(a_kind(roles=(Role("speakers", "代表", "Representatives"),)), people(panel=0))


def test_two_thirds_of_three_groups_and_the_first_two_in_their_order() -> None:
    share = Share(("affected", "public", "other"), 2, 3, True)
    groups = (*GROUPS, Group("guests", "来宾", "Guests"))
    kind = a_kind(roles=(Role("speakers", "代表", "Representatives", groups=groups, share=share),))
    told = [Part(n, "speakers", group) for n, group in enumerate(["affected"] * 2 + ["public", "other", "guests", "guests"])]
    check_composition(kind, told)
    assert broken(check_composition, kind, [*told, Part(9, "speakers", "guests")]) == (
        "share_too_small", {"have": 4, "all": 7, "num": 2, "den": 3})
    turned = [Part(n, "speakers", group) for n, group in enumerate(["affected", "public", "public", "other"])]
    assert broken(check_composition, kind, turned)[0] == "share_out_of_order"


def test_a_group_without_seats_has_nobody_drawn() -> None:
    assert [one.drawn for one in draw([Entry(1, "public"), Entry(2, "public")], {}, "seed")] == [False, False]
    assert [one.drawn for one in draw([Entry(1, "public")], {"public": 1}, "seed")] == [True]
