"""The figures of the mirror: exact, and silent about small groups."""
from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from consult.mirror.rules.figures import SMALLEST, Share, span, suppressed

CELLS = st.dictionaries(st.text("abcdef", min_size=1), st.integers(0, 40), max_size=6)


def test_the_median_of_an_even_number_may_be_a_half() -> None:
    assert span([1, 2, 9, 4]).median == Fraction(3)
    assert span([1, 2]).median == Fraction(3, 2)
    assert span([7]).median == 7


def test_nothing_has_no_median_and_no_percent() -> None:
    assert (span([]).median, span([]).longest, Share(0, 0).percent) == (None, None, None)


def test_percents_are_rounded_half_up() -> None:
    assert [Share(part, 8).percent for part in (1, 3, 8)] == [13, 38, 100]


@given(CELLS)
def test_no_small_cell_is_shown(cells: dict[str, int]) -> None:
    assert all(shown is None or shown == 0 or shown >= SMALLEST for shown in suppressed(cells).values())


@given(CELLS)
def test_a_hidden_cell_cannot_be_reckoned_from_the_total(cells: dict[str, int]) -> None:
    """Either nothing is hidden, or two are, or the hidden one is all there is."""
    shown = suppressed(cells)
    hidden = [name for name, count in shown.items() if count is None]
    others = [name for name in cells if cells[name] and name not in hidden]
    assert len(hidden) != 1 or not others
