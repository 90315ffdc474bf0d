"""Door: open data for machines: JSON with its OpenAPI document, Popolo, Atom, iCalendar, CSV. Reads only.

Default deny, as on the web: a view that does not say that it is public answers with 404. Everything that leaves has
gone through the redactor of its community (documents.md 4.4).
"""
from __future__ import annotations

from flask import Flask

from consult.api import calendar, chain, feeds, limits, listing, openapi, people, tables
from consult.api.answers import blueprint
from consult.core.spreadsheet import Words

for _area in (openapi, listing, chain, people, tables, feeds, calendar, limits):
    _area.add_to(blueprint)


def register(app: Flask, words: Words) -> None:
    """Hang the door on the application; `words` are those of its tables."""
    app.extensions["words_of_tables"] = words
    app.register_blueprint(blueprint)
