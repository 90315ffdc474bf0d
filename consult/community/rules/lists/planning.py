"""What a list would do: its entries held against the register, with what the office chose. Pure: the same entries,
register and choices give the same plan, and entering it leaves nothing to do."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from consult.community.rules.lists.model import Doubt, Entry, ListKind
from consult.community.rules.lists.plan_homes import plan_homes
from consult.community.rules.lists.plan_owners import plan_owners
from consult.community.rules.lists.plan_people import plan_people
from consult.community.rules.lists.plan_posts import plan_posts
from consult.community.rules.lists.plan_units import plan_units
from consult.community.rules.lists.standing import Standing
from consult.community.rules.lists.steps import Fault, Happens, Plan, Row

Planner = Callable[[Sequence[Entry], Standing, Mapping[str, str]], list[Row]]
PLANNERS: Mapping[ListKind, Planner] = {
    ListKind.HOMES: plan_homes, ListKind.PEOPLE: plan_people, ListKind.OWNERS: plan_owners,
    ListKind.UNITS: plan_units, ListKind.POSTS: plan_posts,
}
ORDER = list(Happens)


def plan(
    kind: ListKind, entries: Sequence[Entry], doubts: Sequence[Doubt], now: Standing, choices: Mapping[str, str]
) -> Plan:
    """The plan of a list: what is in doubt first, then what is new, changed, gone, and the same."""
    doubted = {doubt.row: doubt for doubt in reversed(doubts)}
    fields = {entry.row: entry.fields for entry in entries}
    rows = [_doubted(doubt, fields.get(row, {})) for row, doubt in doubted.items()]
    rows += PLANNERS[kind]([entry for entry in entries if entry.row not in doubted], now, choices)
    return Plan(sorted(rows, key=lambda row: (ORDER.index(row.happens), not row.questions, row.row or 0)))


def _doubted(doubt: Doubt, fields: Mapping[str, str]) -> Row:
    return Row(f"r{doubt.row}", doubt.row, Happens.PROBLEM, fields,
               fault=Fault(doubt.code, doubt.field, doubt.letter, doubt.facts))
