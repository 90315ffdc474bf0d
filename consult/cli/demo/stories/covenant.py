"""The residents' covenant: before the representatives' meeting, whose notice is longer."""
from __future__ import annotations

from consult.cli.demo.holding import HALL
from consult.cli.demo.proposals import proposal
from consult.cli.demo.sittings import convene
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import proposed_and_admitted
from consult.matter.rules.lifecycle import Category

COVENANT = proposal(
    "居民公约添一条：装修的时间和垃圾",
    "现在的居民公约是六年前订的，没有说装修。周末早上七点电钻就响，装修垃圾在楼下堆半个月。"
    "提议添一条：工作日八点到十二点、两点到六点可以施工，周末和考试的日子不施工；垃圾袋装，三天清走。",
    "全社区", "装修的人家和他们的楼上楼下", "由居民代表会议表决，写进居民公约。", Category.NEIGHBOURS,
)


def covenant(town: Town) -> Story[None]:
    """From the proposal to a notice of ten days and more."""
    stage = town.stage
    matter_id = yield from proposed_and_admitted(
        town, "沈月琴", COVENANT, days_ago=20, households=12,
        reason="修改居民公约要由居民代表会议表决，议事会不能代替，所以直接提交居民代表会议。")
    yield from convene(
        town, matter_id, body="representatives", notice_at=stage.at(2, "15:20"), starts_at=stage.at(-11, "18:30"),
        place=HALL, by=town.secretary)
