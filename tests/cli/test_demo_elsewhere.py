"""The demonstration keeps away from real communities, and can be filled at any hour of any day."""
from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import func, select

from consult import cli
from consult.ballot.models import Ballot
from consult.cli.demo.filling import fill
from consult.cli.demo.stage import ZONE
from consult.matter.models import Matter
from consult.storage.event_log import LoggedEvent
from tests.cli.looking_ahead import ahead_of


@pytest.fixture
def installation(monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path) -> None:
    """The command line works on the test's own database."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("CONSULT_DATA", str(tmp_path / "data"))


@pytest.mark.parametrize(("way", "status"), [([], 2), (["--reset"], 2), (["--others-vote"], 2), (["--if-empty"], 0)])
def test_a_real_community_is_left_alone(installation, neighbourhood, capsys, way, status) -> None:
    def events(db) -> int | None:
        return db.scalar(select(func.count()).select_from(LoggedEvent))

    before = neighbourhood.look(events)
    assert cli.main(["demo", *way]) == status
    assert neighbourhood.look(events) == before
    assert "qinghe-2026" not in capsys.readouterr().out


def test_where_nothing_is_nobody_votes(installation, store, capsys) -> None:
    assert cli.main(["demo", "--others-vote"]) == 2
    assert "no demonstration" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("hour", [
    datetime(2027, 1, 1, 0, 4, tzinfo=ZONE), datetime(2028, 2, 29, 12, 0, tzinfo=ZONE),
    datetime(2027, 10, 1, 23, 58, tzinfo=ZONE),
])
def test_it_is_the_same_story_at_any_hour(store, hour) -> None:
    told: list[str] = []
    fill(store, hour, told.append)
    assert ahead_of(store, hour) == []
    with store.read() as db:
        tallies = [b.result["for"] for b in db.scalars(select(Ballot).order_by(Ballot.id))]
        states = db.scalars(select(Matter.state).order_by(Matter.id)).all()
    assert tallies == [22, 26, 6, 27, 28, 11, 7, 7, 31, 7, 35, 29]
    assert len(states) == 24 and states.count("working") == 4
