"""Area people: one person, what happens in a life, homes and buildings."""
