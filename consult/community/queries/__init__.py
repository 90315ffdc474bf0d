"""Reads of the register."""
from consult.community.queries.homes import (
    Home,
    doors,
    homes,
)
from consult.community.queries.people import (
    held_posts,
    holders,
    household_ids,
    matching_people,
    residents,
    shown_name,
    terms,
)
from consult.community.queries.places import (
    bodies,
    body,
    buildings,
    communities,
    community_by_slug,
    grids,
    households,
    street_named,
    units,
)
from consult.community.queries.rolls import (
    Seat,
    bodies_of,
    members,
    roll_of,
)

__all__ = [
    "Home",
    "Seat",
    "bodies",
    "bodies_of",
    "body",
    "buildings",
    "communities",
    "community_by_slug",
    "doors",
    "grids",
    "held_posts",
    "holders",
    "homes",
    "household_ids",
    "households",
    "matching_people",
    "members",
    "residents",
    "roll_of",
    "shown_name",
    "street_named",
    "terms",
    "units",
]
