"""A real community is set up from a plan and two lists."""
from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from consult import cli
from consult.account import queries as accounts
from consult.cli.found import decoded
from consult.community import queries as communities
from consult.community.rules.kinds import PostKind
from consult.core.clock import local_date, system_clock

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "community"


@pytest.fixture
def installation(monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path) -> None:
    """The command line works on the test's own database."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("CONSULT_DATA", str(tmp_path / "data"))


def test_the_example_founds_a_community_whose_secretary_can_sign_in(installation, store, capsys) -> None:
    assert cli.main(["found", str(EXAMPLE / "plan.toml")]) == 0
    login, password = capsys.readouterr().out.splitlines()[1].split("\t")
    with store.read() as db:
        community = communities.community_by_slug(db, "somewhere")
        account = accounts.account_named(db, login)
        assert accounts.password_fits(account, password)
        day = local_date(system_clock(), community.timezone)  # the command goes by the real day
        assert [p.name for p in communities.holders(db, community.id, PostKind.SECRETARY, day)] == ["张三"]
        council = next(b for b in communities.bodies(db, community.id) if b.kind == "residents_council")
        assert [s.shown_as for s in communities.roll_of(db, council, day)] == ["李四", "王五"]
        assert council.answered_by_id is not None
        assert [(row.kind, row.count) for row in communities.stated_numbers(db, community.id)] == [("households", 1500)]


def test_founding_twice_is_refused_and_changes_nothing(installation, store, capsys) -> None:
    cli.main(["found", str(EXAMPLE / "plan.toml")])
    assert cli.main(["found", str(EXAMPLE / "plan.toml")]) == 2
    assert "community_exists" in capsys.readouterr().err
    with store.read() as db:
        assert len(communities.communities(db)) == 1


def test_a_wrong_list_founds_nothing(installation, store, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(EXAMPLE, folder)
    (folder / "people.csv").write_text("name,called,building,door,posts,login\n赵六,赵六,,,emperor,\n", "utf-8")
    with pytest.raises(ValueError, match="emperor"):
        cli.main(["found", str(folder / "plan.toml")])
    with store.read() as db:
        assert communities.communities(db) == []


def test_a_list_may_say_who_is_not_of_age_yet(installation, store, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(EXAMPLE, folder)
    year = system_clock().year + 2
    (folder / "people.csv").write_text(
        f"name,called,building,door,posts,login,comes_of_age\n小赵,小赵,1幢,1单元101,,,{year}-03\n", "utf-8")
    assert cli.main(["found", str(folder / "plan.toml")]) == 0
    with store.read() as db:
        assert str(communities.matching_people(db, 1, "小赵")[0].comes_of_age) == f"{year}-03-01"


def test_a_list_saved_by_a_chinese_spreadsheet_is_read() -> None:
    assert decoded("building,door\n1幢,101\n".encode("gb18030")) == "building,door\n1幢,101\n"
