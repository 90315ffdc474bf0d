"""Area bodies: bodies, their ways, seats, posts and terms."""
