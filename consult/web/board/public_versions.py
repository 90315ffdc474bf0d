"""The public version of a record: seen before it is let out, let out by a second person, taken back; and consents."""
from __future__ import annotations

from typing import Any, TypedDict

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.core.actor import Actor
from consult.core.errors import NotFound
from consult.meeting import queries as meetings
from consult.meeting.models import Meeting
from consult.minutes import queries as minutes
from consult.minutes.models import Minutes
from consult.publishing import actions, policy, queries
from consult.publishing.models import PublicVersion
from consult.web.board.forms import ReasonForm, WithheldForm
from consult.web.doorway import outgoing
from consult.web.doorway.access import db, open_to, signed_in
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, gone_on, with_words
from consult.web.shell.page import draw
from consult.web.wording import board as wording_board

Answer = str | Response | tuple[str, int]


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the board."""
    for rule, view, method in (
        ("/s/<int:id>/public", review, "GET"), ("/s/<int:id>/public", prepare_version, "POST"),
        ("/s/<int:id>/public/approve", approve_version, "POST"),
        ("/s/<int:id>/public/withdraw", withdraw_version, "POST"),
        ("/me/naming", consent, "POST"), ("/me/naming/withdraw", withdraw_consent, "POST"),
    ):
        blueprint.add_url_rule(rule, view.__name__, view, methods=[method])


@open_to("residents")
def review(id: int) -> Answer:
    """What the public will read beside what the archive keeps, with everything that was hidden."""
    return _page(*_to_read(id))


def _to_read(meeting_id: int) -> tuple[Minutes, PublicVersion]:
    record = minutes.of_meeting(db(), meeting_id, g.community.id)
    policy.require(signed_in(), "see_prepared", record)
    version = queries.version_of(db(), record.id)
    if version is None:
        raise NotFound("public_version")
    return record, version


class ReviewPage(TypedDict):
    """What board/review.html is handed."""

    record: Minutes
    version: PublicVersion
    rows: list[dict[str, object]]
    refused: str
    meeting: Meeting
    own: bool
    may_approve: bool
    may_prepare: bool
    may_withdraw: bool
    withheld: WithheldForm
    reason: ReasonForm


def _page(record: Minutes, version: PublicVersion, refused: str = "") -> str:
    redactor, kept = outgoing.redactor(), {line.position: line for line in record.lines}
    rows = [
        {"public": line, "kept": kept[line.position], "changed": _differs(line, kept[line.position]),
         "finds": [wording_board.HIDDEN[k] for k in dict.fromkeys(
             redactor.finds(kept[line.position].lead) + redactor.finds(kept[line.position].text))]}
        for line in queries.lines_of(version) if line.position in kept
    ]
    actor = signed_in()
    return draw(
        "board/review.html", ReviewPage(record=record, version=version, rows=rows, refused=refused,
        meeting=meetings.meeting(db(), record.meeting_id, g.community.id), own=version.prepared_by_id == actor.person_id,
        may_approve=policy.permits(actor, "approve_public", version),
        may_prepare=policy.permits(actor, "prepare_public", record),
        may_withdraw=policy.permits(actor, "withdraw_public", version),
        withheld=WithheldForm(formdata=None, withheld=" ".join(map(str, version.withheld))),
        reason=ReasonForm(formdata=None),
    ))


def _differs(public: Any, kept: Any) -> bool:
    return (public.lead, public.text) != (kept.lead, kept.text)


def _tried(id: int, verb: Any, done: str, **args: Any) -> Answer:
    record, version = _to_read(id)
    return attempt(
        lambda: act(verb, **args),
        with_words(lambda words: _page(record, version, refused=words), status=lambda refusal: 400),
        lambda told: gone_on(url_for("board.review", id=id), done))


@open_to("residents")
def prepare_version(id: int) -> Answer:
    """Make the public version anew, some lines left out whole."""
    record, _version = _to_read(id)
    return _tried(id, actions.prepare_public, _("公开版重新做好了，请另一个人看。"), minutes_id=record.id,
                  withheld=request.form.get("withheld", ""))


@open_to("residents")
def approve_version(id: int) -> Answer:
    """Let it out, as the second person who read it."""
    _record, version = _to_read(id)
    return _tried(id, actions.approve_public, _("公开版公布了，谁都看得到。"), version_id=version.id,
                  text_hash=request.form.get("text_hash", ""))


@open_to("residents")
def withdraw_version(id: int) -> Answer:
    """Take it back at once."""
    _record, version = _to_read(id)
    return _tried(id, actions.withdraw_public, _("公开版撤回了。看过改过，可以再公布。"), version_id=version.id,
                  reason=request.form.get("reason", ""))


@open_to("residents")
def consent() -> Answer:
    """Agree to be named in full in public."""
    act(actions.consent_to_be_named)
    flash(_("记下了：以后公开的地方写您的全名。随时可以撤回。"))
    return redirect(url_for("home.mine"), code=303)


@open_to("residents")
def withdraw_consent() -> Answer:
    """Take the consent back."""
    act(actions.withdraw_consent)
    flash(_("记下了：公开的地方不再写您的全名。"))
    return redirect(url_for("home.mine"), code=303)


def naming_consent(actor: Actor) -> bool:
    """Whether somebody agreed to be named in full."""
    return queries.consent_of(db(), actor.person_id) is not None
