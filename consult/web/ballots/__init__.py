"""Area ballots: votes in a room and between meetings, named and sealed, and their results."""
