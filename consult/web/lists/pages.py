"""Page area: lists: handed in, looked at row by row, entered in one commit, taken back. For the office."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.community import policy
from consult.community.actions import lists
from consult.community.models import ListImport
from consult.community.queries.lists import kept_rows, list_import, list_imports, planned_for
from consult.community.rules.lists import ListKind, read_list
from consult.community.rules.lists.steps import Fault, Happens, Plan, Row
from consult.core.errors import BadShape, RuleBroken
from consult.sheets import Unreadable, read_table
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import page_number, perform
from consult.web.doorway.trying import attempt, back_with_words, gone_on
from consult.web.doorway.uploads import sent_file, sent_name
from consult.web.lists import files
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording import list_reading
from consult.web.wording import lists as wording
from consult.web.wording.refusals import say, say_field

blueprint = Blueprint("lists", __name__, url_prefix="/c/<slug>/roster/lists")
files.add_to(blueprint)
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(
    **wording.FOR_TEMPLATES, **list_reading.FOR_TEMPLATES))
ROWS_A_PAGE = 50
SHOWN = {
    ListKind.HOMES: ("home", "grid", "use", "area", "lived_in"), ListKind.PEOPLE: ("name", "home", "called", "representative"),
    ListKind.OWNERS: ("home", "owner", "area"), ListKind.UNITS: ("name", "kind", "delegate", "member_of"),
    ListKind.POSTS: ("name", "post", "body", "starts_on", "ends_on"),
}
"""The columns of a preview."""
Answer = str | Response | tuple[str, int]


class IndexPage(TypedDict):
    """What lists/index.html is handed."""

    kinds: list[ListKind]
    chosen: str
    handed: Sequence[ListImport]


class ListPage(TypedDict):
    """What lists/show.html is handed."""

    handed: ListImport
    plan: Plan
    rows: Sequence[Row]
    fields: Sequence[str]
    show: str
    page: int
    pages: int
    letters: dict[str, str]
    dropped: dict[str, int]
    entering: int


class OverPage(TypedDict):
    """What lists/over.html is handed."""

    handed: ListImport
    may_take_back: bool
    kept: Sequence[tuple[int, str]]


@blueprint.get("")
@open_to("residents")
def index() -> Answer:
    """Which lists there are, their templates, and those handed in."""
    policy.require(actor_here(), "keep_register", g.community)
    return draw("lists/index.html", IndexPage(
        kinds=list(ListKind), chosen=request.args.get("kind", ""), handed=list_imports(db(), g.community.id)))


@blueprint.post("")
@open_to("residents")
def hand_in() -> Answer:
    """A file is read; nothing of the register changes."""
    name, raw = sent_name("file"), sent_file("file")
    policy.require(actor_here(), "keep_register", g.community)
    kind = request.form.get("kind", "")
    back = url_for("lists.index", kind=kind if kind in set(ListKind) else None)
    return attempt(lambda: _read(kind, name, raw), back_with_words(back, words=_why, about=(Unreadable, BadShape)),
                   lambda done: gone_on(url_for("lists.show", id=done["list_id"])))


def _read(kind: str, name: str, raw: bytes) -> dict[str, int]:
    if kind not in set(ListKind):
        raise BadShape({"kind": "not_a_choice"})
    if not name:
        raise BadShape({"file": "missing"})
    reading = read_list(ListKind(kind), read_table(name, raw), today=moment_filters.today())
    community_id: int = g.community.id
    done: dict[str, int] = perform("hand_in_list", lambda work: lists.hand_in(
        work, community_id=community_id, file_name=name, reading=reading), {"name": name, "kind": kind, "size": len(raw)}).value
    return done


def _why(refusal: Any) -> str:
    return say_field(next(iter(refusal.fields.values()))) if isinstance(refusal, BadShape) else say(refusal)


@blueprint.get("/<int:id>")
@open_to("residents")
def show(id: int) -> Answer:
    """Every row with what would happen to it; once it is entered, what became of it."""
    handed = _handed(id)
    if handed.entries is None or handed.until <= moment_filters.now():
        return draw("lists/over.html", OverPage(
            handed=handed, kept=kept_rows(db(), id),
            may_take_back=handed.state == "taken_in" and handed.until > moment_filters.now()))
    planned = planned_for(db(), handed, moment_filters.today())
    wanted = request.args.get("show", "look")
    rows = [row for row in planned.rows if _wanted(row, wanted)]
    page, pages = page_number(), max(1, -(-len(rows) // ROWS_A_PAGE))
    columns: dict[str, Any] = {column[2]: column[0] for column in handed.entries["columns"] if column[2]}
    return draw("lists/show.html", ListPage(
        handed=handed, plan=planned, rows=rows[ROWS_A_PAGE * (page - 1):ROWS_A_PAGE * page], fields=SHOWN[ListKind(handed.kind)],
        show=wanted, page=page, pages=pages, letters={row.key: _letter(row.fault, columns) for row in rows if row.fault},
        dropped=handed.entries["dropped"], entering=sum(1 for row in planned.rows if row.steps)))


def _wanted(row: Row, wanted: str) -> bool:
    return wanted == "all" or (row.happens == wanted if wanted in set(Happens) else row.happens != Happens.SAME)


def _letter(fault: Fault, columns: dict[str, str]) -> str:
    """The column of the file in which a fault likely lies."""
    return fault.letter or columns.get(fault.field) or (columns.get("home", "") if fault.field in ("door", "building") else "")


def _handed(id: int) -> ListImport:
    policy.require(actor_here(), "keep_register", g.community)
    return list_import(db(), id, g.community.id)


@blueprint.post("/<int:id>/choose")
@open_to("residents")
def choose(id: int) -> Answer:
    """What the office chose about the rows of a page is kept."""
    there, told = _there(id), _choices()
    return attempt(lambda: perform("choose_in_list", lambda work: lists.choose(work, list_id=id, choices=told),
                                   {"list_id": id, "choices": told}),
                   back_with_words(there, about=(RuleBroken,)), lambda done: gone_on(there, _("记下了。还没有动名册。")))


@blueprint.post("/<int:id>/confirm")
@open_to("residents")
def confirm(id: int) -> Answer:
    """All of it is entered, as it was shown, or nothing."""
    there, told, digest = _there(id), _choices(), request.form.get("digest", "")[:64]
    return attempt(
        lambda: perform("confirm_list", lambda work: lists.confirm_list(work, list_id=id, digest=digest, choices=told),
                        {"list_id": id, "choices": told, "digest": digest}).value,
        back_with_words(there, about=(RuleBroken, BadShape)),
        lambda done: gone_on(there, _("刚才选的记下了，和原来显示的不一样，请再看一眼，再按导入。") if done["look_again"]
                             else _("导入好了。七天以内可以整份退回去。")))


@blueprint.post("/<int:id>/give-up")
@open_to("residents")
def give_up(id: int) -> Answer:
    """Nothing of it is entered."""
    return attempt(lambda: perform("give_up_list", lambda work: lists.give_up(work, list_id=id), {"list_id": id}),
                   back_with_words(_there(id), about=(RuleBroken,)),
                   lambda done: gone_on(url_for("lists.index"), _("这份名单没有导入，读到的内容已经抹掉。")))


@blueprint.post("/<int:id>/take-back")
@open_to("residents")
def take_back(id: int) -> Answer:
    """All that it entered is taken back, but for what something depends on by now."""
    return attempt(lambda: perform("take_back_list", lambda work: lists.take_back(work, list_id=id), {"list_id": id}),
                   back_with_words(_there(id), about=(RuleBroken,)),
                   lambda done: gone_on(_there(id), _("退回去了。")))


def _there(id: int) -> str:
    _handed(id)
    return url_for("lists.show", id=id, show=request.args.get("show") or None, page=request.args.get("page") or None)


def _choices() -> dict[str, str]:
    """The answers of a page: fields are named q: and by what the answer is kept."""
    return {name[2:]: value for name, value in request.form.items() if name.startswith("q:")}
