"""Area rooms: a sitting as residents, desk, hall and tablet see it."""
