"""Whom a name in a list means, where the list is of something else: an owner, a delegate, whoever holds a post."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from consult.community.rules.lists.standing import PersonNow, Standing
from consult.community.rules.lists.steps import Option, Question, Ref, Step, Verb, ask

SKIP, NEW = "skip", "new"
MOST_OFFERED = 6


@dataclass(frozen=True)
class Named:
    """A person of the register or one to be entered; nobody while the office has not said which."""

    ref: Ref | None
    question: Question | None = None
    steps: tuple[Step, ...] = ()


@dataclass
class Names:
    """Names of one list, each meant once: a name that the list has entered means the same person where it comes again."""

    now: Standing
    choices: Mapping[str, str]
    entered: dict[str, str] = field(default_factory=dict)

    def who(self, key: str, name: str, likely: Iterable[PersonNow] = (), *, home: Ref | None = None) -> Named:
        """Whom this name means: of those likely, whoever is called so; else one of the register, asked for where there
        are several; else somebody new. `key` is by what the answer is kept."""
        for person in likely:
            if person.name == name:
                return Named(person.id)
        options = [Option(f"p{person.id}", self.now.where(person))
                   for person in self.now.people_by_name.get(name, [])[:MOST_OFFERED]]
        if len(options) > 1:
            options.insert(0, Option(SKIP))
        elif not options and name in self.entered:
            options = [Option(self.entered[name])]
        if not options:
            return self._new(key, name, home)
        return self._chosen(key, name, ask(key, "who", [*options, Option(NEW)], self.choices), home)

    def _chosen(self, key: str, name: str, question: Question, home: Ref | None) -> Named:
        if question.chosen == SKIP:
            return Named(None, question)
        if question.chosen == NEW:
            made = self._new(key, name, home)
            return Named(made.ref, question, made.steps)
        known = question.chosen.startswith("p") and question.chosen[1:].isdecimal()
        return Named(int(question.chosen[1:]) if known else question.chosen, question)

    def _new(self, key: str, name: str, home: Ref | None) -> Named:
        ref = f"person:{key}"
        self.entered.setdefault(name, ref)
        return Named(ref, steps=(Step(Verb.PERSON, {"name": name, "called": "", "home": home, "comes_of_age": ""}, ref),))
