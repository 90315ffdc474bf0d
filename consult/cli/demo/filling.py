"""Filling an empty database: two communities settle, then every story is played."""
from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from consult.account import actions as accounts
from consult.cli.demo import bike_shed, from_below, marks, tonight
from consult.cli.demo.bodies import form_bodies
from consult.cli.demo.places import HEWAN, QINGHE
from consult.cli.demo.settling import found_the_street, settle
from consult.cli.demo.sign_ins import PASSWORD
from consult.cli.demo.stage import Stage
from consult.storage.unit_of_work import Store

SETTLED_DAYS_AGO = 400


def fill(store: Store, now: datetime, tell: Callable[[str], None]) -> None:
    """Everything, up to `now`; the store's clock is put back afterwards."""
    clock = store.clock
    try:
        marks.begin(store)
        _tell_everything(Stage(store, now, tell))
    finally:
        store.clock = clock
    marks.finish(store, now)


def _tell_everything(stage: Stage) -> None:
    hashed = accounts.password_hash(PASSWORD)
    stage.clock.at = stage.at(SETTLED_DAYS_AGO, "09:00")
    street_id = found_the_street(stage)
    qinghe, hewan = (settle(stage, place, street_id, hashed) for place in (QINGHE, HEWAN))
    for town in (qinghe, hewan):
        form_bodies(town)
    stage.play(story(qinghe) for story in (
        bike_shed.bike_shed, bike_shed.stairwell_charging,
        from_below.racks, from_below.cats, from_below.access, from_below.keep_the_cards, from_below.dogs,
        from_below.fumes, from_below.dancing, from_below.benches, from_below.fitness,
        tonight.lift, tonight.meals,
    ))
