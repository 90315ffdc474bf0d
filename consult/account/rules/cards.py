"""Invitations and sign-in slips on paper: ten cards to a sheet with lines to cut along, or one letter each."""
from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources

import typst

from consult.core.errors import RuleBroken
from consult.core.rehearsals import is_rehearsal
from consult.typeset.fonts import Faces, faces, fonts
from consult.typeset.rehearsed import marked
from consult.typeset.scanning import code_to_scan

CARDS_A_SHEET = 10


class Form(StrEnum):
    """How a paper is set."""

    CARDS = "cards"
    LETTERS = "letters"


@dataclass(frozen=True)
class Place:
    """Who sends the papers, in which language, and where their codes are typed in."""

    community: str
    language: str
    address: str
    desk: str = ""


@dataclass(frozen=True)
class Card:
    """One card: to whom, the code and its image, and what is said with it. `steps` are for letters alone."""

    sender: str
    title: str
    to: str
    note: str
    label: str
    code: str
    scanned: str
    said: str
    steps: Sequence[str]
    foot: str


WORDS = {
    "zh": {
        "invitation": "请您家一起议事", "code": "邀请码", "slip": "登录单", "once": "一次性的码", "login": "登录名：{login}",
        "invited": "扫码，或者打开{short}，输入邀请码。一户四个人都能用，{day}以前有效，请不要给别家。",
        "used": "扫码，或者打开{short}，输入这个码，设一个只有您自己知道的密码。只能用一次，{day}以前有效。",
        "join": ("用手机扫右边的码，或者打开{address}，输入邀请码。",
                 "选您自己的名字；没有的，写上姓名、邻居怎么称呼您。再起一个登录名和密码。不收手机号和身份证号。",
                 "登录以后可以提一件事、附议、开会、投票，也看得到每件事走到哪一步。",
                 "一户四个人都能用这个码，每人一个账户。{day}以前有效，请不要给别家用。"),
        "sign_in": ("用手机扫右边的码，或者打开{address}，输入这个码。",
                    "看一看登录名对不对，设一个只有您自己知道的密码，至少8个字。",
                    "这个码只能用一次，{day}以前有效。设好密码，这张纸就可以撕掉了。",
                    "不是您本人，请把它交回办事窗口。"),
    },
    "en": {
        "invitation": "Your household is invited", "code": "Invitation code", "slip": "Sign-in slip", "once": "One-time code",
        "login": "Login name: {login}",
        "invited": "Scan, or open {short} and type the code. For four people of your home, until {day}. Please do not pass it on.",
        "used": "Scan, or open {short}, type the code and set a password that only you know. For one use, until {day}.",
        "join": ("Scan the code on the right, or open {address} and type it.",
                 "Choose your own name, or write it and what neighbours call you; then a login name and a password. No telephone or "
                 "identity number is asked for.",
                 "Signed in you can propose a matter, endorse, come to meetings, vote, and see how far each matter is.",
                 "Four people of your home can use this code, each for an account of their own, until {day}. Please do not pass it on."),
        "sign_in": ("Scan the code on the right, or open {address} and type it.",
                    "See that the login name is right, and set a password that only you know, of at least 8 characters.",
                    "The code is for one use, until {day}. Once the password is set, this paper can be torn up.",
                    "If you are somebody else, please hand it in at the desk."),
    },
}


def invitation(place: Place, *, home: str, code: str, until: date) -> Card:
    """The invitation of one household."""
    return _card(place, ("invitation", "code", "invited", "join"), to=home, note="", code=code, until=until)


def slip(place: Place, *, name: str, login: str, code: str, until: date) -> Card:
    """The sign-in slip of one person."""
    note = _words(place)["login"].format(login=login)
    return _card(place, ("slip", "once", "used", "sign_in"), to=name, note=note, code=code, until=until)


def _card(
    place: Place, which: tuple[str, str, str, str], *, to: str, note: str, code: str, until: date
) -> Card:
    """A card with these of the words: its title, what the code is called, what a card says, what a letter says."""
    words, (title, label, said, steps) = _words(place), which
    facts = {"day": _day(until, place.language), "address": place.address, "short": place.address.partition("://")[2]}
    return Card(
        sender=place.community, title=words[title], to=to, note=note, label=words[label], code=code,
        # What follows a # is never sent to the server, nor written down by anything on the way.
        scanned=code_to_scan(f"{place.address}#{code.replace('-', '')}"),
        said=words[said].format(**facts), steps=[step.format(**facts) for step in words[steps]], foot=place.desk)


def _words(place: Place) -> dict[str, str]:
    found: dict[str, str] = WORDS["en" if place.language == "en" else "zh"]  # type: ignore[assignment]
    return found


def _day(day: date, language: str) -> str:
    return f"{day.day} {day:%B %Y}" if language == "en" else f"{day.year}年{day.month}月{day.day}日"


def sheets(count: int, form: Form) -> int:
    """How many sheets so many papers take."""
    return count if form == Form.LETTERS else -(-count // CARDS_A_SHEET)


@cache
def _template() -> bytes:
    return (resources.files("consult.account.rules") / "cards.typ").read_bytes()


def fonts_here() -> Faces:
    """The fonts that papers are set with; RuleBroken("no_chinese_font") on a machine without a font for them."""
    found = faces()
    if found is None:
        raise RuleBroken("no_chinese_font")
    return found


def pdf(cards: Sequence[Card], *, form: Form, language: str) -> bytes:
    """The file; RuleBroken("no_chinese_font") on a machine without a font for it."""
    found = fonts_here()
    told = {"cards": [asdict(card) for card in cards], "form": form.value, "language": "en" if language == "en" else "zh"}
    rehearsal = any(is_rehearsal(card.sender) for card in cards)
    made = typst.compile(
        marked(_template(), rehearsal=rehearsal, language=language), font_paths=fonts(),
        sys_inputs={"told": json.dumps(told, ensure_ascii=False), "fonts": json.dumps(vars(found))})
    assert isinstance(made, bytes)
    return made
