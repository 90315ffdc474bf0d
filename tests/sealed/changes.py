"""What somebody could do to a published record: hundreds of changes, with the seals as they were or made anew."""
from __future__ import annotations

import copy
import json
from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Any

from nacl.signing import SigningKey

from consult.ballot.rules.counting import Said, Share, count
from consult.ballot.rules.question import question_from
from consult.ballot.rules.reading import RuleFault, read_rule
from tests.sealed.records import METHODS, Opened, Record

Change = Callable[[Opened, Random], None]
VERDICTS = ("passed", "failed", "tied", "no_quorum", "graded", "recorded", "adopted", "")
BAR = {"measure": "for", "op": ">", "num": 1, "den": 2, "base": "participating", "metrics": ["heads"]}
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def other(random: Random, among: Any, than: Any) -> Any:
    """One of several that is not this one."""
    return random.choice([each for each in among if each != than])


# --- box and cast log


def choice(o: Opened, random: Random) -> None:
    """A ballot says something else."""
    assert o.rows
    row = random.choice(o.rows)
    row[2] = other(random, [*o.open["question"]["choices"], "invalid", "for", "o9", "o1+o2", "constructor", ""], row[2])


def choices(o: Opened, random: Random) -> None:
    """Half the ballots say the same thing."""
    assert o.rows
    said = random.choice(o.open["question"]["choices"])
    for row in random.sample(o.rows, len(o.rows) // 2):
        row[2] = said


def drop_row(o: Opened, random: Random) -> None:
    """A ballot is missing."""
    assert o.rows
    o.rows.pop(random.randrange(len(o.rows)))


def double_row(o: Opened, random: Random) -> None:
    """A ballot is there twice."""
    assert o.rows
    o.rows.append(list(random.choice(o.rows)))


def add_row(o: Opened, random: Random) -> None:
    """A ballot that nobody cast."""
    assert o.rows
    o.rows.append(["1", "".join(random.choices(LETTERS, k=16)), random.choice(o.open["question"]["choices"])])


def swap_rows(o: Opened, random: Random) -> None:
    """Two ballots change places."""
    assert o.rows
    one, two = random.sample(range(len(o.rows)), 2)
    o.rows[one], o.rows[two] = o.rows[two], o.rows[one]


def tracker(o: Opened, random: Random) -> None:
    """A ballot has another number, or none that one can have."""
    assert o.rows
    row = random.choice(o.rows)
    row[1] = random.choice([row[1][:-1], row[1].lower(), row[1] + "#2", random.choice(o.rows)[1], "I" * 16, row[1] + "#1"]) + (
        "" if random.random() < 0.5 else "Z")


def question_number(o: Opened, random: Random) -> None:
    """A ballot answers another question, or says more."""
    assert o.rows
    row = random.choice(o.rows)
    row[:] = random.choice([["2", *row[1:]], [*row, "more"], row[1:]])


def drop_line(o: Opened, random: Random) -> None:
    """A line of the cast log is missing."""
    o.log.pop(random.randrange(len(o.log)))


def double_line(o: Opened, random: Random) -> None:
    """A line of the cast log is there twice."""
    o.log.append(dict(random.choice(o.log)))


def envelope(o: Opened, random: Random) -> None:
    """Another envelope than came."""
    random.choice(o.log)["envelope"] = random.randbytes(32).hex()


def uncount(o: Opened, random: Random) -> None:
    """A line says the opposite of whether it counted, or nothing of it."""
    line = random.choice(o.log)
    line["counted"] = other(random, [True, False, 1, None, "yes"], line["counted"])


def hide(o: Opened, random: Random) -> None:
    """The box is withheld, though enough voted."""
    o.rows = o.close["tally"] = None
    o.close["withheld"] = random.choice(["fewer_than_k", "because"])


def hide_among_few(o: Opened, random: Random) -> None:
    """The box is withheld, and most ballots are said not to count."""
    hide(o, random)
    while sum(bool(line["counted"]) for line in o.log) > 4:
        next(line for line in o.log if line["counted"])["counted"] = False
    o.close["ballots"], o.close["withheld"] = sum(bool(line["counted"]) for line in o.log), "fewer_than_k"
    o.close["tied"], o.close["next"] = [], []


# --- what the close says


def verdict(o: Opened, random: Random) -> None:
    """It came to something else."""
    o.close["verdict"] = other(random, VERDICTS, o.close["verdict"])


def winner(o: Opened, random: Random) -> None:
    """Something else was chosen, even, or next."""
    options = [*o.open["question"]["choices"], "", "o9"]
    name = random.choice(["winner", "tied", "next"])
    o.close[name] = other(random, options, o.close[name]) if name == "winner" else other(
        random, [[], ["o1"], ["o2"], ["o1", "o2"], ["o2", "o1"], ["o3"], ["o1", "o2", "o3"], None], o.close[name])


def tally(o: Opened, random: Random) -> None:
    """A figure of the tally is another."""
    name = random.choice(list(o.close["tally"]))
    o.close["tally"][name] += random.choice([-1, 1, 0.5, 20])


def more_of_the_tally(o: Opened, random: Random) -> None:
    """The tally has more or less in it."""
    if random.random() < 0.5:
        o.close["tally"]["maybe"] = 0
    else:
        del o.close["tally"][random.choice(list(o.close["tally"]))]


# --- numbers of the roll


def number(o: Opened, random: Random) -> None:
    """A number of the roll or of the ballots is another, at the opening, at the close, or at both."""
    name = random.choice(["eligible", "present", "ballots", "casts", "voices", "able", "k"])
    by = random.choice([-3, -1, 1, 3, 50, 0.5])
    for body in random.choice([(o.open,), (o.close,), (o.open, o.close)]):
        if name in body:
            body[name] += by


def smaller_base(o: Opened, random: Random) -> None:
    """Fewer are entitled, everywhere alike."""
    less = random.randint(1, 4)
    for name in ("eligible", "voices", "present", "able"):
        for body in (o.open, o.close):
            if name in body:
                body[name] -= less


def base(o: Opened, random: Random) -> None:
    """The base is told otherwise."""
    told = o.open["base"]
    random.choice([
        lambda: told.update(entitled=told["entitled"] + 1), lambda: told.update(able=told["able"] - 1), lambda: told.update(able=3),
        lambda: told["missing"].update(no_owner=random.choice([1, -1, 0.5])), lambda: told.update(missing=[]),
        lambda: told.update(stated={"count": 500}), lambda: told.update(stated="many"), lambda: o.open.update(base=None),
        lambda: o.open.update(base="whole"), lambda: o.open.update(base=[]),
    ])()
    if random.random() < 0.5:
        for body in (o.open, o.close):
            body["eligible"] = 500


def kind(o: Opened, random: Random) -> None:
    """A number becomes something that looks like it."""
    body = random.choice([o.open, o.close])
    name = random.choice([name for name, value in body.items() if type(value) is int])
    body[name] = random.choice([str(body[name]), float(body[name]), -body[name] - 1, None, [body[name]], True])


# --- rule and question


def bar(o: Opened, random: Random) -> None:
    """A bar of the rule is higher, lower, or of something else."""
    bars = [*o.rule["quorum"], *o.rule["threshold"], *o.rule["grade_bars"].values()]
    if not bars:
        o.rule["threshold"] = [dict(BAR)]
        return
    one = random.choice(bars)
    name = random.choice(["op", "num", "den", "base", "measure", "metrics"])
    values = {"op": [">", ">=", "<", "="], "num": [0, 1, 2, 3, 7, 99, -1, 0.5], "den": [0, 1, 2, 3, 4, 100, -2, True],
              "base": ["eligible", "present", "participating", "cast", "one", "all"],
              "measure": ["for", "present", "participating", "against", "cast"],
              "metrics": [["area"], ["heads", "area"], [], ["cantons"], "heads"]}
    one[name] = other(random, values[name], one[name])


def bars(o: Opened, random: Random) -> None:
    """A bar is gone, or there is one more."""
    name = random.choice(["quorum", "threshold"])
    new = {**BAR, "num": random.randint(1, 9), "den": random.choice([4, 9, 10]), "op": random.choice([">", ">="]),
           "base": random.choice(["eligible", "present", "cast", "participating", "one"])}
    o.rule[name] = random.choice([[], [new], [*o.rule[name], new]])


def grade_bar(o: Opened, random: Random) -> None:
    """A grade has another bar, or none."""
    code = random.choice(["excellent", "competent", "unfit", "", "toString"])
    o.rule["grade_bars"] = random.choice([
        {}, {code: {**BAR, "num": random.randint(0, 9), "den": 9}}, {code: {**BAR, "op": "?"}}, [code]])


def method(o: Opened, random: Random) -> None:
    """The rule counts in another way, one that there is not, or one that lies elsewhere."""
    o.rule["method"] = other(random, [*METHODS, "", "approval", "../verify", "constructor"], o.rule["method"])


def tie(o: Opened, random: Random) -> None:
    """A tie is worth something else."""
    o.rule["tie"] = other(random, ["fails", "passes", "chair"], o.rule["tie"])


def of_the_rule(o: Opened, random: Random) -> None:
    """The rule is no rule of this ballot."""
    name, value = random.choice([
        ("secrecy", "named"), ("groups", [{"metric": "cantons"}]), ("grades", []), ("grades", [{"code": "x"}]), ("quorum", None)])
    o.rule[name] = value


def form(o: Opened, random: Random) -> None:
    """The question was answered in another way, or stood open, or not."""
    if random.random() < 0.5:
        o.open["standing"] = other(random, [True, False, 1, "no"], o.open["standing"])
    else:
        o.open["form"] = other(random, ["for_against", "one", "several", "grades", ""], o.open["form"])


def options(o: Opened, random: Random) -> None:
    """What could be chosen was something else."""
    question = o.open["question"]
    random.choice([
        lambda: question["choices"].reverse(), lambda: question["choices"].append("for"), lambda: question["choices"].pop(),
        lambda: question["options"].append({"key": "o9", "name": "x", "name_en": "", "code": ""}),
        lambda: question["options"].reverse(), lambda: question.update(most=2), lambda: question["options"].clear(),
        lambda: [option.update(code="unfit") for option in question["options"]],
    ])()


# --- statements


def version(o: Opened, random: Random) -> None:
    """A statement says that it is older, or newer, or says more or less."""
    body = random.choice([o.open, o.close])
    random.choice([
        lambda: body.update(v=random.choice([0, 1, 3, "2"])), lambda: body.update(more=1),
        lambda: body.pop(random.choice([name for name in body if name not in ("previous", "open_hash", "kind", "ballot")])),
    ])()


def older(o: Opened, _random: Random) -> None:
    """Both statements are made such as the first version had them, so that they say less."""
    for body, names in ((o.open, ("form", "standing", "base", "voices", "able")), (o.close, ("winner", "tied", "next"))):
        for name in names:
            body.pop(name)
        body["v"] = 1
    o.close["verdict"] = "passed" if o.close["verdict"] != "passed" else "failed"


def belongs(o: Opened, random: Random) -> None:
    """A statement is of another ballot, community, kind or time."""
    body = random.choice([o.open, o.close])
    name, value = random.choice([("ballot", 999), ("community", 999), ("kind", "other")])
    if random.random() < 0.3:
        o.open["opened_at"], o.close["closed_at"] = o.close["closed_at"], "2020-01-01T00:00:00.000Z"
    else:
        body[name] = value


CHANGES: tuple[Change, ...] = (
    choice, choices, drop_row, double_row, add_row, swap_rows, tracker, question_number, drop_line, double_line, envelope,
    uncount, hide, hide_among_few, verdict, winner, tally, more_of_the_tally, number, smaller_base, base, kind, bar, bars,
    grade_bar, method, tie, of_the_rule, form, options, version, older, belongs,
)


# --- what can be changed without opening anything


def of_a_statement(record: Record, random: Random) -> None:
    """A digit of a seal, or the place of a statement."""
    listed = record["statements"]
    one = random.choice(listed)
    at = random.randrange(64)
    random.choice([
        lambda: one.update(signature=_digit(one["signature"], at, random)),
        lambda: one.update(signed_by=_digit(one["signed_by"], at, random)),
        lambda: one.update(signature=one["signature"].upper()), lambda: one.update(signed_by=one["signed_by"] + " "),
        lambda: listed.remove(one), lambda: listed.append(copy.deepcopy(one)), listed.reverse,
        lambda: one.update(seq=one["seq"] + 1), lambda: one.update(kind="close" if one["kind"] == "open" else "open"),
        lambda: one.update(body=one["body"].replace(":", ": ", 1)), lambda: one.update(more=1),
        lambda: record.update(more=1), lambda: record.update(v=3), lambda: record.update(ballot=record["ballot"] + 1),
        lambda: record["cast_log"][0].update(head=_digit(record["cast_log"][0]["head"], at, random)),
    ])()


def _digit(text: str, at: int, random: Random) -> str:
    return text[:at] + other(random, "0123456789abcdef", text[at]) + text[at + 1:]


def unsigned(record: Record, number: int) -> Record:
    """The record with one change, and the seals as they were."""
    random = Random(number)
    while True:
        changed = copy.deepcopy(record)
        if number % 5 == 0:
            of_a_statement(changed, random)
        else:
            opened = Opened(record)
            CHANGES[number % len(CHANGES)](opened, random)
            changed = opened.put_together()
        if json.dumps(changed) != json.dumps(record):
            return changed


def signed_anew(record: Record, number: int, key: SigningKey) -> Record:
    """The record with one change, or two, and every hash, link and signature made anew with a key."""
    random, opened = Random(number), Opened(record)
    if random.random() < 0.3:
        random.choice([choices, verdict, winner, bar, number_of_ballots])(opened, random)
    CHANGES[number % len(CHANGES)](opened, random)
    if random.random() < 0.7:
        with suppress(IndexError, KeyError, TypeError):
            opened.claim()
    return opened.sealed(key)


def number_of_ballots(o: Opened, _random: Random) -> None:
    """The close claims one ballot more."""
    o.close["ballots"] += 1


# --- the judge: the product's own count, over what the record says


def follows(record: Record) -> bool:
    """Whether the result that a record claims is the one that the product counts from its box, roll and rule."""
    try:
        opened = Opened(record)
        # What the first version of the statements left unsaid is taken as whatever fits.
        ways = [opened.open["standing"]] if opened.open["v"] == 2 else [False, True]
        opened.open = {"form": "for_against", "voices": opened.open["eligible"], "able": opened.open["present"]} | opened.open
        claimed = {"winner": "", "tied": [], "next": []} | opened.close
        told = [claimed[name] for name in ("verdict", "winner", "tied", "next")]
        return any(_counts_to(opened, standing=way) == told for way in ways)
    except (RuleFault, KeyError, TypeError, ValueError, AttributeError, IndexError):
        return False


def _counts_to(o: Opened, *, standing: bool) -> list[Any]:
    asked = question_from(o.open["form"], o.open["question"]["options"], 1, False)
    roll = [Share(present=at < o.open["present"]) for at in range(o.open["voices"])]
    said = [row[2] for row in o.rows or () if row[2] != "invalid"]
    if not set(said) <= set(asked.answers()) or not len(o.rows or ()) <= o.open["able"] <= o.open["present"]:
        raise ValueError("no such ballots")
    counted = count(read_rule(o.rule), asked, roll, [Said(Share(), choice) for choice in said],
                    standing=standing, entitled=o.open["eligible"]).plain()
    if sum(o.close["tally"].values()) != len(o.rows or ()) or counted["eligible"] != o.close["eligible"]:
        raise ValueError("no such figures")
    return [counted[name] for name in ("verdict", "winner", "tied", "next")]
