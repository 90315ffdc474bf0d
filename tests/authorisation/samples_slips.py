"""What the rows of invitations, slips and what is made beside the pages are tried with."""
from __future__ import annotations

from typing import Any

from tests.authorisation.estate import Estate

NEW_PASSWORD = "another-long-password"


def pages(page: Any) -> dict[tuple[str, str], Any]:
    """The samples; `page` makes one."""
    def at(name: str) -> Any:
        return lambda e: {"id": e.ids[name]}

    def sends(**form: Any) -> Any:
        return lambda e: form

    def slip(name: str) -> Any:
        def form(e: Estate) -> dict[str, str]:
            return {"code": e.codes[name], "login": "liangjing", "password": NEW_PASSWORD}
        return form

    seen = sends(seen="known", seen_on="2026-11-26")
    return {
        ("GET front.first", ""): page(),
        ("POST front.open_slip", ""): page(form=lambda e: {"code": e.codes["slip"]}, idle=True),
        ("POST front.open_slip", "closed"): page(form=lambda e: {"code": e.codes["used_slip"]}, idle=True),
        ("POST front.use_slip", ""): page(form=slip("slip")),
        ("POST front.use_slip", "closed"): page(form=slip("used_slip")),
        ("POST home.change_login", ""): page(form=sends(login="another_name", password="qinghe-yishi-2026")),
        ("GET roster.invitations", ""): page(),
        ("POST roster.print_invitations", ""): page(form=sends(whom="all", stairwell="1单元", building="", form="cards")),
        ("GET jobs.show", ""): page(at=at("job")),
        ("GET jobs.state", ""): page(at=at("job")),
        ("GET jobs.file", ""): page(at=at("job")),
        ("GET slips.show", ""): page(),
        ("POST slips.open_accounts", ""): page(form=lambda e: {
            "person": str(e.ids["postholder"]), f"login-{e.ids['postholder']}": "postholder"}),
        ("POST slips.print_slips", ""): page(form=lambda e: {"account": str(e.ids["unopened_account"]), "form": "cards"}),
        ("GET rehearsal.show", ""): page(), ("POST rehearsal.make", ""): page(),
        ("POST rehearsal.delete", ""): page(form=lambda e: {"word": "演练"}),
        ("GET staff.area", ""): page(), ("POST staff.sign_out", ""): page(at=at("qian_account")),
        ("GET audit.show", ""): page(), ("GET audit.table", ""): page(),
        ("GET slips.forgotten", ""): page(at=at("sun")),
        ("POST slips.help_at_desk", ""): page(at=at("sun"), form=seen),
        ("POST slips.first_again", ""): page(at=at("unopened")),
        ("POST slips.agree", ""): page(at=at("waiting_slip")),
        ("POST slips.agree", "closed"): page(at=at("refused_slip")),
        ("POST slips.refuse", ""): page(at=at("waiting_slip")),
        ("POST slips.refuse", "closed"): page(at=at("refused_slip")),
    }
