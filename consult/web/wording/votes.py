"""Words for votes: what a rule asks for, what a result is worth, and the arithmetic step by step."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from consult.ballot.models import Ballot
from consult.ballot.rules.vote_rule import Bar, Method, VoteRule
from consult.ballot.rules.words_of_numbers import amount
from consult.web.shell import display, moments

VERDICTS: dict[str, Any] = {
    "passed": later("通过"), "failed": later("不通过"), "tied": later("平局，不通过"),
    "no_quorum": later("人数不够，表决无效"), "graded": later("评议完成"), "recorded": later("已记录，不作决定"),
}
BINDINGS: dict[str, Any] = {
    "binding": later("有约束力"), "advisory": later("协商性"), "straw": later("意向摸底"),
    "record_only": later("仅登记官方结果"),
}
SHARES: dict[tuple[int, int], Any] = {
    (1, 2): later("一半"), (1, 3): later("三分之一"), (2, 3): later("三分之二"), (3, 4): later("四分之三"),
    (4, 5): later("五分之四"), (1, 5): later("五分之一"), (1, 10): later("十分之一"), (1, 1): later("全数"),
}
METRICS: dict[str, Any] = {"heads": later("人数"), "area": later("专有面积")}
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
SILENCE: dict[str, Any] = {
    "eligible": later("弃权的、没投的、没来的，都算在应到里。"),
    "present": later("弃权的、到了会没投的，都算在到会里。"),
    "participating": later("弃权的算参加表决，没投的不算。"), "cast": later("弃权的和没投的，两边都不算。"),
}
BASES: dict[str, Any] = {
    "eligible": later("应到"), "present": later("到会"), "participating": later("参加表决"),
    "cast": later("赞成加反对"), "for": later("赞成"),
}


@dataclass(frozen=True)
class Step:
    """One line of the arithmetic: the question, how it was worked out, the comparison, whether it holds."""

    asks: str
    worked_out: str
    compared: str
    holds: bool


def rule_name(rule: VoteRule) -> str:
    """The name of a rule in the reader's language."""
    return rule.name_en if display.language() == "en" else rule.name


def citation(rule: VoteRule) -> str:
    """Where a rule comes from, in the reader's language."""
    return rule.citation_en if display.language() == "en" else rule.citation


def share_of(bar: Bar) -> str:
    """一半, 三分之二; half, two thirds."""
    known = SHARES.get((bar.num, bar.den))
    return str(known) if known else _("%(den)s分之%(num)s", num=bar.num, den=bar.den)


def passes_when(rule: VoteRule) -> list[str]:
    """A rule as sentences, before anybody has come: who must be there, what passes, what silence counts for."""
    said = [str(QUORUMS[(bar.measure, bar.op)]) % {"share": share_of(bar)} + _in_both(bar) for bar in rule.quorums]
    if rule.method == Method.NO_OBJECTION:
        said.append(_("有人赞成、没有人反对，就算一致通过；有一票反对就不通过，反对的理由写进记录。"))
    elif rule.method == Method.MORE_FOR_THAN_AGAINST:
        said.append(_("赞成比反对多就通过，一样多也通过。") if rule.tie == "passes" else _("赞成比反对多就通过，一样多不通过。"))
    elif rule.method == Method.MODAL_GRADE:
        said.append(_("哪一等票数最多，就评为哪一等；并列的由会议再议。"))
    elif rule.method == Method.OPINION:
        said.append(_("只数意见，不作决定。"))
    elif rule.method == Method.MOST_VOTES:
        said.append(_("得票最多的入选，并列不算选出。"))
    said += [_passes(bar) for bar in rule.thresholds]
    said += [str(SILENCE[base]) for base in dict.fromkeys(b.base for b in rule.thresholds) if base in SILENCE]
    return said


def _passes(bar: Bar) -> str:
    if bar.base == "one":
        return _("赞成满%(n)s，就通过。", n=bar.needed(1))
    return str(THRESHOLDS[(bar.base, bar.op)]) % {"share": share_of(bar)} + _in_both(bar)


def _in_both(bar: Bar) -> str:
    if len(bar.metrics) < 2:
        return ""
    return _gap() + _("专有面积和业主人数都要算，两样都够才行。")


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
        return (_("人数不够，这次表决不算数，可以另行召集再议。"), _("不算通过，也不算否决。"))
    if verdict == "graded":
        return (_("评议结果要公布，也要告诉被评议的人。"), _("不代替对具体一件事的投诉和处理。"))
    if verdict == "recorded":
        return (_("只用来了解意向，写进会议记录。"), _("不产生任何约束力。"))
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


def steps(rule: VoteRule, result: Mapping[str, Any]) -> list[Step]:
    """A result worked out line by line: enough people, enough votes, and whether the sum is right."""
    lines = [_quorum_step(held) for held in result["quorum"]]
    if rule.method == Method.NO_OBJECTION:
        lines += _consent_steps(result)
    elif rule.method == Method.MORE_FOR_THAN_AGAINST:
        lines.append(_more_for_step(result))
    lines += [_threshold_step(held) for held in result["threshold"]]
    return [*lines, _sum_step(result)]


def _asked(words: str, held: Mapping[str, Any]) -> str:
    if held["metric"] == "heads":
        return words
    return _("%(words)s（按%(metric)s）", words=words, metric=METRICS.get(held["metric"], held["metric"]))


def _quorum_step(held: Mapping[str, Any]) -> Step:
    bar = Bar(**held["bar"])
    rule = str(QUORUMS[(bar.measure, bar.op)]) % {"share": share_of(bar)}
    return Step(_asked(_("人数够不够"), held), f"{rule}{_gap()}{_division(held, bar)}", _comparison(held, bar), held["met"])


def _threshold_step(held: Mapping[str, Any]) -> Step:
    bar = Bar(**held["bar"])
    if bar.base == "one":
        return Step(_asked(_("赞成够不够"), held), _passes(bar), _comparison(held, bar), held["met"])
    rule = str(THRESHOLDS[(bar.base, bar.op)]) % {"share": share_of(bar)}
    return Step(_asked(_("赞成够不够"), held), f"{rule}{_gap()}{_division(held, bar)}", _comparison(held, bar), held["met"])


def _consent_steps(result: Mapping[str, Any]) -> list[Step]:
    votes_for, against = result["for"], result["against"]
    return [
        Step(_("有没有人赞成"), _("赞成至少要有1票"), f"{votes_for} ≥ 1" if votes_for else "0 < 1", votes_for > 0),
        Step(_("有没有人反对"), _("一票反对就不通过"), f"{against} = 0" if not against else f"{against} > 0",
             against == 0),
    ]


def _more_for_step(result: Mapping[str, Any]) -> Step:
    votes_for, against = result["for"], result["against"]
    sign = ">" if votes_for > against else "=" if votes_for == against else "<"
    return Step(_("赞成够不够"), _("赞成要比反对多，一样多不通过"), f"{votes_for} {sign} {against}",
                votes_for > against)


def _sum_step(result: Mapping[str, Any]) -> Step:
    given, silent = result["participating"], result["present"] - result["participating"]
    added = f"{result['for']} + {result['against']} + {result['abstain']} = {given}"
    words = _("%(sum)s，到会%(present)s，没投的%(silent)s", sum=added, present=result["present"], silent=silent)
    return Step(_("票数对不对"), words, f"{given} + {silent} = {result['present']}", silent >= 0)


def _gap() -> str:
    return " " if display.language() == "en" else ""


def _division(held: Mapping[str, Any], bar: Bar) -> str:
    times = f" × {bar.num}" if bar.num != 1 else ""
    return f"{_amount(held, held['base'])}{times} ÷ {bar.den} = {_amount(held, _exact(held, bar))}"


def _comparison(held: Mapping[str, Any], bar: Bar) -> str:
    sign = {(">=", True): "≥", (">=", False): "<", (">", True): ">", (">", False): "≤"}[(bar.op, held["met"])]
    return f"{_amount(held, held['have'])} {sign} {_amount(held, _exact(held, bar))}"


def _exact(held: Mapping[str, Any], bar: Bar) -> Fraction:
    return Fraction(bar.num * held["base"], bar.den)


def _amount(held: Mapping[str, Any], number: int | Fraction) -> str:
    if held["metric"] == "heads":
        return str(moments.number(number))
    return amount(held["metric"], number, held.get("per", 1), "en" if display.language() == "en" else "zh")
