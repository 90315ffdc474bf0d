"""Mutants inside functions: a child of a process that holds everything loaded swaps the code and runs the tests."""
from __future__ import annotations

import gc
import os
import resource
import signal
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType

import pytest

from mutation.pure_tests import Ran, passes, stay_inside

IS_FUNCTION = 0x1  # CO_OPTIMIZED
Pairs = list[tuple[CodeType, CodeType]]
SECONDS_AT_LEAST, TIMES_AS_LONG, BYTES_MORE = 3.0, 6, 2 << 30


def swaps(old: CodeType, new: CodeType) -> Pairs | None:
    """The functions whose code differs; None where the module itself or a class differs, which only an import shows."""
    if not old.co_flags & IS_FUNCTION and _alone(old) != _alone(new):
        return None
    if old.co_freevars != new.co_freevars or len(_nested(old)) != len(_nested(new)):
        return None
    found: Pairs = [(old, new)] if old.co_flags & IS_FUNCTION and old != new else []
    for before, after in zip(_nested(old), _nested(new), strict=True):
        if before != after:
            deeper = swaps(before, after)
            if deeper is None:
                return None
            found += deeper
    return found


def _nested(code: CodeType) -> list[CodeType]:
    return [c for c in code.co_consts if isinstance(c, CodeType)]


def _alone(code: CodeType) -> tuple[object, ...]:
    """The code without what is nested in it."""
    own = tuple((type(c), repr(c)) for c in code.co_consts if not isinstance(c, CodeType))
    return code.co_code, own, code.co_names, code.co_varnames, code.co_freevars


def live_functions(files: set[str]) -> dict[CodeType, list[FunctionType]]:
    """The functions that stand in memory, by their code."""
    found: dict[CodeType, list[FunctionType]] = {}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename in files:
            found.setdefault(thing.__code__, []).append(thing)
    return found


def tried(items: list[pytest.Item], ran: dict[str, Ran], put: Callable[[], None]) -> tuple[str, str]:
    """("killed", by which test), ("killed", "out of time") or ("survived", ""); in a child, one test after the other."""
    listed = list(items)
    allowed = SECONDS_AT_LEAST + TIMES_AS_LONG * sum(ran[i.nodeid].seconds for i in listed)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _in_the_child(listed, put, writing, allowed)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        said = told.read().decode()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed", "out of time" if os.WTERMSIG(status) == signal.SIGPROF else "crashed"
    return ("killed", said) if os.WEXITSTATUS(status) else ("survived", "")


def _in_the_child(listed: list[pytest.Item], put: Callable[[], None], writing: int, allowed: float) -> None:
    killer = "could not be put in place"
    try:
        limit(allowed)
        stay_inside()
        put()
        killer = next((i.nodeid for i in listed if not passes(i)), "")
    except BaseException as problem:
        killer = f"{type(problem).__name__}"
    finally:
        os.write(writing, killer.encode())
        os._exit(1 if killer else 0)


def limit(seconds: float) -> None:
    """No more CPU seconds than these, and not all of the memory."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    held = int(next(_pages())) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + BYTES_MORE, resource.RLIM_INFINITY))


def _pages() -> Iterator[str]:
    with open("/proc/self/statm", encoding="ascii") as size:
        yield from size.read().split()
