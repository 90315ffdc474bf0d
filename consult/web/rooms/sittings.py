"""Page area: sittings: who takes part and how they came to, papers, a forum's questions, promises, bodies' rhythm."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypedDict

from flask import Blueprint, g, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from consult.community import queries as register
from consult.community.rules.cadence import next_due, overdue_days
from consult.community.rules.kinds import Cadence
from consult.community.rules.sittings import Kind
from consult.core.clock import local_date
from consult.meeting import policy, queries
from consult.meeting.actions import postponing
from consult.meeting.models import Meeting
from consult.meeting.models.sittings import Question, Sitting
from consult.meeting.queries import sittings as held
from consult.web.doorway import outgoing
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, back_with_words, gone_on
from consult.web.rooms import sitting_forms
from consult.web.rooms.sitting_forms import AskForForm, AskForm
from consult.web.rooms.tried import form_for
from consult.web.shell import display, moment_filters
from consult.web.shell.page import draw

blueprint = Blueprint("sittings", __name__, url_prefix="/c/<slug>")
Answer = str | Response


def kind_word(thing: Any) -> str:
    """The name of a kind, a role, a group or a phase in the reader's language."""
    if isinstance(thing, dict):
        return str(thing["name_en" if display.language() == "en" else "name"])
    return str(thing.name_en if display.language() == "en" else thing.name) if thing else ""


blueprint.add_app_template_global(kind_word, "kind_word")


@blueprint.get("/s/<int:id>/people")
@open_to("everyone")
def people(id: int) -> Answer:
    """Who takes part, how the lot fell, the papers; residents sign up here, the office arranges here."""
    return _people(queries.meeting(db(), id, g.community.id))


@blueprint.get("/s/<int:id>/questions")
@open_to("everyone")
def questions(id: int) -> Answer:
    """A forum's questions with what became of each; asked, answered and ended here."""
    return _questions(queries.meeting(db(), id, g.community.id))


@blueprint.get("/promises")
@open_to("everyone")
def promises() -> Answer:
    """What was promised at forums and is not done yet, by its date."""
    return render_template("rooms/sitting/promises.html", promises=held.promises(db(), g.community.id))


@blueprint.get("/bodies")
@open_to("everyone")
def bodies() -> Answer:
    """Every body with how often it is to meet, when it met, when it is due, and by how much it is late."""
    found = register.bodies(db(), g.community.id)
    last = {id: local_date(at, g.community.timezone) for id, at in
            queries.last_met(db(), [body.id for body in found]).items()}
    today = moment_filters.today()
    rows = [(body, last.get(body.id), due, overdue_days(due, today))
            for body in found for due in [next_due(body, today, last.get(body.id))]]
    kinds = {body.id: held.kind_of_body(db(), body) for body in found}
    return render_template("rooms/sitting/bodies.html", rows=rows, kinds=kinds, on_demand=Cadence.ON_DEMAND)


@blueprint.post("/s/<int:id>/put-off")
@open_to("residents")
def postpone_meeting(id: int) -> Answer:
    """Another day for a sitting; what is refused is said where it came from."""
    meeting, form = queries.meeting(db(), id, g.community.id), request.form
    return attempt(
        lambda: act(postponing.postpone, meeting_id=meeting.id, reason=form.get("reason", ""), place="",
                    starts_at=moment_here(form.get("day", ""), form.get("at", ""))),
        back_with_words(url_for("rooms.desk", id=id)),
        lambda answer: gone_on(url_for("meetings.notice", id=answer.value["next_meeting_id"])))


def shown_again(meeting: Meeting, path: str) -> str | None:
    """The page a command was sent from, drawn anew with what was typed; None where it is none of these."""
    pages: dict[str, Callable[[Meeting], str]] = {
        url_for("sittings.people", id=meeting.id): _people, url_for("sittings.questions", id=meeting.id): _questions,
    }
    page = pages.get(path)
    return page(meeting) if page else None


def _people(meeting: Meeting) -> str:
    sat = held.sitting(db(), meeting.id)
    kind = held.kind_of(sat)
    actor, parts = actor_here(), held.parts(db(), meeting.id)
    arranging = policy.permits(actor, "arrange", meeting) and meeting.state in ("convened", "open") and not sat.phase
    if arranging:
        outgoing.this_is_the_archive()  # who names people chooses from full names
    own = held.sign_up_of(db(), meeting.id, actor.person_id) if actor else None
    signing = meeting.state == "convened" and kind.signed_up is not None and sat.lot is None and not sat.participants_at
    return render_template(
        "rooms/sitting/people.html", meeting=meeting, sat=sat, kind=kind, parts=parts, arranging=arranging,
        signing=signing, sign_ups=held.sign_ups(db(), meeting.id), papers=held.papers(db(), meeting.id),
        own=own if own and own.state != "withdrawn" else None, recusals=held.recusals(db(), meeting.id),
        chain=held.chain(db(), meeting.id), mine=next((p for p in parts if actor and p.person_id == actor.person_id), None),
        may_decide=policy.permits(actor, "decide_recusal", meeting), **_people_forms(meeting, sat, kind, parts),
    )


def _people_forms(meeting: Meeting, sat: Sitting, kind: Kind, parts: Any) -> dict[str, Any]:
    part, sign = form_for(sitting_forms.PartForm, "give_part"), form_for(sitting_forms.SignUpForm, "sign_up")
    recusal = form_for(sitting_forms.RecusalForm, "ask_recusal")
    busy = {p.person_id for p in parts}
    none = SelectChoice(value="", label="—")
    part.person_id.choices = [none] + [
        SelectChoice(value=str(p.id), label=p.name) for p in register.matching_people(db(), g.community.id, "", 500)
        if p.id not in busy]
    part.role.choices = [SelectChoice(value=r.code, label=kind_word(r)) for r in kind.roles]
    part.group.choices = [none] + [
        SelectChoice(value=x.code, label=kind_word(x)) for r in kind.roles for x in r.groups if not x.drawn]
    role = kind.signed_up
    sign.group.choices = [SelectChoice(value=x.code, label=kind_word(x)) for x in role.groups if x.drawn] if role else []
    recusal.person_id.choices = [none] + [
        SelectChoice(value=str(p.person_id), label=p.shown_as) for p in parts
        if p.role in ("chair", "panel", "recorder", "monitor")]
    return {
        "part_form": part, "sign_form": sign, "recusal_form": recusal, "paper_form": form_for(sitting_forms.PaperForm, "add_paper"),
        "seed_form": form_for(sitting_forms.SeedForm, "draw_lots"),
        "decisions": {r.id: form_for(sitting_forms.DecisionForm, "decide_recusal", belongs={"recusal_id": r.id})
                      for r in held.recusals(db(), meeting.id) if r.granted is None},
        "crowded": any(sum(s.grp == code for s in held.sign_ups(db(), meeting.id)) > seats
                       for code, seats in sat.seats.items()),
    }


class SittingQuestionsPage(TypedDict):
    """What rooms/sitting/questions.html is handed."""

    meeting: Meeting
    kind: Kind
    asked: Sequence[Question]
    running: bool
    asking: bool
    ask_form: AskForm
    ask_for_form: AskForForm
    ends: dict[Any, Any]
    kept: dict[Any, Any]


def _questions(meeting: Meeting) -> str:
    asked, actor = held.questions(db(), meeting.id), actor_here()
    running = policy.permits(actor, "run", meeting)
    sat = held.sitting(db(), meeting.id)
    kind = held.kind_of(sat)
    phase = kind.phase(sat.phase)
    asking = meeting.state == "convened" or (meeting.state == "open" and (not phase or "questions" in phase.allows))
    return draw(
        "rooms/sitting/questions.html", SittingQuestionsPage(
        meeting=meeting, kind=kind, asked=asked, running=running,
        asking=asking, ask_form=form_for(sitting_forms.AskForm, "ask_question"),
        ask_for_form=form_for(sitting_forms.AskForForm, "ask_question_for"),
        ends={q.id: form_for(sitting_forms.EndForm, "end_question", belongs={"question_id": q.id})
              for q in asked if q.state == "open"},
        kept={q.id: form_for(sitting_forms.KeptForm, "keep_promise", belongs={"question_id": q.id})
              for q in asked if q.state == "promised" and not q.kept_at},
    ))


def moment_here(day: str, at: str) -> str:
    """A day and an hour of the community as one moment; empty where they make none."""
    try:
        return datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=moment_filters.zone()).isoformat()
    except ValueError:
        return ""
