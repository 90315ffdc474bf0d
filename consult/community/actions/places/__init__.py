"""Verbs for places: grids, buildings and doors laid out and renamed, homes split and joined, units renamed and closed."""
from consult.community.actions.places.homes import join_homes, split_home
from consult.community.actions.places.laying_out import lay_out_grid, move_building, put_up_building
from consult.community.actions.places.naming import rename_building, rename_door, rename_grid, rename_unit
from consult.community.actions.places.units import close_unit, send_from_elsewhere

__all__ = [
    "close_unit", "join_homes", "lay_out_grid", "move_building", "put_up_building", "rename_building", "rename_door",
    "rename_grid", "rename_unit", "send_from_elsewhere", "split_home",
]
