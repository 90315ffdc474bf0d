"""Papers of a record: a page to print, PDF, DOCX and Akoma Ntoso, in the version that this reader may have."""
from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import quote

from flask import Blueprint, Response, g, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later
from werkzeug.wrappers import Response as AnyResponse

from consult.core.errors import NotFound
from consult.core.events import canonical
from consult.meeting import queries as meetings
from consult.minutes import policy, queries
from consult.minutes.models import Minutes
from consult.minutes.queries.papers import record_for_papers
from consult.minutes.rules.papers import akoma_ntoso, building, docx, pdf
from consult.minutes.rules.papers.paper import Entry, Record
from consult.publishing import queries as publishing
from consult.publishing.models import PublicVersion
from consult.storage.writer import offload
from consult.web.doorway import outgoing
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.shell import moment_filters

FORM = "3"
"""Raised when a file of the same words looks otherwise than before: what was fetched earlier is then fetched anew."""
FILES: dict[str, tuple[str, Callable[[Record, str], bytes]]] = {
    "pdf": ("application/pdf", lambda record, kind: pdf.pdf(building.build(kind, record))),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",
             lambda record, kind: docx.docx(building.build(kind, record))),
    "xml": (akoma_ntoso.MEDIA_TYPE, lambda record, _kind: akoma_ntoso.akoma_ntoso(record, request.base_url)),
}
KEPT = 24
_MADE: OrderedDict[str, bytes] = OrderedDict()
"""The files made last, by their ETag."""
NAMES = {"record": later("会议记录"), "summary": later("会议纪要"), "notice": later("公示"), "report": later("听证报告")}
UNSAFE = re.compile(r"[^\w\u4e00-\u9fff〔〕（）()-]+")


def paper_name(kind: str, *, hearing: bool = False) -> str:
    """What people call a paper."""
    return _("听证笔录") if hearing and kind == "record" else str(NAMES[kind])


def papers_for(minutes: Minutes, kind_of_body: str) -> list[str]:
    """The papers that this reader may have of a record."""
    try:
        _version_for(minutes)
    except NotFound:
        return []
    return ["record", "report"] if kind_of_body == "hearing" else ["record", "summary", "notice"]


def _version_for(minutes: Minutes) -> str:
    """"archive" for who keeps it or took part, else the hash of the approved public version; NotFound for others."""
    actor = actor_here()
    if policy.permits(actor, "see_draft", minutes) or (minutes.state != "draft" and queries.reader_of(actor, minutes)):
        return "archive"
    version = _approved(minutes) if minutes.state == "published" else None
    if version is None:
        raise NotFound("minutes")
    return version.text_hash


def _approved(minutes: Minutes) -> PublicVersion | None:
    """The public version of the record of this request, looked up once."""
    if "approved_version" not in g:
        g.approved_version = publishing.approved_of_meeting(db(), minutes.meeting_id)
    found: PublicVersion | None = g.approved_version
    return found


def _record(minutes: Minutes) -> Record:
    """The record in the version that this reader may have: the one place where the texts of papers are taken."""
    archive = record_for_papers(db(), minutes, g.community)
    if _version_for(minutes) == "archive":
        outgoing.this_is_the_archive()
        return archive
    version = _approved(minutes)
    assert version is not None
    known = {entry.position: entry for entry in archive.entries}
    entries = [
        Entry(line.position, line.kind, line.lead, line.text, known[line.position].source_seq, known[line.position].at)
        for line in publishing.lines_of(version)]
    return archive.with_texts(publishing.redactor_for(db(), g.community, moment_filters.today()), entries)


@open_to("everyone")
def paper(id: int, kind: str) -> str:
    """A paper as a page, to read and to print."""
    minutes = _readable(id, kind)
    return render_template(
        "minutes/paper.html", minutes=minutes, kind=kind, paper=building.build(kind, _record(minutes)),
        name=paper_name(kind, hearing=_hearing(id)), files=_files_of(kind))


@open_to("everyone")
def paper_file(id: int, kind: str, ending: str) -> AnyResponse:
    """A paper as a file."""
    if ending not in _files_of(kind):
        raise NotFound("page")
    minutes = _readable(id, kind)
    record = _record(minutes)
    mark = _mark(record, kind, ending)
    answer = Response(mimetype=FILES[ending][0])
    answer.set_etag(mark)
    answer.cache_control.private, answer.cache_control.no_cache = True, True
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(_file_name(record, kind, ending))}"
    if request.if_none_match.contains(mark):
        answer.status_code = 304
        return answer
    answer.set_data(_made(mark, record, kind, ending))
    return answer


def _files_of(kind: str) -> tuple[str, ...]:
    return ("pdf", "docx", "xml") if kind == "record" else ("pdf", "docx")


def _hearing(id: int) -> bool:
    return meetings.meeting(db(), id, g.community.id).body.kind == "hearing"


def _readable(id: int, kind: str) -> Minutes:
    minutes = queries.of_meeting(db(), id, g.community.id)
    if kind not in papers_for(minutes, "hearing" if _hearing(id) else ""):
        raise NotFound("minutes")
    return minutes


def _mark(record: Record, kind: str, ending: str) -> str:
    said = [building.build(kind, record).plain(), ending, FORM, request.base_url if ending == "xml" else ""]
    return sha256(canonical(said)).hexdigest()[:32]


def _made(mark: str, record: Record, kind: str, ending: str) -> bytes:
    if mark not in _MADE:
        make = FILES[ending][1]
        _MADE[mark] = make(record, kind) if ending == "xml" else offload(lambda: make(record, kind))
        while len(_MADE) > KEPT:
            _MADE.popitem(last=False)
    return _MADE[mark]


def _file_name(record: Record, kind: str, ending: str) -> str:
    title = building.build(kind, record).title
    return UNSAFE.sub("", f"{record.number}{title}")[:80] + f".{ending}"


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of minutes, and the lists of papers on every template."""
    base = "/s/<int:id>/minutes/<any(record, summary, notice, report):kind>"
    blueprint.add_url_rule(base, "paper", paper, methods=["GET"])
    blueprint.add_url_rule(f"{base}.<ending>", "paper_file", paper_file, methods=["GET"])
    for name, function in (("papers_for", papers_for), ("paper_name", paper_name), ("files_of_paper", _files_of)):
        blueprint.add_app_template_global(function, name)


