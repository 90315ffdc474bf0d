"""The joint meeting's reply to an outcome: decision, reason, responsible unit, date."""
