"""The fixed order of a sitting: which step follows, who may speak in it, what can be done in it."""
from __future__ import annotations

from collections.abc import Collection
from typing import Any

from consult.community.rules.sittings.kind import EVERYONE, VOICES, Kind, Phase
from consult.core.errors import RuleBroken

Named = dict[str, str]


def named(thing: Any) -> Named:
    """The name of a phase or a role in both languages, as a refusal's fact carries it."""
    return {"zh": thing.name, "en": thing.name_en} if thing else {"zh": "—", "en": "—"}


def following(kind: Kind, now: str | None) -> Phase | None:
    """The step that comes after this one; the first where none was taken, None after the last."""
    codes = [phase.code for phase in kind.phases]
    at = codes.index(now) + 1 if now in codes else 0
    return kind.phases[at] if at < len(codes) else None


def check_step(kind: Kind, now: str | None, to: str) -> Phase:
    """The step asked for, if it is the very next one; the order is not for anyone to change."""
    wanted, after = kind.phase(to), following(kind, now)
    if wanted is None or after is None or wanted.code != after.code:
        raise RuleBroken("phase_out_of_order", wanted=named(wanted), following=named(after))
    return wanted


def hears(kind: Kind, now: str | None, act: str, *, roles: Collection[str], voting: bool) -> bool:
    """Whether somebody with these roles may do that in this step; a kind without steps leaves it to the room."""
    if not kind.phases:
        return True
    phase = kind.phase(now)
    if phase is None or act not in phase.allows:
        return False
    return bool({EVERYONE, *((VOICES,) if voting else ()), *roles} & set(phase.speakers))


def check_act(kind: Kind, now: str | None, act: str, *, roles: Collection[str], voting: bool) -> None:
    """Refuse what this step has no place for, or not from this person; the fact names the step."""
    if not hears(kind, now, act, roles=roles, voting=voting):
        phase = kind.phase(now)
        code = "not_your_phase" if phase and act in phase.allows else "not_in_this_phase"
        raise RuleBroken(code, phase=named(phase))


def check_allows(kind: Kind, now: str | None, act: str) -> None:
    """Refuse what this step has no place for, whoever asks."""
    phase = kind.phase(now)
    if kind.phases and (phase is None or act not in phase.allows):
        raise RuleBroken("not_in_this_phase", phase=named(phase))
