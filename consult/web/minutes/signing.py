"""Pages of a record at its end: signing with one's password, publishing, appending a correction, its history."""
from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from consult.account import actions as accounts
from consult.account import queries as account_queries
from consult.account.models import Account
from consult.account.rules import login_name
from consult.core.errors import BadShape, Forbidden, Refusal
from consult.meeting import queries as meetings
from consult.minutes import actions, policy, queries
from consult.minutes.models import Minutes
from consult.minutes.rules.difference import pieces
from consult.storage.writer import offload
from consult.web.doorway.access import actor_here, db, open_to, signed_in, store
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, gone_on, with_words
from consult.web.minutes.page import Answer, bad_or_not_now, refused_words, show_again
from consult.web.minutes.view import RecordView
from consult.web.shell import moment_filters
from consult.web.wording.record import CAPACITIES


def _view(id: int) -> RecordView:
    meeting = meetings.meeting(db(), id, g.community.id)
    minutes = queries.of_meeting(db(), id, g.community.id)
    if not (policy.permits(signed_in(), "sign_as_recorder", meeting) or policy.permits(signed_in(), "sign_as_chair", meeting)):
        raise Forbidden("not_yours_to_do", verb="sign")
    return RecordView(minutes, meeting, signed_in(), moment_filters.now())


@open_to("residents")
def signing(id: int) -> Answer:
    """What is signed, and the field for one's password."""
    view = _view(id)
    if view.minutes.frozen:
        return redirect(url_for("minutes.show", id=id), code=303)
    return _signing(view)


def _signing(view: RecordView, refused: str = "") -> str:
    return render_template("minutes/sign.html", view=view, minutes=view.minutes, meeting=view.meeting, refused=refused,
                           capacities={c: CAPACITIES[c] for c in view.capacities})


@open_to("residents")
def sign(id: int) -> Answer:
    """Sign: the password is asked for again, and what is signed is the text with the hash that was shown."""
    view = _view(id)
    return attempt(
        lambda: _sign(view.minutes.id), with_words(lambda words: _signing(view, words), words=_why_not_signed, status=bad_or_not_now),
        lambda frozen: gone_on(url_for("minutes.show", id=id), (
            _("签好了。两个人都签了名，文字从现在起不能再改。") if frozen else _("签好了，还等另一位签名。"))))


def _sign(minutes_id: int) -> bool:
    _check_password(request.form.get("password", ""))
    frozen: bool = act(
        actions.sign, minutes_id=minutes_id, capacity=request.form.get("capacity", ""),
        text_hash=request.form.get("text_hash", ""), leave_open=request.form.get("leave_open", "") == "y").value["frozen"]
    return frozen


def _why_not_signed(refusal: Refusal) -> str:
    return _("密码不对，请再核对一遍。") if _wrong_password(refusal) else refused_words(refusal)


def _wrong_password(refusal: Refusal) -> bool:
    return isinstance(refusal, BadShape) and "password" in refusal.fields


def _check_password(given: str) -> None:
    account = db().get_one(Account, signed_in().account_id)
    keys = account_queries.failure_keys(account.login_name, request.remote_addr or "")
    store().carry_out(lambda work: accounts.count_try(work, keys=keys))
    if not offload(lambda: account_queries.password_fits(account, given[:login_name.PASSWORD_LONGEST + 1])):
        raise BadShape({"password": "wrong_password"})
    store().carry_out(lambda work: accounts.clear_tries(work, keys=keys))


@open_to("residents")
def sign_on_paper(id: int) -> Answer:
    """Note that the chair signed a printed copy, and where it is kept."""
    view = _view(id)
    return attempt(
        lambda: act(
            actions.sign_on_paper, minutes_id=view.minutes.id, text_hash=request.form.get("text_hash", ""),
            note=request.form.get("note", ""), leave_open=request.form.get("leave_open", "") == "y"),
        with_words(lambda words: _signing(view, words), words=refused_words, status=bad_or_not_now),
        lambda told: gone_on(url_for("minutes.show", id=id), _("记下了：主持人在纸上签了名。")))


@open_to("residents")
def publish(id: int) -> Answer:
    """Publish the signed record for everyone."""
    minutes = queries.of_meeting(db(), id, g.community.id)
    policy.require(signed_in(), "publish", minutes)
    return attempt(
        lambda: act(actions.publish, minutes_id=minutes.id, revision=request.form.get("revision", "")),
        lambda refusal: show_again(id, refusal),
        lambda answer: gone_on(
            url_for("minutes.show", id=id), _("公布了，编号%(number)s。", number=answer.value["number"])))


@open_to("residents")
def append_erratum(id: int) -> Answer:
    """Append a correction to what is published."""
    minutes = queries.of_meeting(db(), id, g.community.id)
    policy.require(signed_in(), "publish", minutes)
    return attempt(
        lambda: act(actions.append_erratum, minutes_id=minutes.id, text=request.form.get("text", ""),
                    reason=request.form.get("reason", ""), position=request.form.get("position", "")),
        lambda refusal: show_again(id, refusal),
        lambda told: gone_on(url_for("minutes.show", id=id) + "#errata", _("更正附在记录后面了，原来的文字没有动。")))


@open_to("residents")
def history(id: int) -> Answer:
    """Every saved version and what changed in it."""
    minutes = _for_the_archive(id)
    told: list[dict[str, Any]] = [
        {"version": version, "changes": [
            {**change, "pieces": pieces(change["before"], change["after"])} for change in version.changes]}
        for version in queries.versions(db(), minutes.id)
    ]
    return render_template("minutes/history.html", minutes=minutes, told=told)


def _for_the_archive(id: int) -> Minutes:
    minutes = queries.of_meeting(db(), id, g.community.id)
    policy.require(actor_here(), "see_draft", minutes)
    return minutes


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of minutes."""
    base = "/s/<int:id>/minutes"
    blueprint.add_url_rule(f"{base}/sign", "signing", signing, methods=["GET"])
    blueprint.add_url_rule(f"{base}/sign", "sign", sign, methods=["POST"])
    blueprint.add_url_rule(f"{base}/sign-on-paper", "sign_on_paper", sign_on_paper, methods=["POST"])
    blueprint.add_url_rule(f"{base}/publish", "publish", publish, methods=["POST"])
    blueprint.add_url_rule(f"{base}/errata", "append_erratum", append_erratum, methods=["POST"])
    blueprint.add_url_rule(f"{base}/history", "history", history, methods=["GET"])
