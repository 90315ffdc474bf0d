"""An installation of before: who sat in a council without a post is given it, and nobody loses a seat."""
from __future__ import annotations

import importlib
from datetime import date

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from consult.community import queries
from consult.community.models import Body
from consult.storage import migrations
from tests.builders import COUNCIL, Neighbourhood

TODAY = date(2026, 11, 26)


def test_who_sat_without_a_post_is_given_it(neighbourhood: Neighbourhood, database_url: str) -> None:
    n, council = neighbourhood, neighbourhood.bodies["council"]
    step = importlib.import_module("migrations.versions.0022_post_and_seat")
    engine = migrations._engine(database_url)
    with engine.begin() as db, Operations.context(MigrationContext.configure(db)):
        db.execute(text("UPDATE body SET asks_for_post = false, seated_posts = '[]'"))
        db.execute(text("DELETE FROM post WHERE kind = 'council_member' AND person_id > :who"), {"who": n.people["chen"]})
        for who in COUNCIL:
            db.execute(text("INSERT INTO body_member (body_id, person_id, since) VALUES (:body, :who, '2026-11-02')"),
                       {"body": council, "who": n.people[who]})
        step._seat()
    engine.dispose()
    names = {id: who for who, id in n.people.items()}
    roll = n.look(lambda db: [names[s.person_id] for s in queries.roll_of(db, db.get_one(Body, council), TODAY)])
    assert sorted(roll) == sorted(COUNCIL)
    assert n.look(lambda db: db.get_one(Body, council)).asks_for_post
    assert "council_member" in {post.kind for post in n.actor("qian").posts}
