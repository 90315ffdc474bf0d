"""What the matrix tries the set-up and the check-list with. Where somebody has signed in the set-up is gone for everybody."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.authorisation.estate import Estate


def one_step(e: Estate) -> dict[str, Any]:
    """The address of a step."""
    return {"step": "place"}


def pages(page: Callable[..., Any]) -> dict[tuple[str, str], Any]:
    """The samples, made with the class that samples.py has for them."""
    return {
        ("GET setup.show", ""): page(), ("GET setup.check", ""): page(),
        ("GET setup.fill_in", ""): page(at=one_step), ("POST setup.keep", ""): page(at=one_step),
        ("POST setup.give_code", ""): page(form=lambda e: {"code": "K7QX-2M9P-RRTZ"}),
        ("GET opening.show", ""): page(), ("POST opening.open_it", "closed"): page(),
        ("POST setup.found", ""): page(), ("POST setup.print_again", ""): page(),
    }
