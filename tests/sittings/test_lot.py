"""The lot: anybody can draw it again; it is fair; people are in the right proportion."""
from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.community.rules.sittings import known_kinds
from consult.core.errors import RuleBroken
from consult.meeting.rules.sittings.composition import Part, check_composition
from consult.meeting.rules.sittings.lot import Entry, draw

HEARING = known_kinds()["hearing"]
SEED = "双色球2026131期 03 08 17 21 22 30 + 09"


def people(stakeholders: int = 4, public: int = 2, invited: int = 3, panel: int = 3, **others: int) -> list[Part]:
    """The people of a hearing, as many of each as said."""
    roles = {"chair": 1, "recorder": 1, "presenter": 1, "monitor": 1} | others
    groups = {"stakeholder": stakeholders, "public": public, "invited": invited}
    parts = [("representative", group) for group, many in groups.items() for _ in range(many)]
    parts += [("panel", "")] * panel + [(role, "") for role, many in roles.items() for _ in range(many)]
    return [Part(id, role, group) for id, (role, group) in enumerate(parts)]


def test_whoever_has_the_seed_and_the_numbers_finds_the_same() -> None:
    drawn = draw([Entry(no, "public") for no in range(1, 9)], {"public": 3}, SEED)
    by_hand = sorted((hashlib.sha256(f"{SEED}\npublic\n{no}".encode()).hexdigest(), no) for no in range(1, 9))
    assert [(t.ticket, t.no) for t in drawn] == by_hand
    assert [t.no for t in drawn if t.drawn] == [no for _, no in by_hand[:3]]


@settings(max_examples=25)
@given(st.sets(st.integers(1, 200), max_size=40), st.integers(0, 12), st.text(max_size=30))
def test_as_many_are_drawn_as_there_are_seats_whatever_the_order_of_the_list(
    numbers: set[int], seats: int, seed: str
) -> None:
    entries = [Entry(no, "stakeholder" if no % 2 else "public") for no in numbers]
    one, other = draw(entries, {"stakeholder": seats, "public": 1}, seed), draw(entries[::-1], {"stakeholder": seats,
                                                                                            "public": 1}, seed)
    assert one == other and {t.no for t in one} == numbers
    for group, most in (("stakeholder", seats), ("public", 1)):
        wanted = min(most, sum(e.group == group for e in entries))
        assert sum(t.drawn for t in one if t.group == group) == wanted


@pytest.mark.slow
def test_everybody_has_the_same_chance_over_many_seeds() -> None:
    """Chi-square over 20,000 seeds, 3 seats for 10: 27.88 is passed by chance once in a thousand (9 degrees)."""
    seeds, seats, entries = 20_000, 3, [Entry(no, "public") for no in range(1, 11)]
    won = Counter(t.no for nth in range(seeds) for t in draw(entries, {"public": seats}, f"第{nth}期") if t.drawn)
    expected = seeds * seats / len(entries)
    # Three of ten without putting back: the variance of each count is (1 - 3/10) of a free draw's, times 10/9.
    square = sum((won[e.no] - expected) ** 2 for e in entries) / (expected * (1 - seats / 10) * 10 / 9)
    assert square < 27.88, won


@pytest.mark.parametrize(("changed", "code"), [
    ({"panel": 2}, "role_missing"), ({"panel": 4}, "role_not_odd"), ({"chair": 0}, "role_missing"),
    ({"chair": 2}, "role_too_many"), ({"recorder": 0}, "role_missing"), ({"presenter": 0}, "role_missing"),
    ({"monitor": 0}, "role_missing"), ({"stakeholders": 1, "public": 0, "invited": 1}, "role_missing"),
    ({"stakeholders": 2, "public": 0, "invited": 5}, "share_too_small"),
    ({"stakeholders": 3, "public": 3}, "share_out_of_order"), ({"stakeholders": 2, "public": 3}, "share_out_of_order"),
    ({"applicant": 2}, "role_too_many"),
])
def test_a_hearing_out_of_proportion_is_refused(changed: dict[str, int], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_composition(HEARING, people(**changed))
    assert refused.value.code == code


@pytest.mark.parametrize("changed", [
    {}, {"panel": 5}, {"stakeholders": 2, "public": 1, "invited": 6}, {"stakeholders": 4, "public": 3},
    {"applicant": 1},
])
def test_a_hearing_in_proportion_is_let_pass(changed: dict[str, int]) -> None:
    check_composition(HEARING, people(**changed))
