"""What a reader downloads to check a public text without us: the text, its log, and its place under a signed head."""
from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from consult.core.events import Recorded, moment
from consult.publishing.models import Notice, PublicVersion, SignedHead
from consult.publishing.queries.heads import latest_head, proof_of
from consult.publishing.queries.notices import notice_text
from consult.storage.event_log import all_events

FORMAT = "consult-record/1"


def bundle_of_version(db: Session, version: PublicVersion) -> dict[str, Any]:
    """The bundle of a record's public version."""
    return _bundle(db, "minutes", {"title": version.title, "lines": version.lines},
                   f"public_minutes:{version.minutes_id}")


def bundle_of_notice(db: Session, notice: Notice) -> dict[str, Any]:
    """The bundle of a notice."""
    return _bundle(db, "notice", {"words": notice_text(notice)}, f"notice:{notice.id}")


def _bundle(db: Session, kind: str, text: dict[str, Any], stream: str) -> dict[str, Any]:
    head = latest_head(db)
    proof = proof_of(head, stream) if head else None
    return {
        "format": FORMAT, "kind": kind, "text": text, "stream": stream,
        "events": [_plain(e) for e in all_events(db, stream)],
        "head": head_as_plain(head) if head and proof else None, "proof": proof,
    }


def _plain(e: Recorded) -> dict[str, Any]:
    return {
        "stream": e.stream, "epoch": e.epoch, "seq": e.seq, "name": e.name, "at": moment(e.at),
        "actor_id": e.actor_id, "audience": e.audience, "data": e.data, "hash": e.hash,
    }


def head_as_plain(head: SignedHead) -> dict[str, Any]:
    """A head as it is published: everything but its leaves."""
    return {
        "number": head.number, "day": head.day.isoformat(), "at": moment(head.at), "root": head.root,
        "logs": len(head.leaves), "previous": head.previous, "hash": head.hash, "key": head.key,
        "signature": head.signature,
    }
