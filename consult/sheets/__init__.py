"""Tables that somebody hands in as a file: read with limits, in a process of its own; knows no database."""
