"""How many stand on each list of the services, for the row of lists on top of every one."""
from __future__ import annotations

from flask import g

from consult.project import queries
from consult.web.doorway.access import db


def tabs() -> dict[str, int]:
    """How many stand on each list."""
    by_state = queries.counts_by_state(db(), g.community.id)
    needs, resources = queries.counts_listed(db(), g.community.id)
    return {
        "orders": sum(n for state, n in by_state.items() if state != "dropped"),
        "needs": needs, "resources": resources,
        "projects": sum(by_state.values()), "posts": queries.open_posts(db(), g.community.id),
    }
