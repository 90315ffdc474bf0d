"""The redactor of a community: whose names are hidden today, and which numbers are an office's own."""
from __future__ import annotations

from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Engine, exists, or_, select
from sqlalchemy.orm import Session

from consult.community.models import Community, Delegacy, NamingConsent, Person, Post
from consult.community.queries.spans import in_force
from consult.community.rules.kinds import OFFICIAL_POSTS
from consult.minutes.rules.redaction import Redactor, address_form, treatment
from consult.storage.event_log import head_of

_KEPT: WeakKeyDictionary[Any, dict[int, tuple[Any, Redactor]]] = WeakKeyDictionary()
"""By engine and community: what it was made of, and the redactor; made anew when the register moved on."""


def redactor_for(db: Session, community: Community, on: date) -> Redactor:
    """What makes public texts of this community on a day."""
    made_of = (head_of(db, f"community:{community.id}"), on, community.desk_phone)
    kept = _KEPT.setdefault(_engine(db), {})
    if community.id not in kept or kept[community.id][0] != made_of:
        kept[community.id] = (made_of, _made(db, community, on))
    return kept[community.id][1]


def _engine(db: Session) -> Engine:
    bound = db.get_bind()
    return bound if isinstance(bound, Engine) else bound.engine


def _made(db: Session, community: Community, on: date) -> Redactor:
    names: dict[str, str] = {}
    if treatment("resident_name", "public") == "masked":
        rows = db.execute(select(Person.name, Person.called, _named_in_full(on)).where(
            Person.community_id == community.id)).all()
        in_full = {name for name, _, full in rows if full}
        names = {name: address_form(name, called, community.language)
                 for name, called, _ in rows if name not in in_full and len(name) > 1}
    return Redactor(community.language, names, (community.desk_phone,) if community.desk_phone else ())


def _named_in_full(on: date) -> ColumnElement[bool]:
    """Who acts in public, who spoke for a unit, and who agreed to be named."""
    official = exists().where(
        Post.person_id == Person.id, Post.kind.in_([str(k) for k in OFFICIAL_POSTS]), *in_force(on))
    agreed = exists().where(NamingConsent.person_id == Person.id, NamingConsent.withdrawn_at.is_(None))
    return or_(official, agreed, exists().where(Delegacy.person_id == Person.id))


def consent_of(db: Session, person_id: int) -> NamingConsent | None:
    """The consent of a person that is in force."""
    return db.scalar(select(NamingConsent).where(
        NamingConsent.person_id == person_id, NamingConsent.withdrawn_at.is_(None)))
