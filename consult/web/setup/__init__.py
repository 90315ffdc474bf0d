"""Area setup: from an empty machine to a community, and what is still missing for its first session."""
