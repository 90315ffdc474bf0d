"""What a visitor needs: who to sign in as, where to begin, and a household's invitation code."""
from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from consult.account import actions as accounts
from consult.account.queries import account_named, actor_for
from consult.community import queries as register
from consult.community.models import Person
from consult.matter import queries as matters
from consult.meeting import queries as meetings
from consult.storage.store import Store

PASSWORD = "qinghe-2026"  # noqa: S105 (everybody's, in the demonstration alone)
INVITED = ("6幢", "2单元202")
"""The household whose invitation is printed."""
Row = tuple[str, str, str, str]
HEAD: Row = ("role", "name", "password", "begin at")


def rows(store: Store) -> list[Row]:
    """Role, login name, password and where to begin."""
    room, matter = _tonight(store)
    paths = (
        ("resident who proposed 居民（提案人）王女士", "wangnvshi", matter),
        ("facilitator 主持人 周敏", "zhuchi", f"{room}/desk"),
        ("secretary 秘书 林秀芬", "mishu", "/c/qinghe/"),
        ("council member, elder 议事会成员 陈阿姨", "chenayi", room),
        ("council member 议事会成员 张师傅", "zhangshifu", room),
        ("party secretary 党委书记 吴建平", "shuji", "/c/qinghe/docket"),
        ("Hewan: secretary 河湾秘书 梁静", "hewan-mishu", "/c/hewan/"),
        ("Hewan: facilitator 河湾主持人 方志平", "hewan-zhuchi", "/c/hewan/meetings"),
        ("Hewan: resident 河湾居民 罗师傅", "luoshifu", "/c/hewan/"),
    )
    return [(role, name, PASSWORD, path) for role, name, path in paths]


def _tonight(store: Store) -> tuple[str, str]:
    """Where the room is, and the matter in it."""
    with store.read() as db:
        here = register.community_by_slug(db, "qinghe")
        found = meetings.live_meeting(db, here.id) or meetings.meetings(db, here.id, limit=1)[0]
        matter = matters.matter(db, found.discussions[0].matter_id, here.id)
        return f"/c/qinghe/s/{found.id}", f"/c/qinghe/m/{matter.no}"


def invitation_code(store: Store) -> str:
    """A new code for the household; an earlier one of it stops, so a visitor always gets one that works."""
    with store.read() as db:
        account = account_named(db, "mishu")
        assert account is not None
        secretary = actor_for(db, account, db.get_one(Person, account.person_id), store.clock())
        household = next(
            h for h in register.households(db, secretary.community_id or 0)
            if (h.building.name, h.door) == INVITED
        )
    invited = store.carry_out(
        lambda work: accounts.invite_household(work, household_id=household.id), actor=secretary)
    return str(invited.value["code"])


def table(lines: Sequence[Row]) -> str:
    """The rows under each other; a Chinese character is two columns wide."""
    widths = [max(_width(line[i]) for line in (HEAD, *lines)) for i in range(len(HEAD))]
    return "\n".join(
        "  " + "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        .rstrip() for line in (HEAD, *lines)
    )


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
