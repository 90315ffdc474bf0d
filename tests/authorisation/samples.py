"""What each cell of the matrix is tried with: for every action the least that is valid, in each situation.

A page's sample says the values of its address and what its form sends; a command's says in which room it is sent
and its arguments. `e` is the estate (estate.py). The situation "" is the one in which somebody may; "closed" is
the same thing after its end.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.authorisation import samples_answers, samples_services, samples_sittings
from tests.authorisation.estate import REASON, Estate
from tests.authorisation.samples_bodies import pages as bodies_pages
from tests.authorisation.samples_joining import pages as joining_pages
from tests.authorisation.samples_lists import pages as lists_pages
from tests.authorisation.samples_people import pages as people_pages
from tests.authorisation.samples_places import pages as places_pages
from tests.authorisation.samples_publishing import ROWS as PUBLISHING
from tests.authorisation.samples_setup import pages as setup_pages
from tests.authorisation.samples_slips import pages as slips_pages
from tests.authorisation.samples_standing import pages as standing_pages
from tests.builders import PASSWORD

Values = dict[str, Any]
From = Callable[[Estate], Values]


def nothing(e: Estate) -> Values:
    """No values."""
    return {}


@dataclass(frozen=True)
class Page:
    """One request: the values of its address, its query, its form; whose thing it is; whether it writes."""

    at: From = nothing
    form: From = nothing
    query: From = nothing
    owner: str = "chen"
    idle: bool = False
    """A POST that writes nothing down even when it is allowed."""


@dataclass(frozen=True)
class Command:
    """One command: the room it is sent in, its arguments, whose thing it is."""

    room: str
    args: From = nothing
    owner: str = "chen"


def matter(name: str) -> From:
    """The address of one of our matters."""
    return lambda e: {"no": e.nos[e.matters[name]]}


def meeting(name: str) -> From:
    """The address of one of our meetings."""
    return lambda e: {"id": e.rooms[name].meeting_id}


def ballot(name: str) -> From:
    """The address of the ballot of one of our meetings."""
    return lambda e: {"id": e.rooms[name].ballot_id}


def by_id(name: str) -> From:
    """The address of anything whose id the estate remembers."""
    return lambda e: {"id": e.ids[name]}


def line(room: str, which: str) -> From:
    """The address of one line of a record."""
    return lambda e: {"id": e.rooms[room].meeting_id, "line": e.ids[f"{room}_{which}_line"]}


def objection(e: Estate) -> Values:
    """The address of the objection to a record."""
    return {"id": e.rooms["checked"].meeting_id, "objection": e.ids["objection"]}


def sends(**form: Any) -> From:
    """A form that is the same everywhere."""
    return lambda e: form


WORDS = {
    "title": "2幢门口的路灯坏了", "what": "二幢门口的路灯坏了半个月，晚上看不清台阶，老人不敢出门。", "place": "2幢门口",
    "affected": "2幢24户", "expected": "把路灯修好", "category": "facilities",
}
WHY = "理由写在这里，大家都看得到。"
NEW_PASSWORD = "another-long-password"

# --- pages --------------------------------------------------------------------------------------------

PAGES: dict[tuple[str, str], Page] = {
    **standing_pages(Page),
    **people_pages(Page),
    **joining_pages(Page),
    **slips_pages(Page),
    **places_pages(Page),
    **bodies_pages(Page),
    **lists_pages(Page),
    **setup_pages(Page),
    ("GET front.index", ""): Page(),
    ("GET front.sign_in", ""): Page(),
    ("POST front.begin_session", ""): Page(form=sends(login="sun", password=PASSWORD)),
    ("POST front.sign_out", ""): Page(),
    ("GET front.join", ""): Page(),
    ("GET front.join_waits", ""): Page(),
    ("POST front.join_by_code", ""): Page(form=lambda e: {
        "code": e.codes["open"], "name": "马小军", "called": "小马", "login": "xiaoma", "password": NEW_PASSWORD}),
    ("POST front.join_by_code", "closed"): Page(form=lambda e: {
        "code": e.codes["revoked"], "name": "许小宁", "called": "小许", "login": "xiaoxu", "password": NEW_PASSWORD}),
    ("GET front.display", ""): Page(),
    ("POST front.change_display", ""): Page(form=sends(mode="elder"), idle=True),
    ("GET health.live", ""): Page(),
    ("GET health.ready", ""): Page(),
    ("GET front.help", ""): Page(),
    ("GET front.rules", ""): Page(),
    ("GET front.privacy", ""): Page(),
    ("GET front.privacy_text", ""): Page(),
    ("GET front.a11y", ""): Page(),
    ("GET assets.file", ""): Page(at=sends(stamp="now", name="css/base.css")),
    ("GET static", ""): Page(at=sends(filename="css/base.css")),

    ("GET home.show", ""): Page(),
    ("GET home.mine", ""): Page(),
    ("POST home.change_password", ""): Page(form=sends(current=PASSWORD, password=NEW_PASSWORD)),
    ("POST home.end_session", ""): Page(at=by_id("chen_session")),
    ("POST home.end_all_sessions", ""): Page(),

    ("GET matters.index", ""): Page(query=sends(q="电梯")),
    ("GET matters.find", ""): Page(query=sends(q="001")),
    ("GET matters.similar", ""): Page(query=sends(q="电梯")),
    ("GET matters.show", ""): Page(at=matter("proposed"), owner="he"),
    ("GET matters.show", "closed"): Page(at=matter("withdrawn"), owner="he"),
    ("GET matters.slip", ""): Page(at=matter("proposed"), owner="he"),
    ("GET matters.slip", "closed"): Page(at=matter("withdrawn"), owner="he"),
    ("GET matters.propose", ""): Page(),
    ("GET matters.endorsing_for", ""): Page(at=matter("proposed"), query=sends(q="陈")),
    ("POST matters.endorse_for", ""): Page(at=matter("proposed"), form=lambda e: {
        "person_id": e.ids["gu"], "way": "desk", "reason": "没有手机"}),
    ("POST matters.endorse_for", "closed"): Page(at=matter("withdrawn"), form=lambda e: {
        "person_id": e.ids["gu"], "way": "desk", "reason": "没有手机"}),
    ("GET matters.endorsement_slip", ""): Page(at=lambda e: {"no": e.nos[e.matters["endorsed"]], "id": e.ids["chen"]}),
    ("POST matters.take_back_for", ""): Page(at=lambda e: {"no": e.nos[e.matters["endorsed"]], "id": e.ids["chen"]}),
    ("GET matters.proposing_for", ""): Page(query=sends(q="顾")),
    ("POST matters.propose_for", ""): Page(form=lambda e: {**WORDS, "person_id": e.ids["gu"], "read_back": "y"}),
    ("GET matters.chain", ""): Page(at=matter("proposed"), owner="he"),
    ("GET matters.links", ""): Page(at=matter("proposed"), owner="he"),
    ("POST matters.make_link", ""): Page(at=matter("proposed"), owner="he", form=lambda e: {
        "other_no": e.nos[e.matters["endorsed"]], "kind": "related"}),
    ("POST matters.revoke_link", ""): Page(
        at=lambda e: {"no": e.nos[e.matters["returned"]], "id": e.ids["link"]}, owner="he", form=sends(reason=WHY)),
    ("POST matters.follow", ""): Page(at=matter("proposed"), owner="he"),
    ("POST matters.unfollow", ""): Page(at=matter("proposed"), owner="he"),
    ("POST matters.put_forward", ""): Page(form=sends(**WORDS)),
    ("POST matters.endorse", ""): Page(at=matter("proposed"), owner="he"),
    ("POST matters.endorse", "closed"): Page(at=matter("withdrawn"), owner="he"),
    ("POST matters.take_back_endorsement", ""): Page(at=matter("endorsed"), owner="he"),
    ("POST matters.take_back_endorsement", "closed"): Page(at=matter("withdrawn"), owner="he"),
    ("GET matters.revise", ""): Page(at=matter("returned"), owner="he"),
    ("GET matters.revise", "closed"): Page(at=matter("withdrawn"), owner="he"),
    ("POST matters.save_revision", ""): Page(at=matter("returned"), form=sends(**WORDS), owner="he"),
    ("POST matters.save_revision", "closed"): Page(at=matter("withdrawn"), form=sends(**WORDS), owner="he"),
    ("POST matters.withdraw", ""): Page(at=matter("proposed"), owner="he"),
    ("POST matters.withdraw", "closed"): Page(at=matter("withdrawn"), owner="he"),
    ("POST matters.answer_join", ""): Page(at=matter("joining"), form=sends(agreed="yes"), owner="he"),
    ("POST matters.answer_join", "closed"): Page(at=matter("withdrawn"), form=sends(agreed="yes"), owner="he"),
    ("GET matters.screen", ""): Page(at=matter("endorsed"), owner="he"),
    ("GET matters.screen", "closed"): Page(at=matter("withdrawn"), owner="he"),
    ("POST matters.answer", ""): Page(at=matter("endorsed"), form=sends(decision="admit", reason=WHY), owner="he"),
    ("POST matters.answer", "closed"): Page(at=matter("withdrawn"), form=sends(decision="admit", reason=WHY), owner="he"),

    ("GET meetings.index", ""): Page(),
    ("GET meetings.notice", ""): Page(at=meeting("convened")),
    ("GET meetings.notice", "closed"): Page(at=meeting("over")),
    ("GET meetings.convene", ""): Page(),
    ("POST meetings.call_together", ""): Page(form=lambda e: {
        "body_id": e.ids["council"], "matter_id": e.matters["admitted"], "day": "2026-12-10", "at": "19:00",
        "place": "党群服务中心", "chair_id": e.ids["zhou"]}),
    ("POST meetings.cancel", ""): Page(at=meeting("convened"), form=sends(reason="会议室停电了")),
    ("POST meetings.cancel", "closed"): Page(at=meeting("over"), form=sends(reason="会议室停电了")),

    ("GET rooms.show", ""): Page(at=meeting("talk")),
    ("GET rooms.show", "closed"): Page(at=meeting("over")),
    ("GET rooms.desk", ""): Page(at=meeting("talk")),
    ("GET rooms.desk", "closed"): Page(at=meeting("over")),
    ("GET rooms.hall", ""): Page(at=meeting("talk")),
    ("GET rooms.hall", "closed"): Page(at=meeting("over")),
    # Every command by this door is in COMMANDS below; here one that does not exist.
    ("POST rooms.command", ""): Page(at=lambda e: {**meeting("talk")(e), "name": "no_such_command"}),

    ("GET ballots.show", ""): Page(at=ballot("vote")),
    ("GET ballots.show", "closed"): Page(at=ballot("over")),
    ("POST ballots.confirm", ""): Page(at=ballot("vote"), form=sends(choice="for"), idle=True),
    ("POST ballots.confirm", "closed"): Page(at=ballot("over"), form=sends(choice="for"), idle=True),
    ("POST ballots.cast", ""): Page(at=ballot("vote"), form=sends(choice="for")),
    ("POST ballots.cast", "closed"): Page(at=ballot("over"), form=sends(choice="for")),
    ("GET ballots.result", ""): Page(at=ballot("vote")),
    ("GET ballots.result", "closed"): Page(at=ballot("over")),

    # A sealed cast writes beside the database, where nothing of it shows.
    ("GET sealed.show", ""): Page(at=ballot("sealed")),
    ("GET sealed.show", "closed"): Page(at=ballot("unsealed")),
    ("POST sealed.confirm", ""): Page(at=ballot("sealed"), form=sends(choice="for"), idle=True),
    ("POST sealed.confirm", "closed"): Page(at=ballot("unsealed"), form=sends(choice="for"), idle=True),
    ("POST sealed.cast", ""): Page(at=ballot("sealed"), form=sends(choice="for"), idle=True),
    ("POST sealed.cast", "closed"): Page(at=ballot("unsealed"), form=sends(choice="for"), idle=True),
    ("GET boxes.limits", ""): Page(),
    ("GET boxes.verifier", ""): Page(),
    ("GET boxes.verifier_whole", ""): Page(),
    ("GET boxes.box", ""): Page(at=ballot("unsealed")),
    ("GET boxes.box", "early"): Page(at=ballot("sealed")),
    ("POST boxes.forget", ""): Page(at=ballot("unsealed"), idle=True),
    ("GET boxes.recount", ""): Page(at=ballot("unsealed")),
    ("GET boxes.recount", "early"): Page(at=ballot("sealed")),
    ("GET boxes.record", ""): Page(at=lambda e: {**ballot("unsealed")(e), "name": "record.json"}),
    ("GET boxes.record", "early"): Page(at=lambda e: {**ballot("sealed")(e), "name": "record.json"}),
    ("GET boxes.record", "roll"): Page(at=lambda e: {**ballot("unsealed")(e), "name": "roll.json"}),

    ("GET minutes.show", ""): Page(at=meeting("over")),
    ("GET minutes.show", "closed"): Page(at=meeting("published")),
    ("GET minutes.edit", ""): Page(at=meeting("over")),
    ("GET minutes.edit", "closed"): Page(at=meeting("published")),
    ("POST minutes.save", ""): Page(at=meeting("over"), form=sends(revision="1", added="会后补充一句。")),
    ("POST minutes.save", "closed"): Page(at=meeting("published"), form=sends(revision="1", added="会后补充一句。")),
    ("POST minutes.publish", ""): Page(at=meeting("signed"), form=sends(revision="1")),
    ("POST minutes.publish", "closed"): Page(at=meeting("published"), form=sends(revision="1")),

    ("GET minutes.paper", ""): Page(at=lambda e: {**meeting("checked")(e), "kind": "summary"}),
    ("GET minutes.paper_file", ""): Page(at=lambda e: {**meeting("checked")(e), "kind": "record", "ending": "xml"}),
    ("GET minutes.history", ""): Page(at=meeting("over")),
    ("POST minutes.add_line", ""): Page(at=meeting("over"), form=sends(revision="1", after="0", kind="prose", text="会前一句。")),
    ("POST minutes.add_line", "closed"): Page(
        at=meeting("published"), form=sends(revision="1", after="0", kind="prose", text="会前一句。")),
    ("POST minutes.merge_line", ""): Page(at=line("worded", "second"), form=sends(revision="3")),
    ("POST minutes.merge_line", "closed"): Page(at=line("checked", "first"), form=sends(revision="1")),
    ("POST minutes.move_line", ""): Page(at=line("worded", "second"), form=sends(revision="3", way="up")),
    ("POST minutes.move_line", "closed"): Page(at=line("checked", "first"), form=sends(revision="1", way="up")),
    ("POST minutes.circulate", ""): Page(at=meeting("over"), form=sends(revision="1", hours="48")),
    ("POST minutes.circulate", "closed"): Page(at=meeting("published"), form=sends(revision="1", hours="48")),
    ("POST minutes.reopen", ""): Page(at=meeting("checked"), form=sends(reason="漏了一段")),
    ("POST minutes.reopen", "closed"): Page(at=meeting("published"), form=sends(reason="漏了一段")),
    ("POST minutes.object_to", ""): Page(at=meeting("checked"), form=lambda e: {
        "line_id": e.ids["checked_first_line"], "text": "地点写错了"}),
    ("POST minutes.object_to", "closed"): Page(at=meeting("published"), form=sends(line_id="1", text="地点写错了")),
    ("POST minutes.dissent", ""): Page(at=meeting("checked"), form=lambda e: {
        "line_id": e.ids["checked_outcome"], "text": "我不同意。"}),
    ("POST minutes.dissent", "closed"): Page(at=meeting("published"), form=sends(line_id="1", text="我不同意。")),
    ("POST minutes.withdraw_objection", ""): Page(at=objection),
    ("POST minutes.answer_objection", ""): Page(at=objection, form=sends(accept="no", answer="照会场记录没有错。")),
    ("POST minutes.reply", ""): Page(at=meeting("checked"), form=sends(confirm="yes")),
    ("POST minutes.reply", "closed"): Page(at=meeting("published"), form=sends(confirm="yes")),
    # No record here is a hearing's: a speaker has nothing of their own to word anew.
    ("POST minutes.own_words", ""): Page(at=meeting("checked"), form=sends(line_1="话")),
    ("POST minutes.not_reached", ""): Page(at=meeting("checked"), form=lambda e: {"person_id": e.ids["li"]}),
    ("POST minutes.not_reached", "closed"): Page(at=meeting("published"), form=lambda e: {"person_id": e.ids["li"]}),
    ("GET minutes.signing", ""): Page(at=meeting("read_out")),
    ("GET minutes.signing", "closed"): Page(at=meeting("published")),
    ("POST minutes.sign", ""): Page(at=meeting("read_out"), form=lambda e: {
        "capacity": "recorder", "text_hash": e.hashes["read_out"], "password": PASSWORD}),
    ("POST minutes.sign", "closed"): Page(at=meeting("published"), form=sends(
        capacity="recorder", text_hash="x", password=PASSWORD)),
    ("POST minutes.sign_on_paper", ""): Page(at=meeting("read_out"), form=lambda e: {
        "text_hash": e.hashes["read_out"], "note": "档案柜第三格"}),
    ("POST minutes.sign_on_paper", "closed"): Page(at=meeting("published"), form=sends(text_hash="x", note="档案柜")),
    ("POST minutes.append_erratum", ""): Page(at=meeting("published"), form=sends(text="实到5人", reason="少记一人")),
    ("POST minutes.append_erratum", "closed"): Page(at=meeting("over"), form=sends(text="实到5人", reason="少记一人")),

    ("GET docket.index", ""): Page(),
    ("GET docket.reply", ""): Page(at=by_id("over_entry")),
    ("GET docket.reply", "closed"): Page(at=by_id("published_entry")),
    ("POST docket.give_reply", ""): Page(at=by_id("over_entry"), form=lambda e: {
        "decision": "adopt", "between_rule": REASON[:20], "reason": REASON, "to_dissenters": "采光另行测算。",
        "unit_id": e.ids["property"], "due_on": "2026-12-31"}),
    ("POST docket.give_reply", "closed"): Page(at=by_id("published_entry"), form=lambda e: {
        "decision": "adopt", "between_rule": REASON[:20], "reason": REASON, "to_dissenters": "采光另行测算。",
        "unit_id": e.ids["property"], "due_on": "2026-12-31"}),

    ("GET mirror.show", ""): Page(query=sends(year="2026")),
    ("GET mirror.download", ""): Page(at=lambda e: {"name": "promises"}),
    ("GET mirror.drill", ""): Page(at=lambda e: {"name": "promises"}),
    ("GET street_mirror.show", ""): Page(at=lambda e: {"street_id": e.ids["street"]}, query=sends(year="2026")),
    ("GET street_mirror.download", ""): Page(at=lambda e: {"street_id": e.ids["street"]}),

    ("GET roster.index", ""): Page(query=sends(q="顾")),
    ("GET roster.bodies", ""): Page(),
    ("GET roster.posts", ""): Page(query=sends(q="顾")),
    ("POST roster.invite", ""): Page(at=by_id("home_he")),
    ("POST roster.revoke", ""): Page(at=by_id("invitation")),
    ("GET roster.appointing", ""): Page(at=by_id("gu_jr")),
    ("POST roster.appoint", ""): Page(at=by_id("gu_jr"), form=sends(kind="secretary", starts_on="2026-12-01")),
    ("POST roster.end_post", ""): Page(at=by_id("facilitator_post_1"), form=sends(ends_on="2026-12-31")),
}

PAGES |= {(name, ""): Page(at=at, form=form) for name, (at, form) in samples_sittings.PAGES.items()}
PAGES["GET light.show", "closed"] = Page(at=by_id("party_group"))
PAGES |= {action: Page(**tried) for action, tried in samples_answers.PAGES.items()}

PAGES |= {key: Page(**values) for key, values in PUBLISHING.items()}

# --- commands of a room, by socket and by form ----------------------------------------------------------


def of_room(name: str, kind: str) -> From:
    """The id of a hand, a turn or a motion of a room, under the name its verbs give it."""
    return lambda e: {f"{kind}_id": e.ids[f"{name}_{kind}"]}


MOTION = {"who": "青禾物业", "what": "委托两家公司出图报价", "by_when": "2026-12-31", "with_what": "公共收益列支"}

OF_PROCEDURE: dict[str, Command] = {
    "promise_rules": Command("free"),
    "hand_over_chair": Command("free", lambda e: {"person_id": e.ids["li"], "reason": "主持人要发言"}),
    "take_back_chair": Command("paused"),
    "suspend": Command("free", sends(reason="投影仪坏了")),
    "resume": Command("paused"),
    "adjourn": Command("free", sends(reason="时间到了")),
    "raise_hand_at": Command("free", sends(seat="12", stance="against")),
    "yield_floor": Command("yielding"),
    "raise_point": Command("free", sends(kind="order", text="没有按次序")),
    "hear_point": Command("order", of_room("order", "point")),
    "rule_on_point": Command("order", lambda e: {**of_room("order", "point")(e), "sustained": "true", "reason": "说得对"}),
    "withdraw_point": Command("order", of_room("order", "point")),
    "moderate": Command("free", lambda e: {"speaker_id": e.ids["li"], "kind": "off_topic", "reason": "说到停车去了"}),
    "second_motion": Command("motion", of_room("motion", "motion")),
    "move_amendment": Command("motion", sends(**{**MOTION, "what": "委托三家公司出图报价"})),
    "withdraw_amendment": Command("amended", of_room("amended", "amendment")),
    "put_amendment": Command("amended"),
    "move_close_debate": Command("motion"),
    "ask_extra_time": Command("talk", sends(seconds=60)),
    "appeal": Command("order", lambda e: {**of_room("order", "ruling")(e), "reason": "没有跑题"}),
    "postpone_motion": Command("motion", sends(reason="等图纸出来", until="2027-03-01")),
    "object_to": Command("unopposed", of_room("unopposed", "question")),
    "settle_unopposed": Command("unopposed", of_room("unopposed", "question")),
    "count_room": Command("asked", lambda e: {**of_room("asked", "question")(e), "votes_for": 3, "votes_against": 2}),
    "withdraw_question": Command("asked", of_room("asked", "question")),
    "ask_straw": Command("free", sends(kind="temperature")),
    "answer_straw": Command("order", lambda e: {**of_room("order", "straw")(e), "answer": "for"}),
    "count_straw": Command("order", lambda e: {**of_room("order", "straw")(e), "answer": "for", "count": 3}),
    "close_straw": Command("order", of_room("order", "straw")),
    "park": Command("free", sends(text="门口的停车也要管")),
    "propose_parked": Command("order", lambda e: {**of_room("order", "parked")(e), **WORDS}),
    "settle_parked": Command("order", lambda e: {**of_room("order", "parked")(e), "reason": "物业当场答应了"}),
}
"""The commands of the rules of order."""
CLOSED_PROCEDURE: dict[str, From] = {
    "propose_parked": lambda e: {**of_room("over", "parked")(e), **WORDS},
    "settle_parked": lambda e: {**of_room("over", "parked")(e), "reason": "物业当场答应了"},
}
"""What is parked can still become something when the meeting is over."""

COMMANDS: dict[str, Command] = {
    "open_meeting": Command("convened"),
    "check_in": Command("gathering"),
    "leave": Command("free"),
    "mark_attendance": Command("gathering", lambda e: {"person_id": e.ids["ma"], "status": "present"}),
    "open_discussion": Command("gathering", lambda e: {"discussion_id": e.rooms["gathering"].discussion_id}),
    "raise_hand": Command("free", sends(stance="for")),
    "raise_hand_for": Command("free", lambda e: {"person_id": e.ids["li"], "stance": "for"}),
    "lower_hand": Command("queue"),
    "remove_hand": Command("queue", lambda e: {**of_room("queue", "hand")(e), "reason": "已经离开"}),
    "give_floor": Command("queue"),
    "extend_turn": Command("talk", sends(seconds=60)),
    "end_turn": Command("talk"),
    "note_turn": Command("talk", lambda e: {**of_room("talk", "turn")(e), "text": "我不反对装。"}),
    "submit_statement": Command("free", sends(stance="question", text="费用怎么分摊？")),
    "move_motion": Command("free", sends(**MOTION)),
    "reword_motion": Command("motion", lambda e: {**of_room("motion", "motion")(e), **MOTION, "what": "先听三楼的意见"}),
    "withdraw_motion": Command("motion", of_room("motion", "motion")),
    "put_to_vote": Command("motion"),
    "cast_vote": Command("vote", lambda e: {"ballot_id": e.rooms["vote"].ballot_id, "choice": "abstain"}),
    "count_hands": Command("hands", sends(votes_for=3, against=1, abstain=0, not_voting=1)),
    "close_vote": Command("vote"),
    "close_discussion": Command("free", sends(outcome="deferred", reason="等报价出来再议", due_on="2026-12-31")),
    "close_meeting": Command("gathering"),
    "ask_help": Command("gathering"),
    "answer_help": Command("free", lambda e: {"person_id": e.ids["gu_jr"]}),
    **OF_PROCEDURE,
}

PAGES |= {key: Page(nothing if where is samples_services.nothing else where, form, owner=owner)
          for key, (where, form, owner) in samples_services.PAGES.items()}
COMMANDS |= {name: Command(*tried) for name, tried in samples_sittings.COMMANDS.items()}

CLOSED_ARGS: dict[str, From] = {
    "open_discussion": lambda e: {"discussion_id": e.rooms["over"].discussion_id},
    "remove_hand": lambda e: {**of_room("over", "hand")(e), "reason": "已经离开"},
    "note_turn": lambda e: {**of_room("over", "turn")(e), "text": "我不反对装。"},
    "reword_motion": lambda e: {**of_room("over", "motion")(e), **MOTION},
    "withdraw_motion": of_room("over", "motion"),
    "cast_vote": lambda e: {"ballot_id": e.rooms["over"].ballot_id, "choice": "abstain"},
    **CLOSED_PROCEDURE,
}
"""After the meeting: the same commands in the room "over", where an id has to be one of that room."""


def command(name: str, situation: str) -> Command:
    """The sample of a command in a situation."""
    sample = COMMANDS[name]
    if not situation:
        return sample
    return Command("over", CLOSED_ARGS.get(name, sample.args), sample.owner)
