"""Tables that somebody hands in as a file: read with limits, in a process of its own; knows no database."""
from consult.sheets.reading import read_table
from consult.sheets.table import LIMITS, Limits, Table, Unreadable

__all__ = ["LIMITS", "Limits", "Table", "Unreadable", "read_table"]
