"""What a rehearsal takes over from the real community: how it works, and nobody of its people."""
from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.community.models import Body
from consult.community.queries import community_by_slug

TAKEN_OVER = (
    "slug", "name", "name_en", "language", "timezone", "desk_place", "desk_hours", "desk_phone", "endorse_households",
    "endorse_days", "screen_workdays", "confirm_households", "grid_term_years")


def ways_of(db: Session, slug: str) -> dict[str, Any]:
    """Of a community: its columns, its street, and the kinds of its bodies. NotFound where there is none."""
    community = community_by_slug(db, slug)
    kinds = db.scalars(select(Body.kind).where(Body.community_id == community.id, Body.closed_on.is_(None)).order_by(Body.id))
    return {"community": {name: getattr(community, name) for name in TAKEN_OVER}, "street": community.street.name,
            "street_en": community.street.name_en, "bodies": [str(kind) for kind in kinds]}
