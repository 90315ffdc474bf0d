"""Area lists: lists of offices taken in and given out."""
