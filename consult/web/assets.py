"""Static files under one stamp of their content, so that a browser may keep them for ever."""
from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, send_from_directory, url_for

STAMP_LENGTH = 10
FOR_EVER_SECONDS = 365 * 24 * 3600

blueprint = Blueprint("assets", __name__)


def stamp_of(folder: Path) -> str:
    """A short digest of every file below `folder`: names and contents."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:STAMP_LENGTH]


def current_stamp() -> str:
    """The stamp in force; computed anew on each call while debugging."""
    if current_app.debug:
        return stamp_of(Path(current_app.static_folder or ""))
    stamp: str = current_app.extensions["asset_stamp"]
    return stamp


def asset(name: str) -> str:
    """The address of a static file. The stamp is a folder, so modules that import each other by a
    relative path stay under the same stamp."""
    return url_for("assets.file", stamp=current_stamp(), name=name)


@blueprint.get("/assets/<stamp>/<path:name>")
def file(stamp: str, name: str) -> Response:
    """A static file: kept for ever under the stamp in force, asked for again under any other."""
    answer = send_from_directory(current_app.static_folder or "", name, max_age=0)
    if stamp == current_stamp():
        answer.cache_control.clear()
        answer.cache_control.public = True
        answer.cache_control.max_age = FOR_EVER_SECONDS
        answer.cache_control.immutable = True
    return answer


def register(app: Flask) -> None:
    """Serve /assets and give templates asset('css/base.css')."""
    app.extensions["asset_stamp"] = stamp_of(Path(app.static_folder or ""))
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset"] = asset
