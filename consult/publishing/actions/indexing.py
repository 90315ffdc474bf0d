"""Putting public texts into the search, and taking them out."""
from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete

from consult.matter.rules.search_tokens import tokens
from consult.publishing.models import SearchToken
from consult.storage.unit_of_work import Work


def index(work: Work, kind: str, ref_id: int, community_id: int, texts: Iterable[str]) -> None:
    """Let something be found by these texts and by nothing else."""
    unindex(work, kind, ref_id)
    words = tokens(" ".join(texts))
    work.db.add_all(
        SearchToken(kind=kind, ref_id=ref_id, token=token, community_id=community_id) for token in sorted(words))


def unindex(work: Work, kind: str, ref_id: int) -> None:
    """Let something be found no more."""
    work.db.execute(delete(SearchToken).where(SearchToken.kind == kind, SearchToken.ref_id == ref_id))
