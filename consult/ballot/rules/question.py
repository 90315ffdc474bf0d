"""What is asked: the form of the answer, the options, and reading one answer as it is stored."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from consult.ballot.rules.tally import Choice
from consult.ballot.rules.vote_rule import Method, VoteRule
from consult.core.errors import BadShape, RuleBroken

OPTIONS_MOST, WORDS_MOST, OTHER_MOST = 20, 80, 200
OTHER = "o0"
"""The answer that is written by hand."""


class Form(StrEnum):
    """How a question is answered."""

    FOR_AGAINST = "for_against"
    ONE = "one"
    SEVERAL = "several"
    GRADES = "grades"


class Channel(StrEnum):
    """How a ballot came: four ways with the same rights."""

    PHONE = "phone"
    HALL = "hall"
    PAPER = "paper"
    HELPER = "helper"


@dataclass(frozen=True)
class Option:
    """One answer to choose; keys are o1, o2 …; a grade keeps its code."""

    key: str
    name: str
    name_en: str = ""
    code: str = ""


@dataclass(frozen=True)
class Question:
    """One question: its form, its options, how many may be chosen, whether another may be written."""

    form: str = Form.FOR_AGAINST
    options: tuple[Option, ...] = ()
    most: int = 1
    allows_other: bool = False

    def answers(self) -> tuple[str, ...]:
        """Every answer that may be given, in the order of the paper."""
        if self.form == Form.FOR_AGAINST:
            return tuple(str(c) for c in Choice)
        written = (OTHER,) if self.allows_other else ()
        return (*(o.key for o in self.options), *written, str(Choice.ABSTAIN))

    def options_plain(self) -> list[dict[str, str]]:
        """The options as a ballot freezes them."""
        return [vars(o) for o in self.options]


def question_from(form: str, options: Sequence[Mapping[str, str]], most: int, allows_other: bool) -> Question:
    """The question that a ballot froze."""
    return Question(form, tuple(Option(**o) for o in options), most, allows_other)


def put_question(
    rule: VoteRule, *, form: Form | None = None, options: Sequence[str] = (), most: int = 1, allows_other: bool = False
) -> Question:
    """The question as a rule lets it be put; BadShape names what does not fit."""
    if rule.method == Method.MODAL_GRADE:
        graded = tuple(Option(f"o{n}", g.name, g.name_en, g.code) for n, g in enumerate(rule.grades, start=1))
        return Question(Form.GRADES, graded)
    chosen = form or (Form.ONE if rule.method == Method.MOST_VOTES else Form.FOR_AGAINST)
    _check_fits(rule, chosen)
    if chosen == Form.FOR_AGAINST:
        return Question()
    return _with_options(chosen, [" ".join(o.split()) for o in options if o.strip()], most, allows_other)


def _check_fits(rule: VoteRule, form: Form) -> None:
    among_options = form in (Form.ONE, Form.SEVERAL)
    fits = {Method.OPINION: form != Form.GRADES, Method.MOST_VOTES: among_options}
    if not fits.get(Method(rule.method), form == Form.FOR_AGAINST):
        raise RuleBroken("form_not_of_this_rule", rule=rule.code)


def _with_options(form: Form, names: list[str], most: int, allows_other: bool) -> Question:
    if not 2 <= len(names) <= OPTIONS_MOST or len(set(names)) != len(names):
        raise BadShape({"options": "not_a_choice"})
    if any(len(name) > WORDS_MOST for name in names):
        raise BadShape({"options": f"too_long:{WORDS_MOST}"})
    if not 1 <= most <= len(names):
        raise BadShape({"most": "not_a_number"})
    listed = tuple(Option(f"o{n}", name) for n, name in enumerate(names, start=1))
    return Question(form, listed, most if form == Form.SEVERAL else 1, allows_other)


def read_answer(question: Question, given: str, other: str = "") -> tuple[str, str]:
    """(the answer as it is stored, the words written by hand); BadShape when no such answer may be given.

    Several options are joined by commas, in the order of the paper, so that one answer has one spelling.
    """
    wanted = {part for part in given.split(",") if part}
    order = question.answers()
    words = " ".join(other.split())
    if not wanted or not wanted <= set(order) or len(wanted) > (question.most if question.form == Form.SEVERAL else 1):
        raise BadShape({"choice": "not_a_choice"})
    if str(Choice.ABSTAIN) in wanted and len(wanted) > 1:
        raise BadShape({"choice": "not_a_choice"})
    if (OTHER in wanted) != bool(words):
        raise BadShape({"other": "missing" if not words else "unknown"})
    if len(words) > OTHER_MOST:
        raise BadShape({"other": f"too_long:{OTHER_MOST}"})
    return ",".join(key for key in order if key in wanted), words
