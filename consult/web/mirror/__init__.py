"""Area mirror: how bodies keep their word, in plots, tables and files."""
