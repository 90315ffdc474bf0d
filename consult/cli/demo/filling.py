"""Filling an empty database: two communities settle, then every story is played."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from consult.account import actions as accounts
from consult.cli.demo import kinds_of_sitting, marks, publishing, stories, work
from consult.cli.demo.bodies import form_bodies
from consult.cli.demo.places import HEWAN, QINGHE
from consult.cli.demo.settling import found_the_street, settle
from consult.cli.demo.sign_ins import PASSWORD
from consult.cli.demo.stage import Stage
from consult.cli.demo.stories import services
from consult.cli.demo.year import Size, a_year
from consult.deadlines import sweep
from consult.storage.store import Store

SETTLED_DAYS_AGO = 400


def fill(
    store: Store, now: datetime, tell: Callable[[str], None], *, year: Mapping[str, Size] | None = None
) -> None:
    """Everything, up to `now`; with `year` also what happens in a whole year. The store's clock is put back."""
    clock = store.clock
    try:
        with _without_waiting_for_the_disk(store):
            marks.begin(store)
            _tell_everything(Stage(store, now, tell), year or {})
    finally:
        store.clock = clock
    marks.finish(store, now)


def _tell_everything(stage: Stage, year: Mapping[str, Size]) -> None:
    hashed = accounts.password_hash(PASSWORD)
    stage.clock.at = stage.at(SETTLED_DAYS_AGO, "09:00")
    street_id = found_the_street(stage)
    qinghe, hewan = (settle(stage, place, street_id, hashed) for place in (QINGHE, HEWAN))
    for town in (qinghe, hewan):
        form_bodies(town)
    work.people_the_grids(qinghe)
    work.form_the_street(qinghe)
    kinds_of_sitting.form_bodies(qinghe)
    stage.play([
        *a_year({"qinghe": qinghe, "hewan": hewan}, year, stage.tell),
        *(story(qinghe) for story in (*kinds_of_sitting.STORIES, *stories.QINGHE)),
        *(story(hewan) for story in stories.HEWAN),
        *(story(qinghe) for story in services.SERVICES),
        work.under_way(qinghe), work.done(qinghe), work.by_the_street(qinghe), work.open_again(hewan),
        publishing.board(qinghe), publishing.heads(qinghe),
    ])
    stage.clock.at = stage.now
    sweep(stage.store)


@contextmanager
def _without_waiting_for_the_disk(store: Store) -> Iterator[None]:
    """Let SQLite commit without waiting for the disk each time: a filling that is cut off is done anew."""
    _tell_sqlite(store, "synchronous=NORMAL", "fullfsync=OFF")
    try:
        yield
    finally:
        _tell_sqlite(store, "synchronous=FULL", "fullfsync=ON")


def _tell_sqlite(store: Store, *pragmas: str) -> None:
    if store.writing.dialect.name != "sqlite":
        return
    pooled = store.writing.raw_connection()
    for pragma in pragmas:
        assert pooled.driver_connection is not None
        pooled.driver_connection.execute(f"PRAGMA {pragma}")
    pooled.close()
