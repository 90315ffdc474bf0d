"""No passed vote ever creates a charge: nothing anywhere holds a sum that somebody owes or pays."""
from __future__ import annotations

import re

from sqlalchemy import Float, Numeric

from consult.core.arguments import arguments_of
from consult.project import actions, events
from consult.storage.base import Base

MONEY = re.compile(r"(^|_)(price|fee|fees|amount|charge|charges|payment|paid|pay|cost|costs|money|yuan|invoice|deposit|refund)(_|$)")


def test_no_table_has_a_column_for_money() -> None:
    found = [f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in table.columns
             if MONEY.search(column.name)]
    assert found == []


def test_no_column_of_the_services_holds_anything_but_whole_numbers() -> None:
    services = [table for name, table in Base.metadata.tables.items()
                if name in ("need", "resource", "project", "claim", "claim_agreement", "milestone", "closing_report")]
    assert len(services) == 7
    assert not [c for table in services for c in table.columns if isinstance(c.type, (Float, Numeric))
                and c.type.__class__.__name__ != "Integer"]


def test_no_verb_and_no_event_of_the_services_takes_a_sum() -> None:
    verbs = {name: {a.name for a in arguments_of(getattr(actions, name))} for name in actions.__all__}
    assert {name for name, taken in verbs.items() if any(MONEY.search(each) for each in taken)} == set()
    told = {name: getattr(events, name).__dataclass_fields__ for name in events.__all__}
    assert {name for name, fields in told.items() if any(MONEY.search(each) for each in fields)} == set()
