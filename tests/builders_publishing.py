"""Publishing, brought as far as a test needs it: a record let out, notices that hang, an objection, a head."""
from __future__ import annotations

from io import BytesIO
from typing import Any

from nacl.signing import SigningKey
from PIL import Image

from consult.minutes.queries import of_meeting
from consult.publishing import actions as publishing
from consult.publishing import queries
from consult.publishing.models import PublicVersion
from consult.publishing.rules.photographs import encoded_anew
from tests.builders import Neighbourhood, Room

KEY = SigningKey(bytes(range(32)))
WORDS: dict[str, Any] = {
    "kind": "result", "title": "关于3幢1单元加装电梯议事结果的公示", "basis": "居民议事会二〇二六年第三次会议议定。",
    "text": "居民议事会同意委托两家公司出图报价。现予公示，欢迎提出意见。",
}


def a_published_record(n: Neighbourhood, *, secretary: str = "lin", **decision: Any) -> Room:
    """A meeting whose minutes are published; the public version waits for a second reader."""
    room = n.a_closed_meeting(**decision)
    publish(n, room, secretary)
    return room


def publish(n: Neighbourhood, room: Room, secretary: str = "lin", community: int = 0) -> None:
    """Both sign what was drafted, and the secretary publishes it."""
    n.publish_minutes(room, recorder=secretary, chair="zhou" if secretary == "lin" else "fang", second_reader="")


def version_of(n: Neighbourhood, room: Room, community: int = 0) -> PublicVersion:
    """The public version of a meeting's record, in whatever state."""
    found = n.see(queries.version_of, n.see(of_meeting, room.meeting_id, community or n.community).id)
    assert found is not None
    return found


def let_out(n: Neighbourhood, room: Room, who: str = "wu") -> None:
    """A second person lets the public version out."""
    version = version_of(n, room)
    n.do(who, publishing.approve_public, version_id=version.id, text_hash=version.text_hash)


def a_public_record(n: Neighbourhood, **decision: Any) -> Room:
    """A record that everyone may read."""
    room = a_published_record(n, **decision)
    let_out(n, room)
    return room


def a_notice(n: Neighbourhood, *, by: str = "lin", posted_by: str = "wu", community: int = 0, **words: Any) -> int:
    """A notice that hangs; not posted where `posted_by` is empty. Its id."""
    home = community or n.community
    id: int = n.do(by, publishing.prepare_notice, community_id=home, **WORDS | words)["notice_id"]
    if posted_by:
        row = n.see(queries.notice, id, home)
        n.do(posted_by, publishing.post_notice, notice_id=id, text_hash=row.text_hash)
    return id


def an_objection(n: Neighbourhood, notice_id: int, by: str = "gu", text: str = "一楼采光受影响，先看图纸。") -> int:
    """A resident objects; its id."""
    id: int = n.do(by, publishing.object_to_notice, notice_id=notice_id, text=text)["objection_id"]
    return id


def a_picture(width: int = 40, height: int = 30, kind: str = "JPEG", **saving: Any) -> bytes:
    """A picture of one colour."""
    out = BytesIO()
    Image.new("RGB", (width, height), (120, 90, 60)).save(out, kind, **saving)
    return out.getvalue()


def a_photo(n: Neighbourhood, notice_id: int, by: str = "lin", moment: str = "put_up") -> int:
    """A photograph of the paper; its id."""
    picture = encoded_anew(a_picture())
    id: int = n.run(by, lambda work: publishing.keep_photo(
        work, notice_id=notice_id, moment=moment, place="3幢门厅", photograph=picture))["photo_id"]
    return id


def a_head(n: Neighbourhood) -> int:
    """The head of the day, signed; its number."""
    number: int = n.run(None, lambda work: publishing.sign_head(
        work, key=KEY, timezone="Asia/Shanghai"))["number"]
    return number


def tell_publishing(n: Neighbourhood) -> dict[str, int]:
    """One of everything: a notice with an answered objection and a photograph, a consent, a head."""
    notice = a_notice(n)
    objection = an_objection(n, notice)
    n.do("lin", publishing.answer_objection, objection_id=objection, answer="图纸出来以后先请一楼住户看。")
    photo = a_photo(n, notice)
    n.do("gu", publishing.consent_to_be_named)
    return {"notice": notice, "objection": objection, "photo": photo, "head": a_head(n)}
