"""Area matters: the list, one matter's page, proposing, endorsing, screening, linking."""
