"""A picture of a database goes back whatever order its rows were read in."""
from __future__ import annotations

from consult.matter.models import Matter
from tests.databases import pointed_at_first


def test_a_row_is_put_back_after_the_row_of_its_own_table_that_it_points_to():
    rows = [{"id": 3, "into_id": 2}, {"id": 2, "into_id": 1}, {"id": 1, "into_id": None}]

    assert [row["id"] for row in pointed_at_first(Matter.__table__, rows)] == [1, 2, 3]


def test_rows_that_point_nowhere_keep_their_order():
    rows = [{"id": id, "into_id": None} for id in (2, 3, 1)]

    assert pointed_at_first(Matter.__table__, rows) == rows
