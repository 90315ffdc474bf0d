"""Streets, communities, grids; households, people, posts; bodies and units."""
