"""The browser's own reducer, in a real browser, on the vectors that hold the server's."""
from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import LAPTOP

pytestmark = pytest.mark.browser
VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "room.json").read_text("utf-8"))

FOLD = """async ([address, events]) => {
  const { apply, emptyRoom } = await import(address);
  let state = emptyRoom();
  const states = [];
  for (const event of events) {
    if (event.name !== "withheld") state = apply(state, event.seq, event.name, event.at, event.data);
    states.push(state);
  }
  return states;
}"""


@pytest.fixture
def fold(arrive):
    """Fold events in Chromium; answers with the state after each."""
    page = arrive(None, LAPTOP).go("/help")
    address = re.sub(r"shell/shell\.js$", "rooms/reducer.js", page.get_attribute("script[type=module]", "src"))
    return lambda events: page.evaluate(FOLD, [address, events])


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_old_snapshot_and_event_make_the_new_snapshot_in_the_browser(fold, vector: dict[str, Any]) -> None:
    states = fold([{k: v for k, v in event.items() if k != "after"} for event in vector["events"]])
    for event, state in zip(vector["events"], states, strict=True):
        assert state == event["after"], f"{event['seq']} {event['name']}"
