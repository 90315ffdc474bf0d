"""The lists of a founding: held against what was just made, entered by the verbs of lists, and everything in doubt told at once."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consult.account import actions as accounts
from consult.account.models import Account
from consult.account.rules import login_name
from consult.community.actions import lists
from consult.community.actions.register import today
from consult.community.models import Community, ListImport
from consult.community.queries.lists import planned_for
from consult.community.rules.lists import ListKind, Reading
from consult.community.rules.lists.steps import Happens, Plan
from consult.core.errors import BadShape, RuleBroken
from consult.founding import queries
from consult.founding.rules.plan import RowProblem
from consult.storage.work import Work

Readings = Mapping[ListKind, Reading]
IN_ORDER = (ListKind.HOMES, ListKind.PEOPLE, ListKind.OWNERS, ListKind.UNITS, ListKind.POSTS)
"""Homes before who lives in them, people before what they own, stand for and hold."""


class Lists:
    """The lists of one founding, being entered."""

    def __init__(self, readings: Readings) -> None:
        self.readings = readings
        self.problems: list[RowProblem] = []
        self.codes: dict[str, str] = {}

    def enter(self, work: Work, community: Community) -> None:
        """Enter all of them, and open the accounts that they name; RuleBroken("lists_in_doubt") with every row that could
        not be entered, after all were tried: nothing is founded with a row left out."""
        for kind in IN_ORDER:
            if kind in self.readings:
                self._one(work, community, kind, self.readings[kind])
        if self.problems:
            raise RuleBroken("lists_in_doubt", problems=self.problems)

    def _one(self, work: Work, community: Community, kind: ListKind, reading: Reading) -> None:
        handed = lists.hand_in(work, community_id=community.id, file_name=str(kind), reading=reading)["list_id"]
        planned = planned_for(work.db, work.get(ListImport, handed), today(work, community))
        self._doubts(kind, planned)
        told = lists.confirm_list(work, list_id=handed, digest=planned.digest)
        self._accounts(work, kind, reading, told["people"])

    def _doubts(self, kind: ListKind, planned: Plan) -> None:
        for row in planned.rows:
            if row.happens == Happens.PROBLEM and row.fault:
                self.problems.append(RowProblem(str(kind), row.row or 1, row.fault.letter, row.fault.field, row.fault.code,
                                                dict(row.fault.facts)))

    def _accounts(self, work: Work, kind: ListKind, reading: Reading, people: Mapping[int, int]) -> None:
        letter = next((column.letter for column in reading.columns if column.field == "login"), "")
        for entry in reading.entries:
            login = entry.fields.get("login", "")
            if not login or entry.row not in people:
                continue
            if problem := _wrong(work, login):
                self.problems.append(RowProblem(str(kind), entry.row, letter, "login", problem, {"login": login}))
                continue
            opened: dict[str, Any] = accounts.open_account_for(work, person_id=people[entry.row], login=login)
            self.codes[opened["login_name"]] = accounts.first_slip(work, work.get(Account, opened["account_id"]))


def _wrong(work: Work, login: str) -> str:
    """Why a login name cannot be given: written otherwise than allowed, or somebody has it."""
    try:
        name = login_name.check_name(login)
    except BadShape as refusal:
        return refusal.fields["login_name"]
    return "login_taken" if queries.names_taken(work.db, [name]) else ""
