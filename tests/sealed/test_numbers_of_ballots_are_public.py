"""The number of a ballot in a box is nobody's account, whatever letters it was drawn with."""
from __future__ import annotations

import pytest

from consult.core.private_values import ACCOUNT
from consult.web.ballots.boxes import in_fours

TRACKERS = ("V2DQQ12345678901", "QQ2DQ12345678901", "9EMQQBNE6DGV84QQ", "ABCDQQ3456789012", "QQQQQQQQQQQQQQQQ")


@pytest.mark.parametrize("tracker", TRACKERS)
def test_a_box_with_it_leaves_as_it_was_signed(tracker: str) -> None:
    assert not ACCOUNT.search(f"question,tracker,choice\n1,{tracker},for\n")
    assert not ACCOUNT.search(f"<b>{in_fours(tracker)}</b>")


@pytest.mark.parametrize("said", ["加我QQ12345678", "QQ号:1234567890", "qq 987654321", "微信wang_2020", "WeChat: li-hua88"])
def test_an_account_is_still_seen(said: str) -> None:
    assert ACCOUNT.search(said)
