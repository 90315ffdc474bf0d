"""Each import contract catches the import that it is there for: broken once on purpose, on a copy of the real graph."""
from __future__ import annotations

from copy import deepcopy

import grimp
import pytest
from importlinter import configuration
from importlinter.application import use_cases
from importlinter.domain.contract import Contract, registry

configuration.configure()

BROKEN = {
    "story: a lower chapter reads a higher one": ("story", "consult.matter.queries", "consult.resolution.models"),
    "story: one door opens another": ("story", "consult.api", "consult.web"),
    "floors: a rule asks for a model": ("floors", "consult.minutes.rules.drafting", "consult.minutes.models"),
    "floors: a query carries something out": ("floors", "consult.matter.queries", "consult.matter.actions"),
    "doors: a chapter knows Flask": ("doors", "consult.docket_of_a_kind", "flask"),
    "bands: the drawing knows a word": ("bands", "consult.web.shell.drawing", "consult.web.wording.votes"),
    "bands: the doorway knows a page": ("bands", "consult.web.doorway.access", "consult.web.front.pages"),
    "bands: an area reads one before it": ("bands", "consult.web.ballots.pages", "consult.web.matters.pages"),
    "circles: two modules of one chapter": ("circles", "consult.storage.work", "consult.storage.transactions"),
    "circles: a module and the package beside it": (
        "circles", "consult.meeting.actions.sittings.record", "consult.meeting.actions.discussion"),
    "pure: a rule opens a database": ("pure", "consult.ballot.rules.tally", "sqlalchemy"),
}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """What imports what in consult, libraries included."""
    return grimp.build_graph("consult", include_external_packages=True, cache_dir=None)


def contract(id: str) -> Contract:
    """One contract of pyproject.toml."""
    options = use_cases.read_user_options("pyproject.toml")
    use_cases._register_contract_types(options)
    chosen = next(each for each in options.contracts_options if each["id"] == id)
    return registry.get_contract_class(chosen["type"])(
        name=chosen["name"], session_options=options.session_options, contract_options=chosen)


def kept(id: str, graph: grimp.ImportGraph) -> bool:
    """Whether a contract holds on a graph; checked on a copy, since some contracts cut what they leave out."""
    return bool(contract(id).check(deepcopy(graph), verbose=False).kept)


@pytest.mark.parametrize("id", sorted({id for id, _, _ in BROKEN.values()}))
def test_the_contract_holds_as_the_code_stands(graph: grimp.ImportGraph, id: str) -> None:
    assert kept(id, graph)


@pytest.mark.parametrize("case", BROKEN)
def test_a_contract_broken_on_purpose_is_caught(graph: grimp.ImportGraph, case: str) -> None:
    id, importer, imported = BROKEN[case]
    broken = deepcopy(graph)
    for module in (importer, imported):
        if module not in broken.modules:
            broken.add_module(module)
    broken.add_import(importer=importer, imported=imported)
    assert not kept(id, broken), f"{importer} may import {imported}"


def test_a_room_of_pages_that_no_band_names_is_caught(graph: grimp.ImportGraph) -> None:
    more = deepcopy(graph)
    more.add_module("consult.web.drawer")
    assert not kept("bands", more)
