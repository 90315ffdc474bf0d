"""What every new matter gets: its number of the year, and the words that it is found by."""
from __future__ import annotations

from sqlalchemy import delete, func, select

from consult.matter.models import Matter, MatterToken
from consult.matter.rules.search_tokens import tokens
from consult.storage.work import Work


def next_number(work: Work, community_id: int, year: int) -> int:
    """The number after the last one of this community and year; the first is 1."""
    taken = select(func.max(Matter.number)).where(Matter.community_id == community_id, Matter.year == year)
    return (work.db.scalar(taken) or 0) + 1


def index_words(work: Work, matter: Matter) -> None:
    """Put the two-character words of a matter where a search finds them, in place of those that stood there."""
    work.db.execute(delete(MatterToken).where(MatterToken.matter_id == matter.id))
    words = tokens(" ".join((matter.title, matter.what, matter.place, matter.expected)))
    work.db.add_all(MatterToken(matter_id=matter.id, token=token) for token in sorted(words))
