"""Which names a template asks of the page that draws it: read from its source, whatever branch is taken."""
from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, nodes
from jinja2.meta import find_undeclared_variables


def asked_of_page(environment: Environment, name: str) -> frozenset[str]:
    """The names that a template, what it extends and what it includes want to be handed."""
    asked: set[str] = set()
    made: set[str] = set()
    for each in drawn_with(environment, name):
        own_asked, own_made, _parts = _read(environment, each)
        asked |= own_asked
        made |= own_made
    return frozenset(asked - made - environment.globals.keys())


def drawn_with(environment: Environment, name: str) -> set[str]:
    """A template and all that sees its page's names: what it extends, includes, or imports with context."""
    found, waiting = set[str](), [name]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += _read(environment, each)[2]
    return found


@cache
def _read(environment: Environment, name: str) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """What one template asks for, what it names itself, and which others see the same names."""
    assert environment.loader is not None
    tree = environment.parse(environment.loader.get_source(environment, name)[0])
    return frozenset(find_undeclared_variables(tree)), frozenset(_made(tree)), tuple(_parts(tree))


def _made(tree: nodes.Template) -> Iterator[str]:
    """What a template sets, loops over, imports or defines as a macro."""
    yield from (each.name for each in tree.find_all(nodes.Name) if each.ctx in ("store", "param"))
    yield from (each.name for each in tree.find_all(nodes.Macro))
    yield from (each.target for each in tree.find_all(nodes.Import))
    for each in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in each.names)


def _parts(tree: nodes.Template) -> Iterator[str]:
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        assert isinstance(node, nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport)
        assert isinstance(node.template, nodes.Const), "a template named by an expression cannot be read beforehand"
        if getattr(node, "with_context", True):
            yield node.template.value
