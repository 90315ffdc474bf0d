"""Verb: sign the head of the day: one root over the newest event of every log, chained to the day before."""
from __future__ import annotations

from hashlib import sha256
from typing import Any

from nacl.signing import SigningKey
from sqlalchemy import select

from consult.core.clock import local_date
from consult.publishing import policy, queries
from consult.publishing.events import HeadSigned
from consult.publishing.models import SignedHead
from consult.publishing.queries.heads import signed_bytes
from consult.publishing.rules.hash_tree import root_of
from consult.storage.event_log import NO_HASH, Stream
from consult.storage.work import Work


def sign_head(work: Work, *, key: SigningKey, timezone: str) -> dict[str, Any]:
    """Sign today's head; when there is one already, it stays as it is and nothing is signed."""
    policy.require(work.actor, "sign_head", None)
    day = local_date(work.now, timezone)
    if (there := queries.head_of_day(work.db, day)) is not None:
        return {"number": there.number, "signed": False}
    before = queries.latest_head(work.db)
    leaves = [[s.name, s.epoch, s.seq, s.head] for s in work.db.scalars(select(Stream).order_by(Stream.name))]
    head = SignedHead(
        number=before.number + 1 if before else 1, day=day,
        at=work.now.replace(microsecond=work.now.microsecond // 1000 * 1000), leaves=leaves, root=root_of(leaves),
        previous=before.hash if before else NO_HASH, key=bytes(key.verify_key).hex(),
    )
    head.hash = sha256(signed_bytes(head)).hexdigest()
    head.signature = key.sign(signed_bytes(head)).signature.hex()
    work.add(head)
    work.record(HeadSigned(number=head.number, day=day, root=head.root, signature=head.signature))
    return {"number": head.number, "signed": True}
