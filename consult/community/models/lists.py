"""Lists handed in to be entered, and what each changed, so that it can be taken back for seven days."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from consult.community.rules.lists.model import ListKind
from consult.community.rules.lists.states import ListState
from consult.core.lifecycle import one_of
from consult.storage.base import Base


class ListImport(Base):
    """One list: what was read of it, what the office decided about its rows, and what became of it.

    The file itself is never kept. What was read (`entries`) is erased once the list is entered, given up, or seven
    days old; the rows of `list_change` lose their personal text with it, at the end of the days in which the list can
    be taken back.
    """

    __tablename__ = "list_import"
    __table_args__ = (
        CheckConstraint(one_of("kind", ListKind), name="list_kind_known"),
        CheckConstraint(one_of("state", ListState), name="list_state_known"),
        CheckConstraint("state <> 'taken_in' OR taken_in_at IS NOT NULL", name="list_taken_in_has_a_moment"),
        Index("ix_list_import_community", "community_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    kind: Mapped[ListKind] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(String(120))
    state: Mapped[ListState] = mapped_column(String(20))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    handed_in_at: Mapped[datetime]
    taken_in_at: Mapped[datetime | None]
    until: Mapped[datetime]
    """Until when it can be entered, and once it is, taken back; then what it holds of persons is erased."""
    entries: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    choices: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    counts: Mapped[dict[str, Any]]
    """Numbers without names: rows by what happened, columns that were not read."""
    digest: Mapped[str] = mapped_column(String(64), default="")
    """Of the plan that was carried out."""


class ListChange(Base):
    """One row of the register that a list made or changed, with what stood in it before and after."""

    __tablename__ = "list_change"
    __table_args__ = (Index("ix_list_change_import", "import_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("list_import.id"))
    line: Mapped[int]
    """The row of the list it is of; 0 for what several rows share, as a building."""
    of_table: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    made: Mapped[bool]
    """Whether the row was made, not changed."""
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    kept_because: Mapped[str] = mapped_column(String(120), default="", server_default=text("''"))
    """What depended on it when the list was taken back, so that it stayed; empty where nothing did."""
