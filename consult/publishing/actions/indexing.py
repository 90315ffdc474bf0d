"""Putting public texts into the search, and taking them out."""
from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete

from consult.community.models import Community
from consult.core.clock import local_date
from consult.matter.models import Matter, MatterToken
from consult.matter.rules.search_tokens import tokens
from consult.publishing import queries
from consult.publishing.models import SearchToken
from consult.storage.work import Work


def index(work: Work, kind: str, ref_id: int, community_id: int, texts: Iterable[str]) -> None:
    """Let something be found by these texts and by nothing else."""
    unindex(work, kind, ref_id)
    words = tokens(" ".join(texts))
    work.db.add_all(
        SearchToken(kind=kind, ref_id=ref_id, token=token, community_id=community_id) for token in sorted(words))


def unindex(work: Work, kind: str, ref_id: int) -> None:
    """Let something be found no more."""
    work.db.execute(delete(SearchToken).where(SearchToken.kind == kind, SearchToken.ref_id == ref_id))


def index_matter(work: Work, *, matter_id: int) -> None:
    """Let a matter be found by its public words alone: else a search for a telephone number told whose it is."""
    matter = work.get(Matter, matter_id, lock=False)
    community = work.get(Community, matter.community_id, lock=False)
    redactor = queries.redactor_for(work.db, community, local_date(work.now, community.timezone))
    work.db.execute(delete(MatterToken).where(MatterToken.matter_id == matter.id))
    words = tokens(" ".join(redactor(text) for text in (matter.title, matter.what, matter.place, matter.expected)))
    work.db.add_all(MatterToken(matter_id=matter.id, token=token) for token in sorted(words))
