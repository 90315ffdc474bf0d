"""What becomes of a matter in a year: told for any proposal, from `days_ago` on."""
from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from consult.cli.demo.holding import hold, record
from consult.cli.demo.sittings import ADDS, AGAINST, ASKS, FOR, Ended, Moved, Said, Script, Sitting
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import admit, gather, propose, reply
from consult.cli.demo.year.subjects import AGAINST_WORDS, ASKING, DECLINED, FOR_WORDS, OWNERS, REASON
from consult.cli.demo.year.work import carry_out
from consult.matter import actions as matters
from consult.matter.rules.proposal import Proposal
from consult.meeting.rules.kinds import Outcome
from consult.resolution.rules.reply import Decision

Fate = Callable[[Town, Proposal, int, int], Story[None]]
HOUSEHOLDS = {"qinghe": 10, "hewan": 4}
PRESENT = {"qinghe": 31, "hewan": 8}
ANSWER_AFTER = (9, 16, 24, 27, 38)
"""Days from the sitting to the reply; the last one is late."""


def _author(town: Town, nth: int) -> str:
    return town.council[nth * 7 % len(town.council)]


def _proposed(town: Town, words: Proposal, days_ago: int, nth: int, households: int) -> Story[int]:
    author, stage = _author(town, nth), town.stage
    at = stage.at(days_ago, f"{8 + nth % 13:02d}:{nth * 7 % 60:02d}")
    matter_id = yield from propose(town, author, words, at)
    yield from gather(town, matter_id, households, by=author, until=stage.at(days_ago - 6, "21:05"))
    return matter_id


def _admitted(town: Town, words: Proposal, days_ago: int, nth: int) -> Story[int]:
    matter_id = yield from _proposed(town, words, days_ago, nth, HOUSEHOLDS[town.slug])
    yield from admit(town, matter_id, town.stage.at(days_ago - 7 - nth % 4, "10:20"), "涉及这一片住户的公共事务，提交居民议事会一事一议。")
    return matter_id


def _script(town: Town, nth: int, ended: Ended, votes: tuple[int, int, int] | None) -> Script:
    council = town.council

    def pick(place: int) -> str:
        return council[(nth * 5 + place) % len(council)]

    said = [
        Said(pick(1), FOR, FOR_WORDS[nth % 3]), Said(pick(2), AGAINST, AGAINST_WORDS[nth % 3]),
        Said(pick(3), ASKS, ASKING[nth % 2]), Said(pick(4), FOR, FOR_WORDS[(nth + 1) % 3]),
        Said(pick(5), ADDS, "我来补一句：张榜公布，大家监督。"),
    ]
    moved = Moved(pick(1), OWNERS[town.slug][nth % 2], "按会上议定的办法办理，先出方案张贴七天，再动工，完工请住户验看", 30)
    present = min(PRESENT[town.slug] + nth % 3, len(council))
    return Script(said=said, present=present, motion=moved if votes else None, votes=votes, ended=ended)


def _votes(town: Town, nth: int, *, passed: bool) -> tuple[int, int, int]:
    present = min(PRESENT[town.slug] + nth % 3, len(town.council))
    smaller = present // 2 - 1 - nth % (present // 4)
    return (present - smaller - nth % 2, smaller, nth % 2) if passed else (smaller, present - smaller, 0)


def _sat(town: Town, words: Proposal, days_ago: int, nth: int, ended: Ended, votes: tuple[int, int, int] | None) -> Story[Sitting]:
    """From the proposal, three weeks before, to the published minutes."""
    stage = town.stage
    matter_id = yield from _admitted(town, words, days_ago + 21, nth)
    sitting = yield from hold(
        town, matter_id, _script(town, nth, ended, votes), notice_at=stage.at(days_ago + 6, "09:30"),
        starts_at=stage.at(days_ago, "19:00"))
    yield from record(town, sitting, stage.at(days_ago - 2, "15:00"))
    return sitting


def adopted(town: Town, words: Proposal, days_ago: int, nth: int) -> Story[None]:
    """Adopted, answered with work (some declined, some not answered yet), the work done or not."""
    sitting = yield from _adopted(town, words, days_ago, nth)
    after = ANSWER_AFTER[nth % len(ANSWER_AFTER)]
    if days_ago - after < 3:
        return
    if nth % 9 == 8:
        yield from reply(town, sitting.matter_id, Decision.DECLINE, at=town.stage.at(days_ago - after, "16:00"), reason=DECLINED)
        return
    yield from _answered_with_work(town, sitting, days_ago - after, nth)


def _adopted(town: Town, words: Proposal, days_ago: int, nth: int) -> Story[Sitting]:
    ended = Ended(Outcome.ADOPTED, owner=OWNERS[town.slug][nth % 2], in_days=30)
    return (yield from _sat(town, words, days_ago, nth, ended, _votes(town, nth, passed=True)))


def _answered_with_work(
    town: Town, sitting: Sitting, days_ago: int, nth: int, meeting_id: int | None = None, clock: str = "16:00"
) -> Story[None]:
    unit, stage = OWNERS[town.slug][nth % 2], town.stage
    decision = Decision.ADOPT_IN_PART if nth % 4 == 3 else Decision.ADOPT
    yield from reply(
        town, sitting.matter_id, decision, at=stage.at(days_ago, clock), reason=REASON, unit=unit,
        due_on=stage.day(35 - days_ago), meeting_id=meeting_id)
    yield from carry_out(town, sitting.matter_id, unit, days_ago, nth)


def answered_in_the_joint_meeting(town: Town, words: Proposal, days_ago: int, nth: int) -> Story[None]:
    """Adopted by the council; the joint meeting takes it up as its one matter and answers."""
    sitting = yield from _adopted(town, words, days_ago, nth)
    on = days_ago - 13
    delegates, stage = town.delegates, town.stage
    script = Script(
        said=[Said(delegates[nth % len(delegates)], FOR, "我们单位可以出人出力，先把方案定下来。")],
        present=len(delegates),
        ended=Ended(Outcome.DEFERRED, reason="联席会议当场答复，做完以前不再单独开会。", in_days=max(60 - on, 5)),
    )
    joint = yield from hold(
        town, sitting.matter_id, script, body="joint", notice_at=stage.at(on + 5, "11:00"),
        starts_at=stage.at(on, "14:30"), place="社区党群服务中心三楼会议室")
    yield from _answered_with_work(town, sitting, on, nth, meeting_id=joint.meeting_id, clock="17:30")


def rejected(town: Town, words: Proposal, days_ago: int, nth: int) -> Story[None]:
    """Voted down."""
    ended = Ended(Outcome.REJECTED, reason="到会成员多数认为办法还不成熟，影响面没有说清。")
    yield from _sat(town, words, days_ago, nth, ended, _votes(town, nth, passed=False))


def deferred(town: Town, words: Proposal, days_ago: int, nth: int) -> Story[None]:
    """Put off to a date, without a vote."""
    ended = Ended(Outcome.DEFERRED, reason="等物业把报价拿来再议。", in_days=max(40 - days_ago, 6))
    yield from _sat(town, words, days_ago, nth, ended, None)


def escalated(town: Town, words: Proposal, days_ago: int, nth: int) -> Story[None]:
    """Beyond the council: passed to the joint meeting, which answers or not."""
    ended = Ended(Outcome.ESCALATED, reason="牵涉几家单位，议事会定不了。", escalated_to="joint")
    sitting = yield from _sat(town, words, days_ago, nth, ended, None)
    if nth % 2 and days_ago > 40:
        yield from reply(
            town, sitting.matter_id, Decision.REFER, at=town.stage.at(days_ago - 20, "16:40"),
            reason="这件事属于市政管线，社区没有权限施工，已经把居民的意见原样转去，请对方两周内回话。", referred_to="市政管理所")


def lapsed(town: Town, words: Proposal, days_ago: int, nth: int) -> Story[None]:
    """Too few neighbours stood behind it in time."""
    days_ago = max(days_ago, 34)
    matter_id = yield from _proposed(town, words, days_ago, nth, 1 + nth % (HOUSEHOLDS[town.slug] - 1))
    yield town.stage.at(days_ago - 31, "06:00")
    town.stage.by_the_system(lambda work: matters.lapse(work, matter_id=matter_id))


def gathering(town: Town, words: Proposal, days_ago: int, nth: int) -> Story[None]:
    """Still looking for neighbours."""
    yield from _proposed(town, words, 8 + nth % 18, nth, 1 + nth % (HOUSEHOLDS[town.slug] - 1))


def screening(town: Town, words: Proposal, days_ago: int, nth: int) -> Story[None]:
    """Enough neighbours; the office has it."""
    yield from _proposed(town, words, 7 + nth % 4, nth, HOUSEHOLDS[town.slug])


def admitted(town: Town, words: Proposal, days_ago: int, nth: int) -> Story[None]:
    """Admitted; nobody has convened on it yet."""
    yield from _admitted(town, words, 13 + nth % 20, nth)


def _screened(verb: Callable[..., object], **args: str) -> Fate:
    def story(town: Town, words: Proposal, days_ago: int, nth: int) -> Story[None]:
        days_ago = max(days_ago, 12)
        matter_id = yield from _proposed(town, words, days_ago, nth, HOUSEHOLDS[town.slug])
        yield _morning(town, days_ago - 8)
        town.do(town.secretary, verb, matter_id=matter_id, **args)

    return story


def _morning(town: Town, days_ago: int) -> datetime:
    return town.stage.at(days_ago, "10:40") + timedelta(minutes=days_ago % 40)


def withdrawn(town: Town, words: Proposal, days_ago: int, nth: int) -> Story[None]:
    """Its author took it back."""
    days_ago = max(days_ago, 12)
    matter_id = yield from _proposed(town, words, days_ago, nth, 1 + nth % (HOUSEHOLDS[town.slug] - 1))
    yield _morning(town, days_ago - 8)
    town.do(_author(town, nth), matters.withdraw, matter_id=matter_id)


STORIES: dict[str, Fate] = {
    "adopted": adopted, "answered_in_the_joint_meeting": answered_in_the_joint_meeting, "rejected": rejected,
    "deferred": deferred, "escalated": escalated, "lapsed": lapsed, "gathering": gathering, "screening": screening,
    "admitted": admitted, "withdrawn": withdrawn,
    "returned": _screened(matters.return_to_author, reason="请写明具体位置和希望怎么办，改好再交，附议都还算数。"),
    "redirected": _screened(matters.redirect, to="青禾物业", reason="属于物业日常维修，物业答应三天内上门处理。"),
}
