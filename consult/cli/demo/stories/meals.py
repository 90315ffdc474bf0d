"""The meal point: on the council's agenda in two days."""
from __future__ import annotations

from consult.cli.demo.holding import HALL
from consult.cli.demo.proposals import proposal
from consult.cli.demo.sittings import convene
from consult.cli.demo.stage import Story, Town
from consult.cli.demo.steps import proposed_and_admitted
from consult.matter.rules.lifecycle import Category

MEALS = proposal(
    "8幢架空层改老年助餐点",
    "社区里八十岁以上、独居或者子女不在身边的老人有89位，中午一口热饭最难。8幢架空层空着，有水有电。"
    "楼上担心油烟和嘈杂，所以提议只配餐、不炒菜，中午开两个小时，先试办半年。",
    "8幢架空层", "89位老人和他们的家人；8幢楼上18户", "第一中学食堂愿意送餐，请社区出场地，每季度请大家评议一次。",
    Category.ELDER_CARE,
)


def meals(town: Town) -> Story[None]:
    """The meal point: on the council's agenda in two days, the notice hangs."""
    stage = town.stage
    matter_id = yield from proposed_and_admitted(
        town, "黎小燕", MEALS, days_ago=24, households=21,
        reason="场地属于公共部位，老人和楼上住户的想法不同，适合面对面商量。请物业和第一中学食堂到会说明。",
    )
    yield from convene(
        town, matter_id, body="council", notice_at=stage.at(3, "09:30"), starts_at=stage.at(-2), place=HALL)
