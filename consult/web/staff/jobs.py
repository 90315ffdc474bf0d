"""What somebody asked for and is made beside the pages: how far it is, and the file, for whoever asked and for a day."""
from __future__ import annotations

from typing import TypedDict
from urllib.parse import quote

from flask import Blueprint, Response, g, jsonify
from werkzeug.wrappers import Response as AnyResponse

from consult.core.errors import NotFound, RuleBroken
from consult.jobs import asking
from consult.jobs.working import given_up, left_alone
from consult.storage.jobs import Job
from consult.web.doorway.access import actor_here, db, open_to, store
from consult.web.doorway.working import take_up
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording import slips as words
from consult.web.wording.refusals import say

blueprint = Blueprint("jobs", __name__, url_prefix="/c/<slug>/jobs")
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(words.FOR_TEMPLATES))


class JobPage(TypedDict):
    """What staff/job.html is handed."""

    job: Job
    failed: bool
    why: str


@blueprint.get("/<int:id>")
@open_to("residents")
def show(id: int) -> str:
    """How far it is; a page without a script asks again by itself."""
    job = _own(id)
    if left_alone(job, moment_filters.now()):
        take_up(store())
    return draw("staff/job.html", JobPage(job=job, failed=_has_failed(job), why=_why(job)))


@blueprint.get("/<int:id>/state")
@open_to("residents")
def state(id: int) -> Response:
    """The same in numbers, for the page's script."""
    job = _own(id)
    return jsonify(over=job.state == "done" or _has_failed(job), done=job.done, total=job.total)


@blueprint.get("/<int:id>/file")
@open_to("residents")
def file(id: int) -> AnyResponse:
    """The file, for whoever asked."""
    job = _own(id)
    answer = Response(asking.done_file(db(), job), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(job.name)}"
    return answer


def _own(id: int) -> Job:
    job = asking.job_for(db(), actor_here(), id, moment_filters.now())
    if job.community_id != g.community.id:
        raise NotFound("page")
    return job


def _has_failed(job: Job) -> bool:
    return job.state == "failed" or given_up(job, moment_filters.now())


def _why(job: Job) -> str:
    return say(RuleBroken(job.problem or "went_wrong")) if _has_failed(job) else ""
