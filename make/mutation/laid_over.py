"""Mutants of tables, constants and defaults, put over the module that is loaded; spares an import of everything."""
from __future__ import annotations

import dataclasses
import enum
import sys
from types import CodeType, FunctionType, ModuleType
from typing import Any

KEPT = {"__dict__", "__weakref__", "__doc__", "__module__", "__qualname__", "__annotations__"}


def run(code: CodeType, module: ModuleType) -> dict[str, Any]:
    """What a module would hold with the change in it. Nothing of the loaded one is touched."""
    names = {"__name__": module.__name__, "__file__": module.__file__, "__package__": module.__package__}
    exec(code, names)  # noqa: S102
    return names


def only_an_import_shows(names: dict[str, Any], module: ModuleType) -> bool:
    """Whether a word of an enumeration is another: its members stand in too many places to be changed in each."""
    return any(_words(new) != _words(getattr(module, name, None)) for name, new in names.items())


def _words(thing: Any) -> dict[str, Any]:
    return {m.name: m.value for m in thing} if isinstance(thing, type) and issubclass(thing, enum.Enum) else {}


def lay_over(names: dict[str, Any], module: ModuleType) -> None:
    """Make the loaded module as the changed one is, with all that took something from it by name."""
    own = set(vars(module)) & set(names)
    for name in own:
        old, new = vars(module)[name], names[name]
        if isinstance(new, FunctionType) and new.__module__ == module.__name__:
            _as(old, new)
        elif isinstance(new, type) and new.__module__ == module.__name__:
            if not issubclass(new, enum.Enum):
                _class_as(old, new)
        elif not name.startswith("__") and not isinstance(new, type | FunctionType | ModuleType):
            _rebind(name, old, new)


def _as(old: FunctionType, new: FunctionType) -> None:
    old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__


def _class_as(old: type, new: type) -> None:
    for name, value in vars(new).items():
        if name in KEPT:
            continue
        if dataclasses.is_dataclass(new) and name in ("__init__", "__dataclass_fields__"):
            setattr(old, name, value)
        elif isinstance(value, FunctionType) and isinstance(vars(old)[name], FunctionType):
            if value.__code__.co_freevars == vars(old)[name].__code__.co_freevars:
                _as(vars(old)[name], value)
        elif isinstance(value, str | int | tuple | None):
            setattr(old, name, value)


def _rebind(name: str, old: Any, new: Any) -> None:
    for module in list(sys.modules.values()):
        names = getattr(module, "__dict__", {})
        if names.get(name) is old:
            names[name] = new
    if type(old) is type(new) and isinstance(old, dict):
        old.clear()
        old.update(new)
    elif type(old) is type(new) and hasattr(old, "__dict__") and not isinstance(old, type):
        vars(old).update(vars(new))
