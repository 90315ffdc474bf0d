"""Sign-in slips: accounts opened for staff, members and delegates, their first slips, and slips that wait for a second official."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from flask import Blueprint, g, redirect, request, url_for
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.account import actions as accounts
from consult.account import policy, queries
from consult.account.models import Account, SignInSlip
from consult.account.rules.cards import Form
from consult.account.rules.slips import suggested
from consult.community import queries as register
from consult.community.models import Person
from consult.core.errors import BadShape, Refusal
from consult.jobs.papers import ask_for_slips
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import perform
from consult.web.doorway.trying import attempt, back_with_words, gone_on
from consult.web.doorway.working import set_to_work
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.staff import forgotten
from consult.web.wording.meetings import POSTS
from consult.web.wording.refusals import say, say_field

blueprint = Blueprint("slips", __name__, url_prefix="/c/<slug>/staff")
forgotten.add_to(blueprint)
Answer = str | Response | tuple[str, int]


@dataclass(frozen=True)
class Row:
    """Somebody who holds a post or speaks for a unit and has no account; a login name that is free."""

    person: Person
    holds: str
    login: str
    wrong: str = ""
    ticked: bool = False


class SlipsPage(TypedDict):
    """What staff/slips.html is handed."""

    unopened: Sequence[tuple[Account, Person]]
    slips: dict[int, SignInSlip]
    rows: Sequence[Row]
    waiting: Sequence[tuple[SignInSlip, Person, Person | None]]
    trouble: str


@blueprint.get("/slips")
@open_to("residents")
def show() -> Answer:
    """Who waits for a slip, and who has no account yet."""
    policy.require(actor_here(), "make_slip", g.community)
    return _shown(_rows({}, {}))


@blueprint.post("/slips/accounts")
@open_to("residents")
def open_accounts() -> Answer:
    """Open accounts for those who are ticked, each under the login name beside it."""
    policy.require(actor_here(), "open_account_for", g.community)
    typed = _typed()
    return attempt(
        lambda: perform("open_accounts", lambda work: accounts.open_accounts(work, logins=typed),
                        {str(person): login for person, login in typed.items()}).value,
        lambda refusal: _again(typed, refusal),
        lambda made: gone_on(url_for("slips.show"), ngettext(
            "开了%(num)s个账户。现在可以印登录单。", "开了%(num)s个账户。现在可以印登录单。", len(made["account_ids"]))))


@blueprint.post("/slips/print")
@open_to("residents")
def print_slips() -> Answer:
    """Print the slips of the ticked accounts, or of all that no password was set for; earlier ones end."""
    policy.require(actor_here(), "make_slip", g.community)
    waiting = [account.id for account, _person in queries.unopened(db(), g.community.id)]
    ticked = [id for id in waiting if str(id) in request.form.getlist("account")]
    ids, community = ticked or ([] if request.form.get("account") else waiting), g.community.id
    form = Form.LETTERS if request.form.get("form") == "letters" else Form.CARDS
    address = url_for("front.first", _external=True)
    with force_locale(g.community.language):
        name = _("登录单") + ".pdf"
    return attempt(
        lambda: perform("ask_for_slips", lambda work: ask_for_slips(
            work, community_id=community, account_ids=ids, form=form, address=address, name=name),
            {"accounts": ids, "form": form.value}).value,
        back_with_words(url_for("slips.show")), _going_on)


def _going_on(made: dict[str, Any]) -> Response:
    set_to_work(made["job_id"], at_once=made["at_once"])
    return redirect(url_for("jobs.show", id=made["job_id"]), code=303)


def _typed() -> dict[int, str]:
    """Of the people who may have an account here those that are ticked, with what stands in the field beside each."""
    may = {row.person.id for row in _rows({}, {})}
    return {id: request.form.get(f"login-{id}", "") for id in sorted(may) if str(id) in request.form.getlist("person")}


def _again(typed: dict[int, str], refusal: Refusal) -> Answer:
    if isinstance(refusal, BadShape):
        wrong = {int(name.partition("-")[2]): say_field(problem) for name, problem in refusal.fields.items()}
        return _shown(_rows(typed, wrong), _("没有开：有几位的登录名要改一改，看下面标出来的。")), 400
    return _shown(_rows(typed, {}), say(refusal)), 400


def _shown(rows: Sequence[Row], trouble: str = "") -> str:
    now, unopened = moment_filters.now(), queries.unopened(db(), g.community.id)
    in_force = queries.slips_in_force(db(), [account.id for account, _person in unopened], now)
    return draw("staff/slips.html", SlipsPage(
        unopened=unopened, slips={slip.account_id: slip for slip in in_force}, rows=rows,
        waiting=queries.waiting_for_a_second(db(), g.community.id, now), trouble=trouble))


def _rows(typed: dict[int, str], wrong: dict[int, str]) -> list[Row]:
    """Whoever holds a post here or speaks for a unit, without an account; in the order of posts, then of units."""
    held: dict[int, tuple[Person, list[str]]] = {}
    today = moment_filters.today()
    for post, person, _body in register.terms(db(), g.community.id, today):
        held.setdefault(person.id, (person, []))[1].append(str(POSTS[post.kind]))
    for standing in register.standings(db(), g.community.id, today):
        for delegacy, person in standing.delegates:
            if delegacy.until is None or delegacy.until > today:
                held.setdefault(person.id, (person, []))[1].append(standing.unit.name)
    having, taken = queries.with_any_account(db(), held), set(queries.names_taken(db()))
    rows = []
    for id, (person, holds) in held.items():
        if id not in having:
            login = typed.get(id) or suggested(person.name, taken)
            taken.add(login)
            rows.append(Row(person, "、".join(dict.fromkeys(holds)), login, wrong.get(id, ""), id in typed))
    return rows
