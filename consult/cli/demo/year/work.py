"""How promised work went in a year: reported, confirmed by neighbours, found wanting, put off, or still owed."""
from __future__ import annotations

from consult.cli.demo.places import HEWAN, QINGHE
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.work import not_done
from consult.resolution import actions as resolutions
from consult.resolution import queries

CONFIRMED_BY = 3
PLACES = {place.slug: place for place in (QINGHE, HEWAN)}


def carry_out(town: Town, matter_id: int, unit: str, days_ago: int, nth: int) -> Story[None]:
    """The work of one reply, as far as the year goes."""
    way = ("done", "done", "late", "reopened", "going", "done")[nth % 6]
    reported = days_ago - {"done": 24, "late": 44, "reopened": 30, "going": 500}[way]
    with town.stage.store.read() as db:
        task = queries.task_of_matter(db, matter_id)
    assert task is not None
    delegate = _delegate(town, unit)
    if days_ago > 15:
        yield town.stage.at(days_ago - 12, "11:15")
        town.do(delegate, resolutions.note_progress, task_id=task.id, text="方案已经张贴，材料到了一半。")
    if reported < 8:
        return
    yield town.stage.at(reported, "17:20")
    town.do(delegate, resolutions.report_done, task_id=task.id, text="按议定的办法做完了，请住户验看。")
    if way == "reopened":
        yield from _found_wanting(town, task.id, delegate, reported, nth)
    elif nth % 7:
        yield from _confirmed(town, task.id, reported - 2, nth)


def _found_wanting(town: Town, task_id: int, delegate: str, reported: int, nth: int) -> Story[None]:
    yield town.stage.at(reported - 2, "20:05")
    not_done(town, task_id, "靠里面的那一段还没有做。", nth)
    if reported < 24:
        return
    yield town.stage.at(reported - 6, "09:30")
    town.do(town.party_secretary, resolutions.renew, task_id=task_id, due_on=town.stage.day(16 - reported),
            reason="联席会议请原来的单位补做，十天内完成。")
    yield town.stage.at(reported - 14, "16:30")
    town.do(delegate, resolutions.report_done, task_id=task_id, text="里面的一段也补做了。")
    yield from _confirmed(town, task_id, reported - 16, nth)


def _confirmed(town: Town, task_id: int, days_ago: int, nth: int) -> Story[None]:
    for i in range(CONFIRMED_BY):
        yield town.stage.at(days_ago, f"{18 + i}:{nth % 60:02d}")
        if not _done(town, task_id):
            town.do(town.council[(nth + 3 + i * 4) % len(town.council)], resolutions.confirm_done, task_id=task_id)


def _done(town: Town, task_id: int) -> bool:
    with town.stage.store.read() as db:
        return bool(queries.task(db, task_id, town.community_id).state == "done")


def _delegate(town: Town, unit: str) -> str:
    """Who speaks for a unit."""
    return PLACES[town.slug].units[unit][1]
