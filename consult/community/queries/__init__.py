"""Reads of the register."""
from consult.community.queries.grid_teams import Team, teams
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
from consult.community.queries.speaking_for import (
    Standing,
    homes_of,
    household_history,
    standings,
    street,
    street_bodies,
    street_of,
    street_units,
)

__all__ = [
    "Home",
    "Seat",
    "Standing",
    "Team",
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
    "homes_of",
    "household_history",
    "household_ids",
    "households",
    "matching_people",
    "members",
    "residents",
    "roll_of",
    "shown_name",
    "standings",
    "street",
    "street_bodies",
    "street_named",
    "street_of",
    "street_units",
    "teams",
    "terms",
    "units",
]
