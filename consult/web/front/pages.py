"""Front pages: choose a community, sign in and out, help."""
from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.account import actions as accounts
from consult.account import queries
from consult.account.rules import login_name
from consult.community import queries as communities
from consult.community.models import Community
from consult.core.actor import Actor
from consult.core.errors import RuleBroken
from consult.storage.writer import offload
from consult.web.doorway.access import current_actor, db, forget_sign_in, open_to, remember_sign_in, store
from consult.web.doorway.acting import act
from consult.web.doorway.same_site import same_site_path
from consult.web.doorway.trying import attempt, gone_on, on_form
from consult.web.front import display, first, joining, privacy_text
from consult.web.front.forms import SignInForm
from consult.web.front.sessions import new_session
from consult.web.shell import drafts

blueprint = Blueprint("front", __name__)
display.add_to(blueprint)
first.add_to(blueprint)
privacy_text.add_to(blueprint)
joining.add_to(blueprint)
Answer = str | Response | tuple[str, int]


@blueprint.get("/")
@open_to("everyone")
def index() -> Answer:
    """Choose a community; whoever is signed in goes to the own one, and one community alone is opened at once."""
    actor, all_of_them = current_actor(), communities.communities(db())
    if actor and actor.community_id:
        return redirect(_home_of(actor), code=303)
    if actor and (street := communities.street_of(db(), actor)):
        return redirect(url_for("street.docket", street_id=street.id), code=303)
    if len(all_of_them) == 1:
        return redirect(url_for("home.show", slug=all_of_them[0].slug), code=303)
    return render_template("front/index.html", communities=all_of_them)


def _home_of(actor: Actor) -> str:
    community = db().get(Community, actor.community_id)
    return url_for("home.show", slug=community.slug) if community else url_for("front.index")


@blueprint.get("/sign-in")
@open_to("everyone")
def sign_in() -> Answer:
    """The sign-in page."""
    actor = current_actor()
    back = same_site_path(request.args.get("next"))
    if actor:
        return redirect(back or _home_of(actor), code=303)
    return render_template("front/sign_in.html", form=SignInForm(), back=back)


@blueprint.post("/sign-in")
@open_to("everyone")
def begin_session() -> Answer:
    """Check name and password, begin a session, go on to where the reader was."""
    form, back = SignInForm(), same_site_path(request.form.get("next"))
    return attempt(
        lambda: _checked_token(form.login.data or "", form.password.data or ""),
        on_form(form, lambda: render_template("front/sign_in.html", form=form, back=back)),
        lambda token: remember_sign_in(gone_on(back or url_for("front.index")), token))


def _checked_token(name: str, password: str) -> str:
    keys = queries.failure_keys(name, request.remote_addr or "")
    store().carry_out(lambda work: accounts.count_try(work, keys=keys))
    account = queries.account_named(db(), name[:200])
    waits = None if account else queries.request_named(db(), name[:200])
    given = password[:login_name.PASSWORD_LONGEST + 1]
    if not offload(lambda: queries.password_fits(account or waits, given)):
        raise RuleBroken("sign_in_failed")
    if account is None:
        raise RuleBroken("joining_waits", until=waits.lapses_at) if waits else RuleBroken("sign_in_failed")
    store().carry_out(lambda work: accounts.clear_tries(work, keys=keys))
    first.say_what_the_desk_did(account.id)
    return new_session(account.id)


@blueprint.post("/sign-out")
@open_to("everyone")
def sign_out() -> Answer:
    """End this session."""
    actor = current_actor()
    if actor and actor.session_id:
        act(accounts.end_session, session_id=actor.session_id)
        drafts.forget_all_drafts()
    return forget_sign_in(redirect(url_for("front.index"), code=303))


def _page(name: str) -> Any:
    @open_to("everyone")
    def show() -> str:
        return render_template(f"front/{name}.html")

    return show


for _name in ("help", "rules", "privacy", "a11y"):
    blueprint.add_url_rule(f"/{_name}", _name, _page(_name), methods=["GET"])
