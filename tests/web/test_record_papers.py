"""Papers at the door: who may have which version, as what file, and what a browser that has it already is told."""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from consult.core.clock import SetClock
from consult.minutes.rules.papers import pdf
from tests.builders import Neighbourhood
from tests.builders_publishing import a_public_record
from tests.web.visits import Site, site_on


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


@pytest.mark.parametrize("who", [None, "gu", "lin"])
def test_a_published_record_is_there_as_every_file(neighbourhood: Neighbourhood, site: Site, who: str | None) -> None:
    room = a_public_record(neighbourhood)
    visitor, base = site.visited_by(who), f"/s/{room.meeting_id}/minutes"
    kinds = {"pdf": (b"%PDF", "application/pdf"), "docx": (b"PK", "application/vnd.openxml"), "xml": (b"<?xml", "application/akn+xml")}
    if pdf.faces() is None:
        del kinds["pdf"]
    for ending, (begins, mimetype) in kinds.items():
        seen = visitor.sees(f"{base}/record.{ending}")
        assert seen.status == 200 and seen.answer.data.startswith(begins) and seen.answer.mimetype.startswith(mimetype)
        assert seen.answer.headers["Content-Disposition"].isascii(), "a server sends no other"
        assert seen.answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''") and seen.answer.headers["ETag"]
    work = etree.fromstring(visitor.sees(f"{base}/record.xml").answer.data).find(".//{*}FRBRWork/{*}FRBRuri")
    whose = f"qinghe-body-{neighbourhood.bodies['council']}"
    address = rf"/akn/cn/debate/minutes/{whose}/\d{{4}}-\d\d-\d\d/\d{{4}}-\d+-{room.meeting_id}"
    assert work is not None and re.fullmatch(address, work.get("value", ""))
    for kind in ("record", "summary", "notice"):
        assert visitor.sees(f"{base}/{kind}").status == 200
    assert visitor.sees(f"{base}/report").status == 404 and visitor.sees(f"{base}/summary.xml").status == 404
