"""Schemathesis asks whatever the description allows: nothing breaks, and every answer is as described."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.examples import get_strategies_from_examples

from consult.api.openapi import described
from consult.core.clock import SetClock
from tests.applications import application
from tests.builders import Neighbourhood
from tests.builders_publishing import a_notice, a_public_record, an_objection

CHECKS = (not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance)
OPERATIONS = sorted(described()["paths"])


@pytest.fixture(scope="module")
def answered() -> dict[str, Any]:
    """What was made once for the module."""
    return {}


@pytest.fixture
def app(neighbourhood: Neighbourhood, database_url: str, clock: SetClock, tmp_path: Path) -> Iterator[Flask]:
    """The application with something to find."""
    room = a_public_record(neighbourhood)
    an_objection(neighbourhood, a_notice(neighbourhood, matter_id=room.matter_id))
    with application(database_url, tmp_path, clock=clock) as made:
        made.config["API_REQUESTS_A_MINUTE"] = 10_000_000
        yield made


def ask_everything(app: Flask, examples: int) -> int:
    """So many requests an operation, whatever its description allows; how many were asked."""
    asked = 0
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(max_examples=examples, deadline=None, database=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck), derandomize=True)
        @schemathesis.hypothesis_given(operation) if hasattr(schemathesis, "hypothesis_given") else _given(operation)
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(checks=CHECKS)

        ask()
    return asked


def _given(operation: Any) -> Any:
    return given(case=operation.as_strategy())


def test_a_few_of_everything(app: Flask) -> None:
    assert ask_everything(app, 4) >= len(OPERATIONS)


def ask_examples(operation: Any) -> list[int]:
    """The requests that the examples of an operation make; how each was answered."""
    answered: list[int] = []

    def ask(case: Any) -> None:
        answered.append(case.call_and_validate(checks=CHECKS).status_code)

    for examples in get_strategies_from_examples(operation):
        settings(max_examples=1, deadline=None, database=None, phases=[Phase.generate],
                 suppress_health_check=list(HealthCheck), derandomize=True)(given(case=examples)(ask))()
    return answered


def test_the_examples_bring_a_fuzzer_to_real_things(app: Flask) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    answered = {operation.path: ask_examples(operation) for operation in (each.ok() for each in schema.get_all_operations())}
    assert all(codes and set(codes) == {200} for path, codes in answered.items() if "{" in path), answered
    assert sum(len(codes) for codes in answered.values()) > len(OPERATIONS)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_many_of_everything(app: Flask) -> None:
    assert ask_everything(app, 150) > 1_000
