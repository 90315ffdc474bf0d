"""What hangs on the demonstration's board: records let out, notices that run and ran, one down early, signed heads."""
from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from consult.cli.demo.paper_on_the_board import photographed
from consult.cli.demo.stage import ZONE, Story, Town
from consult.core.errors import RuleBroken
from consult.matter import queries as matters
from consult.matter.models import Matter
from consult.publishing import actions as publishing
from consult.publishing import queries
from consult.storage.vault import vault_of

LAW = "依《中华人民共和国城市居民委员会组织法》第三十四条公示"


def let_out(town: Town, minutes_id: int) -> None:
    """The party secretary reads the public version and lets it out."""
    with town.stage.store.read() as db:
        version = queries.version_of(db, minutes_id)
    if version is not None and version.state == "prepared":
        town.do(town.party_secretary, publishing.approve_public, version_id=version.id, text_hash=version.text_hash)


def board(town: Town) -> Story[None]:
    """Notices over a month; the last one waits for a second reader."""
    stage = town.stage
    yield from _bins(town)
    first = yield from _posted(town, stage.at(9, "09:30"), "关于清理楼道杂物办理进展的公示", "progress", "楼道", (
        "楼道杂物已经清理十二个单元，还有三个单元约在本周六上午清理。请把要留的东西先搬回家，"
        "不要的放在门口，物业统一拉走。"))
    yield stage.at(8, "16:10")
    town.do(town.secretary, publishing.take_down, notice_id=first,
            reason="清理的日子写错了，应为周日上午，改好以后重新公示。")
    _photographed(town, first, "taken_down")
    yield from _posted(town, stage.at(7, "09:20"), "关于清理楼道杂物办理进展的公示（更正）", "progress", "楼道", (
        "楼道杂物已经清理十二个单元，还有三个单元约在本周日上午清理。请把要留的东西先搬回家，"
        "不要的放在门口，物业统一拉走。"))
    plan = yield from _posted(town, stage.at(5, "10:00"), "关于加装快递柜位置的征求意见", "plan", "快递柜", (
        "拟在东门内侧加装快递柜一组，占用绿化带边缘两米，夜间照明由物业负责。位置图贴在物业门口。"))
    yield stage.at(4, "20:15")
    objection = town.do(town.council[5], publishing.object_to_notice, notice_id=plan, text=(
        "东门内侧晚上很暗，推婴儿车的都走这一边。能不能往里挪两米，把灯先装好？"))["objection_id"]
    yield stage.at(3, "11:30")
    town.do(town.secretary, publishing.answer_objection, objection_id=objection, answer=(
        "现场量过，可以往里挪两米，不占人行道。灯由物业先装，装好再放柜子。"))
    yield stage.at(2, "21:05")
    town.do(town.council[9], publishing.object_to_notice, notice_id=plan, text="柜子的广告屏晚上能不能关掉，正对着一楼窗户。")
    yield stage.at(1, "16:40")
    town.do(town.secretary, publishing.prepare_notice, community_id=town.community_id, kind="accounts",
            title="本季度公共收益收支的公示", basis=f"物业提交、居务监督委员会核对，{LAW}",
            text="本季度公共收益收入四万二千元，支出一万八千元，结余转入公共账户。明细贴在公示栏。")


def _bins(town: Town) -> Story[int]:
    return (yield from _posted(town, town.stage.at(35, "09:40"), "关于12幢保留误时投放点议事结果的公示", "result", "误时投放点", (
        "居民议事会同意在12幢保留一个误时投放点，装灯和只对桶的摄像提醒，三个月后由居民评议，分不好就撤。"
        "赞成31，反对2，弃权0。")))


def _posted(town: Town, at: datetime, title: str, kind: str, about: str, text: str) -> Story[int]:
    """A notice that one person writes and another posts; its id."""
    yield at
    matter = _matter_about(town, about)
    extra: dict[str, Any] = {"matter_id": matter.id} if matter else {}
    if matter and kind == "result":
        with town.stage.store.read() as db:
            planned = [e.data["meeting_id"] for e in matters.timeline(db, matter.id) if e.name == "MatterScheduled"]
        extra |= {"meeting_id": planned[-1], "body_id": town.bodies.get("council")} if planned else {}
    id = int(town.do(town.secretary, publishing.prepare_notice, community_id=town.community_id, kind=kind, title=title,
                     basis=f"议题{matter.no if matter else ''}，{LAW}", text=text, **extra)["notice_id"])
    with town.stage.store.read() as db:
        words = queries.notice(db, id, town.community_id).text_hash
    town.do(town.party_secretary, publishing.post_notice, notice_id=id, text_hash=words)
    _photographed(town, id, "put_up")
    return id


def _photographed(town: Town, notice_id: int, moment: str) -> None:
    """The paper on the board by the gate, as the secretary photographed it."""
    picture = photographed(empty=moment == "taken_down")
    town.act(town.secretary, lambda work: publishing.keep_photo(
        work, notice_id=notice_id, moment=moment, place="小区东门公示栏", photograph=picture))


def _matter_about(town: Town, words: str) -> Matter | None:
    with town.stage.store.read() as db:
        found, _count = matters.matters(db, town.community_id, words=words)
    return found[0] if found else None


def heads(town: Town) -> Story[None]:
    """The head of each of the last days."""
    for days_ago in range(6, -1, -1):
        at = town.stage.at(days_ago, "00:05")
        if at > town.stage.now:
            continue
        yield at
        with suppress(RuleBroken):  # an installation without a place for keys signs nothing
            town.stage.by_the_system(lambda work: publishing.sign_head(
                work, key=vault_of(work.db).keys.signing(), timezone=ZONE.key))
