"""Words for votes: what a rule asks for, what a result is worth, and the arithmetic step by step."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from consult.ballot.models import Ballot
from consult.ballot.rules.vote_rule import Bar, Method, VoteRule
from consult.ballot.rules.words_of_numbers import share_words
from consult.web.shell import display

VERDICTS: dict[str, Any] = {
    "passed": later("通过"), "failed": later("不通过"), "tied": later("平局，不通过"),
    "no_quorum": later("人数不够，表决无效"), "graded": later("评议完成"), "recorded": later("已记录，不作决定"),
}
BINDINGS: dict[str, Any] = {
    "binding": later("有约束力"), "advisory": later("协商性"), "straw": later("意向摸底"),
    "record_only": later("仅登记官方结果"),
}
METRICS: dict[str, Any] = {
    "heads": later("人数"), "area": later("专有面积"), "cantons": later("各州"), "buildings": later("各幢"),
    "stairwells": later("各单元"), "grids": later("各网格"), "units": later("各单位"), "groups": later("各小组"),
}
VERDICTS_AMONG: dict[str, Any] = {
    "passed": later("入选方案"), "failed": later("没有选出"), "tied": later("并列，没有选出"),
}
VERDICTS_OF_GRADES: dict[str, Any] = {
    "graded": later("评为"), "failed": later("没有评出等次"), "tied": later("并列，没有评出等次"),
}
GRADE_BARS: dict[str, Any] = {
    ">": later("评为“%(grade)s”，票数还要多于%(base)s的%(share)s。"),
    ">=": later("评为“%(grade)s”，票数还要不少于%(base)s的%(share)s。"),
}
QUORUMS: dict[tuple[str, str], Any] = {
    ("present", ">="): later("到会不少于应到的%(share)s，才能表决。"),
    ("present", ">"): later("到会多于应到的%(share)s，才能表决。"),
    ("participating", ">="): later("参加表决的不少于应到的%(share)s，表决才有效。"),
    ("participating", ">"): later("参加表决的多于应到的%(share)s，表决才有效。"),
}
THRESHOLDS: dict[tuple[str, str], Any] = {
    ("eligible", ">="): later("赞成不少于应到的%(share)s，就通过。"),
    ("eligible", ">"): later("赞成多于应到的%(share)s，就通过。"),
    ("present", ">="): later("赞成不少于到会的%(share)s，就通过。"),
    ("present", ">"): later("赞成多于到会的%(share)s，就通过。"),
    ("participating", ">="): later("赞成不少于参加表决的%(share)s，就通过。"),
    ("participating", ">"): later("赞成多于参加表决的%(share)s，就通过。"),
    ("cast", ">="): later("赞成不少于赞成加反对的%(share)s，就通过。"),
    ("cast", ">"): later("赞成多于赞成加反对的%(share)s，就通过。"),
}
STANDING_QUORUMS: dict[str, Any] = {
    ">=": later("参加的不少于应投的%(share)s，表决才有效。"), ">": later("参加的多于应投的%(share)s，表决才有效。"),
}
STANDING_THRESHOLDS: dict[tuple[str, str], Any] = {
    ("eligible", ">="): later("赞成不少于应投的%(share)s，就通过。"),
    ("eligible", ">"): later("赞成多于应投的%(share)s，就通过。"),
    ("participating", ">="): later("赞成不少于参加的%(share)s，就通过。"),
    ("participating", ">"): later("赞成多于参加的%(share)s，就通过。"),
}
STANDING_SILENCE: dict[str, Any] = {
    "eligible": later("弃权的、没投的，都算在应投里。"), "participating": later("弃权的算参加，没投的不算。"),
}
SILENCE: dict[str, Any] = {
    "eligible": later("弃权的、没投的、没来的，都算在应到里。"),
    "present": later("弃权的、到了会没投的，都算在到会里。"),
    "participating": later("弃权的算参加表决，没投的不算。"), "cast": later("弃权的和没投的，两边都不算。"),
}
BASES: dict[str, Any] = {
    "eligible": later("应到"), "present": later("到会"), "participating": later("参加表决"),
    "cast": later("赞成加反对"), "for": later("赞成"),
}


def rule_name(rule: VoteRule) -> str:
    """The name of a rule in the reader's language."""
    return rule.name_en if display.language() == "en" else rule.name


def citation(rule: VoteRule) -> str:
    """Where a rule comes from, in the reader's language."""
    return rule.citation_en if display.language() == "en" else rule.citation


def share_of(bar: Bar) -> str:
    """一半, 三分之二, 百分之二十; half, two thirds, 20 per cent."""
    return share_words(bar, "en" if display.language() == "en" else "zh")


def passes_when(rule: VoteRule, *, standing: bool = False) -> list[str]:
    """A rule as sentences, before anybody has voted: who must take part, what passes, what silence counts for; in the
    words of a meeting, or of a ballot that stands open, where nobody is present but who takes part."""
    said = [quorum_words(bar, standing=standing) + _in_both(bar) for bar in rule.quorums]
    if rule.method == Method.NO_OBJECTION:
        said.append(_("有人赞成、没有人反对，就算一致通过；有一票反对就不通过，反对的理由写进记录。"))
    elif rule.method == Method.MORE_FOR_THAN_AGAINST:
        said.append(_("赞成比反对多就通过，一样多也通过。") if rule.tie == "passes" else _("赞成比反对多就通过，一样多不通过。"))
    elif rule.method == Method.MODAL_GRADE:
        said += [_("哪一等票数最多，就评为哪一等；并列的由会议再议。"), *_grade_bars(rule)]
    elif rule.method == Method.OPINION:
        said.append(_("只数意见，不作决定。"))
    elif rule.method == Method.MOST_VOTES:
        said.append(_("得票最多的入选，并列不算选出。"))
    said += [threshold_words(bar, standing=standing) + _in_both(bar) for bar in rule.thresholds]
    return said + [_silence(base, standing=standing) for base in dict.fromkeys(b.base for b in rule.thresholds) if base in SILENCE]


def quorum_words(bar: Bar, *, standing: bool = False) -> str:
    """Who must come, or take part."""
    words = STANDING_QUORUMS[bar.op] if standing else QUORUMS[(bar.measure, bar.op)]
    return str(words) % {"share": share_of(bar)}


def threshold_words(bar: Bar, *, standing: bool = False) -> str:
    """What passes."""
    if bar.base == "one":
        return _("赞成满%(n)s，就通过。", n=bar.needed(1))
    base = "participating" if standing and bar.base == "present" else bar.base
    words = (STANDING_THRESHOLDS if standing else {}).get((base, bar.op), THRESHOLDS[(bar.base, bar.op)])
    return str(words) % {"share": share_of(bar)}


def _silence(base: str, *, standing: bool) -> str:
    if standing:
        return str(STANDING_SILENCE.get("participating" if base == "present" else base, SILENCE[base]))
    return str(SILENCE[base])


def _grade_bars(rule: VoteRule) -> list[str]:
    """The grades that most votes alone do not give."""
    names = {g.code: g.name_en if display.language() == "en" else g.name for g in rule.grades}
    return [str(GRADE_BARS[bar.op]) % {"grade": names[code], "base": BASES.get(bar.base, ""), "share": share_of(bar)}
            for code, bar in rule.grade_bars]


def _in_both(bar: Bar) -> str:
    if len(bar.metrics) < 2:
        return ""
    return gap() + _("专有面积和业主人数都要算，两样都够才行。")


def gap() -> str:
    """What stands between two sentences."""
    return " " if display.language() == "en" else ""


def verdict_word(rule: VoteRule, result: Mapping[str, Any]) -> str:
    """The verdict in a word or two; of plans and grades what came of them, the one that won being named beside it."""
    verdict = result["verdict"]
    missed = {held["metric"] for held in result.get("quorum", []) if not held["met"]}
    if verdict == "no_quorum" and missed and "heads" not in missed:
        return _("参加的面积不够，表决无效") if "area" in missed else _("参加的不够规定的数目，表决无效")
    special = {Method.MOST_VOTES: VERDICTS_AMONG, Method.MODAL_GRADE: VERDICTS_OF_GRADES}.get(Method(rule.method), {})
    return str(special.get(verdict, VERDICTS[verdict]) if not result.get("withheld") else VERDICTS[verdict])


def needed_now(rule: VoteRule, ballot: Ballot) -> str:
    """How many votes pass this ballot, where the rule's base is known from the roll; else empty."""
    bar = rule.threshold
    known = {"eligible": ballot.eligible, "present": ballot.present}
    if rule.method != Method.THRESHOLD or bar is None or bar.base not in known:
        return ""
    base = known[bar.base]
    return _("%(base)s%(n)s，赞成要有%(needed)s票或者更多。", base=BASES[bar.base], n=base, needed=bar.needed(base))


def worth(rule: VoteRule, verdict: str) -> tuple[str, str]:
    """What a result under a rule decides, and what it does not."""
    if verdict == "no_quorum":
        return (_("参加的不够规定的数目，这次表决不算数，可以再议。"), _("不算通过，也不算否决。"))
    if verdict == "graded":
        return (_("评议结果要公布，也要告诉被评议的人。"), _("不代替对具体一件事的投诉和处理。"))
    if verdict == "recorded":
        return (_("只用来了解意向，写进会议记录。"), _("不产生任何约束力。"))
    if verdict != "passed" and rule.method in (Method.MOST_VOTES, Method.MODAL_GRADE):
        return (_("这次没有结果，可以再议。"), _("不算赞成，也不算反对其中哪一个。"))
    if verdict != "passed":
        return (_("这条动议不通过，不照它办。"), _("不妨碍改一改再提。"))
    if rule.binding == "binding":
        return (_("按所引的条文，这是有约束力的决定，要照着办，也要公布。"),
                _("不能违反法律，也不能损害谁的人身、财产和民主权利。"))
    if rule.binding == "advisory":
        return (
            _("这是大家商量出来的意见，写进会议记录；要靠别人点头或者出力的，对方必须答复，写明理由、谁办、几号前办完。"),
            _("不向任何一户收钱，也不代替法律规定要由业主或者居民会议共同作出的决定。"),
        )
    return (_("只用来了解意向，写进会议记录。"), _("不产生任何约束力。"))
