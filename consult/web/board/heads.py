"""Page area: signed heads, the bundles that readers download, and the program that checks them."""
from __future__ import annotations

from importlib import resources

from flask import Blueprint, Response, g, render_template

from consult.core.errors import NotFound
from consult.core.events import canonical
from consult.publishing import queries
from consult.web.board import page
from consult.web.doorway.access import db, open_to

blueprint = Blueprint("heads", __name__)
SHOWN = 60


@blueprint.get("/heads")
@open_to("everyone")
def index() -> str:
    """The head of every day, the newest on top, and how to check a record."""
    return render_template("board/heads.html", heads=queries.heads(db(), SHOWN))


@blueprint.get("/heads/<int:number>.json")
@open_to("everyone")
def head(number: int) -> Response:
    """One head as a file."""
    return _file(queries.head_as_plain(queries.head_numbered(db(), number)), f"consult-head-{number}.json")


@blueprint.get("/verify_record.py")
@open_to("everyone")
def program() -> Response:
    """The program that checks a bundle."""
    text = (resources.files("consult.publishing.rules") / "verify_record.py").read_bytes()
    return Response(text, mimetype="text/x-python", headers={
        "Content-Disposition": 'attachment; filename="verify_record.py"'})


@blueprint.get("/c/<slug>/s/<int:id>/minutes/bundle.json")
@open_to("everyone")
def minutes_bundle(id: int) -> Response:
    """The public version of a record, to be checked anywhere."""
    version = queries.approved_of_meeting(db(), id)
    if version is None or version.community_id != g.community.id:
        raise NotFound("public_version")
    return _file(queries.bundle_of_version(db(), version), f"consult-minutes-{id}.json")


@blueprint.get("/c/<slug>/notices/<int:id>/bundle.json")
@open_to("everyone")
def notice_bundle(id: int) -> Response:
    """A notice, to be checked anywhere."""
    notice = page.to_read(id)
    if notice.state != "posted":
        raise NotFound("notice")
    return _file(queries.bundle_of_notice(db(), notice), f"consult-notice-{id}.json")


def _file(value: object, name: str) -> Response:
    return Response(canonical(value) + b"\n", mimetype="application/octet-stream", headers={
        "Content-Disposition": f'attachment; filename="{name}"'})
