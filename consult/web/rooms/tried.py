"""A command of the room that was refused: its form comes back with every word that was typed."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from flask import g, request

from consult.core.errors import BadShape, Refusal
from consult.web.doorway.acting import refused_on
from consult.web.rooms.forms import RoomForm
from consult.web.wording.refusals import say

Form = TypeVar("Form", bound=RoomForm)


@dataclass(frozen=True)
class Tried:
    """A command that was refused in this request."""

    name: str
    refusal: Refusal

    @property
    def by_field(self) -> bool:
        """Whether fields of its form say what is wrong with them."""
        return isinstance(self.refusal, BadShape)

    @property
    def said(self) -> str:
        """Why, in a sentence."""
        return say(self.refusal)


def note(name: str, refusal: Refusal) -> None:
    """Remember for the page about to be drawn what was refused."""
    g.tried = Tried(name, refusal)


def tried() -> Tried | None:
    """What was refused in this request, if anything was."""
    found: Tried | None = g.get("tried")
    return found


def form_for(kind: type[Form], name: str, *, belongs: dict[str, Any] | None = None, **filled: Any) -> Form:
    """The form of a command: filled with what was sent and its errors where that was refused, else with `filled`.

    `belongs` are the hidden fields that tell one form of a command from another, such as a hand's id.
    """
    key = "-".join([name, *(str(value) for value in (belongs or {}).values())])
    refused = tried()
    ours = refused is not None and refused.name == name and all(
        request.form.get(field, "") == str(value) for field, value in (belongs or {}).items())
    if refused is None or not ours:
        return kind(key, data=filled)
    form = kind(key, formdata=request.form)
    refused_on(form, refused.refusal)
    return form
