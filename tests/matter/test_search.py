"""Finding a matter: by two characters, by words, by what people say."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consult.core.errors import NotFound
from consult.matter import queries
from consult.matter.rules.search_tokens import LONGEST, tokens
from tests.builders import Neighbourhood


@pytest.mark.parametrize(("text", "found"), [
    ("加装电梯", {"加装", "装电", "电梯"}), ("电", {"电"}), ("3幢1单元", {"3", "幢", "1", "单", "单元"}),
    ("Ｗi-Fi 覆盖", {"wi", "fi", "覆盖"}), ("", set()), ("，。！？", set()), ("㐀㐁", {"㐀㐁"}),
    ("8幢山墙", {"8", "幢", "幢山", "山墙"}), ("第5栋楼", {"5", "第", "栋", "栋楼"}),
    ("电梯，停车", {"电梯", "停车"}), ("x" * 40, {"x" * LONGEST}),
])
def test_the_tokens_of_a_text(text: str, found: set[str]) -> None:
    assert tokens(text) == found


@given(some.text(), some.text())
def test_what_is_in_a_text_is_found_in_it(text: str, more: str) -> None:
    """Every word of two Chinese characters or one Latin word, whatever stands around it."""
    assert tokens(text) <= tokens(f"{text}\n{more}")
    assert all(0 < len(token) <= LONGEST for token in tokens(text))


@pytest.fixture
def three(neighbourhood: Neighbourhood) -> dict[str, int]:
    n = neighbourhood
    return {
        "lift": n.a_matter(title="3幢1单元加装电梯"),
        "shed": n.a_matter(title="电动自行车充电棚选址", what="候选东门空地、8幢山墙、垃圾房旁。", expected="定下地点", place="东门"),
        "dance": n.a_matter(title="广场舞的音量和时间", what="对面有高三学生，也有上夜班的护士。", expected="约定时间", place="河滨广场"),
    }


@pytest.mark.parametrize(("words", "names"), [
    ("电梯", ["lift"]), ("充电棚", ["shed"]), ("电", ["shed", "lift"]), ("广场舞", ["dance"]),
    ("梯电", []), ("飞机场", []), ("8幢", ["shed"]), ("广场 音量", ["dance"]), ("%", []), ("_", []),
    ("", ["dance", "shed", "lift"]), ("   ", ["dance", "shed", "lift"]),
])
def test_a_search_finds(neighbourhood: Neighbourhood, three: dict[str, int], words: str, names: list[str]) -> None:
    rows, count = neighbourhood.see(queries.matters, neighbourhood.community, words=words)
    assert [row.id for row in rows] == [three[name] for name in names]
    assert count == len(names)


@pytest.mark.parametrize(("typed", "first"), [("电梯", "lift"), ("想装一部电梯", "lift"), ("充电", "shed")])
def test_similar_matters_are_shown_while_typing(
    neighbourhood: Neighbourhood, three: dict[str, int], typed: str, first: str
) -> None:
    found = neighbourhood.see(queries.similar, neighbourhood.community, typed)
    assert found[0].id == three[first]
    assert neighbourhood.see(queries.similar, neighbourhood.community, typed, but=three[first], limit=1) != found[:1]


@pytest.mark.parametrize("typed", ["2026-002", "002", "2", " 2026-2 "])
def test_a_matter_is_found_by_what_people_say(
    neighbourhood: Neighbourhood, three: dict[str, int], typed: str
) -> None:
    assert neighbourhood.see(queries.matter_by_no, neighbourhood.community, typed).id == three["shed"]


@pytest.mark.parametrize("typed", ["", "2026-", "-", "2026-009", "abc", "9" * 40, "2025-002", "１-２", "²", "2026--2"])
def test_what_is_no_number_finds_nothing(
    neighbourhood: Neighbourhood, three: dict[str, int], typed: str
) -> None:
    with pytest.raises(NotFound):
        neighbourhood.see(queries.matter_by_no, neighbourhood.community, typed)


def test_a_page_holds_twenty_and_says_how_many_there_are(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ids = [n.a_matter() for _ in range(queries.PAGE + 2)]
    first, count = n.see(queries.matters, n.community)
    second, _ = n.see(queries.matters, n.community, page=2)
    assert count == len(ids)
    assert [m.id for m in (*first, *second)] == ids[::-1]
    assert n.see(queries.matters, n.community, states=["lapsed"]) == ([], 0)
    assert n.see(queries.matters, n.community, page=-3)[0] == first or len(first) == queries.PAGE
