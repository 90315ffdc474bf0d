"""consult found: set up a real community from a plan and its lists; everything that is wrong with them is said at once."""
from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from consult.cli import first_slips
from consult.cli.installation import the_store
from consult.cli.plan_words import said_of_plan, said_of_row
from consult.community.rules.lists import ListKind, Reading, read_list
from consult.config import shipped
from consult.core.actor import THE_SYSTEM
from consult.core.clock import local_date, system_clock
from consult.core.errors import BadShape, Refusal, RuleBroken
from consult.founding import actions, queries
from consult.founding.rules.lines import Unreadable, line_of, parsed
from consult.founding.rules.plan import Plan, RowProblem
from consult.founding.rules.reading import read_plan
from consult.sheets import read_table
from consult.storage.store import Store

LISTS = {"households": ListKind.HOMES, "people": ListKind.PEOPLE, "owners": ListKind.OWNERS, "units": ListKind.UNITS,
         "posts": ListKind.POSTS}
"""What a plan calls its lists."""


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("found", help="set up a real community from a plan (docs/examples/community)")
    command.add_argument("plan", type=Path, nargs="?", help="a TOML file; the lists it names lie beside it")
    command.add_argument("--example", type=Path, metavar="FOLDER", help="put a plan and lists to fill in into a new folder")
    command.add_argument("--slips", type=Path, metavar="FILE.pdf",
                         help="print the sign-in slips into this file; without a plan, those nobody has used yet, anew")
    command.add_argument("--address", default="http://127.0.0.1:8000", help="where pages are reached, for the slips")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Found everything in one transaction, or say what is wrong, each with its file and line, and found nothing: 2."""
    if chosen.example:
        return _example(chosen.example)
    if chosen.plan is None and chosen.slips is None:
        print("consult found: name a plan, or --example, or --slips to print the first slips again", file=sys.stderr)
        return 2
    with the_store() as store:
        if chosen.plan is None:
            return first_slips.hand_over(store, store.carry_out(actions.slips_again, actor=THE_SYSTEM).value, chosen)
        founding = Founding(chosen.plan, local_date(system_clock(), "Asia/Shanghai"))
        founding.read(store)
        told = founding.carried_out(store)
        for line in founding.wrong:
            print(line, file=sys.stderr)
        if founding.wrong or told is None:
            print(f"consult found: nothing was founded ({len(founding.wrong)} to mend)", file=sys.stderr)
            return 2
        print(f"/c/{told['slug']}/: " + ", ".join(f"{len(read.entries)} {name}" for name, read in founding.by_name()))
        return first_slips.hand_over(store, told, chosen)


def _example(folder: Path) -> int:
    """The example, to fill in; a folder that is there already stays as it is."""
    try:
        shutil.copytree(shipped("docs/examples/community"), folder)
    except OSError as problem:
        print(f"consult found: {folder}: {problem.strerror or 'it is there already'}", file=sys.stderr)
        return 2
    print(f"{folder}: fill in plan.toml and its lists, then: consult found {folder}/plan.toml")
    return 0


@dataclass
class Founding:
    """A plan and its lists, read; and what is wrong with them."""

    file: Path
    today: date

    def __post_init__(self) -> None:
        self.wrong: list[str] = []
        self.readings: dict[ListKind, Reading] = {}
        self.files: dict[ListKind, Path] = {}
        self.plan: Plan | None = None

    def by_name(self) -> list[tuple[str, Reading]]:
        """The lists by what the plan calls them."""
        return [(name, self.readings[kind]) for name, kind in LISTS.items() if kind in self.readings]

    def read(self, store: Store) -> None:
        """The plan, then every list that it names, whatever is wrong with the rest."""
        source = self._tried(self.file, lambda: self.file.read_bytes().decode("utf-8-sig"))
        if source is None:
            return
        try:
            data = parsed(source)
        except Unreadable as problem:
            self.wrong.append(f"{self.file}:{problem.line}: {problem.why}")
            return
        rules = queries.fitting_rules(self.today)
        plan, problems = read_plan(data, today=self.today, vote_rules=lambda kind: rules[kind])
        self.wrong += [f"{self.file}:{line_of(source, problem.path)}: {said_of_plan(problem)}" for problem in problems]
        self._taken(store, source, plan)
        self.plan = plan
        for name, kind in LISTS.items():
            if name in data:
                self._list(kind, data[name], line_of(source, (name,)))

    def _taken(self, store: Store, source: str, plan: Plan) -> None:
        """Names that this installation has already."""
        with store.read() as db:
            taken, here = queries.names_taken(db, plan.logins), queries.slug_taken(db, str(plan.community["slug"]))
        for table, accounts in (("account", plan.accounts), ("officer", plan.officers)):
            for place, account in enumerate(accounts):
                if account.login in taken:
                    line = line_of(source, (table, place, "login"))
                    self.wrong.append(f"{self.file}:{line}: {table}.login: {account.login} is taken")
        if here:
            line = line_of(source, ("community", "slug"))
            self.wrong.append(f"{self.file}:{line}: community.slug: {plan.community['slug']} is taken by another community")

    def _list(self, kind: ListKind, name: Any, line: int) -> None:
        if not isinstance(name, str):
            self.wrong.append(f"{self.file}:{line}: the list is named by a text")
            return
        file = self.file.parent / name
        buildings = [each for grid in self.plan.grids for each in grid.buildings] if self.plan else []
        reading = self._tried(file, lambda: read_list(
            kind, read_table(file.name, file.read_bytes()), today=self.today, buildings=buildings))
        if reading is None:
            return
        self.readings[kind], self.files[kind] = reading, file
        if self.wrong:
            # With a plan that cannot be carried out, this is all that can be said of the list.
            self.wrong += [f"{file}:{each.row}: {said_of_row(RowProblem(kind, **vars(each)))}" for each in reading.doubts]

    def _tried(self, file: Path, read: Callable[[], Any]) -> Any:
        """What was read; None where the file cannot be, which is noted."""
        try:
            return read()
        except (OSError, UnicodeDecodeError) as problem:
            why = problem.strerror if isinstance(problem, OSError) else "it is not written in UTF-8"
            self.wrong.append(f"{file}:1: {why}")
        except Refusal as refusal:
            row = int(refusal.facts.get("row", 1))
            self.wrong.append(f"{file}:{row}: {said_of_row(RowProblem('', row, '', '', refusal.code, refusal.facts))}")
        return None

    def carried_out(self, store: Store) -> dict[str, Any] | None:
        """Everything in one transaction; None where something is wrong, which is noted then."""
        plan = self.plan
        if self.wrong or plan is None:
            return None
        try:
            told: dict[str, Any] = store.carry_out(
                lambda work: actions.found_with_lists(work, plan=plan, readings=self.readings), actor=THE_SYSTEM).value
        except RuleBroken as refusal:
            if refusal.code != "lists_in_doubt":
                raise
            self.wrong += [f"{self.files[ListKind(problem.list)]}:{problem.row}: {said_of_row(problem)}"
                           for problem in refusal.facts["problems"]]
            return None
        except BadShape as refusal:
            self.wrong += [f"{self.file}:1: {name}: {code}" for name, code in refusal.fields.items()]
            return None
        return told
