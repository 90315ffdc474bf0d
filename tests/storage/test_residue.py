"""What was written is brought back into the database's own file, at once or as soon as nobody reads."""
from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from consult.community.models import Community
from consult.deadlines import sweep
from tests.builders import Neighbourhood


def log_of(folder: Path) -> int:
    """How much stands in SQLite's log of pages; nothing where the database keeps none."""
    return sum(file.stat().st_size for file in folder.glob("*-wal"))


def test_a_reader_keeps_the_log_back_and_the_next_sweep_empties_it(neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    n = neighbourhood
    with n.store.read() as db:
        db.scalars(select(Community)).all()
        n.a_matter(by="gu")
        n.store.leave_no_residue()
        assert n.store.residue is (log_of(tmp_path) > 0)
    sweep(n.store)
    assert not n.store.residue and log_of(tmp_path) == 0


def test_a_disk_that_is_full_just_then_fails_nobody_and_it_is_tried_again(
    neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    n = neighbourhood
    with monkeypatch.context() as full:
        full.setattr("consult.storage.store.brought_back", _full)
        n.store.leave_no_residue()
    assert n.store.residue
    sweep(n.store)
    assert not n.store.residue


def _full(_: object) -> bool:
    raise OSError("no space left on device")
