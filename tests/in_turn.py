"""In which order the files run: the longest first, so that no worker is left with one while the others have nothing to do."""
from __future__ import annotations

import pytest

LONGEST = (
    "authorisation/test_matrix", "browser/test_accessible", "faults/test_kill_in_a_vote", "faults/test_restart",
    "security/test_sizes_and_shapes", "publishing/test_tampering", "cli/test_demo_year", "cli/test_demo",
    "security/test_reading_has_no_effect", "security/test_words_are_only_words", "authorisation/test_looks_alike",
    "browser/test_council", "browser/test_hearing", "browser/test_corridor", "browser/test_secret_ballot",
    "browser/test_is_it_done", "web/test_room_pages", "security/test_signing_in", "story/test_no_way_next_door",
    "live/test_wire", "cli/test_replay", "browser/test_record", "browser/test_paper_day", "browser/test_claim_on_a_phone",
)
"""Files of more than half a minute, as `make times` has them; the others follow, those with many tests first."""


def in_turn(names: list[str]) -> list[str]:
    """The ids of tests, file by file: the longest files first, then by their number of tests."""
    files: dict[str, list[str]] = {}
    for name in names:
        files.setdefault(name.split("::")[0], []).append(name)
    rank = {f"tests/{name}.py": place for place, name in enumerate(LONGEST)}
    ordered = sorted(files, key=lambda file: (rank.get(file, len(rank)), -len(files[file])))
    return [name for file in ordered for name in files[file]]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in their turn."""
    place = {name: number for number, name in enumerate(in_turn([item.nodeid for item in items]))}
    items.sort(key=lambda item: place[item.nodeid])
