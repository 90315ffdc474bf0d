"""For whoever looks after the machine: does the process answer, and can it serve. Says nothing about anybody."""
from __future__ import annotations

import logging
import shutil
from functools import cache

from flask import Blueprint, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from consult.storage import migrations
from consult.web.doorway.access import open_to, store

log = logging.getLogger(__name__)
blueprint = Blueprint("health", __name__)
LEAST_DISK = 200 * 1024 * 1024
"""Bytes: with less the database may not be able to write what it promises."""


@blueprint.get("/livez")
@open_to("everyone")
def live() -> Response:
    """The loop turns; nothing else is asked."""
    return jsonify(alive=True)


@blueprint.get("/readyz")
@open_to("everyone")
def ready() -> tuple[Response, int]:
    """The database answers and has this release's schema, the disk has room, and the server is not closing."""
    held = {"database": _schema_is_current(), "disk": _disk_has_room(), "serving": not _is_closing()}
    return jsonify(held), 200 if all(held.values()) else 503


def _schema_is_current() -> bool:
    try:
        return migrations.current(store().url) == _newest()
    except (SQLAlchemyError, OSError) as problem:
        log.warning("the database does not answer: %s", type(problem).__name__)
        return False


@cache
def _newest() -> str:
    return migrations.head()


def _disk_has_room() -> bool:
    return shutil.disk_usage(current_app.extensions["settings"].data).free > LEAST_DISK


def _is_closing() -> bool:
    door = current_app.extensions.get("live")
    return bool(door and door.closing)
