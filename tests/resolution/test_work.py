"""Work that was promised: who may say what about it, whose word makes it done, and photographs."""
from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from consult.core.errors import BadShape, Forbidden, NotFound, RuleBroken
from consult.resolution import actions as resolutions
from consult.resolution import queries
from consult.resolution.rules.work import is_confirmed, milestones_from, still_needed
from consult.storage import pictures
from consult.storage.pictures import picture_from
from tests.builders import Neighbourhood
from tests.builders_answers import a_photograph, a_task, an_entry, reported, the_task

TODAY, DUE = date(2026, 11, 26), date(2026, 12, 31)
WHY = "有一户的管线图找不到，等自来水公司来人。"


@pytest.mark.parametrize(("households", "proposer", "needed", "done", "missing"), [
    (0, False, 3, False, 3), (2, False, 3, False, 1), (3, False, 3, True, 0), (1, False, 1, True, 0),
    (2, True, 3, False, 1), (3, True, 5, True, 0), (3, False, 5, False, 2), (2, True, 5, False, 1), (1, True, 1, True, 0),
])
def test_so_many_households_or_the_proposer_and_two(
    households: int, proposer: bool, needed: int, done: bool, missing: int
) -> None:
    assert is_confirmed(households=households, proposer=proposer, needed=needed) is done
    assert still_needed(households=households, proposer=proposer, needed=needed) == missing


@pytest.mark.parametrize(("text", "problem"), [
    ("出图", "not_a_milestone"), ("2026-12-05", "not_a_milestone"), ("2026-12-05 " + "长" * 121, "not_a_milestone"),
    ("2026-11-01 出图", "milestone_out_of_time"), ("2027-01-01 出图", "milestone_out_of_time"),
    ("\n".join(["2026-12-05 出图"] * 13), "not_a_milestone"),
])
def test_milestones_are_a_date_and_words_within_the_time(text: str, problem: str) -> None:
    with pytest.raises(BadShape) as refused:
        milestones_from(text, today=TODAY, due_on=DUE)
    assert refused.value.fields == {"milestones": problem}
    with pytest.raises(BadShape):
        milestones_from("2026-12-05 出图", today=TODAY, due_on=None)
    read = milestones_from("2026-12-20 报价\n\n2026-12-05 出图", today=TODAY, due_on=DUE)
    assert [one.what for one in read] == ["出图", "报价"]


@pytest.mark.parametrize(("who", "may"), [
    ("deng", True), ("lin", True), ("wu", True), ("song", False), ("he", False), ("chen", False), ("zhou", False),
])
def test_the_unit_s_delegate_says_how_far_it_is_or_the_office_for_it(
    neighbourhood: Neighbourhood, who: str, may: bool
) -> None:
    n, id = neighbourhood, a_task(neighbourhood)
    if not may:
        with pytest.raises(Forbidden):
            n.do(who, resolutions.note_progress, task_id=id, text="量好了。")
        return
    n.do(who, resolutions.note_progress, task_id=id, text="量好了。")
    note = n.see(queries.notes, id)[0]
    assert note.by == "青禾物业"
    assert note.hand == ({} if who == "deng" else {"name": n.actor(who).name, "post": {"lin": "secretary", "wu": "party_secretary"}[who]})


def test_one_word_a_household_and_none_of_who_did_it(neighbourhood: Neighbourhood) -> None:
    n, id = neighbourhood, reported(neighbourhood)
    n.do("gu", resolutions.confirm_done, task_id=id)
    for who in ("gu", "gu_jr"):
        with pytest.raises(RuleBroken) as refused:
            n.do(who, resolutions.confirm_done, task_id=id)
        assert refused.value.code == "household_has_spoken"
    for who in ("deng", "lin"):
        with pytest.raises(Forbidden):
            n.do(who, resolutions.confirm_done, task_id=id)
    with pytest.raises(NotFound):
        n.do("pan", resolutions.confirm_done, task_id=id)


def test_residents_elsewhere_in_the_community_have_no_say_where_a_building_is_named(
    neighbourhood: Neighbourhood
) -> None:
    from consult.community import actions as register
    from consult.community.models import Building, Grid

    n = neighbourhood
    grid = n.look(lambda db: db.query(Grid).filter_by(community_id=n.community).first().id)
    other = n.run(None, lambda work: register.add_building(work, grid=work.get(Grid, grid), name="9幢").id)
    id = reported(n, building_id=other)
    with pytest.raises(Forbidden):
        n.do("gu", resolutions.confirm_done, task_id=id)
    with pytest.raises(NotFound):
        next_door = n.look(lambda db: db.query(Building).filter_by(community_id=n.next_door).first().id)
        a_task(n, building_id=next_door)


@pytest.mark.parametrize(("verb", "args"), [
    ("extend", {"due_on": date(2026, 12, 31), "reason": WHY}), ("extend", {"due_on": date(2026, 12, 1), "reason": WHY}),
    ("renew", {"due_on": date(2026, 11, 1), "reason": WHY}), ("extend", {"due_on": date(2027, 1, 1), "reason": "忙"}),
    ("hand_over", {"unit_id": "property", "reason": WHY}),
])
def test_what_is_put_off_or_handed_over_goes_on_to_somebody_and_to_a_later_day(
    neighbourhood: Neighbourhood, verb: str, args: dict[str, Any]
) -> None:
    n, id = neighbourhood, a_task(neighbourhood)
    if "unit_id" in args:
        args = args | {"unit_id": n.units[args["unit_id"]]}
    with pytest.raises(BadShape):
        n.do("wu", getattr(resolutions, verb), task_id=id, **args)


def test_work_that_is_handed_over_is_the_other_unit_s(neighbourhood: Neighbourhood) -> None:
    n, id = neighbourhood, a_task(neighbourhood)
    n.do("deng", resolutions.hand_over, task_id=id, unit_id=n.units["school"], reason="校门口这一段由学校负责施工。")
    assert the_task(n, id).owner == "青禾小学"
    n.do("song", resolutions.note_progress, task_id=id, text="接下来由我们办。")
    with pytest.raises(Forbidden):
        n.do("deng", resolutions.note_progress, task_id=id, text="还是我们办。")


def test_the_six_stages_follow_each_other_and_each_is_written_once(neighbourhood: Neighbourhood) -> None:
    n, entry = neighbourhood, an_entry(neighbourhood)
    held: dict[str, Any] = {"entry_id": entry.id, "held_on": TODAY, "attendance": 9, "result": "同意提请下一步。"}
    with pytest.raises(RuleBroken) as early:
        n.do("wu", resolutions.record_stage, stage="consulted_by_committees", **held)
    assert early.value.code == "stage_before_it"
    n.do("wu", resolutions.record_stage, stage="proposed_by_party", **held)
    with pytest.raises(RuleBroken) as twice:
        n.do("wu", resolutions.record_stage, stage="proposed_by_party", **held)
    assert twice.value.code == "stage_written_down"
    with pytest.raises(BadShape):
        n.do("wu", resolutions.record_stage, stage="consulted_by_committees", **held | {"held_on": date(2026, 11, 1)})
    assert [one.attendance for one in n.see(queries.stages, entry.id)] == [9]


# --- photographs ------------------------------------------------------------------------------------------


def test_a_photograph_is_written_anew_upright_and_without_a_word() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8825] = 6, "A telephone", {1: "N", 2: (39.0, 54.0, 0.0)}
    sent = a_photograph(60, 40, exif=exif.tobytes())
    assert b"A telephone" in sent
    kept = picture_from(sent)
    assert b"A telephone" not in kept.data
    with Image.open(io.BytesIO(kept.data)) as read:
        assert (read.size, read.format, dict(read.getexif())) == ((40, 60), "JPEG", {})
        assert set(read.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


def test_words_hidden_in_a_drawing_do_not_come_along() -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "somebody")
    assert b"somebody" not in picture_from(a_photograph(kind="PNG", pnginfo=said)).data


def test_a_large_photograph_is_made_smaller() -> None:
    kept = picture_from(a_photograph(3_200, 1_600))
    assert (kept.width, kept.height) == (1_600, 800)


@pytest.mark.parametrize("raw", [b"", b"GIF89a", b"<svg onload=alert(1)>", b"%PDF-1.7", a_photograph()[:200], a_photograph(kind="GIF")])
def test_what_is_no_photograph_is_refused(raw: bytes) -> None:
    with pytest.raises(BadShape) as refused:
        picture_from(raw)
    assert refused.value.fields == {"picture": "not_a_picture"}


def test_a_picture_that_unfolds_beyond_all_measure_is_not_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_POINTS", 1_000)
    with pytest.raises(BadShape) as refused:
        picture_from(a_photograph(60, 40, kind="PNG"))
    assert refused.value.fields == {"picture": "picture_too_big"}
