"""Which screens are pictured, at which moment of the demonstration."""
from __future__ import annotations

from camera import Screen

HERE = "/c/qinghe"
EN, ELDER = "lang=en", "lang=zh.mode=elder"


def around(at: dict[str, int], matter: str) -> list[Screen]:
    """The screens before and after a room."""
    forum, sealed, announced = f"{HERE}/s/{at['forum']}", f"{HERE}/b/{at['sealed']}", f"{HERE}/s/{at['announced']}"
    return [
        Screen("home", f"{HERE}/"), Screen("home-en", f"{HERE}/", display=EN), Screen("home-elder", f"{HERE}/", "chenayi", ELDER),
        Screen("matter", matter, "wangnvshi"), Screen("propose", f"{HERE}/propose", "wangnvshi"),
        Screen("docket", f"{HERE}/docket"), Screen("board", f"{HERE}/notices"), Screen("work", f"{HERE}/work"),
        Screen("services", f"{HERE}/services/", "zhangshifu"), Screen("mirror", f"{HERE}/mirror"),
        Screen("minutes", f"{HERE}/s/{at['draft']}/minutes", "mishu"),
        Screen("ballots", f"{HERE}/ballots", "zhangshifu"), Screen("ballot-result", f"{sealed}/result", "zhangshifu"),
        Screen("ballot-result-en", f"{sealed}/result", "zhangshifu", EN),
        Screen("box", f"{sealed}/box"), Screen("box-en", f"{sealed}/box", display=EN),
        Screen("forum", f"{forum}/questions"), Screen("forum-en", f"{forum}/questions", display=EN),
        Screen("hearing-announced", announced, "zhangshifu"), Screen("hearing-people", f"{announced}/people", "zhangshifu"),
    ]


def speaking(room: str, tablet: str) -> list[Screen]:
    """Somebody has the floor: every screen of the room."""
    return [
        Screen("desk", f"{room}/desk", "zhuchi"), Screen("desk-en", f"{room}/desk", "zhuchi", EN),
        Screen("room", room, "zhangshifu"), Screen("room-en", room, "zhangshifu", EN),
        Screen("elder", room, "chenayi", ELDER), Screen("observer", room, "wangnvshi"),
        Screen("observer-elder", room, "wangnvshi", ELDER),
        Screen("hall", f"{room}/screen", "zhuchi"), Screen("hall-en", f"{room}/screen", "zhuchi", EN),
        Screen("door", f"{room}/door", "zhuchi"), Screen("door-en", f"{room}/door", "zhuchi", EN),
        Screen("tablet", tablet), Screen("tablet-en", tablet, display=EN),
    ]


def at_moment(moment: str, room: str, *names: str) -> list[Screen]:
    """Some screens of the room at a moment of its procedure, the moment's name in the picture's."""
    whose = {
        "desk": ("/desk", "zhuchi", "lang=zh"), "room": ("", "zhangshifu", "lang=zh"), "hall": ("/screen", "zhuchi", "lang=zh"),
        "elder": ("", "chenayi", ELDER), "observer": ("", "wangnvshi", "lang=zh"),
        "desk-en": ("/desk", "zhuchi", EN), "room-en": ("", "zhangshifu", EN), "hall-en": ("/screen", "zhuchi", EN),
    }
    return [Screen(f"{name}-{moment}", f"{room}{whose[name][0]}", *whose[name][1:]) for name in names]


def hearing(room: str) -> list[Screen]:
    """A hearing in the midst of its statements."""
    return [
        Screen("hearing-desk", f"{room}/desk", "高文丽"), Screen("hearing-desk-en", f"{room}/desk", "高文丽", EN),
        Screen("hearing-room", room, "孙志远"), Screen("hearing-elder", room, "孙志远", ELDER),
        Screen("hearing-hall", f"{room}/screen", "高文丽"), Screen("hearing-hall-en", f"{room}/screen", "高文丽", EN),
    ]
