"""Where in a community something is: as far as it is said, its grid or its building."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Whereabouts:
    """A grid or a building, by its id; neither where it is about the whole community."""

    grid_id: int | None = None
    building_id: int | None = None


ANYWHERE = Whereabouts()
