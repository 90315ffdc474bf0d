"""The kinds of sitting that come with the product."""
from __future__ import annotations

from functools import cache
from importlib import resources

from consult.community.rules.sittings.kind import Kind, parse_kinds


@cache
def known_kinds() -> dict[str, Kind]:
    """Every kind of the pack, by code, in the order of the file."""
    text = (resources.files("consult.community.rules.sittings") / "cn.toml").read_text("utf-8")
    return {kind.code: kind for kind in parse_kinds(text)}
