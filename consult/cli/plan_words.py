"""What is wrong with a plan or a row of a list, in plain English for the terminal."""
from __future__ import annotations

from consult.founding.rules.plan import Problem, RowProblem

WORDS = {
    "missing": "is missing", "unknown": "is a word that nobody reads", "not_a_choice": "is none of the words there are",
    "not_a_number": "is no whole number", "not_text": "is no text", "not_a_date": "is no date (2026-10-31)",
    "not_yet": "has not come yet", "not_a_table": "is written as a table, [{name}]", "not_tables": "is written as tables, [[{name}]]",
    "not_a_list": "is a list, [\"…\", \"…\"]", "said_twice": "is there twice", "login_twice": "is given to two people",
    "slug_letters": "has small letters, digits and hyphens, begins with a letter, 2 to 30 characters",
    "body_not_formed": "names a body that the plan does not form", "post_not_by_plan": "is a post that another table or a list gives",
    "letters": "has letters that a login name may not have", "length": "is too short or too long",
}


def said_of_plan(problem: Problem) -> str:
    """`community.slug: is missing`; places in a list count from one."""
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in problem.path)
    return f"{where}: {_said(problem.code, str(problem.path[-1]) if problem.path else '')}"


def _said(code: str, name: str) -> str:
    kind, _colon, facts = code.partition(":")
    counted = {"too_long": f"is longer than {facts} characters", "too_short": f"is shorter than {facts} characters",
               "number_between": f"is not between {facts.replace(':', ' and ')}", "building_twice": f"{facts} is in two grids"}
    return counted.get(kind) or WORDS.get(kind, kind.replace("_", " ")).replace("{name}", name)


def said_of_row(problem: RowProblem) -> str:
    """`column C (door): home unknown (seen 9幢101)`; the code is the one that the pages have a sentence for."""
    where = f"column {problem.letter} ({problem.field}): " if problem.letter else f"{problem.field}: " if problem.field else ""
    facts = ", ".join(f"{name} {value}" for name, value in problem.facts.items() if value not in ("", None))
    return f"{where}{_said(problem.code, problem.field)}" + (f" ({facts})" if facts else "")
