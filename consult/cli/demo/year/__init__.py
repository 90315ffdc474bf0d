"""A year of two communities: some hundreds of matters, their sittings, replies, work and projects, told by the verbs."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from consult.cli.demo.stage import Story, Town
from consult.cli.demo.year.calendar import evenings
from consult.cli.demo.year.fates import STORIES
from consult.cli.demo.year.services import orders
from consult.cli.demo.year.subjects import many_words

STEPS_OF_PROGRESS = 20


@dataclass(frozen=True)
class Size:
    """How much happens in one community in a year."""

    matters: int
    meetings: int
    joint_meetings: int
    projects: int


SIZES = {"qinghe": Size(240, 48, 9, 90), "hewan": Size(60, 12, 3, 30)}
SMALL = {"qinghe": Size(12, 4, 1, 3), "hewan": Size(3, 1, 1, 1)}
"""A year in which little happens, for tests."""
DECIDED = ("adopted", "adopted", "adopted", "adopted", "rejected", "adopted", "deferred", "adopted", "escalated", "adopted")
UNDECIDED = (
    "lapsed", "redirected", "lapsed", "returned", "lapsed", "withdrawn", "lapsed", "admitted", "lapsed", "redirected",
    "gathering", "screening",
)


def a_year(
    towns: Mapping[str, Town], sizes: Mapping[str, Size], tell: Callable[[str], None]
) -> list[Story[None]]:
    """Every story of the year, to be played on the stage among the others; it tells how far it is."""
    stories: list[Story[None]] = []
    for slug, size in sizes.items():
        stories += _matters(towns[slug], size)
        stories += orders(towns[slug], size.projects)
    return list(_counted(stories, tell))


def _matters(town: Town, size: Size) -> Iterator[Story[None]]:
    words = many_words(town, size.matters)
    sittings = evenings(size.meetings)
    joint = set(range(0, size.meetings, max(1, size.meetings // size.joint_meetings)))
    for nth in range(size.matters):
        if nth < size.meetings:
            fate = "answered_in_the_joint_meeting" if nth in joint else DECIDED[nth % len(DECIDED)]
            days_ago = sittings[nth]
        else:
            fate = UNDECIDED[nth % len(UNDECIDED)]
            days_ago = 20 + (nth * 331) % 330
        yield STORIES[fate](town, words[nth], days_ago, nth)


def _counted(stories: list[Story[None]], tell: Callable[[str], None]) -> Iterator[Story[None]]:
    """The same stories; when another twentieth of them has ended, that is told."""
    ended = 0

    def counting(story: Story[None]) -> Story[None]:
        nonlocal ended
        yield from story
        ended += 1
        if ended * STEPS_OF_PROGRESS // len(stories) > (ended - 1) * STEPS_OF_PROGRESS // len(stories):
            tell(f"  a year: {ended * 100 // len(stories)}%")

    return (counting(story) for story in stories)
