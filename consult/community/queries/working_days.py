"""Working days of a community: the years that come with the product, and those it adopted for itself."""
from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.community.models import AdoptedYear
from consult.community.rules.year_of_days import YearOfDays, read_year, working_days_of
from consult.core.working_days import WorkingDays


@cache
def years_at_hand() -> tuple[YearOfDays, ...]:
    """Every year that comes with the product."""
    folder = resources.files("consult.community.rules") / "holidays"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(read_year(file.read_text("utf-8")) for file in files)


def years_of(db: Session, community_id: int) -> tuple[YearOfDays, ...]:
    """The years a community counts by, its own before the product's; the newest version of each."""
    return _together(_adopted(db, community_id))


def working_days(db: Session, community_id: int) -> WorkingDays:
    """The days by which a community counts."""
    return _days(_adopted(db, community_id))


def _adopted(db: Session, community_id: int) -> tuple[str, ...]:
    return tuple(db.scalars(
        select(AdoptedYear.file).where(AdoptedYear.community_id == community_id)
        .order_by(AdoptedYear.year, AdoptedYear.version)))


@lru_cache(maxsize=100)
def _together(adopted: tuple[str, ...]) -> tuple[YearOfDays, ...]:
    years = {one.year: one for one in (*years_at_hand(), *(read_year(text) for text in adopted))}
    return tuple(years[year] for year in sorted(years))


@lru_cache(maxsize=100)
def _days(adopted: tuple[str, ...]) -> WorkingDays:
    return working_days_of(_together(adopted))
