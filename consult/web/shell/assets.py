"""Static files under one stamp of their content, packed small, so that a browser may keep them for ever."""
from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass, field
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request, url_for

STAMP_LENGTH = 10
FOR_EVER_SECONDS = 365 * 24 * 3600
TYPES = {".js": "text/javascript", ".svg": "image/svg+xml", ".css": "text/css"}
STYLESHEETS = (
    "tokens", "base", "letterhead", "controls", "paper", "matters", "rooms", "minutes", "meetings", "areas", "modes",
    "print", "gaps",
)
OF_ONE_AREA = "css/area/"
"""Sheets that only the pages of one area ask for, in their block `head`: every page carries the others."""
ALL_STYLES = "css/all.css"
"""Not a file: the stylesheets as one, bare of comments, so that a page asks once and for little."""

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """One file: its bytes, the same gzipped where that is smaller, and its type."""

    body: bytes
    packed: bytes | None
    mimetype: str


@dataclass(frozen=True)
class Shelf:
    """All static files as they were at one moment."""

    stamp: str
    changed_at: int
    files: dict[str, Asset] = field(repr=False)


def _asset(name: str, body: bytes) -> Asset:
    packed = gzip.compress(body, 9, mtime=0)
    kind = TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(body, packed if len(packed) < len(body) else None, kind)


def _contents(folder: Path) -> dict[str, bytes]:
    """Name → bytes of every file, and the stylesheets joined into one, in their order."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in _paths(folder)}
    found |= {name: _bare(sheet) for name, sheet in found.items() if name.startswith(OF_ONE_AREA)}
    if sheets := [found[f"css/{name}.css"] for name in STYLESHEETS if f"css/{name}.css" in found]:
        found[ALL_STYLES] = b"".join(_bare(sheet) for sheet in sheets)
    return found


def _bare(sheet: bytes) -> bytes:
    """A stylesheet without its comments and without white space that says nothing: what a browser needs of it."""
    plain = re.sub(rb"\s+", b" ", re.sub(rb"/\*.*?\*/", b"", sheet, flags=re.DOTALL))
    plain = re.sub(rb"(?<=[a-z]): ", b":", re.sub(rb" ?([{};,>]) ?", rb"\1", plain))
    return plain.replace(b";}", b"}")


def _paths(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _changed_at(folder: Path) -> int:
    return max((path.stat().st_mtime_ns for path in _paths(folder)), default=0)


def read_shelf(folder: Path) -> Shelf:
    """Read every file below `folder`; the stamp is a digest of names and contents."""
    changed_at = _changed_at(folder)
    files = {name: _asset(name, body) for name, body in _contents(folder).items()}
    digest = hashlib.sha256()
    for name, asset_file in files.items():
        digest.update(name.encode() + b"\0" + asset_file.body + b"\0")
    return Shelf(digest.hexdigest()[:STAMP_LENGTH], changed_at, files)


def _shelf() -> Shelf:
    """The files in force; read again when one has changed, but only while debugging."""
    shelf: Shelf = current_app.extensions["assets"]
    folder = Path(current_app.static_folder or "")
    if current_app.debug and _changed_at(folder) != shelf.changed_at:
        shelf = current_app.extensions["assets"] = read_shelf(folder)
    return shelf


def asset(name: str) -> str:
    """The address of a static file; KeyError when there is none of that name.

    The stamp is a folder, so modules that import each other by a relative path stay under the same stamp.
    """
    shelf = _shelf()
    if name not in shelf.files:
        raise KeyError(f"no static file {name}")
    return url_for("assets.file", stamp=shelf.stamp, name=name)


@blueprint.get("/assets/<stamp>/<path:name>")
def file(stamp: str, name: str) -> Response:
    """A static file: kept for ever under the stamp in force, asked for again under any other."""
    shelf = _shelf()
    found = shelf.files.get(name) or abort(404)
    packed = found.packed if request.accept_encodings["gzip"] else None
    answer = Response(packed or found.body, mimetype=found.mimetype)
    answer.headers["Vary"] = "Accept-Encoding"
    if packed:
        answer.headers["Content-Encoding"] = "gzip"
    if stamp == shelf.stamp:
        answer.cache_control.public = True
        answer.cache_control.max_age = FOR_EVER_SECONDS
        answer.cache_control.immutable = True
    else:
        answer.cache_control.no_cache = True
    return answer


def register(app: Flask) -> None:
    """Serve /assets and give templates asset('css/base.css')."""
    app.extensions["assets"] = read_shelf(Path(app.static_folder or ""))
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset"] = asset
