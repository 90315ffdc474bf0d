"""One bar as a pack writes it, and the fault that names the field which cannot be read."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from consult.ballot.rules.vote_rule import MEASURES, Bar, Base, Op


class RuleFault(ValueError):
    """A field of a rule that cannot be read, and why."""

    def __init__(self, field: str, why: str, code: str = "?", line: int = 0) -> None:
        self.field, self.why, self.code, self.line = field, why, code, line
        super().__init__(f"{code}: {field}: {why}" + (f" (line {line})" if line else ""))


def read_bar(entry: Mapping[str, Any], field: str, known: tuple[str, ...], usual: Any) -> Bar:
    """The bar; `known` are the metrics it may name, `usual` those of the rule. RuleFault names the field."""
    def of(name: str, among: Callable[[Any], bool], why: str) -> Any:
        if name not in entry:
            raise RuleFault(f"{field}.{name}", "is missing")
        if not among(entry[name]):
            raise RuleFault(f"{field}.{name}", f"{entry[name]!r} {why}")
        return entry[name]

    if not isinstance(entry, Mapping):
        raise RuleFault(field, "must be a table")
    base = str(of("base", lambda b: b in tuple(Base), f"is not one of {', '.join(Base)}"))
    num = of("num", _whole, "is no whole number")
    den = of("den", lambda n: _whole(n) and n > 0, "is no whole number above 0")
    if num > den and base != Base.ONE:
        raise RuleFault(f"{field}.num", f"{num}/{den} is more than the whole")
    measure = of("measure", lambda m: m in MEASURES, f"is not one of {', '.join(MEASURES)}")
    op = of("op", lambda o: o in tuple(Op), "is not >= or >")
    metrics = entry.get("metrics", usual)
    if not isinstance(metrics, (list, tuple)) or not metrics or any(m not in known for m in metrics):
        raise RuleFault(f"{field}.metrics", f"{metrics!r} is not among {', '.join(known)}")
    return Bar(str(measure), str(op), num, den, base, tuple(metrics))


def _whole(n: Any) -> bool:
    return isinstance(n, int) and not isinstance(n, bool) and n >= 0
