"""Where mutants are tried: first those inside functions, in place; then those that only an import shows, afresh."""
from __future__ import annotations

import gc
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from mutation import afresh, in_place, laid_over
from mutation.mutants import Mutant, compiled
from mutation.near import files_near, module_of
from mutation.pure_tests import PLUGINS, Ran, settle_hypothesis, what_they_run, without_a_database
from mutation.sharing import shared_out

NEAREST = 4
"""So many files of tests are asked about a table before everything is imported anew for the rest."""


@dataclass
class Outcome:
    """What became of one mutant."""

    mutant: Mutant
    end: str
    by: str
    tests: int


@dataclass
class Known:
    """What the loaded process told: the outcomes in place, which mutants are left, and which tests run what."""

    outcomes: list[Outcome] = field(default_factory=list)
    left: list[Mutant] = field(default_factory=list)
    ran: dict[str, Ran] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    loaded: list[str] = field(default_factory=list)


class InPlace:
    """A pytest session that collects the pure tests and then tries mutants instead of running them."""

    def __init__(self, mutants: list[Mutant], jobs: int) -> None:
        self.mutants, self.jobs, self.known = mutants, jobs, Known()
        self.files = {str(Path(m.path).resolve()) for m in mutants}
        self.early: set[CodeType] = set()
        self.as_it_is: dict[str, CodeType] = {}

    def pytest_collection(self) -> None:
        """Before anything of the tests is imported."""
        settle_hypothesis()
        sys.setprofile(self.while_collecting)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the pure ones."""
        items[:] = without_a_database(items)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Find out what each test runs, then try every mutant that can be put in place."""
        sys.setprofile(None)
        if session.testsfailed:
            raise SystemExit(f"{session.testsfailed} files of tests could not be collected")
        self.items = {i.nodeid: i for i in session.items}
        self.known.ran = what_they_run(session.items, self.files)
        self.known.left_out = set(self.items) - set(self.known.ran)
        self.live = in_place.live_functions(self.files)
        gc.freeze()
        tried = shared_out(self.mutants, self.jobs, self._try, "in place")
        self.known.outcomes = [o for o in tried if isinstance(o, Outcome)]
        self.known.left = [o for o in tried if isinstance(o, Mutant)]
        self.known.loaded = [n for n in sys.modules if n.split(".")[0] not in ("consult", "tests")]
        return True

    def while_collecting(self, frame: FrameType, event: str, _: Any) -> None:
        """Notes which functions run while tests are collected: for what they made then a swap comes too late."""
        if event == "call" and frame.f_code.co_filename in self.files:
            self.early.add(frame.f_code)

    def _try(self, mutant: Mutant) -> Outcome | Mutant:
        file = str(Path(mutant.path).resolve())
        code = compiled(mutant.path, mutant.number)
        pairs = in_place.swaps(self._unchanged(mutant.path), code)
        if pairs is None or not all(old in self.live for old, _ in pairs[:1]):
            return self._try_over(mutant, code)
        reached = [i for name, i in self.items.items() if name in self.known.ran
                   and any((file, line) in self.known.ran[name].lines for line in mutant.lines)]
        reached.sort(key=lambda item: self.known.ran[item.nodeid].seconds)
        end, by = in_place.tried(reached, self.known.ran, lambda: self._put(pairs)) if reached else ("survived", "")
        if end == "survived" and any(old in self.early for old, _ in pairs):
            return mutant
        return Outcome(mutant, end, by, len(reached))

    def _unchanged(self, path: str) -> CodeType:
        if path not in self.as_it_is:
            self.as_it_is[path] = compiled(path, None)
        return self.as_it_is[path]

    def _try_over(self, mutant: Mutant, code: CodeType) -> Outcome | Mutant:
        module = sys.modules[module_of(mutant.path)]
        try:
            names = laid_over.run(code, module)
        except Exception as problem:
            return Outcome(mutant, "killed", type(problem).__name__, 0)
        if laid_over.only_an_import_shows(names, module):
            return mutant
        files = files_near(mutant.path, self.known.ran)
        near = [self.items[name] for file in files[:NEAREST] for name in self.known.ran if name.split("::")[0] == file]
        end, by = in_place.tried(near, self.known.ran, lambda: laid_over.lay_over(names, module))
        return Outcome(mutant, end, by, len(near)) if end == "killed" else mutant

    def _put(self, pairs: in_place.Pairs) -> None:
        for old, new in pairs:
            for function in self.live.get(old, ()):
                function.__code__ = new


def try_all(mutants: list[Mutant], tests: list[str], jobs: int) -> tuple[list[Outcome], Known]:
    """What becomes of each mutant under the pure tests of these folders."""
    known = _loaded(mutants, tests, jobs)
    for name in known.loaded:
        _import(name)
    gc.freeze()
    broken = {path: by for path in {m.path for m in known.left} for end, by in [_afresh(None, path, known)] if end == "killed"}
    later = shared_out(known.left, jobs, lambda m: _afresh_outcome(m, known, broken), "afresh")
    return [*known.outcomes, *later], known


def _loaded(mutants: list[Mutant], tests: list[str], jobs: int) -> Known:
    """In a child, so that this process stays without Consult."""
    def load(_: None) -> Known:
        host = InPlace(mutants, jobs)
        pytest.main([*PLUGINS, *tests], plugins=[host])
        return host.known

    return shared_out([None], 1, load, "loading")[0]


def _import(name: str) -> None:
    try:
        __import__(name)
    except Exception:  # something's own part that is not imported by its name
        return


def _afresh_outcome(mutant: Mutant, known: Known, broken: dict[str, str]) -> Outcome:
    if mutant.path in broken:
        return Outcome(mutant, "survived", f"not tried: unchanged, {broken[mutant.path]} fails", 0)
    end, by = _afresh(mutant.number, mutant.path, known)
    files = files_near(mutant.path, known.ran)
    return Outcome(mutant, end, by, sum(name.split("::")[0] in files for name in known.ran))


def _afresh(number: int | None, path: str, known: Known) -> tuple[str, str]:
    files = files_near(path, known.ran)
    finder = afresh.Changed(module_of(path), str(Path(path).resolve()), compiled(path, number))
    seconds = sum(r.seconds for n, r in known.ran.items() if n.split("::")[0] in files)
    return afresh.tried_afresh(finder, files, known.left_out, 6 * seconds)
