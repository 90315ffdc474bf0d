"""Static files under the stamp of their content."""
from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from consult.web.shell import assets
from tests.web.bare_pages import ROOT, bare_app


def test_the_stamp_follows_the_content(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a")
    before = assets.read_shelf(tmp_path).stamp
    (tmp_path / "a.css").write_text("b")
    changed = assets.read_shelf(tmp_path).stamp
    (tmp_path / "a.css").rename(tmp_path / "b.css")
    assert len({before, changed, assets.read_shelf(tmp_path).stamp}) == 3


def test_under_its_stamp_a_file_is_kept_for_ever() -> None:
    app = bare_app()
    with app.test_request_context():
        address = assets.asset("css/base.css")
    answer = app.test_client().get(address)
    assert answer.status_code == 200 and answer.mimetype == "text/css"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_under_an_old_stamp_a_file_is_served_but_not_kept() -> None:
    answer = bare_app().test_client().get("/assets/0000000000/css/base.css")
    assert answer.status_code == 200 and "immutable" not in answer.headers["Cache-Control"]


def test_a_module_imports_its_neighbours_under_the_same_stamp() -> None:
    app = bare_app()
    with app.test_request_context():
        address = assets.asset("js/shell/shell.js")
    neighbour = address.replace("shell.js", "drafts.js")
    answer = app.test_client().get(neighbour)
    assert answer.status_code == 200 and "immutable" in answer.headers["Cache-Control"]
    assert answer.mimetype in ("text/javascript", "application/javascript")


def test_a_file_is_packed_for_a_browser_that_unpacks() -> None:
    client = bare_app().test_client()
    plain = client.get("/assets/x/css/rooms.css")
    packed = client.get("/assets/x/css/rooms.css", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers and packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data and packed.headers["Vary"] == "Accept-Encoding"


def test_all_stylesheets_are_one_and_stay_light() -> None:
    files = assets.read_shelf(ROOT / "static").files
    whole = files[assets.ALL_STYLES]
    assert whole.packed and len(whole.packed) <= 14 * 1024
    for path in (ROOT / "static/css").glob("*.css"):
        rules = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert unspaced(rules) in unspaced(whole.body.decode()), path.name
    assert whole.body.lstrip().startswith(b":root") and b"/*" not in whole.body


def unspaced(rules: str) -> str:
    """Rules without what says nothing in them."""
    return "".join(rules.split()).replace(";}", "}")


def test_a_sheet_of_one_area_is_light_and_its_pages_ask_for_it() -> None:
    files = assets.read_shelf(ROOT / "static").files
    asked = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html"))
    for name in (name for name in files if name.startswith(assets.OF_ONE_AREA)):
        sheet = files[name]
        assert len(sheet.packed or sheet.body) <= 4 * 1024 and b"/*" not in sheet.body, name
        assert f"asset('{name}')" in asked, name


def test_a_name_that_is_not_there_is_a_mistake() -> None:
    with bare_app().test_request_context(), pytest.raises(KeyError):
        assets.asset("css/none.css")


@pytest.mark.parametrize("name", ["../consult/app.py", "%2e%2e/consult/app.py", "css/none.css", "css", ""])
def test_nothing_outside_the_folder_is_served(name: str) -> None:
    assert bare_app().test_client().get(f"/assets/x/{name}").status_code == 404
