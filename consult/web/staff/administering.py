"""The administrator's area: whoever works here with their way in, and the doors to everything that is set up by page."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from consult.account import actions as accounts
from consult.account import queries
from consult.account.models import SignInSession
from consult.account.policy import require
from consult.account.queries.staff import PAGE, AccountHere, accounts_here, devices_of_each
from consult.community import queries as register
from consult.community.models import Body, Person, Post
from consult.core.errors import NotFound
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act, page_number
from consult.web.doorway.trying import attempt, back_with_words, gone_on
from consult.web.shell import moment_filters
from consult.web.shell.page import draw

blueprint = Blueprint("staff", __name__, url_prefix="/c/<slug>/staff")
Answer = str | Response | tuple[str, int]
LONGEST_SEARCH = 40


class AreaPage(TypedDict):
    """What staff/area.html is handed."""

    accounts: Sequence[AccountHere]
    devices: dict[int, list[SignInSession]]
    posts: dict[int, list[tuple[Post, Body | None]]]
    left: Sequence[Person]
    unopened: int
    words: str
    count: int
    page: int
    pages: int


@blueprint.get("")
@open_to("residents")
def area() -> str:
    """Accounts of those who work here, or of whom one looks for; and where bodies, posts, rules and papers are set up."""
    require(actor_here(), "sign_out_devices", g.community)
    words, page = request.args.get("q", "").strip()[:LONGEST_SEARCH], page_number()
    today, now = moment_filters.today(), moment_filters.now()
    found, count = accounts_here(db(), g.community.id, today, now, words=words, page=page)
    if page > 1 and not found:
        raise NotFound("page")
    posts: dict[int, list[tuple[Post, Body | None]]] = {}
    for post, person, body in register.terms(db(), g.community.id, today):
        posts.setdefault(person.id, []).append((post, body))
    return draw("staff/area.html", AreaPage(
        accounts=found, posts=posts, words=words, count=count, page=page, pages=-(-count // PAGE),
        devices=devices_of_each(db(), [one.account.id for one in found], now),
        left=register.left_in_office(db(), g.community.id, today), unopened=len(queries.unopened(db(), g.community.id))))


@blueprint.post("/accounts/<int:id>/sign-out")
@open_to("residents")
def sign_out(id: int) -> Answer:
    """Sign somebody out on every device; whoever knows the password comes in again."""
    return attempt(
        lambda: act(accounts.sign_out_devices, account_id=id), back_with_words(url_for("staff.area")),
        lambda told: _signed_out(told.value["devices"]))


def _signed_out(devices: int) -> Answer:
    words = ngettext("已经在%(num)s台设备上退出。", "已经在%(num)s台设备上退出。", devices)
    return gone_on(url_for("staff.area", q=request.form.get("q") or None), words if devices else _("没有一台设备还登录着。"))
