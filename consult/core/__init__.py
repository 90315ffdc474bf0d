"""Words every chapter shares; standard library only."""
