"""Pure drafting of minutes."""
