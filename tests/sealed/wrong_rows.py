"""What no verb would write into the tables of sealed ballots, by the name of the check that refuses it."""
from __future__ import annotations

from typing import Any

WRONG: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "sealing_state_known": ("sealed_ballot", {}, {"state": "ajar", "roll_salt": b"salt"}),
    "roll_salt_once_counted": ("sealed_ballot", {}, {"state": "counted"}),
    "statement_kind_known": ("ballot_statement", {}, {"kind": "rumour"}),
    "statements_count_from_one": ("ballot_statement", {}, {"seq": 0}),
}
