"""What became of the replies: work under way, done and confirmed, open again; and what the street answered."""
from __future__ import annotations

from consult.account import actions as accounts
from consult.cli.demo.sign_ins import PASSWORD
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import BETWEEN
from consult.community import actions as register
from consult.community import queries as register_seen
from consult.community.models import Community
from consult.community.rules.kinds import GridWorker, PostKind, UnitKind
from consult.matter import queries as matters
from consult.resolution import actions as resolutions
from consult.resolution import queries
from consult.storage.work import Work

STREET_SECRETARY = "董建国"


def form_the_street(town: Town) -> None:
    """The street's joint meeting, its office, and who acts for it; sign-in name jiedao."""

    def formed(work: Work) -> dict[str, int]:
        street = work.get(Community, town.community_id).street
        body = register.form_street_body(work, street=street, name="柳荫街道党建联席会议", name_en="Liuyin Street Joint Meeting")
        person = register.enter_on_street(work, street=street, name=STREET_SECRETARY)
        register.appoint_on_street(work, body=body, person=person, kind=PostKind.STREET_SECRETARY)
        accounts.open_account(work, person=person, name="jiedao", hashed=accounts.password_hash(PASSWORD))
        unit = register.register_street_unit(
            work, street=street, kind=UnitKind.STREET_OFFICE, name="柳荫街道办事处", body=body)
        return {"body": body.id, "person": person.id, "unit": unit.id}

    made = town.stage.by_the_system(formed)
    town.bodies["street"], town.people[STREET_SECRETARY] = made["body"], made["person"]
    town.units["柳荫街道办事处"] = made["unit"]


def people_the_grids(town: Town) -> None:
    """The units each grid keeps in contact with, and who answers for what in it."""

    def peopled(work: Work) -> None:
        units = list(town.units.values())
        for nth, grid in enumerate(register_seen.grids(work.db, town.community_id)):
            for unit_id in units[nth::3]:
                register.contact_unit(work, grid_id=grid.id, unit_id=unit_id)
            for kind, who in (("police", "卫国梁"), ("safety", "石磊"), ("civil_affairs", "殷晓红"), ("culture", "罗明霞")):
                register.charge(work, grid_id=grid.id, kind=GridWorker(kind), person_id=town.people[who])

    town.stage.by_the_system(peopled)


def _task(town: Town, title: str) -> int:
    """The work that a reply to this matter promised."""
    with town.stage.store.read() as db:
        found, _count = matters.matters(db, town.community_id, words=title)
        task = queries.task_of_matter(db, found[0].id)
    assert task is not None
    return task.id


def under_way(town: Town) -> Story[None]:
    """The bike shed goes on: measured, then begun."""
    yield town.stage.at(40, "16:10")
    id = _task(town, "电动自行车充电棚建在哪里")
    town.do("赵国强", resolutions.note_progress, task_id=id, text="东门空地量过了，消防间距够，图纸送派出所看过。")
    yield town.stage.at(12, "15:20")
    town.do("赵国强", resolutions.note_progress, task_id=id, text="地坪做好了，棚架到货，下周安装。烟感接到门岗。")


def done(town: Town) -> Story[None]:
    """The parcel lockers: reported done, and three households say so."""
    yield town.stage.at(60, "10:40")
    id = _task(town, "快递柜占绿地和超时收费")
    town.do(town.secretary, resolutions.note_progress, task_id=id, text="业委会和公司签了合同，柜子放在门岗东侧。")
    yield town.stage.at(45, "17:00")
    town.do(town.secretary, resolutions.report_done, task_id=id, text="两组柜子装好了，轮椅够得到最下面一排。")
    for days, who in ((44, "郑淑珍"), (43, "丁海涛"), (42, "龙海燕")):
        yield town.stage.at(days, "19:30")
        town.do(who, resolutions.confirm_done, task_id=id)


def open_again(town: Town) -> Story[None]:
    """Reported done, and a household says that it is not."""
    yield town.stage.at(5, "09:50")
    id = _task(town, "滨河步道的台阶加扶手")
    town.do(town.secretary, resolutions.report_done, task_id=id, text="扶手装好了，请大家走一走看看。")
    yield town.stage.at(3, "20:15")
    not_done(town, id, "扶手只装了上半段，最陡的三级还没有改缓。")


def not_done(town: Town, task_id: int, reason: str, first: int = 0) -> None:
    """So many households say that it is not done as open it again."""
    with town.stage.store.read() as db:
        needed = queries.task(db, task_id, town.community_id).reopens_at
    for nth in range(needed):
        town.do(town.council[(first + nth) % len(town.council)], resolutions.say_not_done, task_id=task_id, reason=reason)


def by_the_street(town: Town) -> Story[None]:
    """Passed up to the street, acknowledged, and answered."""
    stage = town.stage
    yield stage.at(10, "10:00")
    with stage.store.read() as db:
        found, _count = matters.matters(db, town.community_id, words="老旧小区改造先修什么")
        entry = queries.owed(db, found[0].id)
    assert entry is not None
    town.do(town.party_secretary, resolutions.reply, entry_id=entry.id, between_rule=BETWEEN, decision="refer",
                to_body_id=town.bodies["street"],
            basis="jurisdiction", to_dissenters="排序靠后的几项，街道答复以后再议。",
            reason="要动街道的路和资金，社区定不了，提交街道党建联席会议答复。")
    yield stage.at(9, "09:15")
    with stage.store.read() as db:
        above = queries.owed(db, found[0].id)
    assert above is not None
    town.do(STREET_SECRETARY, resolutions.acknowledge, entry_id=above.id)
    yield stage.at(2, "16:30")
    town.do(
        STREET_SECRETARY, resolutions.reply, entry_id=above.id, between_rule=BETWEEN, decision="adopt_in_part", basis="budget",
        unit_id=town.units["柳荫街道办事处"], due_on=stage.day(60),
        reason="街道研究后部分采纳：今年先做设计和放样，明年列入微改造项目施工，费用由街道承担。",
        to_dissenters="担心施工噪音的住户，施工只在白天，每天做完清场。",
    )
