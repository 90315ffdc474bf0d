"""Lists as offices have them, read into entries of known fields: headings by synonyms, homes in one column or in three,
private values dropped by heading and by content. Pure: what is done with an entry is decided elsewhere."""
from consult.community.rules.lists.model import FIELDS, NEEDED, Column, Doubt, Entry, ListKind, Reading
from consult.community.rules.lists.reading import read_list

__all__ = ["FIELDS", "NEEDED", "Column", "Doubt", "Entry", "ListKind", "Reading", "read_list"]
