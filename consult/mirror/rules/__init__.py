"""Pure rules of the mirror."""
