"""Area roster: households, posts, units and grids."""
