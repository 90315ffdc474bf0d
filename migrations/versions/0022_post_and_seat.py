"""Post and seat are one: whoever holds a post that a body seats sits in it; a body that asks for a post for its seats
has nobody on its list in their own name. Ways of bodies and communities change on a day, and what was before stays."""
from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from consult.storage.altering import altered

revision = "0022"
down_revision = "0021"

SEATED = {
    "residents_council": ["council_member"],
    "two_committees": ["party_secretary", "committee_director", "committee_member"],
    "representatives_meeting": ["resident_representative", "committee_director", "committee_member"],
}
ASK = ("residents_council", "representatives_meeting")
REFUSED = "nobody sits in this body without a post"
IN_OWN_NAME = "{row}.person_id IS NOT NULL AND {row}.unit_id IS NULL AND NOT {row}.alternate"
SITS = "EXISTS (SELECT 1 FROM body_member m WHERE m.body_id = NEW.id AND {one})"
BODY = sa.table("body", *(sa.column(name) for name in ("id", "kind", "membership", "community_id", "asks_for_post")),
                sa.column("seated_posts", sa.JSON()))
MEMBER = sa.table("body_member", *(sa.column(name) for name in ("id", "body_id", "person_id", "since", "until")))
POST = sa.table("post", *(sa.column(name) for name in (
    "id", "person_id", "kind", "community_id", "body_id", "starts_on", "ends_on")))
MEETING = sa.table("meeting", *(sa.column(name) for name in ("id", "community_id", "state", "chair_id", "chair_post")))


def upgrade() -> None:
    op.add_column("body", sa.Column("seated_posts", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("body", sa.Column("asks_for_post", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("body", sa.Column("closed_on", sa.Date()))
    for name in ("chair_post", "acting_chair_post"):
        op.add_column("meeting", sa.Column(name, sa.String(40), nullable=False, server_default=""))
    with altered("post") as post:
        post.add_column(sa.Column("building_id", sa.Integer(), sa.ForeignKey("building.id", name="fk_post_building_id_building")))
    with altered("body_member", {"alternate_is_a_person": "NOT alternate OR person_id IS NOT NULL"}) as member:
        member.add_column(sa.Column("alternate", sa.Boolean(), nullable=False, server_default=sa.false()))
    _history()
    _seat()
    _by_post()
    _refuse()


def _history() -> None:
    op.create_table(
        "way_change",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("body_id", sa.Integer(), sa.ForeignKey("body.id")),
        sa.Column("way", sa.String(40), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("applied_at", sa.DateTime(timezone=True)),
        sa.Column("dropped_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("applied_at IS NULL OR dropped_at IS NULL", name="applied_or_dropped"),
    )
    op.create_index("ix_way_change_community", "way_change", ["community_id", "body_id"])


def _seat() -> None:
    """Bodies seat the posts that their kind seats; who sat in one that asks for a post without it is given it."""
    db = op.get_bind()
    for body in db.execute(sa.select(BODY).where(BODY.c.kind.in_(SEATED), BODY.c.membership == "listed")).all():
        if body.community_id is None:
            continue
        if body.kind in ASK:
            _give_posts(db, body)
        db.execute(sa.update(BODY).where(BODY.c.id == body.id).values(
            seated_posts=SEATED[body.kind], asks_for_post=body.kind in ASK))


def _give_posts(db: sa.Connection, body: Any) -> None:
    mine = MEMBER.c.body_id == body.id, MEMBER.c.person_id.is_not(None)
    for row in db.execute(sa.select(MEMBER).where(*mine).order_by(MEMBER.c.id)).all():
        held = db.scalar(sa.select(POST.c.id).where(
            POST.c.person_id == row.person_id, POST.c.kind.in_(SEATED[body.kind]),
            POST.c.community_id == body.community_id, sa.or_(POST.c.body_id.is_(None), POST.c.body_id == body.id)))
        if held is None:
            db.execute(sa.insert(POST).values(
                person_id=row.person_id, kind=SEATED[body.kind][0], community_id=body.community_id, body_id=body.id,
                starts_on=row.since, ends_on=row.until))
    db.execute(sa.delete(MEMBER).where(*mine))


def _by_post() -> None:
    """Whoever is to chair a meeting that is called or open, and is a facilitator, chairs it by that post."""
    facilitators = sa.select(POST.c.id).where(
        POST.c.person_id == MEETING.c.chair_id, POST.c.community_id == MEETING.c.community_id,
        POST.c.kind == "facilitator", sa.or_(POST.c.ends_on.is_(None), POST.c.ends_on >= sa.func.current_date()))
    op.execute(sa.update(MEETING).where(MEETING.c.state.in_(["convened", "open"]), facilitators.exists()).values(
        chair_post="facilitator"))


def _refuse() -> None:
    """The database keeps no seat without a post where the body asks for one, whoever writes to it."""
    new, one = IN_OWN_NAME.format(row="NEW"), IN_OWN_NAME.format(row="m")
    asks = "EXISTS (SELECT 1 FROM body b WHERE b.id = NEW.body_id AND b.asks_for_post)"
    sits = SITS.format(one=one)
    _trigger("seat_by_post", "body_member", "INSERT OR UPDATE", f"{new} AND {asks}")
    _trigger("post_for_its_seats", "body", "UPDATE", f"NEW.asks_for_post AND NOT OLD.asks_for_post AND {sits}")


def _trigger(name: str, table: str, when: str, condition: str) -> None:
    if op.get_bind().dialect.name != "postgresql":
        for act in when.split(" OR "):
            op.execute(f"CREATE TRIGGER {name}_{act.lower()} BEFORE {act} ON {table} FOR EACH ROW WHEN {condition} "
                       f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END")
        return
    op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
               f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$")
    op.execute(f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
