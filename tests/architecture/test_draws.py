"""What a run leaves out: ten draws in a row try every case of a product once, and every row with every role."""
from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest

from tests.authorisation.estate import ROLES
from tests.draws import NOT_DRAWN, OPENS_NO_DATABASE, PARTS, left_out, roles_in_turn
from tests.in_turn import LONGEST, in_turn
from tests.timing import ROOT


def a_case(name: str, *marks: pytest.MarkDecorator, fixtures: tuple[str, ...] = ("databases",)) -> Any:
    """A collected test, as far as a draw looks at it."""
    found = {decorated.name: decorated.mark for decorated in marks}
    return SimpleNamespace(nodeid=name, fixturenames=fixtures, get_closest_marker=found.get)


def cases(*marks: pytest.MarkDecorator, count: int = 47) -> list[Any]:
    return [a_case(f"tests/a/test_pages.py::test_page[{number}]", *marks) for number in range(count)]


def tried(items: list[Any], draw: int | None, *, once: bool = False) -> list[str]:
    """The ids that are left in."""
    out = left_out(items, once=once, drawn=draw)
    return [item.nodeid for item in items if item.nodeid not in out]


def test_ten_commits_in_a_row_try_every_case_once() -> None:
    items = cases(pytest.mark.drawn)
    seen = Counter(name for draw in range(90, 90 + PARTS) for name in tried(items, draw))
    assert seen == dict.fromkeys((item.nodeid for item in items), 1)


def test_of_a_crawl_one_is_tried_and_within_ten_commits_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULT_TEST_DATABASE", "postgresql://somewhere")
    items = cases(pytest.mark.drawn("postgresql", one=True), count=4)
    each = [tried(items, draw) for draw in range(PARTS)]
    assert [len(names) for names in each] == [1] * PARTS and len({name for names in each for name in names}) == 4


def test_without_a_draw_everything_is_tried() -> None:
    assert len(tried(cases(pytest.mark.drawn), None)) == 47


def test_what_is_drawn_on_postgresql_alone_is_whole_on_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULT_TEST_DATABASE", "sqlite")
    assert len(tried(cases(pytest.mark.drawn("postgresql")), 3)) == 47
    monkeypatch.setenv("CONSULT_TEST_DATABASE", "postgresql://somewhere")
    assert 4 <= len(tried(cases(pytest.mark.drawn("postgresql")), 3)) <= 5


def test_in_the_second_half_what_opens_no_database_is_left_out_and_said() -> None:
    items = [a_case("tests/a/test_rules.py::test_one", fixtures=("tmp_path",)), *cases(count=2)]
    assert left_out(items, once=True, drawn=None) == {"tests/a/test_rules.py::test_one": OPENS_NO_DATABASE}
    assert left_out(items, once=False, drawn=None) == {}
    assert NOT_DRAWN in left_out(cases(pytest.mark.drawn), once=True, drawn=0).values()


def test_a_row_is_tried_as_every_role_within_ten_commits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULT_TEST_DATABASE", "postgresql://somewhere")
    seen = []
    for draw in range(PARTS):
        monkeypatch.setenv("CONSULT_TEST_DRAW", str(draw))
        seen += roles_in_turn("GET home.show", list(ROLES))
    assert sorted(seen) == sorted(ROLES)
    monkeypatch.setenv("CONSULT_TEST_DATABASE", "sqlite")
    assert roles_in_turn("GET home.show", list(ROLES)) == list(ROLES)


def test_the_longest_files_come_first_and_then_those_with_many_tests() -> None:
    names = ["tests/a/test_few.py::test_a", "tests/a/test_many.py::test_a",
             "tests/browser/test_council.py::test_a", "tests/a/test_many.py::test_b"]
    assert in_turn(names) == [names[2], names[1], names[3], names[0]]


def test_every_file_that_is_said_to_be_long_is_there() -> None:
    assert [name for name in LONGEST if not (ROOT / "tests" / f"{name}.py").is_file()] == []
