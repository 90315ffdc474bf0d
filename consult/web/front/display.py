"""The page where readers choose how pages look, and the quick switches in the letterhead."""
from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.web.doorway.same_site import same_site_path
from consult.web.shell import display


def show() -> str:
    """The display page."""
    back = same_site_path(request.args.get("next"))
    return render_template("front/display.html", chosen=display.current(), back=back)


def change() -> Response:
    """Take over the choices that were sent and go back to where the reader was."""
    wanted = {name: value for name, value in request.form.items() if name in display.CHOICES}
    back = same_site_path(request.form.get("next")) or url_for("front.index")
    answer = redirect(back, code=303)
    return display.remember(answer, display.changed(display.current(), wanted))


def add_to(front: Blueprint) -> None:
    """Hang /display on the blueprint of the front pages."""
    front.add_url_rule("/display", "display", show, methods=["GET"])
    front.add_url_rule("/display", "change_display", change, methods=["POST"])
