"""Why figures cannot be: by field, in both languages."""
from __future__ import annotations

from collections.abc import Mapping

MOST_VOICES = 100_000_000
FAULTS: dict[str, tuple[str, str]] = {
    "missing": ("请填这个数。", "This figure is needed."),
    "not_whole": ("请填不小于零的整数。", "A whole number, zero or more."),
    "too_many": (f"最多{MOST_VOICES}。", f"At most {MOST_VOICES}."),
    "too_many_parts": ("项数太多。", "Too many of them."),
    "not_an_area": ("请填面积，单位平方米，最多四位小数。", "An area in square metres, with four decimals at most."),
    "not_yes_or_no": ("请填true或false。", "True or false."),
    "not_a_name": ("名称不能空着，也不能太长。", "A name that is neither empty nor too long."),
    "not_a_table": ("请按名称分别填数。", "Figures by their names."),
    "twice": ("同一个名称写了两次。", "The same name twice."),
    "none_entitled": ("应到至少要有一票。", "At least one voice must be entitled."),
    "more_than_entitled": ("比应到（应投）还多。", "More than are entitled."),
    "more_than_present": ("加起来比到会的还多。", "Together more than are present."),
    "more_than_cast": ("比收到的票还多。", "More than were cast."),
    "not_the_sum": ("各项加起来不等于这个数。", "The parts do not add up to this."),
    "area_without_heads": ("没有人，却有面积。", "An area of nobody."),
    "heads_without_area": ("有人，却没有面积。", "Somebody without an area."),
    "unknown": ("这条规则没有这一项。", "The rule has no such thing."),
    "too_few": ("至少要有两项。", "At least two of them."),
    "not_by_area": ("按面积计算方案或各组的规则，这里不能试算。", "A rule that weighs plans or groups by area cannot be tried here."),
}


class FiguresFault(ValueError):
    """Figures that cannot be: by field, the code of why."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__("; ".join(f"{name}: {FAULTS[code][1]}" for name, code in self.fields.items()))

    def words(self, language: str) -> dict[str, str]:
        """What is wrong with each field."""
        return {name: FAULTS[code][language == "en"] for name, code in self.fields.items()}
