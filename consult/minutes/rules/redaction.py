"""What the public may read: private values hidden, ordinary residents under their form of address; the table is data.

The archive keeps what was written; what leaves by a public door goes through a Redactor (documents.md 4.4).
"""
from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from consult.core.private_values import Found, private_values, without_private_values

TREATMENTS = frozenset({"full", "masked", "counts", "never", "not_collected", "sealed"})
RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff·]{2,}|[A-Za-z][A-Za-z.'\- ]+[A-Za-z]")
TWO_SURNAMES = frozenset({"欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "夏侯", "令狐", "长孙", "宇文"})


@cache
def table() -> dict[str, Any]:
    """The table as it is written down; a treatment that is not known is a fault of the file."""
    read = tomllib.loads((resources.files("consult.minutes.rules") / "redaction.toml").read_text("utf-8"))
    odd = {kind for kind, how in read["fields"].items() if not set(how.values()) <= TREATMENTS}
    if odd:
        raise ValueError(f"redaction.toml: unknown treatment of {sorted(odd)}")
    return read


def treatment(kind: str, version: str) -> str:
    """How a kind of field is treated in the "archive" or the "public" version."""
    return str(table()["fields"][kind][version])


def address_form(name: str, called: str, language: str = "zh") -> str:
    """What stands in public for an ordinary resident: the form of address; where it is the name itself, the family's."""
    if called and name not in called:
        return called
    labels = table()["labels"]["en" if language == "en" else "zh"]
    family = name[:2] if name[:2] in TWO_SURNAMES else name[:1]
    return str(labels["of_family"]).format(family=family if language != "en" else name.split()[-1])


@dataclass(frozen=True)
class Redactor:
    """Makes the public version of a text: names to hide with what stands for each, the offices' own numbers."""

    language: str = "zh"
    names: Mapping[str, str] = field(default_factory=dict)
    public_numbers: Collection[str] = ()

    def __call__(self, text: str) -> str:
        """The text as the public may read it; what holds nothing private comes back as it is."""
        if not text:
            return text
        hidden = without_private_values(text, self._instead, self.public_numbers)
        return RUN.sub(lambda run: self._without_names(run[0]), hidden) if self.names else hidden

    def finds(self, text: str) -> list[str]:
        """The kinds of what would be hidden, for the one who prepares and the one who approves."""
        kinds = [found.kind for found in private_values(text, self.public_numbers)]
        hidden = without_private_values(text, self._instead, self.public_numbers)
        return [*kinds, *(["resident_name"] if self(text) != hidden else [])]

    def plain(self, value: Any) -> Any:
        """The same for every text inside a plain value."""
        if isinstance(value, str):
            return self(value)
        if isinstance(value, dict):
            return {k: self.plain(v) for k, v in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.plain(v) for v in value]
        return value

    def _instead(self, found: Found) -> str:
        if found.kind == "address" and treatment("address", "public") == "masked" and found.kept:
            return found.kept
        return str(table()["labels"]["en" if self.language == "en" else "zh"][found.kind])

    def _without_names(self, run: str) -> str:
        if not run[0].isascii():
            return self._scanned(run)
        return self.names.get(run, run)

    def _scanned(self, run: str) -> str:
        parts, at, lengths = [], 0, self._lengths()
        while at < len(run):
            name = next((run[at:at + n] for n in lengths if run[at:at + n] in self.names), "")
            if name and (name not in _everyday() or name == run):
                parts.append(self.names[name])
                at += len(name)
            else:
                parts.append(run[at])
                at += 1
        return "".join(parts)

    def _lengths(self) -> list[int]:
        return _lengths_of(frozenset(map(len, self.names))) if len(self.names) < 50 else _lengths_of(_COMMON)


_COMMON = frozenset({2, 3, 4, 5, 6, 7, 8})


@cache
def _lengths_of(lengths: frozenset[int]) -> list[int]:
    return sorted((n for n in lengths if n > 1), reverse=True)


@cache
def _everyday() -> frozenset[str]:
    return frozenset(table()["words"]["everyday"])
