"""docs/VOCABULARY.md holds: one word for one thing, and what a thing is not called is no name in the code for it."""
from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.architecture.test_house_rules import ROOT, modules, ours, where

DOCUMENT = ROOT / "docs" / "VOCABULARY.md"
ELSEWHERE = {
    "announcement": r"consult/ballot/",  # of a ballot, and called so in the table
    "calendar": r"consult/(api|cli/demo/year)/",  # iCalendar; the days of the demo's year
    "committee": r"consult/(community/rules|cli/demo)/",  # the residents' own committee, a body by law
    "delegate": r"consult/",  # a unit's, and called so in the table
    "document": r"consult/(ballot|api|minutes/rules/papers|community/rules/sittings)/",  # that proves; a file format
    "edit": r"(consult/(minutes|web/minutes|cli/demo)|templates/minutes)/",  # of a draft, before it is published
    "forwarded": r"consult/cli/",  # gunicorn's word for a proxy's header
    "issue": r"consult/(meeting|web/(meetings|rooms)|ballot/actions)/",  # raised in a light meeting; papers are issued
    "like": r"consult/web/matters/",  # matters that resemble one another
    "online": r"consult/live/",  # how many screens are connected, which says nothing of a roll
    "opinion": r"consult/ballot/rules/",  # how a vote binds
    "post": r"",  # an office one holds, and called so in the table
    "proposal": r"consult/",  # a matter's first state
    "receipt": r"(consult/(web/matters|ballot)|templates/parts)/",  # the way of a matter; the signed line of the log
    "reference": r"consult/(web/doorway|storage|minutes)/",  # of an error page, a foreign key, Akoma Ntoso
    "result": r"",  # a ballot's, and called so in the table
    "session": r"consult/(account|api|core|live|storage|web/(doorway|front|home))/",  # Flask's, SQLAlchemy's, the socket's
    "settings": r"consult/(app|config|cli|live|rehearsing|web/services)",  # of an installation; setting a volunteer post
    "speech": r"consult/minutes/rules/papers/",  # an element of Akoma Ntoso
    "stage": r"",  # how far a room is
    "ticket": r"consult/meeting/",  # of a lot
    "topic": r"consult/meeting/rules/procedure",  # off topic: a reason for a ruling
    "type": r"consult/(web/shell|storage|minutes)/",  # of a medium, of a column
    "workday": r"consult/",  # the columns of before, and the constants beside them
    "vote": r"",  # what a ballot asks for
}
"""Words of the column "not" that are the right word for something else, and where."""


class Entry(NamedTuple):
    """One row of the vocabulary: its terms, and the words that are not said for them."""

    terms: list[str]
    avoided: list[str]


def entries() -> list[Entry]:
    """The rows of the table."""
    rows = [line.strip().strip("|").split("|") for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("|")]
    return [Entry(_listed(row[0]), _listed(row[3])) for row in rows[2:]]


def _listed(cell: str) -> list[str]:
    """The words of a cell; what stands in brackets or after a semicolon explains them."""
    plain = re.sub(r"\(.*?\)", "", cell).split(";")[0]
    return [word.strip().lower() for word in plain.split(",") if re.fullmatch(r"[A-Za-z -]+", word.strip())]


def test_no_word_is_defined_twice() -> None:
    defined = Counter(term for entry in entries() for term in entry.terms)
    assert {term for term, times in defined.items() if times > 1} == set()
    assert len(defined) > 80


def test_no_word_is_avoided_that_is_defined_as_itself() -> None:
    assert [entry for entry in entries() if set(entry.terms) & set(entry.avoided)] == []


def parts(name: str) -> list[str]:
    """The words of a name, singular: `polls_of`, `PollOf` and `poll-of` have the same."""
    return [word.lower().removesuffix("s") for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


def names_of(path: Path) -> Iterator[str]:
    """What a file is called, and in Python what is defined, taken and assigned in it."""
    yield path.stem
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if path.suffix == ".py" else ():
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def says(name: str, word: str) -> bool:
    """Whether a name says a word; a straw poll is called so."""
    if word == "poll" and "straw" in parts(name):
        return False
    wanted, said = parts(word), parts(name)
    return any(said[at:at + len(wanted)] == wanted for at in range(len(said)))


def test_what_a_thing_is_not_called_is_no_name_for_it() -> None:
    avoided = sorted({word for entry in entries() for word in entry.avoided})
    files = [*modules("consult"), *(p for p in ours(".html", ".js", ".css") if not p.is_relative_to(ROOT / "tests"))]
    found = {
        f"{where(path)}: {name}" for path in files for name in set(names_of(path)) for word in avoided
        if says(name, word) and not (word in ELSEWHERE and re.match(ELSEWHERE[word], where(path)))
    }
    assert found == set()


def test_tests_say_poll_of_a_straw_poll_alone() -> None:
    found = {f"{where(path)}: {name}" for path in modules("tests") for name in names_of(path)
             if says(name, "poll") and path != Path(__file__)}
    assert found == set()


def test_the_check_of_names_finds() -> None:
    assert says("polls_of", "poll") and says("act_on_poll", "poll") and says("PollForm", "poll")
    assert not says("straw_poll", "poll") and not says("pollution", "poll") and says("AgendaItem", "agenda item")
