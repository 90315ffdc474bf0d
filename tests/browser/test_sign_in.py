"""Ways in, as people find them."""
from __future__ import annotations

import pytest

from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser


def test_a_resident_signs_in_on_a_phone_and_lands_at_home(arrive) -> None:
    chen = arrive("chen", PHONE)
    assert chen.page.url.endswith("/c/qinghe/")
    assert "青禾社区" in chen.page.inner_text("header")


def test_a_wrong_password_is_said_kindly_and_the_name_stays(arrive) -> None:
    someone = arrive(None, PHONE)
    page = someone.go("/sign-in")
    page.fill("input[name=login]", "chen")
    page.fill("input[name=password]", "not the password")
    page.click("main button[type=submit]")
    assert "登录名或者密码不对" in page.inner_text("main")
    assert page.input_value("input[name=login]") == "chen"
