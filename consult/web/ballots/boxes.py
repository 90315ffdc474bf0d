"""Page area: opened boxes: find one's own ballot, count again, download everything that is needed for it."""
from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from consult.ballot import policy, queries
from consult.ballot.models import Ballot
from consult.ballot.rules import statements
from consult.ballot.rules.sealed_text import ALPHABET, Opened
from consult.config import shipped
from consult.core.errors import NotFound
from consult.core.events import canonical
from consult.web.ballots.held_ballots import Counted, counted_ballot
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.shell import display
from consult.web.wording.sealed import CHOICES

blueprint = Blueprint("boxes", __name__)
Answer = str | AnyResponse
VERIFIER = shipped("static/recount")
"""The command, and in a folder beside it one file for each method of a rule."""
HERE = "/c/<slug>/b/<int:id>"


@blueprint.get("/secrecy")
@open_to("everyone")
def limits() -> Answer:
    """What a secret ballot protects against here, and what it does not."""
    return render_template("ballots/sealed/limits.html")


@blueprint.get("/verify.py")
@open_to("everyone")
def verifier() -> Answer:
    """The stand-alone programme that counts a box again, to read; it runs with the files of the methods beside it."""
    return _file(_programme()["verify.py"], "verify.py", "text/x-python")


@blueprint.get("/verify.zip")
@open_to("everyone")
def verifier_whole() -> Answer:
    """The programme with the files of its methods: the same bytes from every installation of one version."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, content in _programme().items():
            packed.writestr(zipfile.ZipInfo(name), content)
    return _file(held.getvalue(), "verify.zip", "application/zip")


@blueprint.get(f"{HERE}/box")
@open_to("everyone")
def box(id: int) -> Answer:
    """Every ballot of the box with its tracker; the device that cast one shows which."""
    held = _closed(id)
    asked = _tidy(request.args.get("code", ""))
    own = {value for name, value in request.cookies.items() if name.startswith(f"own-{id}-")}
    rows = [] if held.ballot.result and held.ballot.result.get("withheld") else queries.box(db(), held.ballot)
    return render_template(
        "ballots/sealed/box.html", held=held, rows=rows, mine=_mine(rows, own), asked=asked, found=_mine(rows, {asked} - {""}),
        kept=bool(own))


@blueprint.post(f"{HERE}/box/forget")
@open_to("everyone")
def forget(id: int) -> Answer:
    """Let this device forget which ballot was its voter's."""
    held = _closed(id, or_open=True)
    voting = "standing.show" if held.ballot.standing else "sealed.show"
    answer = redirect(url_for("boxes.box" if held.ballot.result else voting, id=id), code=303)
    for name in request.cookies:
        if name.startswith(f"own-{id}-"):
            answer.delete_cookie(name, path=f"{request.script_root}/c/{g.slug}/b/{id}", httponly=True, samesite="Strict")
    return answer


@blueprint.get(f"{HERE}/recount")
@open_to("everyone")
def recount(id: int) -> Answer:
    """Count the box again in the reader's own browser."""
    files = {name: statements.digest(content) for name, content in _programme().items()}
    return render_template("ballots/sealed/recount.html", held=_closed(id), files=files)


@blueprint.get(f"{HERE}/record/<name>")
@open_to("everyone")
def record(id: int, name: str) -> Answer:
    """One of the files of a closed secret ballot; the roll is for members."""
    held = _closed(id)
    whole = queries.record(db(), held.ballot)
    if name == "roll.json":
        if not policy.permits(actor_here(), "see_names", held.ballot):
            raise NotFound("roll")
        return _json(queries.roll_record(db(), held.ballot), f"ballot-{id}-roll.json")
    files: dict[str, Any] = {
        "record.json": whole, "statements.json": whole["statements"], "cast-log.json": whole["cast_log"],
        "keys.json": _keys(whole), "box.json": _cvr(held, whole["box"]),
    }
    if name == "box.csv" and whole["box"] is not None:
        return _file(whole["box"].encode(), f"ballot-{id}-box.csv", "text/csv")
    if name not in files or files[name] is None:
        raise NotFound("file")
    return _json(files[name], f"ballot-{id}-{name}")


def in_fours(tracker: str) -> str:
    """A tracker as one reads it out."""
    return "-".join(tracker[at:at + 4] for at in range(0, len(tracker), 4))


def choice_words(ballot: Ballot, choice: str) -> str:
    """What a choice means on this ballot, in the reader's language."""
    if choice in CHOICES:
        return str(CHOICES[choice])
    english = display.language() == "en"
    option = next((o for o in ballot.asked.options if o.key == choice), None)
    return (option.name_en if english and option.name_en else option.name) if option else choice


blueprint.add_app_template_filter(in_fours, "in_fours")
blueprint.add_app_template_global(choice_words, "choice_words")


def _programme() -> dict[str, bytes]:
    """Every file of the programme by its path."""
    return {path.relative_to(VERIFIER).as_posix(): path.read_bytes() for path in sorted(VERIFIER.rglob("*.py"))}


def _closed(id: int, *, or_open: bool = False) -> Counted:
    held = counted_ballot(id)
    if not held.ballot.is_secret or not (or_open or held.ballot.result is not None):
        raise NotFound("ballot")
    return held


def _keys(whole: dict[str, Any]) -> dict[str, Any]:
    opened = next(json.loads(s["body"]) for s in whole["statements"]
                  if s["ballot"] == whole["ballot"] and s["kind"] == "open")
    return {"ballot": whole["ballot"], "sealed_to": opened["public_key"],
            "signed_by": sorted({s["signed_by"] for s in whole["statements"]})}


def _cvr(held: Counted, box: str | None) -> dict[str, Any] | None:
    """The box in the manner of a cast vote record (NIST SP 1500-103): one record a ballot, one contest."""
    if box is None:
        return None
    rows = [line.split(",") for line in box.splitlines()[1:]]
    return {
        "Election": {"Contest": [{"Id": "1", "Name": held.ballot.question}]},
        "CVR": [{"BallotAuditId": tracker, "Contest": [{"ContestId": question, "Selection": choice.split("+")}]}
                for question, tracker, choice in rows],
    }


def _mine(rows: list[Opened], trackers: set[str]) -> list[Opened]:
    return [row for row in rows if row.tracker.split("#")[0] in trackers]


def _tidy(code: str) -> str:
    """A code as it is read from paper or aloud: any case, with or without dashes; O is 0, I and L are 1."""
    plain = code.upper().translate({ord("O"): "0", ord("I"): "1", ord("L"): "1"})
    return "".join(letter for letter in plain if letter in ALPHABET)[:16]


def _json(content: Any, name: str) -> Response:
    return _file(canonical(content), name, "application/json")


def _file(content: bytes, name: str, kind: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
