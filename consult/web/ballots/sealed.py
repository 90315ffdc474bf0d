"""Page area: secret ballots: choose, seal, hand in, change until the close."""
from __future__ import annotations

from typing import Any, TypedDict

from flask import Blueprint, current_app, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.ballot import actions, queries
from consult.ballot.actions.sealing import question_from
from consult.ballot.models import RollEntry, SealedBallot
from consult.ballot.queries import Place
from consult.ballot.rules import sealed_text
from consult.ballot.rules.sealed_text import Question
from consult.core.arguments import bind
from consult.core.errors import BadShape, NotFound, Refusal, RuleBroken
from consult.web.ballots.forms import VoteForm
from consult.web.ballots.held_ballots import Held, held_ballot, why_silent
from consult.web.doorway.access import db, open_to, signed_in, store
from consult.web.doorway.acting import command_id
from consult.web.doorway.refusals import status_of
from consult.web.doorway.trying import attempt
from consult.web.shell.page import draw
from consult.web.wording import votes as wording_votes
from consult.web.wording.refusals import say

blueprint = Blueprint("sealed", __name__, url_prefix="/c/<slug>/b/<int:id>")
Answer = str | Response | tuple[str | Response, int]
KEPT_SECONDS = 60 * 24 * 3600


def _secret(id: int) -> Held:
    held = held_ballot(id)
    if not held.ballot.is_secret:
        raise NotFound("ballot")
    return held


@blueprint.get("/sealed")
@open_to("residents")
def show(id: int) -> Answer:
    """The secret vote: to choose, to see that one's ballot lies in the box, to replace it while it is open."""
    held = _secret(id)
    if not held.ballot.is_open:
        return redirect(url_for("ballots.result", id=id), code=303)
    return _show(held, wanted_key=request.args.get("voice", ""), changing="change" in request.args)


@blueprint.post("/sealed/confirm")
@open_to("residents")
def confirm(id: int) -> Answer:
    """Without a script: the choice once more, in full words; nothing is recorded yet."""
    held, form = _secret(id), VoteForm()
    key = form.voter_key.data or ""
    voice = _chosen(held, key)
    if not held.ballot.is_open:
        raise RuleBroken("ballot_closed")
    if voice is None or not voice.may_vote:
        return _show(held, wanted_key=key), 400
    if form.choice.data not in held.ballot.asked.answers():
        return _show(held, wanted_key=key, changing=True, error=_("还没有选。请选一个。")), 400
    return render_template("ballots/sealed/confirm.html", held=held, voice=voice, choice=str(form.choice.data))


@blueprint.post("/sealed/cast")
@open_to("residents")
def cast(id: int) -> Answer:
    """Take an envelope that the voter's device sealed; or, without a script, seal the choice here. What was chosen
    is written nowhere, not even in the answer."""
    held = _secret(id)
    return attempt(lambda: cast_into_the_box(id), lambda refusal: _refused(held, refusal), lambda answer: _laid(id, answer))


def _laid(id: int, answer: dict[str, Any]) -> Answer:
    if wants_json():
        return jsonify(answer["told"])
    back = redirect(url_for("sealed.show", id=id, voice=request.form.get("voter_key") or None), code=303)
    return with_tracker(back, id, answer["tracker"])


def cast_into_the_box(id: int) -> dict[str, Any]:
    """Carry out a cast as the form has it: what is told, and the tracker where it was made here."""
    return _cast_envelope(id) if "envelope" in request.form else _cast_choice(id)


def _cast_envelope(id: int) -> dict[str, Any]:
    given = bind(actions.cast_sealed, {"ballot_id": id, "key": command_id(), **_sent("envelope", "voter_key")})
    return {"told": store().beside(lambda work: actions.cast_sealed(work, **given), actor=signed_in(), db=db()), "tracker": ""}


def _cast_choice(id: int) -> dict[str, Any]:
    tracker = sealed_text.new_tracker()
    given = bind(actions.cast_for_sealing, {
        "ballot_id": id, "key": command_id(), "tracker": tracker, **_sent("choice", "voter_key")})
    told = store().beside(lambda work: actions.cast_for_sealing(work, **given), actor=signed_in(), db=db())
    return {"told": told, "tracker": "" if told["repeated"] else tracker}


def _sent(*names: str) -> dict[str, str]:
    return {name: request.form.get(name, "") for name in names}


def wants_json() -> bool:
    """Whether a script asks."""
    return request.accept_mimetypes.best == "application/json"


def _refused(held: Held, refusal: Refusal) -> Answer:
    if isinstance(refusal, NotFound):
        raise refusal
    words = _("还没有选。请选一个。") if isinstance(refusal, BadShape) else say(refusal)
    if wants_json():
        return jsonify({"refused": words, "code": refusal.code}), status_of(refusal)
    if not held.ballot.is_open:
        raise refusal
    key = request.form.get("voter_key", "")
    if isinstance(refusal, BadShape):
        return _show(held, wanted_key=key, changing=True, error=words), status_of(refusal)
    return _show(held, wanted_key=key, refused=words), status_of(refusal)


def with_tracker(answer: Response, id: int, tracker: str) -> Response:
    """Let a device without a script keep its tracker; scripts keep it in the browser's own storage."""
    if tracker:
        voices = sealed_voices(id)
        wanted = request.form.get("voter_key", "")
        place = next((n for n, voice in enumerate(voices) if wanted in ("", voice.voter_key)), 0)
        answer.set_cookie(
            f"own-{id}-{place}", tracker, max_age=KEPT_SECONDS, httponly=True, samesite="Strict",
            secure=current_app.extensions["settings"].https, path=f"{request.script_root}/c/{g.slug}/b/{id}",
        )
    return answer


def sealed_voices(id: int) -> list[RollEntry]:
    """The voices this reader gives: the own ones, then those by proxy."""
    me = signed_in().person_id
    return [*queries.voices(db(), id, me), *queries.voices_by_proxy(db(), id, me)]


def _chosen(held: Held, wanted_key: str) -> RollEntry | None:
    """The voice asked for; else the first that may be given."""
    mine = [v for v in sealed_voices(held.ballot.id) if wanted_key in ("", v.voter_key)]
    return next(iter([v for v in mine if v.may_vote] or mine), None)


class SealedShowPage(TypedDict):
    """What ballots/sealed/show.html is handed."""

    held: Held
    voice: RollEntry | None
    place: Place | None
    sealed: SealedBallot
    question: Question
    voices: list[RollEntry]
    changing: bool
    error: str
    refused: str
    silent: str
    needed: str
    passes_when: list[str]
    citation: str
    binding: Any


def _show(held: Held, *, wanted_key: str, changing: bool = False, error: str = "", refused: str = "") -> str:
    ballot, voice = held.ballot, _chosen(held, wanted_key)
    sealed = queries.sealed(db(), ballot)
    place = queries.place(db(), ballot.id, voice.voter_key) if voice and voice.may_vote else None
    return draw(
        "ballots/sealed/show.html", SealedShowPage(
        held=held, voice=voice, place=place, sealed=sealed, question=question_from(sealed),
        voices=sealed_voices(ballot.id), changing=changing, error=error, refused=refused,
        silent=why_silent(voice),
        needed=wording_votes.needed_now(held.rule, ballot), passes_when=wording_votes.passes_when(held.rule),
        citation=wording_votes.citation(held.rule), binding=wording_votes.BINDINGS[held.rule.binding],
    ))
