"""A claim agreement on paper: A4, set by Typst from templates/services/agreement.typ."""
from __future__ import annotations

import json
from datetime import date, datetime, tzinfo
from functools import cache

import typst

from consult.community.models import Community
from consult.config import shipped
from consult.core.rehearsals import is_rehearsal
from consult.project.models import Claim, ClaimAgreement, Project
from consult.typeset.rehearsed import marked
from consult.web.shell.moments import local_day
from consult.web.wording.services import claimant

TEMPLATE = shipped("templates/services/agreement.typ")
FONTS = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "FangSong", "Noto Sans CJK SC")
TERMS = {"free": "无偿", "low_cost": "低偿"}


@cache
def can_print() -> bool:
    """Whether this machine has a font with Chinese in it; without one the paper would be blank."""
    return bool(set(FONTS) & set(typst.Fonts().families()))


def pdf_of(community: Community, order: Project, held: Claim, agreement: ClaimAgreement, *, zone: tzinfo) -> bytes:
    """The document; its words are those that were confirmed, in Chinese as they were written."""
    told = {
        "community": community.name, "no": order.no, "title": order.title, "version": str(agreement.version),
        "claimant": str(claimant(held, in_full=True)), "places": str(held.places), "content": agreement.content,
        "terms": "：".join(word for word in (TERMS[agreement.terms], agreement.terms_words) if word),
        "steps": [{"on": _day(step.due_on), "what": step.what} for step in agreement.milestones],
        "owner": order.owner, "in_force": agreement.state == "confirmed",
        "claimant_signed": _signed(agreement.claimant_at, zone), "community_signed": _signed(agreement.community_at, zone),
    }
    source = marked(TEMPLATE.read_bytes(), rehearsal=is_rehearsal(community.name))
    made = typst.compile(source, sys_inputs={"told": json.dumps(told, ensure_ascii=False)})
    assert isinstance(made, bytes)
    return made


def _signed(moment: datetime | None, zone: tzinfo) -> str:
    return _day(local_day(moment, zone)) if moment else ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
