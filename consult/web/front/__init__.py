"""Area front: choose a community, sign in, help, how pages look."""
