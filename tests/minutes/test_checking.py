"""The record is checked by those who took part, signed by both, frozen by the database; corrections are appended."""
from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from consult.core.errors import BadShape, Forbidden, RuleBroken
from consult.meeting import actions as meetings
from consult.minutes import actions as minutes
from consult.minutes import queries
from consult.minutes.models import Minutes
from consult.minutes.rules.difference import pieces
from consult.minutes.rules.windows import Window, hours_given, window_of
from consult.storage.engine import connect
from tests.builders import Neighbourhood, Room


def read(n: Neighbourhood, room: Room) -> Minutes:
    found: Minutes = n.see(queries.of_meeting, room.meeting_id, n.community)
    return found


def refused(n: Neighbourhood, who: str, verb: Any, **args: Any) -> str:
    with pytest.raises((RuleBroken, Forbidden, BadShape)) as no:
        n.do(who, verb, **args)
    return no.value.code


def spoken(n: Neighbourhood) -> Room:
    """A meeting that is over, at which three spoke and one wrote."""
    room = n.a_discussion()
    here = {"meeting_id": room.meeting_id}
    for who, stance, said in (("chen", "for", "五楼的老人半年没有下过楼。"), ("sun", "question", "费用怎么分摊？"), ("li", "against", "")):
        n.do(who, meetings.raise_hand, **here, stance=stance)
        turn = n.do("zhou", meetings.give_floor, **here)["turn_id"]
        if said:
            n.do("zhou", meetings.note_turn, **here, turn_id=turn, text=said)
        n.do("zhou", meetings.end_turn, **here)
    n.do("zhao", meetings.submit_statement, **here, stance="against", text="一楼采光受影响，先看图纸。")
    n.do("zhou", meetings.close_discussion, **here, outcome="rejected", reason="分摊没有说清楚")
    n.do("zhou", meetings.close_meeting, **here)
    return room


@pytest.fixture
def room(neighbourhood: Neighbourhood) -> Room:
    """A sitting with three speeches and a statement, whose minutes go round."""
    room = spoken(neighbourhood)
    neighbourhood.do("lin", minutes.circulate, minutes_id=read(neighbourhood, room).id, revision=1)
    return room


def line(n: Neighbourhood, room: Room, kind: str) -> Any:
    return next(each for each in read(n, room).lines if each.kind == kind)


def sign(n: Neighbourhood, room: Room, who: str, capacity: str, **more: Any) -> Any:
    return n.do(who, minutes.sign, minutes_id=read(n, room).id, capacity=capacity,
                text_hash=n.minutes_hash(room.meeting_id), **more)


# --- going round


def test_those_who_took_part_are_asked_and_a_silent_observer_is_not(neighbourhood: Neighbourhood, room: Room) -> None:
    n, draft = neighbourhood, read(neighbourhood, room)
    asked = {reader.person_id for reader in draft.readers}
    assert {n.people[who] for who in ("chen", "li", "sun", "wang")} <= asked
    assert draft.objections_until is not None and (draft.objections_until - n.clock()).total_seconds() == 48 * 3600
    assert all(queries.may_read(n.actor(who), draft) for who in ("chen", "lin", "zhou"))
    assert not any(queries.may_read(n.actor(who), draft) for who in ("xu", "ma", "mei"))


def test_an_accepted_objection_changes_the_line_and_says_so_in_the_history(neighbourhood: Neighbourhood, room: Room) -> None:
    n, speech = neighbourhood, line(neighbourhood, room, "speech")
    objection = n.do("chen", minutes.object_to_line, minutes_id=speech.minutes_id, line_id=speech.id, text="我说的是一年。")
    n.do("lin", minutes.answer_objection, **objection, accept=True, new_text="五楼的老人一年没有下过楼。")
    after = line(n, room, "speech")
    assert (after.lead, after.text) == (speech.lead, "五楼的老人一年没有下过楼。")
    newest = n.see(queries.versions, speech.minutes_id)[0]
    assert (newest.revision, newest.why, newest.saved_by) == (2, "objection", "林晓梅")
    assert newest.changes[0]["before"] == "五楼的老人半年没有下过楼。"
    assert refused(n, "lin", minutes.answer_objection, **objection, accept=False, answer="x") == "objection_is_over"


def test_a_declined_objection_is_published_with_its_answer_and_an_unanswered_one_as_such(
    neighbourhood: Neighbourhood, room: Room
) -> None:
    n, draft = neighbourhood, read(neighbourhood, room)
    ids = [n.do(who, minutes.object_to_line, minutes_id=draft.id, line_id=draft.lines[2].id, text="不对")["objection_id"]
           for who in ("chen", "li", "sun")]
    n.do("lin", minutes.answer_objection, objection_id=ids[0], accept=False, answer="照会场记录没有错。")
    n.do("sun", minutes.withdraw_objection, objection_id=ids[2])
    n.clock.forward(hours=48)
    assert refused(n, "lin", minutes.sign, minutes_id=draft.id, capacity="recorder",
                   text_hash=n.minutes_hash(room.meeting_id)) == "objections_open"
    sign(n, room, "lin", "recorder", leave_open=True)
    assert sign(n, room, "zhou", "chair", leave_open=True) == {"frozen": True}
    assert [(o.state, o.answer) for o in queries.published_objections(read(n, room))] == [
        ("declined", "照会场记录没有错。"), ("open", "")]


def test_who_may_object_and_until_when(neighbourhood: Neighbourhood, room: Room) -> None:
    n, draft = neighbourhood, read(neighbourhood, room)
    args = {"minutes_id": draft.id, "line_id": draft.lines[0].id, "text": "不对"}
    assert refused(n, "xu", minutes.object_to_line, **args) == "not_yours_to_do"
    mine = n.do("chen", minutes.object_to_line, **args)
    assert refused(n, "li", minutes.withdraw_objection, **mine) == "not_yours_to_do"
    n.clock.forward(hours=48)
    assert refused(n, "chen", minutes.object_to_line, **args) == "objections_over"


def test_a_statement_is_reworded_only_at_its_authors_own_objection(neighbourhood: Neighbourhood, room: Room) -> None:
    n, written = neighbourhood, line(neighbourhood, room, "statement")
    for who in ("chen", "zhao"):
        objection = n.do(who, minutes.object_to_line, minutes_id=written.minutes_id, line_id=written.id, text="改")
        args = {**objection, "accept": True, "new_text": "一楼采光受影响。"}
        if who == "chen":
            assert refused(n, "lin", minutes.answer_objection, **args) == "in_their_own_words"
        else:
            n.do("lin", minutes.answer_objection, **args)
    assert line(n, room, "statement").text == "一楼采光受影响。"


def test_a_dissent_is_recorded_below_the_decision_in_their_own_words(neighbourhood: Neighbourhood, room: Room) -> None:
    n, decision = neighbourhood, line(neighbourhood, room, "outcome")
    args = {"minutes_id": decision.minutes_id, "line_id": decision.id, "text": "采光没有说清楚，我不同意。"}
    n.do("li", minutes.ask_dissent, **args)
    lines = read(n, room).lines
    below = lines[[each.id for each in lines].index(decision.id) + 1]
    assert (below.kind, below.lead, below.text) == ("dissent", "李秀英要求记录不同意见：", "采光没有说清楚，我不同意。")
    assert [each.position for each in lines] == list(range(1, len(lines) + 1))
    assert refused(n, "li", minutes.ask_dissent, **args) == "dissent_is_recorded"
    assert refused(n, "li", minutes.ask_dissent, **args | {"line_id": lines[0].id}) == "dissent_from_a_decision"


def test_readers_confirm_refuse_with_a_reason_or_are_not_reached(neighbourhood: Neighbourhood, room: Room) -> None:
    n, draft = neighbourhood, read(neighbourhood, room)
    n.do("chen", minutes.reply, minutes_id=draft.id, confirm=True)
    assert refused(n, "li", minutes.reply, minutes_id=draft.id, confirm=False) == "bad_shape"
    n.do("li", minutes.reply, minutes_id=draft.id, confirm=False, reason="发言没有记全")
    n.do("lin", minutes.mark_not_reached, minutes_id=draft.id, person_id=n.people["sun"])
    assert refused(n, "lin", minutes.mark_not_reached, minutes_id=draft.id, person_id=n.people["chen"]) == "reader_has_replied"
    assert refused(n, "lin", minutes.sign, minutes_id=draft.id, capacity="recorder", text_hash="x") == "objections_still_run"
    n.clock.forward(hours=48)
    sign(n, room, "lin", "recorder")
    sign(n, room, "zhou", "chair")
    said = {reader.person_id: (reader.state, reader.reason) for reader in read(n, room).readers}
    assert said[n.people["chen"]] == ("confirmed", "") and said[n.people["li"]] == ("refused", "发言没有记全")
    assert {said[n.people[who]][0] for who in ("sun", "wang")} == {"not_reached"}


def test_in_a_record_speakers_put_their_own_words_right_and_nobody_elses(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    speeches = [each for each in read(n, room).lines if each.kind == "speech"]
    texts = {each.id: f"我说的是：{each.position}" for each in speeches}
    done = n.run("chen", lambda work: minutes.correct_own_words(work, minutes_id=speeches[0].minutes_id, texts=texts))
    after = [each for each in read(n, room).lines if each.kind == "speech"]
    assert done == {"changed": 1}
    assert [a.text == b.text for a, b in zip(speeches, after, strict=True)] == [False, True, True]
    assert queries.reader_of(n.actor("chen"), read(n, room)).state == "corrected"  # type: ignore[union-attr]


def test_when_everybody_has_replied_nobody_waits_for_the_clock(neighbourhood: Neighbourhood, room: Room) -> None:
    n, draft = neighbourhood, read(neighbourhood, room)
    names = {id: name for name, id in n.people.items()}
    for reader in draft.readers:
        n.do(names[reader.person_id], minutes.reply, minutes_id=draft.id, confirm=True)
    sign(n, room, "lin", "recorder")
    assert sign(n, room, "zhou", "chair") == {"frozen": True}


# --- signed


def test_a_signature_is_for_the_text_that_was_seen(neighbourhood: Neighbourhood, room: Room) -> None:
    n, speech = neighbourhood, line(neighbourhood, room, "speech")
    objection = n.do("chen", minutes.object_to_line, minutes_id=speech.minutes_id, line_id=speech.id, text="不对")
    seen = n.minutes_hash(room.meeting_id)
    n.do("lin", minutes.answer_objection, **objection, accept=True, new_text="改过的话")
    n.clock.forward(hours=48)
    args = {"minutes_id": speech.minutes_id, "capacity": "chair", "text_hash": seen}
    assert refused(n, "zhou", minutes.sign, **args) == "edited_meanwhile"
    assert refused(n, "lin", minutes.sign, **args) == "not_yours_to_do"
    assert sign(n, room, "zhou", "chair") == {"frozen": False}
    assert refused(n, "zhou", minutes.sign, **args | {"text_hash": n.minutes_hash(room.meeting_id)}) == "already_signed"


def test_taking_it_back_drops_signatures_and_keeps_objections(neighbourhood: Neighbourhood, room: Room) -> None:
    n, draft = neighbourhood, read(neighbourhood, room)
    n.do("chen", minutes.object_to_line, minutes_id=draft.id, line_id=draft.lines[0].id, text="不对")
    n.clock.forward(hours=48)
    sign(n, room, "lin", "recorder", leave_open=True)
    assert n.do("lin", minutes.reopen, minutes_id=draft.id, reason="漏了一段") == {"signatures_fallen": 1}
    again = read(n, room)
    assert (again.state, again.signatures, len(again.objections)) == ("draft", [], 1)
    n.do_edit("lin", again, {}, added="补上的一段")


def test_the_chair_may_sign_on_paper(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    n.clock.forward(hours=48)
    n.do("lin", minutes.sign_on_paper, minutes_id=read(n, room).id, text_hash=n.minutes_hash(room.meeting_id), note="档案柜第三格")
    assert sign(n, room, "lin", "recorder") == {"frozen": True}
    assert next((s.capacity, s.method, s.shown_as, s.note) for s in read(n, room).signatures) == (
        "chair", "paper", "周建国", "档案柜第三格")


def test_the_database_itself_refuses_to_change_what_is_signed(neighbourhood: Neighbourhood, database_url: str, room: Room) -> None:
    n, draft = neighbourhood, read(neighbourhood, room)
    n.do("chen", minutes.object_to_line, minutes_id=draft.id, line_id=draft.lines[0].id, text="不对")
    n.clock.forward(hours=48)
    sign(n, room, "lin", "recorder", leave_open=True)
    sign(n, room, "zhou", "chair", leave_open=True)
    n.do("lin", minutes.publish, minutes_id=draft.id, revision=1)
    n.do("lin", minutes.append_erratum, minutes_id=draft.id, text="实到4人。", reason="多记一人", position=2)
    engine = connect(database_url, writing=True)
    for statement in (
        "UPDATE minutes_line SET text = 'x' WHERE minutes_id = :id", "DELETE FROM minutes_line WHERE minutes_id = :id",
        "INSERT INTO minutes_line (minutes_id, position, kind, lead, text) VALUES (:id, 99, 'prose', '', 'x')",
        "UPDATE minutes SET title = 'x' WHERE id = :id", "UPDATE minutes SET state = 'circulated' WHERE id = :id",
        "UPDATE minutes SET number = 9 WHERE id = :id", "DELETE FROM minutes WHERE id = :id",
        "UPDATE minutes_objection SET text = 'x' WHERE minutes_id = :id", "DELETE FROM minutes_signature WHERE minutes_id = :id",
        "UPDATE minutes_reader SET state = 'confirmed' WHERE minutes_id = :id",
        "UPDATE minutes_erratum SET text = 'x' WHERE minutes_id = :id", "DELETE FROM minutes_version WHERE minutes_id = :id",
    ):
        with pytest.raises(IntegrityError, match=r"frozen_minutes|never changed"), engine.begin() as connection:
            connection.execute(text(statement), {"id": draft.id})
    engine.dispose()


def test_a_correction_is_appended_and_the_text_stays(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_closed_meeting()
    draft = read(n, room)
    assert refused(n, "lin", minutes.append_erratum, minutes_id=draft.id, text="x", reason="y") == "not_now"
    n.publish_minutes(room)
    before = n.minutes_hash(room.meeting_id)
    assert n.do("lin", minutes.append_erratum, minutes_id=draft.id, text="实到4人。", reason="多记一人", position=2) == {"nth": 1}
    assert refused(n, "lin", minutes.append_erratum, minutes_id=draft.id, text="x", reason="y", position=999) == "line_is_gone"
    after = read(n, room)
    assert n.minutes_hash(room.meeting_id) == before == after.text_hash
    assert [(e.nth, e.position, e.text) for e in after.errata] == [(1, 2, "实到4人。")]


# --- lines of the secretary's own


def test_prose_goes_anywhere_moves_and_merges_and_the_log_keeps_its_order(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = spoken(n)
    draft = read(n, room)
    first = draft.lines[0]
    args = {"minutes_id": draft.id}
    made = n.do("lin", minutes.add_line, **args, revision=1, after=first.id, kind="considered", text="应当先听一楼的意见。")
    n.do("lin", minutes.add_line, **args, revision=2, after=made["line_id"], kind="prose", text="另附图纸。")
    n.do("lin", minutes.move_line, **args, revision=3, line_id=made["line_id"], up=True)
    lines = read(n, room).lines
    assert [(each.kind, each.position) for each in lines[:3]] == [("considered", 1), ("opening", 2), ("prose", 3)]
    merged = n.do("lin", minutes.merge_up, **args, revision=4, line_id=lines[2].id)
    assert merged["changed"] == 2 and read(n, room).lines[1].text == "另附图纸。"
    speech = line(n, room, "speech")
    assert refused(n, "lin", minutes.move_line, **args, revision=5, line_id=speech.id, up=True) == "from_the_log_stays"
    assert refused(n, "lin", minutes.add_line, **args, revision=1, after=0, kind="prose", text="x") == "edited_meanwhile"
    assert refused(n, "lin", minutes.add_line, **args, revision=5, after=0, kind="speech", text="x") == "bad_shape"


# --- windows and differences


@pytest.mark.parametrize(("kind", "rules", "hours", "read_out", "given"), [
    ("residents_council", {}, None, False, 48), ("residents_council", {"objection_hours": 24}, None, False, 24),
    ("residents_council", {}, None, True, 0), ("hearing", {}, None, False, 72), ("hearing", {}, 24, False, 24),
])
def test_the_window_is_data(kind: str, rules: dict[str, int], hours: int | None, read_out: bool, given: int) -> None:
    assert hours_given(window_of(kind, rules), hours, read_out=read_out) == given


def test_a_window_has_its_bounds_and_a_hearing_is_not_read_out() -> None:
    with pytest.raises(RuleBroken) as no:
        hours_given(Window(), 0, read_out=False)
    assert no.value.code == "objection_hours_out_of_range"
    with pytest.raises(RuleBroken) as no:
        hours_given(window_of("hearing", {}), None, read_out=True)
    assert no.value.code == "not_by_reading_out"


@pytest.mark.parametrize(("before", "after"), [("", "新的"), ("旧的", ""), ("我半年没有下过楼", "我一年没有下过楼了"), ("同", "同"),
                                               ("长" * 5000, "短")])
def test_the_pieces_of_a_difference_make_both_texts(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(p.text for p in found if p.kind != "new") == before
    assert "".join(p.text for p in found if p.kind != "gone") == after
